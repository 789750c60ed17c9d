"""``taiyaku align``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.console import Console
from pipeline.cli.options import common, examples, format_option, pairs_argument
from pipeline.cli.output import Format, exit_code, parse_formats, write


def formats() -> dict[str, Format]:
    """Every format an alignment can be written in."""
    from pipeline.reports import json, links

    return {
        "terminal": lambda report, width, color: links.format(
            report, width=width, color=color, explain=True
        ),
        "json": lambda report, width, color: json.format(report, findings=False),
    }


@click.command(
    epilog=examples(
        "taiyaku align                         every pair, sections side by side",
        "taiyaku align trials/exosome          one pair, by its id",
        "taiyaku align --format json=links.json",
    )
)
@pairs_argument
@format_option
@common
def command(
    wanted: tuple[str, ...], given: tuple[str, ...], root: Path | None, console: Console
) -> int:
    """Show which sections correspond, and why.

    PAIR is an id such as trials/exosome; PATH a file, a folder or a glob. Each link comes with
    the probability that it is right and with what spoke for it.
    """
    known = formats()
    outputs = parse_formats(given, known)

    from pipeline import run
    from pipeline.cli.project import report_of

    report = report_of(run.align, wanted, root, console)
    write(report, outputs, known, console)
    return exit_code(report, "never")
