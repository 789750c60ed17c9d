"""A report of a project: which pairs there are, what is known of them, what must be computed.

Pairs stand in sorted order, however they were come by.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.checking.shared import (
    EVERY_RULE,
    NO_RULE,
    Note,
    Past,
    Prepared,
    Progress,
    Stages,
    failure,
    prepare,
)
from pipeline.checking.signature import signature, tool_version
from pipeline.errors import TaiyakuError
from pipeline.model.findings import PairReport, Report
from pipeline.model.outcome import Outcome
from pipeline.model.source import Lang
from pipeline.running.packing import pack
from pipeline.running.results import Results
from pipeline.settings.project import Settings
from pipeline.sources import Contents, PairFiles, Tree, contents_of
from pipeline.system import threads  # noqa: F401  (before anything that may load NumPy)
from pipeline.system.cache import Cache

if TYPE_CHECKING:
    from pipeline.running.workers import Computed, Crew

# Pairs that are looked up together; their files are held until they are found.
_AT_ONCE = 50


def quiet(_: str) -> None:
    """Takes a note to nobody."""


def unseen(_done: int, _total: int, _id: str) -> None:
    """Shows no progress."""


@dataclass(frozen=True)
class Work:
    """How pairs are computed: by how many processes of which crew, and who is told how far it is.

    ``root`` is the absolute path of the project, where the encoder that it names lies.
    """

    root: Path
    jobs: int = 1
    crew: Crew | None = None
    progress: Progress = unseen


def check_pairs(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    folder: Path | None = None,
    tree: Tree | None = None,
    past: Past | None = None,
    only: Collection[str] | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    crew: Crew | None = None,
    note: Note = quiet,
    progress: Progress = unseen,
) -> Report:
    """Checks the pairs of a project that ``wanted`` names (ids, paths, globs; all if empty).

    ``folder`` is where relative paths start (default: the root). ``tree`` holds the files (default:
    the working tree below ``root``; else a revision of it), ``past`` what the pairs were like, and
    ``only`` the ids of the pairs that matter, where not all do. ``cache`` keeps what is slow to
    compute, ``jobs`` processes (of a ``crew`` that serves other runs too) compute it; neither
    changes a byte of the report. ``note`` is told what is passed over; ``progress`` (done, total,
    id) as pairs are computed. Raises UsageError for a name that means nothing and ModelError where
    a model does not load.
    """
    prepared = prepare(
        root,
        settings,
        wanted,
        asked=EVERY_RULE,
        note=note,
        folder=folder,
        cache=cache,
        tree=tree,
        past=past,
    )
    work = Work(root.resolve(), jobs, crew, progress)
    return report_of(prepared, work, whole=not wanted, only=only)


def align_pairs(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    folder: Path | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    note: Note = quiet,
    progress: Progress = unseen,
) -> Report:
    """The same report as ``check_pairs`` without findings: sections and their links."""
    prepared = prepare(root, settings, wanted, asked=NO_RULE, note=note, folder=folder, cache=cache)
    return report_of(prepared, Work(root.resolve(), jobs, None, progress), whole=not wanted)


def linked(
    pairs: Sequence[PairFiles], stages: Stages, root: Path, progress: Progress
) -> dict[str, Outcome]:
    """What becomes of pairs, by id, for whoever reads their links alone.

    What a check has found out does as well, its findings left out.
    """
    checked = Results(replace(stages, asked=EVERY_RULE))
    known: dict[str, Outcome] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        known |= checked.known({files: contents_of(files, stages.tree) for files in some})
    outcomes = {
        id_: replace(each, report=each.report and replace(each.report, findings=()))
        for id_, each in known.items()
    }
    rest = [files for files in pairs if files.id not in known]
    work = Work(root, progress=progress)
    return outcomes | _outcomes(rest, replace(stages, asked=NO_RULE), work)


def failed_report(error: TaiyakuError, settings: Settings | None = None) -> Report:
    """The report of a run that could not start."""
    source: Lang = settings.source if settings else "ja"
    return Report(tool_version(), {}, source, (), (failure(error),))


def report_of(
    prepared: Prepared, work: Work, *, whole: bool, only: Collection[str] | None = None
) -> Report:
    """The report of the pairs that were found; ``whole`` where they are all there are.

    Of these, ``only`` some are computed where that is given (ids).
    """
    found, stages, _ = prepared
    pairs = [files for files in found.pairs if only is None or files.id in only]
    outcomes = _outcomes(pairs, stages, work)
    reports = [made for files in pairs if (made := outcomes[files.id].report) is not None]
    failures = (
        *prepared.failures,
        *(each for files in pairs for each in outcomes[files.id].failures),
    )
    if whole:
        there = {pair.id for pair in found.pairs} | {each.pair for each in failures}
        reports += _vanished(stages, there)
    settings, decided = stages.settings, stages.decisions.digest
    made_by = signature(stages.choice.name, stages.glossary, settings, decided)
    return Report(tool_version(), made_by, settings.source, tuple(reports), failures)


def _outcomes(pairs: Sequence[PairFiles], stages: Stages, work: Work) -> dict[str, Outcome]:
    """What becomes of every pair, by its id: from the cache where it is there, else computed."""
    results = Results(stages)
    outcomes: dict[str, Outcome] = {}

    def read(files: PairFiles) -> Contents:
        return contents_of(files, stages.tree)

    for start in range(0, len(pairs), _AT_ONCE):
        outcomes |= results.known({f: read(f) for f in pairs[start : start + _AT_ONCE]})
    missing = [files for files in pairs if files.id not in outcomes]
    for files, contents, outcome in _computed(missing, read, stages, work):
        work.progress(len(outcomes), len(pairs), files.id)
        if outcome is None:
            outcome = _here(files, contents, stages)
        if isinstance(outcome, bytes):
            outcome = results.stored(files, contents, outcome)
        outcomes[files.id] = outcome
    work.progress(len(pairs), len(pairs), "")
    return outcomes


def _computed(
    pairs: Sequence[PairFiles],
    read: Callable[[PairFiles], Contents],
    stages: Stages,
    work: Work,
) -> Iterator[Computed]:
    """What no cache knows, by several processes where they are worth their models."""
    if not pairs:
        return
    from pipeline.running import workers
    from pipeline.system import child

    jobs = min(work.jobs, len(pairs) // workers.WORTH)
    if jobs <= 1 or not child.POSSIBLE:
        yield from (workers.Computed(files, read(files), None) for files in pairs)
    elif work.crew is not None:
        yield from work.crew.computed(pairs, read, stages, work.root, jobs)
    else:
        with workers.Crew() as own:
            yield from own.computed(pairs, read, stages, work.root, jobs)


def _here(files: PairFiles, contents: Contents, stages: Stages) -> Outcome | bytes:
    """One pair, computed by this process and packed if it can be."""
    from pipeline.checking import check_pair

    outcome = check_pair.outcome(files, contents, stages)
    try:
        return pack(outcome)
    except UnicodeEncodeError:
        return outcome


def _vanished(stages: Stages, there: set[str | None]) -> list[PairReport]:
    """What is to be said of pairs that were decided about and are not ``there``."""
    return stages.verdicts.vanished(there) if stages.decisions.pairs - there else []
