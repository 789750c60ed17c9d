"""Wires the drafting of pairs: which ones, with what memory, by which engine, into which file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from pipeline.checking.policy import Policy
from pipeline.checking.shared import NO_RULE, Note, Progress, Stages, prepare
from pipeline.drafting import stale
from pipeline.drafting.asking import Asker
from pipeline.drafting.enforcing import enforced
from pipeline.drafting.exporting import exported
from pipeline.drafting.job import Drafted, Job, finished, named
from pipeline.drafting.plan import Plan, of_pair
from pipeline.drafting.reading import Read, memory_of, read_pairs
from pipeline.drafting.rereading import both, reread
from pipeline.errors import EngineError, UsageError
from pipeline.history.past import History
from pipeline.model.document import Document
from pipeline.model.exchange import Article
from pipeline.model.findings import Failure
from pipeline.model.source import other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles, article_path
from pipeline.system.cache import Cache
from pipeline.translation.engines.interface import Engine
from pipeline.translation.memory import Memory

# How often a pair is looked at again after sections were put into it.
_ROUNDS = 3


@dataclass(frozen=True)
class Asked:
    """What is to be drafted, where, and by which engine.

    ``wanted`` names pairs (all if empty); paths in it are relative to ``folder``. ``date`` is that
    of the marks, ``budget`` how many characters may be sent. ``missing`` are articles and sections,
    ``stale`` sections whose source changed since (the history of the project is then read);
    ``again`` renews untouched drafts.
    """

    root: Path
    settings: Settings
    wanted: Sequence[str]
    folder: Path
    engine: Engine
    budget: int | None
    date: str
    cache: Cache | None
    note: Note
    progress: Progress
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
    failures: tuple[Failure, ...]

    @cached_property
    def memory(self) -> Memory:
        """All that was translated before; made when there is something to translate."""
        return memory_of(self.known, self.stages)


def draft(asked: Asked) -> tuple[list[Drafted], tuple[Failure, ...]]:
    """What is to be written.

    Every pair of the project is read, for what was translated before. Errors as for
    ``check_pairs``; EngineError where an engine was asked and nothing at all is translated.
    """
    done: list[Drafted] = []
    try:
        desk = _desk(asked)
        for pair in desk.pairs:
            done += _pair(pair, asked, desk)
    finally:
        asked.engine.close()
    left = sum(pair.counts.get("left", 0) for pair in done)
    _tell(desk.asker, left, sum(sum(pair.counts.values()) for pair in done), asked.note)
    return done, desk.failures


def export(asked: Asked) -> tuple[list[Article], tuple[Failure, ...]]:
    """The same pairs for a translator's tool, whole; errors as for ``draft``."""
    done: list[Article] = []
    try:
        desk = _desk(asked)
        for pair in desk.pairs:
            made = plan_of(pair, desk.stages, again=asked.again)
            if made is not None:
                done.append(_article(pair, made, desk))
    finally:
        asked.engine.close()
    units = [unit for article in done for unit in article.units if unit.stand == "to-insert"]
    _tell(desk.asker, sum(unit.target is None for unit in units), len(units), asked.note)
    return done, desk.failures


def _desk(asked: Asked) -> _Desk:
    root, settings, cache = asked.root, asked.settings, asked.cache
    found, stages, failures = prepare(
        root,
        settings,
        asked.wanted,
        asked=NO_RULE,
        note=asked.note,
        folder=asked.folder,
        cache=cache,
    )
    whole, _, _ = prepare(root, settings, asked=NO_RULE, note=_unsaid, cache=cache)
    chosen = {files.id for files in found.pairs}
    past = History.of(root, settings) if asked.stale else None
    read = read_pairs(whole.pairs, stages, root, asked.progress, past, chosen)
    failures += tuple(each for each in read.failures if each.pair in chosen)
    pairs = [read.pairs[files.id] for files in found.pairs if files.id in read.pairs]
    source = settings.source
    asker = Asker(asked.engine, source, other(source), cache, asked.note, asked.budget)
    return _Desk(tuple(pairs), stages, tuple(read.pairs.values()), asker, failures)


def _unsaid(_: str) -> None:
    """What was said of the chosen pairs is not said again of all."""


def _pair(pair: Read, asked: Asked, desk: _Desk) -> Iterator[Drafted]:
    stages = desk.stages
    made = plan_of(pair, stages, again=asked.again) if asked.missing else None
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
        if made.retained:
            before = made.target.source.text
            yield Drafted(pair.files.id, made.path, before, before, retained=named(made))
        return
    drafted, document = _drafted(made, asked, desk)
    if asked.missing and made.target is not None and not made.updates:
        drafted = _with_more(drafted, document, pair, asked, desk)
    yield drafted


def _drafted(plan: Plan, asked: Asked, desk: _Desk) -> tuple[Drafted, Document]:
    """What becomes of a plan, and the target as it then reads."""
    job = Job(plan, desk.stages, desk.memory)
    made_right = enforced(job, desk.asker)
    made = finished(job, made_right.parts, asked.date, desk.asker.engine.name)
    return replace(made, notes=(*made_right.notes, *made.notes)), job.parsed(made.after)


def _with_more(
    drafted: Drafted, document: Document, pair: Read, asked: Asked, desk: _Desk
) -> Drafted:
    """The draft together with what turns out to be missing as soon as it stands."""
    for _ in range(_ROUNDS):
        if drafted.after == drafted.before:
            break
        again = plan_of(reread(pair, document, drafted, desk.stages), desk.stages, again=False)
        lacks = tuple(piece for piece in again.pieces if not piece.replaces) if again else ()
        if again is None or not lacks:
            break
        plan = replace(again, pieces=lacks, renewed=(), retained=())
        more, document = _drafted(plan, asked, desk)
        if more.after == more.before:
            break
        drafted = both(drafted, more)
    return drafted


def _article(pair: Read, plan: Plan, desk: _Desk) -> Article:
    """The pair as it goes to a translator's tool, with what it lacks drafted."""
    if plan.target is not None:
        late = stale.behind(pair.lags, plan.source.lang)
        plan = replace(plan, pieces=(*plan.pieces, *late))
    lacks = plan.target is None or plan.pieces
    job = Job(plan, desk.stages, desk.memory) if lacks else None
    return exported(
        plan,
        job,
        pair.report.links,
        pair.drafts,
        desk.asker,
        desk.stages,
        lambda: desk.memory,
    )


def plan_of(pair: Read, stages: Stages, *, again: bool) -> Plan | None:
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
        again=again,
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


def _tell(asker: Asker, left: int, of: int, note: Note) -> None:
    """Says what was asked for in vain.

    Raises EngineError where that and the memory left every sentence that lacked a translation
    (``left`` of ``of``) without one.
    """
    if not asker.problems:
        return
    name, tally = asker.engine.name, asker.tally()
    if left and left == of:
        raise EngineError(f"{name} gave no translation: {tally}; nothing is drafted")
    note(f"{name}: asked in vain, by what happened to the sentences: {tally}")
