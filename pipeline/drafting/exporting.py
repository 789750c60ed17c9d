"""Pairs → what a translator's tool gets: what is translated, and drafts of what is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.checking.shared import Stages
from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.decisions.keys import hashed
from pipeline.drafting import compose, recall
from pipeline.drafting.aligned_segments import AlignedSegments, aligned_segments
from pipeline.drafting.anchors import anchors
from pipeline.drafting.asking import Asker
from pipeline.drafting.definitions import definitions
from pipeline.drafting.enforcing import enforced
from pipeline.drafting.job import Job, has_words, matched
from pipeline.drafting.plan import Plan
from pipeline.model.document import Document
from pipeline.model.exchange import Article, ExchangeUnit, Stand, UnitState
from pipeline.model.links import Link
from pipeline.model.translation import Match, Parts, Segment, TermUse
from pipeline.translation.codes import coded
from pipeline.translation.joining import joined, markup, numbered
from pipeline.translation.memory import Memory
from pipeline.translation.segments import segments

# What a draft of a plain text has after a sentence that stayed in the source language.
_TERMS = re.compile(r"\s*\[[^\[\]]*\]\s*")


def exported(
    plan: Plan,
    job: Job | None,
    links: Sequence[Link],
    drafts: Drafts | None,
    asker: Asker,
    stages: Stages,
    memory: Callable[[], Memory],
) -> Article:
    """The pair as it goes out, and what is drafted for it on the way; nothing is written.

    ``job`` is the work that the plan makes, None where there is none; the segments of an update are
    those whose translation is behind. ``memory`` is asked for what is to be reviewed.
    """
    source, target = plan.source, plan.target
    answers = enforced(job, asker).parts if job else {}
    found = segments(source)
    facings = aligned_segments(source, target, links, drafts) if target else []
    groups = {group.sources[0].id: group for group in facings}
    covered = {segment.id for group in facings for segment in group.sources}
    places = anchors(source, target, found, facings) if target else {}
    behind = {segment.id for segment in found if compose.changed(segment, plan.updates)}
    dropped = definitions(plan).dropped
    made = {n: segment for n, segment in (job.segments if job else {}).items() if n not in behind}
    drafted = {s.id for g in facings for s in g.sources if _draft_of(g.targets[0], drafts)}
    helped = [
        segment
        for segment in found
        if segment.id in drafted or (segment.id not in covered and segment.id not in made)
    ]
    terms = _terms([s for s in found if s.id not in made], plan, stages)
    matches = dict(job.matches) if job else {}
    if any(has_words(segment) for segment in helped):
        matches |= matched(helped, plan, stages, memory())
    if job:
        matches |= {n: _proposed(job, n, answers, asker.engine.name) for n in behind}
    units = []

    def lacking(segment: Segment) -> bool:
        # Menus and sign-offs are not linked, so that nothing says what in the target they are, and
        # footnotes of other sections are not this one's to bring.
        furniture = target is not None and source.sections[segment.section].is_furniture
        aside = furniture or compose.changed(segment, dropped)
        return segment.id not in covered and has_words(segment) and not aside

    for segment in found:
        if segment.id in made and job:
            if has_words(segment):
                units.append(_drafted(job, segment, answers, asker.engine.name))
        elif target is not None and segment.id in groups:
            group = groups[segment.id]
            late = any(s.id in behind for s in group.sources)
            units.append(_standing(source, target, group, drafts, terms, matches, late=late))
        elif lacking(segment):
            stand: Stand = "beside" if segment.id in places else "nowhere"
            units.append(_lacking(source, segment, stand, terms, matches))
    return Article(source.source.path, source.lang, plan.lang, source.format, tuple(units))


def held(document: Document, group: Segment) -> str:
    """A short hash of the words and the markup of segments, wherever they stand."""
    own = markup(document, group.parts)
    return hashed([group.text, *(f"{m.start}\x1e{m.end}" for m in own.values())])


def aligned_units(
    source: Document, target: Document, group: AlignedSegments
) -> tuple[Segment, Segment]:
    """Both sides of a group as one segment each, the target's codes numbered like the source's."""
    ours, theirs = joined(source, group.sources), joined(target, group.targets)
    own = markup(target, theirs.parts)
    return ours, numbered(theirs, own, markup(source, ours.parts))


def is_left(source: Segment, target: Segment) -> bool:
    """Whether a draft has the source's words here, whatever terms stand beside them."""
    ours, theirs = source.text.strip(), target.text.strip()
    rest = theirs[len(ours) :]
    return theirs.startswith(ours) and (not rest or _TERMS.fullmatch(rest) is not None)


def _terms(
    found: Sequence[Segment], plan: Plan, stages: Stages
) -> Mapping[str, tuple[TermUse, ...]]:
    lang = plan.source.lang
    hits = recall.hits([s.text for s in found], lang, stages.matchers[lang])
    return {
        segment.id: recall.uses(segment.text, each, stages.glossary, plan.lang)
        for segment, each in zip(found, hits, strict=True)
    }


def _drafted(job: Job, segment: Segment, answers: Mapping[str, Parts], engine: str) -> ExchangeUnit:
    """A unit that the target lacks."""
    own = markup(job.plan.source, segment.parts)
    words = answers.get(segment.id)
    if words is not None and words == job.remembered.get(segment.id):
        engine = "memory"
    return ExchangeUnit(
        segment.id,
        segment.parts,
        words,
        "draft" if words is not None else "missing",
        "to-insert",
        _kind(segment),
        source_markup=own,
        target_markup=own,
        terms=job.terms[segment.id],
        matches=job.matches[segment.id],
        held=hashed([coded(replace(segment, parts=words))]) if words is not None else "",
        engine=engine if words is not None else "",
    )


def _proposed(job: Job, id_: str, answers: Mapping[str, Parts], engine: str) -> tuple[Match, ...]:
    """The matches of a segment, before them what an engine says now."""
    matches = job.matches[id_]
    words = answers.get(id_)
    visible = "".join(p if isinstance(p, str) else p.shown for p in words or ())
    if not visible or any(match.target == visible for match in matches):
        return matches
    return (Match(job.segments[id_].text, visible, 0.0, "mt", engine), *matches)


def _standing(
    source: Document,
    target: Document,
    group: AlignedSegments,
    drafts: Drafts | None,
    terms: Mapping[str, tuple[TermUse, ...]],
    matches: Mapping[str, tuple[Match, ...]],
    *,
    late: bool,
) -> ExchangeUnit:
    """A unit that stands in the target; ``late`` where its source says something else by now."""
    ours, theirs = aligned_units(source, target, group)
    draft = _draft_of(theirs, drafts)
    state: UnitState = "draft" if draft is not None else "stale" if late else "translated"
    if draft is not None and is_left(ours, theirs):
        state = "missing"
    # What a person stands for needs no help.
    helps = (m for s in group.sources for m in matches.get(s.id, ()) if state != "translated")
    return ExchangeUnit(
        ours.id,
        ours.parts,
        None if state == "missing" else theirs.parts,
        state,
        "in-file",
        _kind(ours),
        theirs.id,
        held(target, joined(target, group.targets)),
        markup(source, ours.parts),
        markup(target, theirs.parts),
        tuple(dict.fromkeys(term for s in group.sources for term in terms[s.id])),
        tuple(dict.fromkeys(helps)),
        draft if draft is not None else "",
    )


def _draft_of(segment: Segment, drafts: Drafts | None) -> str | None:
    """The engine of the draft that a segment of the target stands in."""
    for draft in drafts.drafts if drafts else ():
        inside = draft.span.start <= segment.span.start < draft.span.end
        if inside and (draft.mark.update or draft.section == segment.section):
            return draft.mark.engine
    return None


def _lacking(
    source: Document,
    segment: Segment,
    stand: Stand,
    terms: Mapping[str, tuple[TermUse, ...]],
    matches: Mapping[str, tuple[Match, ...]],
) -> ExchangeUnit:
    """A sentence that the target lacks within a section that it has."""
    return ExchangeUnit(
        segment.id,
        segment.parts,
        None,
        "missing",
        stand,
        _kind(segment),
        source_markup=markup(source, segment.parts),
        terms=terms[segment.id],
        matches=matches.get(segment.id, ()),
    )


def _kind(segment: Segment) -> str:
    return "heading" if segment.block == 0 else segment.setting
