"""Checks a pair again whenever one of its files is saved.

The system tells which files changed, from before the first report on, so that nothing saved
meanwhile is missed. Models stay loaded, and so does what all pairs share, until the glossary, the
settings or the decisions change: then everything is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import NamedTuple

from pipeline.checking.shared import EVERY_RULE, Note, Prepared, Progress, Stages, prepare
from pipeline.errors import TaiyakuError
from pipeline.model import decisions
from pipeline.model.findings import Report
from pipeline.running.report import Work, report_of
from pipeline.settings import project
from pipeline.settings.project import Settings
from pipeline.sources import FoundPairs, find_pairs, select
from pipeline.system.cache import Cache

# An editor that saves writes several times within this; longer and a person would notice.
_STEP_MS = 30
_DEBOUNCE_MS = 150
_IDLE_MS = 250
# What every pair depends on, beside the glossary.
_SETTLE_ALL = {project.FILE_NAME, project.PYPROJECT, decisions.FILE_NAME}


class News(NamedTuple):
    """What there is to show: a report, ids of pairs whose files are gone, why there is neither.

    ``seconds`` is the time from hearing of the change to this.
    """

    seconds: float
    report: Report | None = None
    gone: tuple[str, ...] = ()
    error: TaiyakuError | None = None


def news(
    root: Path,
    settings_of: Callable[[Path], Settings],
    wanted: Sequence[str],
    *,
    folder: Path,
    cache: Cache | None,
    jobs: int,
    note: Note,
    progress: Progress,
) -> Iterator[News]:
    """The report of all pairs, then one of those that a change touches, for ever.

    Parameters as for ``check_pairs``. What keeps a report from being made is news, too. Raises
    TaiyakuError where there is no first one.
    """
    root = root.resolve()
    changes = _changes(root)
    next(changes)

    work = Work(root, jobs, None, progress)

    def everything() -> tuple[Prepared, Report]:
        prepared = prepare(
            root,
            settings_of(root),
            wanted,
            asked=EVERY_RULE,
            note=note,
            folder=folder,
            cache=cache,
        )
        return prepared, report_of(prepared, work, whole=not wanted)

    started = perf_counter()

    def made(
        report: Report | None = None,
        gone: tuple[str, ...] = (),
        error: TaiyakuError | None = None,
    ) -> News:
        return News(perf_counter() - started, report, gone, error)

    (found, stages, _), first = everything()
    yield made(first)
    warming = Thread(target=_warm, args=(stages,), daemon=True)
    warming.start()
    for changed in changes:
        if not changed:
            continue
        started = perf_counter()
        warming.join()
        try:
            if changed & {*_SETTLE_ALL, stages.settings.glossary}:
                (found, stages, _), report = everything()
                yield made(report)
                continue
            before = found
            if not _only_written(before, changed, root):
                found = select(find_pairs(stages.tree, stages.settings), wanted, root, folder)
        except TaiyakuError as error:
            yield made(error=error)
            continue
        gone = tuple(sorted({pair.id for pair in before.pairs} - {pair.id for pair in found.pairs}))
        touched = _touched(before, found, changed)
        if touched.pairs or touched.failures:
            changed_pairs = Prepared(touched, stages, touched.failures)
            yield made(report_of(changed_pairs, work, whole=False), gone)
        elif gone:
            yield made(gone=gone)


def _only_written(found: FoundPairs, changed: set[str], root: Path) -> bool:
    """Whether known articles were written in their places, so that the pairs are what they were."""
    known = {path for pair in found.pairs for path in (pair.ja, pair.en)}
    files = [root / path for path in changed]
    return changed <= known and all(file.is_file() and not file.is_symlink() for file in files)


def _touched(before: FoundPairs, found: FoundPairs, changed: set[str]) -> FoundPairs:
    """The pairs of which a file changed, came or went, and what is newly amiss."""
    known = set(before.pairs)
    pairs = [p for p in found.pairs if p not in known or {p.ja, p.en} & changed]
    failures = [each for each in found.failures if each not in before.failures]
    return replace(found, pairs=tuple(pairs), failures=tuple(failures))


def _changes(root: Path) -> Iterator[set[str]]:
    """The paths that change below the root, relative to it; a first empty set at once."""
    from watchfiles import watch

    for batch in watch(
        root,
        debounce=_DEBOUNCE_MS,
        step=_STEP_MS,
        rust_timeout=_IDLE_MS,
        yield_on_timeout=True,
    ):
        yield {Path(path).relative_to(root).as_posix() for _, path in batch}


def _warm(stages: Stages) -> None:
    from pipeline.checking import check_pair

    # A model that does not load is told of by the first pair that needs it.
    with suppress(TaiyakuError):
        check_pair.warm(stages)
