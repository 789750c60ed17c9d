"""Runs a report on the project a command is called in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.cli.console import Console
from pipeline.cli.options import USUAL_CACHE, CacheOptions
from pipeline.errors import TaiyakuError
from pipeline.model.findings import Report
from pipeline.running import report as run
from pipeline.settings.project import Settings, load_settings, rule_ids
from pipeline.settings.root import find_root
from pipeline.system.cache import Cache, default_folder
from pipeline.system.cores import room


def settings_of(root: Path) -> Settings:
    """The settings of a project, with the names of all rules known."""
    return load_settings(root, rule_ids())


def report_of(
    make: Callable[..., Report],
    wanted: tuple[str, ...],
    root: Path | None,
    console: Console,
    cache: CacheOptions = USUAL_CACHE,
    jobs: int | None = 1,
) -> Report:
    """The report that ``make`` (``run.check`` or ``run.align``) gives.

    What keeps it from starting becomes a report of that failure, so that every format is written
    in any case.
    """
    settings: Settings | None = None
    with store_of(cache, console) as store:
        try:
            folder = _found(root, console)
            settings = settings_of(folder)
            return make(
                folder,
                settings,
                wanted,
                folder=Path.cwd(),
                cache=store,
                jobs=jobs or room(),
                note=console.note,
                progress=console.progress,
            )
        except TaiyakuError as error:
            return run.failed(error, settings)


def compared(
    revisions: str | None,
    root: Path | None,
    console: Console,
    cache: CacheOptions = USUAL_CACHE,
    jobs: int | None = 1,
) -> Report:
    """The report of ``taiyaku diff``, of a failure too."""
    from pipeline.tasks.diff import diff

    with store_of(cache, console) as store:
        try:
            return diff(
                _found(root, console),
                revisions,
                cache=store,
                jobs=jobs or room(),
                note=console.note,
                progress=console.progress,
            )
        except TaiyakuError as error:
            return run.failed(error)


def _found(root: Path | None, console: Console) -> Path:
    folder = find_root(root, Path.cwd())
    console.detail(f"the project is {folder}")
    return folder


@contextmanager
def store_of(cache: CacheOptions, console: Console) -> Iterator[Cache | None]:
    """The cache that the options ask for, closed at the end."""
    store = None if cache.off else Cache(cache.folder or default_folder(), console.note)
    try:
        yield store
    finally:
        if store is not None:
            store.close()
