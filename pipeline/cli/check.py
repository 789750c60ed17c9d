"""``taiyaku check``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.console import Console
from pipeline.cli.formats import NAMES, formats
from pipeline.cli.options import (
    CacheOptions,
    cached,
    common,
    examples,
    format_option,
    pairs_argument,
    parallel,
)
from pipeline.cli.output import FAIL_ON, exit_code, parse_formats, write


@click.command(
    epilog=examples(
        "taiyaku check                           every pair",
        "taiyaku check trials/exosome            one pair, by its id",
        "taiyaku check articles/ja/trials        everything below a folder",
        "taiyaku check --format json=report.json --format terminal",
        "taiyaku check --format sarif=taiyaku.sarif --format markdown=comment.md",
        "taiyaku check --fail-on warning         warnings fail too",
        "taiyaku check --verbose                 also what was accepted earlier, and why",
    )
)
@pairs_argument
@format_option(*NAMES)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    show_default=True,
    help="The lowest severity that gives exit code 1.",
)
@cached
@parallel
@common
def command(
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    fail_on: str,
    cache: CacheOptions,
    jobs: int | None,
    root: Path | None,
    console: Console,
) -> int:
    """Report what differs between the Japanese and English articles.

    PAIR is an id such as trials/exosome; PATH a file, a folder or a glob. Without any, every
    pair is checked.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.
    """
    known = formats(suppressed=console.verbose, fail_on=fail_on)
    outputs = parse_formats(given, known)

    from pipeline import run
    from pipeline.cli.project import report_of

    report = report_of(run.check, wanted, root, console, cache, jobs)
    write(report, outputs, known, console)
    return exit_code(report, fail_on)
