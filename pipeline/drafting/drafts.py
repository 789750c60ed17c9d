"""Wires the drafting of pairs: which ones, with what memory, by which engine, into which file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from pipeline.cache import Cache
from pipeline.config import Settings
from pipeline.drafting import stale
from pipeline.drafting.asking import Asker
from pipeline.drafting.enforcing import enforced
from pipeline.drafting.exporting import exported
from pipeline.drafting.job import Drafted, Job, finished, named
from pipeline.drafting.plan import Plan, of_pair
from pipeline.drafting.reading import Read, memory_of, read_pairs
from pipeline.errors import EngineError, UsageError
from pipeline.model.document import Document
from pipeline.model.exchange import Article
from pipeline.model.findings import Failure
from pipeline.model.source import other
from pipeline.past import History
from pipeline.policy import Policy
from pipeline.sources import PairFiles, article_path
from pipeline.stages import NO_RULE, Note, Progress, Stages, prepare
from pipeline.translation.engines.interface import Engine
from pipeline.translation.memory import Memory


@dataclass(frozen=True)
class Asked:
    """What is to be drafted, and the date of the marks.

    ``missing`` are articles and sections, ``stale`` sections whose source changed since (the
    history of the project is then read); ``again`` renews untouched drafts.
    """

    date: str
    again: bool = False
    missing: bool = True
    stale: bool = False


@dataclass(frozen=True)
class _Desk:
    """What drafting starts from: the chosen pairs, those that something is learnt of, an engine."""

    pairs: tuple[Read, ...]
    stages: Stages
    known: tuple[Read, ...]
    asker: Asker
    failures: list[Failure]

    @cached_property
    def memory(self) -> Memory:
        """All that was translated before; made when there is something to translate."""
        return memory_of(self.known, self.stages)


def draft(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    asked: Asked,
    engine: Engine,
    *,
    budget: int | None = None,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> tuple[list[Drafted], list[Failure]]:
    """What is to be written for the pairs that ``wanted`` names (all if empty).

    Every pair of the project is read, for what was translated before. Other parameters and errors
    as for ``run.check``; EngineError where an engine was asked and nothing at all is translated.
    """
    done: list[Drafted] = []
    try:
        desk = _desk(root, settings, wanted, asked, engine, budget, folder, cache, note, progress)
        for pair in desk.pairs:
            done += _pair(pair, asked, desk)
    finally:
        engine.close()
    _nothing_at_all(desk.asker, done)
    return done, desk.failures


def export(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    asked: Asked,
    engine: Engine,
    *,
    budget: int | None = None,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> tuple[list[Article], list[Failure]]:
    """The same pairs for a translator's tool, whole; parameters and errors as for ``draft``."""
    done: list[Article] = []
    try:
        desk = _desk(root, settings, wanted, asked, engine, budget, folder, cache, note, progress)
        for pair in desk.pairs:
            if (made := plan_of(pair, asked, desk.stages)) is not None:
                if made.target is not None:
                    late = stale.behind(pair.lags, made.source.lang)
                    made = replace(made, pieces=(*made.pieces, *late))
                job = None
                if made.target is None or made.pieces:
                    job = Job(made, desk.stages, desk.memory)
                links = pair.report.links
                done.append(
                    exported(
                        made, job, links, pair.drafts, desk.asker, desk.stages, lambda: desk.memory
                    )
                )
    finally:
        engine.close()
    units = [unit for article in done for unit in article.units if unit.stand == "to-insert"]
    _gave_something(desk.asker, sum(unit.target is None for unit in units), len(units))
    return done, desk.failures


def _desk(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    asked: Asked,
    engine: Engine,
    budget: int | None,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> _Desk:
    found, stages, failures = prepare(root, settings, wanted, folder, NO_RULE, cache, note)
    whole, _, _ = prepare(root, settings, (), folder, NO_RULE, cache, _unsaid)
    chosen = {files.id for files in found.pairs}
    past = History.of(root, settings) if asked.stale else None
    read = read_pairs(whole.pairs, stages, root, progress, past, chosen)
    failures += (each for each in read.failures if each.pair in chosen)
    pairs = [read.pairs[files.id] for files in found.pairs if files.id in read.pairs]
    asker = Asker(engine, settings.source, other(settings.source), cache, note, budget)
    return _Desk(tuple(pairs), stages, tuple(read.pairs.values()), asker, failures)


def _unsaid(_: str) -> None:
    """What was said of the chosen pairs is not said again of all."""


def _pair(pair: Read, asked: Asked, desk: _Desk) -> Iterator[Drafted]:
    stages = desk.stages
    made = plan_of(pair, asked, stages) if asked.missing else None
    if asked.stale:
        made = stale.added(
            made,
            pair.files.id,
            pair.documents,
            pair.lags,
            pair.drafts,
            stages,
            again=asked.again,
        )
    if made is None:
        return
    if made.target is not None and not made.pieces and not made.removed:
        if made.kept:
            before = made.target.source.text
            yield Drafted(pair.files.id, made.path, before, before, kept=named(made))
        return
    job = Job(made, stages, desk.memory)
    made_right = enforced(job, desk.asker)
    drafted = finished(job, made_right.parts, asked.date, desk.asker.engine.name)
    yield replace(drafted, notes=(*made_right.notes, *drafted.notes))


def plan_of(pair: Read, asked: Asked, stages: Stages) -> Plan | None:
    """What the pair lacks; None for an article that has no translation on purpose."""
    source = pair.documents[stages.settings.source]
    target = pair.documents.get(other(source.lang))
    matched = stages.verdicts.match(pair.files.id, pair.documents)
    if target is None:
        if matched.article is not None:
            return None
        return Plan(pair.files.id, source, None, _new_path(pair.files, source, stages))
    policy = Policy(stages.settings, (source.source.path, target.source.path))
    return of_pair(
        pair.files.id,
        source,
        target,
        pair.report.links,
        pair.drafts,
        matched,
        policy,
        again=asked.again,
    )


def _new_path(files: PairFiles, source: Document, stages: Stages) -> str:
    """Where the missing article belongs: by the pattern that its source matches."""
    ending = PurePosixPath(source.source.path).suffix
    for pattern in stages.settings.patterns:
        ours = article_path(pattern.of(source.lang), files.id, ending)
        if unicodedata.normalize("NFC", source.source.path) == ours:
            return article_path(pattern.of(other(source.lang)), files.id, ending)
    raise UsageError(
        f"{source.source.path} matches no pattern, so that nothing says where its translation "
        "goes; make the file, with a title, and run the command again"
    )


def _nothing_at_all(asker: Asker, done: Sequence[Drafted]) -> None:
    """Raises EngineError where an engine was asked in vain and the memory had nothing either."""
    left = sum(pair.counts.get("left", 0) for pair in done)
    _gave_something(asker, left, sum(sum(pair.counts.values()) for pair in done))


def _gave_something(asker: Asker, left: int, of: int) -> None:
    """The same by the number of sentences that have no translation, of all that lacked one."""
    if asker.problems and left and left == of:
        said = ", ".join(f"{what} ({times})" for what, times in sorted(asker.problems.items()))
        raise EngineError(f"{asker.engine.name} gave no translation: {said}; nothing is drafted")
