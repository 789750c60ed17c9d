"""What the target did not have, composed as a draft is, the reviewer's words as the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.checking.shared import Stages
from pipeline.decisions.keys import hashed
from pipeline.documents import parse
from pipeline.drafting.drafts import plan_of
from pipeline.drafting.edits import Moved
from pipeline.drafting.importing.sides import NotMergedError, Sides, parts_of, words
from pipeline.drafting.job import Drafted, Job, finished, has_words
from pipeline.drafting.plan import Piece, Plan
from pipeline.drafting.reading import Read
from pipeline.model.exchange import Reviewed
from pipeline.model.source import Source, Span
from pipeline.model.translation import Parts
from pipeline.translation.codes import plain, uncoded
from pipeline.translation.memory import Memory

__all__ = ["Moved", "inserted"]

_ENGINE = "xliff"
Fail = Callable[[Reviewed, str], None]


def inserted(
    pair: Read,
    sides: Sides,
    units: Sequence[Reviewed],
    stages: Stages,
    *,
    date: str,
    text: str,
    moved: Moved,
    fail: Fail,
) -> Drafted | None:
    """The target with what it did not have yet; None where there is nothing to put in.

    ``text`` is the target after its edits, ``moved`` where its offsets went. ``fail`` is told of
    units that stay out.
    """
    waiting = [unit for unit in units if unit.stand == "to-insert"]
    if not any(_is_worked_on(unit) for unit in waiting):
        return None
    known: dict[str, Reviewed] = {}
    for unit in waiting:
        try:
            known[sides.source_of(unit).id] = unit
        except NotMergedError as error:
            if unit.target is not None:
                fail(unit, str(error))
    wanted = {sides.by_id[id_].section for id_, unit in known.items() if _is_worked_on(unit)}
    plan = _plan(pair, wanted, stages)
    if plan is None:
        _already(known.values(), sides, fail)
        return None
    if plan.target is not None:
        plan = _shifted(plan, text, moved, stages)
    job = Job(plan, stages, Memory(()))
    _already((unit for id_, unit in known.items() if id_ not in job.segments), sides, fail)
    known = {id_: unit for id_, unit in known.items() if id_ in job.segments}
    # Beside what is still to be translated stands what the memory had for it when it went out.
    job.matches |= {id_: unit.matches for id_, unit in known.items()}
    parts = _answers(job, known, fail)
    unfinished = {
        segment.section
        for segment in job.order
        if has_words(segment) and not (segment.id in parts and known[segment.id].finished)
    }
    drafted = finished(job, parts, date, _ENGINE, frozenset(plan.sections) - unfinished)
    return replace(drafted, before=sides.target.source.text if sides.target else None)


def _answers(job: Job, known: dict[str, Reviewed], fail: Fail) -> dict[str, Parts]:
    found: dict[str, Parts] = {}
    for id_, unit in known.items():
        if unit.target is None:
            continue
        try:
            found[id_] = parts_of(unit, job.segments[id_])
        except NotMergedError as error:
            fail(unit, str(error))
    return found


def _plan(pair: Read, wanted: set[int], stages: Stages) -> Plan | None:
    """Where the sections of the source go that the target lacks, or has as untouched drafts."""
    pieces: tuple[Piece, ...] = ()
    plan: Plan | None = None
    for again in (False, True):
        plan = plan_of(pair, stages, again=again)
        if plan is None or plan.target is None:
            return plan
        pieces = tuple(piece for piece in plan.pieces if wanted & set(piece.sections))
        if wanted <= {n for piece in pieces for n in piece.sections}:
            break
    return replace(plan, pieces=pieces) if plan and pieces else None


def _already(units: Iterable[Reviewed], sides: Sides, fail: Fail) -> None:
    """Says of units that were to be put in that the target has something else there now."""
    there = words(" ".join(uncoded(segment) for segment in sides.theirs))
    for unit in units:
        if _is_worked_on(unit) and words(plain(unit.target or "")) not in there:
            fail(
                unit,
                "the translation has words of its own there now, so they stay; export it again",
            )


def _shifted(plan: Plan, text: str, moved: Moved, stages: Stages) -> Plan:
    """The plan for the edited target."""
    assert plan.target is not None
    source = Source(plan.path, plan.lang, text)
    pieces = [
        Piece(
            piece.sections,
            moved(piece.at),
            Span(moved(piece.replaces.start), moved(piece.replaces.end))
            if piece.replaces
            else None,
            piece.deeper,
        )
        for piece in plan.pieces
    ]
    target = parse(source, meta_keys=stages.settings.meta_keys)
    return replace(plan, target=target, pieces=tuple(pieces))


def _is_worked_on(unit: Reviewed) -> bool:
    """Whether a person did anything to what the engine had drafted, or said that it is right."""
    return unit.target is not None and (unit.finished or hashed([unit.target]) != unit.held)
