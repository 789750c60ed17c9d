"""``taiyaku check``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import Console
from pipeline.cli.formats import NAMES, formats
from pipeline.cli.known import Known, baseline, known_entries, pass_over
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
from pipeline.errors import TaiyakuError
from pipeline.settings.project import Settings

if TYPE_CHECKING:
    from pipeline.checking.shared import Past


@click.command(
    epilog=examples(
        "taiyaku check                           every pair",
        "taiyaku check trials/exosome            one pair, by its id",
        "taiyaku check articles/ja/trials        everything below a folder",
        "taiyaku check --format json=report.json --format terminal",
        "taiyaku check --format sarif=taiyaku.sarif --format markdown=comment.md",
        "taiyaku check --fail-on warning         warnings fail too",
        "taiyaku check --history                 also sections that went stale in the past",
        "taiyaku check --write-baseline          take on an old corpus: remember what is found",
        "taiyaku check --baseline taiyaku.baseline   only what is new since then",
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
@click.option(
    "--history",
    is_flag=True,
    help="Also look back through git for sections whose source changed after their translation.",
)
@click.option(
    "--drafts", is_flag=True, help="Check inside drafts that nobody has reviewed as well."
)
@baseline
@cached
@parallel
@common
def command(
    *,
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    fail_on: str,
    history: bool,
    drafts: bool,
    known: Known,
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
    all_formats = formats(suppressed=console.verbose, fail_on=fail_on)
    outputs = parse_formats(given, all_formats)

    from pipeline.cli.project import project_folder, settings_of, store_of
    from pipeline.running.report import check_pairs, failed_report
    from pipeline.system.cores import room

    settings: Settings | None = None
    with store_of(cache, console) as store:
        try:
            folder = project_folder(root, console)
            settings = replace(settings_of(folder), drafts=drafts)
            past = _past(folder, settings, console) if history else None
            entries = known_entries(known)
            report = check_pairs(
                folder,
                settings,
                wanted,
                folder=Path.cwd(),
                past=past,
                cache=store,
                jobs=jobs or room(),
                note=console.note,
                progress=console.progress,
            )
            if entries is not None:
                report = pass_over(
                    report,
                    entries,
                    known,
                    settings=settings,
                    console=console,
                    root=folder,
                    whole=not wanted,
                    looks_back=history,
                )
        except TaiyakuError as error:
            # A report of that failure, so that every format is written in any case.
            report = failed_report(error, settings)
    write(report, outputs, all_formats, console, root)
    return exit_code(report, fail_on)


def _past(folder: Path, settings: Settings, console: Console) -> Past:
    """What git knows of the pairs; where it has no say is told."""
    from pipeline.history.past import History

    past = History.of(folder, settings)
    if past.apart:
        some = ", ".join(past.apart[:3]) + (" …" if past.apart[3:] else "")
        console.note(
            f"--history says nothing of {some}: the two articles lie in different "
            "repositories, whose histories do not compare"
        )
    return past
