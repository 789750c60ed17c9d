"""``taiyaku diff``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from pipeline.cli.console import Console
from pipeline.cli.formats import NAMES, formats
from pipeline.cli.options import CacheOptions, cached, common, examples, format_option, parallel
from pipeline.cli.output import FAIL_ON, exit_code, parse_formats, write
from pipeline.errors import TaiyakuError
from pipeline.model.findings import SEVERITIES


@click.command(
    epilog=examples(
        "taiyaku diff                 since the main branch, or in a pull request its target",
        "taiyaku diff HEAD            what is not committed yet",
        "taiyaku diff v1.2..v1.3      from one revision to another",
        "taiyaku diff main...topic    what a branch did since it left main",
        "taiyaku diff --summary       numbers only",
        "taiyaku diff --format markdown=comment.md",
        "taiyaku diff --allow-suppressions   ignore comments that came with the change were read",
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
@click.option(
    "--allow-suppressions",
    "lenient",
    is_flag=True,
    help="What the change itself hides (by settings, comments, decisions) is told and fails not.",
)
@cached
@parallel
@common
def command(
    *,
    revisions: str | None,
    brief: bool,
    given: tuple[str, ...],
    fail_on: str,
    lenient: bool,
    cache: CacheOptions,
    jobs: int | None,
    root: Path | None,
    console: Console,
) -> int:
    """Report what a change introduced, what it fixed, and what it left stale.

    BASE is a revision of git; HEAD another, or else the working tree. Without BASE it is where this
    branch left the main one, or the target of the pull request that CI runs for. Both are read from
    the repository; nothing is checked out.

    What a change introduces and hides, by settings, comments or decisions that came with it, is
    told and fails like the rest.

    Exit codes: 0 nothing introduced at or above --fail-on, 1 findings introduced, 2 something could
    not be checked.
    """
    known = formats(suppressed=console.verbose, fail_on=fail_on, brief=brief)
    outputs = parse_formats(given, known)

    from pipeline.cli.project import project_folder, store_of
    from pipeline.running.report import failed_report
    from pipeline.system.cores import room
    from pipeline.tasks.diff import diff

    with store_of(cache, console) as store:
        try:
            report = diff(
                project_folder(root, console),
                revisions,
                cache=store,
                jobs=jobs or room(),
                note=console.note,
                progress=console.progress,
            )
        except TaiyakuError as error:
            report = failed_report(error)
    report = replace(report, lenient=lenient)
    if not lenient and any(report.smuggled(severity) for severity in SEVERITIES):
        console.note(
            "this change also brings what keeps findings of its own from being reported; "
            "once a person has looked at it, --allow-suppressions lets it pass"
        )
    write(report, outputs, known, console, root)
    return exit_code(report, fail_on)
