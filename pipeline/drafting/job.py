"""One plan as work: its segments with their terms and matches, and the file made of the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pipeline.checking.shared import Stages
from pipeline.decisions.keys import content, name, section_hash
from pipeline.documents import parse
from pipeline.drafting import compose, recall, sealing
from pipeline.drafting.definitions import definitions
from pipeline.drafting.plan import Plan, outlines
from pipeline.drafting.remarks import remark
from pipeline.model.decisions import Drafted as Entry
from pipeline.model.document import Document
from pipeline.model.source import Source
from pipeline.model.translation import Draft, Mark, Match, Parts, Request, Segment, TermUse
from pipeline.translation.codes import coded, decoded
from pipeline.translation.engines.memory import remembered
from pipeline.translation.memory import Memory
from pipeline.translation.segments import segments

_DATE = re.compile(r"(taiyaku:[ \t]*draft\b[^>]*?\bdate=)[\d-]+")


@dataclass(frozen=True)
class Drafted:
    """What becomes of a pair: the target before (None: not there) and after.

    ``entries`` go into the decisions file where the target is plain text, ``dropped`` come out of
    it. ``counts`` says how many sentences came from where; ``retained`` names drafts left as they
    are because a person changed them; ``notes`` are what is left of the glossary's wishes.
    ``titles`` counts the sections of a plain text by their titles, as ``entries`` name them.
    """

    id: str
    path: str
    before: str | None
    after: str
    entries: tuple[Entry, ...] = ()
    dropped: tuple[Draft, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    retained: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    titles: Mapping[str, int] = field(default_factory=dict)


class Job:
    """The segments of a plan, what is known of each, and the requests for an engine.

    ``remembered`` are the parts of those that need none, by id.
    """

    def __init__(self, plan: Plan, stages: Stages, memory: Memory) -> None:
        self.plan = plan
        self.stages = stages
        notes, wanted = definitions(plan), set(plan.sections)
        brought = [span for spans in notes.added.values() for span in spans]
        self.order = [
            segment
            for segment in segments(plan.source)
            if (segment.section in wanted and not compose.changed(segment, notes.dropped))
            or compose.changed(segment, (*brought, *plan.updates))
        ]
        self.segments = {segment.id: segment for segment in self.order}
        known = list(_known(self.order, plan, stages, memory))
        self.terms = {segment.id: terms for segment, terms, _ in known}
        self.matches = {segment.id: matches for segment, _, matches in known}
        asked = [self._request(k) for k, segment in enumerate(self.order) if has_words(segment)]
        self.remembered = self._remembered(asked) if stages.settings.memory_first else {}
        self.requests = [request for request in asked if request.id not in self.remembered]

    def _remembered(self, requests: Sequence[Request]) -> dict[str, Parts]:
        """What a person translated before, word for word: no engine is asked for that again.

        A title that is all of a term is no sentence anybody translated.
        """
        found: dict[str, Parts] = {}
        path = self.stages.glossary.path
        for request in requests:
            exact = [m for m in request.matches if m.kind == "exact" and m.origin != path]
            if (text := remembered(request, exact)) is not None:
                found[request.id] = decoded(text, self.segments[request.id])
        return found

    def _request(self, k: int) -> Request:
        segment = self.order[k]
        shown = tuple((c.id, c.shown) for c in segment.codes if c.kind == "alone" and c.shown)
        return Request(
            segment.id,
            coded(segment),
            shown,
            self.terms[segment.id],
            self.matches[segment.id],
            self.order[k - 1].text if k else "",
            self.order[k + 1].text if k + 1 < len(self.order) else "",
        )

    def parsed(self, text: str) -> Document:
        """The target as it is to be, read."""
        source = Source(self.plan.path, self.plan.lang, text)
        return parse(source, meta_keys=self.stages.settings.meta_keys)


def matched(
    segments: Sequence[Segment], plan: Plan, stages: Stages, memory: Memory
) -> dict[str, tuple[Match, ...]]:
    """What the memory has for segments of a plan's source, by their ids."""
    return {s.id: matches for s, _, matches in _known(segments, plan, stages, memory)}


def _known(
    segments: Sequence[Segment], plan: Plan, stages: Stages, memory: Memory
) -> Iterator[tuple[Segment, tuple[TermUse, ...], tuple[Match, ...]]]:
    """Segments with their terms, and with what the memory has for them."""
    lang, glossary = plan.source.lang, stages.glossary
    found = recall.hits([s.text for s in segments], lang, stages.matchers[lang])
    for segment, hits in zip(segments, found, strict=True):
        terms = recall.uses(segment.text, hits, glossary, plan.lang)
        matches = memory.matches(
            segment.text, recall.terms(segment.text, hits, glossary, plan.lang)
        )
        yield segment, terms, recall.with_term(segment, matches, terms, glossary.path, plan.lang)


def has_words(segment: Segment) -> bool:
    """Whether there is anything to translate: a number or a name of symbols stays as it is."""
    return any(ch.isalpha() for part in segment.parts if isinstance(part, str) for ch in part)


def finished(
    job: Job,
    parts: Mapping[str, Parts],
    date: str,
    engine: str,
    reviewed: Set[int] | None = None,
) -> Drafted:
    """The file with the draft in it; as it was where only the date of a mark would change.

    ``reviewed`` are sections of the source that a person is done with, which get no mark; where it
    is given, the others hold a person's words too, and are never taken for untouched.
    """
    plan = job.plan
    stood = plan.target or plan.replaced
    before = stood.source.text if stood else None
    marked = _marks(job, parts, date, engine)
    plan = _without_losses(plan, marked)
    wanted = {n: mark for n, mark in marked.items() if n not in (reviewed or ())}
    words = _words(job, parts)
    written = compose.composed(plan, job.order, words, wanted)
    document = job.parsed(written.text)
    notes: list[str] = []
    if document.format == "text" and (unfit := sealing.headings(document, written)):
        spans = [written.updates[k][1] for k in sorted(unfit)]
        notes = [_unfit(plan, document.source.cut(span)) for span in spans]
        plan = _without(plan, unfit)
        written = compose.composed(plan, job.order, words, wanted)
        document = job.parsed(written.text)
    while document.format == "text" and (lost := sealing.unread(plan, document, written)):
        notes += [_unread(plan, number) for number in sorted(lost)]
        plan = _without_sections(plan, lost)
        written = compose.composed(plan, job.order, words, wanted)
        document = job.parsed(written.text)
    after = written.text
    entries: tuple[Entry, ...] = ()
    if document.format == "text":
        entries = (
            *sealing.entries(plan, job.order, document, written, wanted, sealed=reviewed is None),
            *sealing.updates(plan, document, written, marked),
        )
    elif reviewed is None:
        after = sealing.sealed(plan, document, written)
    dropped = tuple(draft for draft in plan.renewed if draft.comment is None)
    if before is not None and _DATE.sub(r"\1", after) == _DATE.sub(r"\1", before):
        after, entries, dropped = before, (), ()
    counts = _counts(job, parts, engine)
    titles = Counter(name(section) for section in content(document)) if entries else {}
    return Drafted(
        plan.pair,
        plan.path,
        before,
        after,
        entries,
        dropped,
        counts,
        named(plan),
        tuple(notes),
        titles,
    )


def named(plan: Plan) -> tuple[str, ...]:
    """The titles of drafts that are left as they are."""
    if plan.target is None:
        return ()
    return tuple(plan.target.sections[draft.section].title.text for draft in plan.retained)


def _words(job: Job, parts: Mapping[str, Parts]) -> compose.Translations:
    """The answers, and beside each sentence without one what helps to translate it."""
    remarks = {
        s.id: remark(job.plan, s, job.terms[s.id], job.matches[s.id])
        for s in job.order
        if s.id not in parts and has_words(s)
    }
    return compose.Translations(parts, remarks)


def _marks(job: Job, parts: Mapping[str, Parts], date: str, engine: str) -> dict[int, Mark]:
    left: dict[int, int] = {}
    for segment in job.order:
        if segment.id not in parts and has_words(segment):
            left[segment.section] = left.get(segment.section, 0) + 1
    updated = {n for piece in job.plan.pieces if piece.update for n in piece.sections}
    sections = {section.id: section for section in outlines(job.plan)}
    sections |= {n: job.plan.source.sections[n] for n in updated}
    return {
        number: Mark(engine, date, section_hash(section), left=left.get(number, 0))
        for number, section in sections.items()
    }


def _without_losses(plan: Plan, marked: Mapping[int, Mark]) -> Plan:
    """The plan without the drafts that would be made anew for nothing.

    A memory knows less of a pair where its sections are linked in another way, and an engine may
    be out of reach: what was translated before is not lost.
    """
    left = {number: mark.left for number, mark in marked.items()}
    lost = [
        piece
        for piece in plan.pieces
        if piece.renews and sum(left.get(n, 0) for n in piece.sections) > piece.most_left
    ]
    gone = [piece.renews for piece in lost]
    return replace(
        plan,
        pieces=tuple(piece for piece in plan.pieces if piece not in lost),
        renewed=tuple(draft for draft in plan.renewed if draft not in gone),
    )


def _unfit(plan: Plan, words: str) -> str:
    return (
        f"{plan.path}: “{words}” is what the source says now; as a line of its own it would be "
        "read as a heading, so carry it over by hand"
    )


def _without(plan: Plan, unfit: Set[int]) -> Plan:
    """The plan without some of its updates, by their number."""
    updates = [piece for piece in plan.pieces if piece.update]
    gone = [updates[k] for k in sorted(unfit)]
    return replace(plan, pieces=tuple(piece for piece in plan.pieces if piece not in gone))


def _unread(plan: Plan, number: int) -> str:
    title = plan.source.sections[number].title.text
    return (
        f"{plan.path}: the section “{title}” would not be read as one of its own in a plain text, "
        "so that no mark could stand for its draft; carry it over by hand"
    )


def _without_sections(plan: Plan, lost: Set[int]) -> Plan:
    """The plan without some of the sections that the target lacks."""
    remaining = [
        piece
        if piece.update or piece.replaces
        else replace(piece, sections=tuple(n for n in piece.sections if n not in lost))
        for piece in plan.pieces
    ]
    return replace(plan, pieces=tuple(piece for piece in remaining if piece.sections))


def _counts(job: Job, parts: Mapping[str, Parts], engine: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for segment in job.order:
        if not has_words(segment):
            continue
        how = "left"
        if segment.id in parts:
            best: Sequence[Match] = job.matches[segment.id]
            before = engine == "memory" or parts[segment.id] == job.remembered.get(segment.id)
            how = best[0].kind if before and best else "translated"
        counts[how] = counts.get(how, 0) + 1
    return counts
