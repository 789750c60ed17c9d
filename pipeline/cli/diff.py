"""``taiyaku diff``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.console import Console
from pipeline.cli.formats import NAMES, formats
from pipeline.cli.options import CacheOptions, cached, common, examples, format_option, parallel
from pipeline.cli.output import FAIL_ON, exit_code, parse_formats, write


@click.command(
    epilog=examples(
        "taiyaku diff                 since the main branch, or in a pull request its target",
        "taiyaku diff HEAD            what is not committed yet",
        "taiyaku diff v1.2..v1.3      from one revision to another",
        "taiyaku diff main...topic    what a branch did since it left main",
        "taiyaku diff --summary       numbers only",
        "taiyaku diff --format markdown=comment.md",
    )
)
@click.argument("revisions", metavar="[BASE[..HEAD]]", required=False)
@click.option("--summary", "brief", is_flag=True, help="Numbers for each pair, no findings.")
@format_option(*NAMES)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    show_default=True,
    help="The lowest severity of what was introduced that gives exit code 1.",
)
@cached
@parallel
@common
def command(
    revisions: str | None,
    brief: bool,
    given: tuple[str, ...],
    fail_on: str,
    cache: CacheOptions,
    jobs: int | None,
    root: Path | None,
    console: Console,
) -> int:
    """Report what a change introduced, what it fixed, and what it left stale.

    BASE is a revision of git; HEAD another, or else the working tree. Without BASE it is where this
    branch left the main one, or the target of the pull request that CI runs for. Both are read from
    the repository; nothing is checked out.

    Exit codes: 0 nothing introduced at or above --fail-on, 1 findings introduced, 2 something could
    not be checked.
    """
    known = formats(suppressed=console.verbose, fail_on=fail_on, brief=brief)
    outputs = parse_formats(given, known)

    from pipeline.cli.project import compared

    report = compared(revisions, root, console, cache, jobs)
    write(report, outputs, known, console, root)
    return exit_code(report, fail_on)
