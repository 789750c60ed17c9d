"""``taiyaku watch``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import Console, put
from pipeline.cli.options import (
    CacheOptions,
    cached,
    common,
    examples,
    pairs_argument,
    parallel,
)

if TYPE_CHECKING:
    from pipeline.tasks.watch import News


@click.command(
    epilog=examples(
        "taiyaku watch                      every pair, until Ctrl-C",
        "taiyaku watch trials/exosome       one pair",
        "taiyaku watch --verbose            also how long each took",
    )
)
@pairs_argument
@cached
@parallel
@common
def command(
    wanted: tuple[str, ...],
    cache: CacheOptions,
    jobs: int | None,
    root: Path | None,
    console: Console,
) -> int:
    """Check a pair again whenever one of its files is saved.

    It begins with a report of every pair that is named. From then on it shows only the pairs of
    which a file was saved, came or went; when the glossary, the settings or the decisions change,
    all of them again. Ctrl-C ends it, with exit code 0.
    """
    from pipeline.cli.project import settings_of, store_of
    from pipeline.settings.root import find_root
    from pipeline.system.cores import room
    from pipeline.tasks.watch import news

    folder = find_root(root, Path.cwd())
    begun = False
    with store_of(cache, console) as store:
        watched = news(
            folder,
            settings_of,
            wanted,
            folder=Path.cwd(),
            cache=store,
            jobs=jobs or room(),
            note=console.note,
            progress=console.progress,
        )
        try:
            for each in watched:
                _show(each, console)
                if not begun:
                    console.note(f"watching {folder}; Ctrl-C ends it")
                begun = True
                console.detail(f"{each.seconds:.2f} s")
        except KeyboardInterrupt:
            if not begun:
                raise
            console.note("no longer watching")
    return 0


def _show(each: News, console: Console) -> None:
    from pipeline.reports import terminal

    for id_ in each.gone:
        console.note(f"{id_}: its files are gone")
    if each.error is not None:
        console.error(str(each.error))
    if each.report is not None:
        for failure in each.report.failures:
            console.error(failure.message)
        width = shutil.get_terminal_size((80, 24)).columns
        put(terminal.format(each.report, width=width, color=console.colored()) + "\n")
