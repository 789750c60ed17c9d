"""Wires the drafting of pairs: which ones, with what memory, by which engine, into which file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline import unreviewed
from pipeline.cache import Cache
from pipeline.checks.staleness.follow import Follower, Lag
from pipeline.config import Settings
from pipeline.context import Embedder
from pipeline.drafting import recall, stale
from pipeline.drafting.asking import Asker
from pipeline.drafting.enforcing import enforced
from pipeline.drafting.exporting import exported
from pipeline.drafting.job import Drafted, Job, finished, named
from pipeline.drafting.plan import Plan, of_pair
from pipeline.errors import EngineError, ModelError, TaiyakuError, UsageError
from pipeline.model.document import Document
from pipeline.model.exchange import Article
from pipeline.model.findings import Failure, PairReport
from pipeline.model.source import Lang, other
from pipeline.pair import compare, documents_of
from pipeline.past import History
from pipeline.policy import Policy
from pipeline.sources import PairFiles, article_path
from pipeline.stages import NO_RULE, Note, Progress, Stages, prepare
from pipeline.translation.engines.interface import Engine
from pipeline.translation.memory import Memory
from pipeline.unreviewed import Drafts


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
class Read:
    """A pair as it stands: what is there, how it corresponds, what in it is a draft.

    ``lags`` are the changes of the source that the target did not follow, where they are asked for.
    """

    files: PairFiles
    documents: Mapping[Lang, Document]
    report: PairReport
    drafts: Drafts | None
    lags: tuple[Lag, ...] = ()


@dataclass(frozen=True)
class _Desk:
    """What drafting starts from: the chosen pairs, all that was translated before, an engine."""

    pairs: tuple[Read, ...]
    stages: Stages
    memory: Memory
    asker: Asker
    failures: list[Failure]


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
    as for ``run.check``; EngineError where an engine was asked and gave not one translation.
    """
    done: list[Drafted] = []
    try:
        desk = _desk(root, settings, wanted, asked, engine, budget, folder, cache, note, progress)
        for pair in desk.pairs:
            done += _pair(pair, asked, desk.asker, desk.memory, desk.stages)
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
                done.append(
                    exported(
                        made, pair.report.links, pair.drafts, desk.asker, desk.memory, desk.stages
                    )
                )
    finally:
        engine.close()
    units = [
        unit
        for article in done
        for unit in article.units
        if unit.stand == "to-insert" and unit.engine in ("", desk.asker.engine.name)
    ]
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
    looking_back = replace(stages, past=History.of(root, settings)) if asked.stale else stages
    chosen = {files.id for files in found.pairs}
    read: dict[str, Read] = {}
    for number, files in enumerate(whole.pairs):
        progress(number, len(whole.pairs), files.id)
        told = failures if files.id in chosen else []
        try:
            past = looking_back if files.id in chosen else stages
            if (pair := read_pair(files, past, told)) is not None:
                read[files.id] = pair
        except ModelError:
            raise
        except TaiyakuError as error:
            told.append(Failure(str(error), error.path, files.id))
    progress(len(whole.pairs), len(whole.pairs), "")
    memory = _memory(list(read.values()), stages)
    asker = Asker(engine, settings.source, other(settings.source), cache, note, budget)
    pairs = tuple(read[files.id] for files in found.pairs if files.id in read)
    return _Desk(pairs, stages, memory, asker, failures)


def _unsaid(_: str) -> None:
    """What was said of the chosen pairs is not said again of all."""


def read_pair(files: PairFiles, stages: Stages, failures: list[Failure]) -> Read | None:
    """A pair with its links; None where it cannot be read or has no source."""
    documents = documents_of(files, stages, failures)
    if documents is None or stages.settings.source not in documents:
        return None
    report = PairReport(files.id, files.ja, files.en, None, None, (), ())
    if len(documents) < 2:
        return Read(files, documents, report, None)
    policy = Policy(stages.settings, tuple(path for path in (files.ja, files.en) if path))
    matched = stages.verdicts.match(files.id, documents)
    drafts = unreviewed.drafts(documents, stages.settings.source, matched.drafts)
    context, _ = compare(
        documents,
        files,
        stages,
        policy,
        failures,
        matched.decided,
        matched.up_to_date,
        drafts,
    )
    lags = tuple(Follower(context).lags()) if stages.past else ()
    report = replace(report, ja=documents["ja"], en=documents["en"], links=context.links)
    return Read(files, documents, report, drafts, lags)


def _memory(pairs: Sequence[Read], stages: Stages) -> Memory:
    """What people translated: the linked sentences of every pair, drafts left out, and imports."""
    reports = [
        replace(
            pair.report,
            links=stale.followed(
                unreviewed.without(pair.report.links, pair.drafts)
                if pair.drafts
                else pair.report.links,
                pair.lags,
            ),
        )
        for pair in pairs
    ]
    settings = stages.settings
    known = [unit for pair in pairs for unit in stale.before(pair.lags, pair.files.id)]
    imported = list(recall.imported(stages.tree, settings.memories, settings.source))
    return recall.memory(
        reports,
        [*known, *imported],
        settings.source,
        stages.glossary,
        stages.matchers[settings.source],
        Embedder(stages.encoder),
    )


def _pair(
    pair: Read, asked: Asked, asker: Asker, memory: Memory, stages: Stages
) -> Iterator[Drafted]:
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
    job = Job(made, stages, memory)
    made_right = enforced(job, asker)
    drafted = finished(job, made_right.parts, asked.date, asker.engine.name)
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
    """Raises EngineError where an engine was asked for translations and gave none."""
    translated = sum(pair.counts.get("translated", 0) for pair in done)
    left = sum(pair.counts.get("left", 0) for pair in done)
    _gave_something(asker, left, left + translated)


def _gave_something(asker: Asker, left: int, of: int) -> None:
    """The same by the number of sentences that have no translation, of all that lacked one."""
    if asker.problems and left and left == of:
        said = ", ".join(f"{what} ({times})" for what, times in sorted(asker.problems.items()))
        raise EngineError(f"{asker.engine.name} gave no translation: {said}; nothing is drafted")
