"""One plan as work: its segments with their terms and matches, and the file made of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pipeline.decisions.keys import hashed, section_hash
from pipeline.decisions.making import drafted
from pipeline.documents import parse
from pipeline.drafting import compose, recall
from pipeline.drafting.plan import Plan, outlines
from pipeline.drafting.remarks import remark
from pipeline.model.decisions import Drafted as Entry
from pipeline.model.document import Document
from pipeline.model.source import Source, Span
from pipeline.model.translation import UNKNOWN, Draft, Mark, Match, Parts, Request, Segment, TermUse
from pipeline.stages import Stages
from pipeline.translation import marks
from pipeline.translation.codes import coded, decoded
from pipeline.translation.engines.memory import remembered
from pipeline.translation.memory import Memory
from pipeline.translation.segments import segments
from pipeline.translation.stretch import stretch
from pipeline.translation.writer import Written

_REASON = "written by an engine; remove this entry once a person has reviewed the section"
_UPDATE = "written by an engine; remove this entry once a person has carried the update over"
_DATE = re.compile(r"(taiyaku:[ \t]*draft\b[^>]*?\bdate=)[\d-]+")


@dataclass(frozen=True)
class Drafted:
    """What becomes of a pair: the target before (None: not there) and after.

    ``entries`` go into the decisions file where the target is plain text, ``dropped`` come out of
    it. ``counts`` says how many sentences came from where; ``kept`` names drafts left as they are
    because a person changed them; ``notes`` are what is left of the glossary's wishes.
    """

    id: str
    path: str
    before: str | None
    after: str
    entries: tuple[Entry, ...] = ()
    dropped: tuple[Draft, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Job:
    """The segments of a plan, what is known of each, and the requests for an engine.

    ``remembered`` are the parts of those that need none, by id.
    """

    def __init__(self, plan: Plan, stages: Stages, memory: Memory) -> None:
        self.plan = plan
        self.stages = stages
        wanted, notes = set(plan.sections), set(compose.borrowed(plan))
        self.order = [
            segment
            for segment in segments(plan.source)
            if segment.section in wanted
            or (segment.section, segment.block) in notes
            or compose.changed(segment, plan.updates)
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
    wanted = {n: mark for n, mark in marked.items() if n not in (reviewed or ())}
    words = _words(job, parts)
    written = compose.composed(plan, job.order, words, wanted)
    document = job.parsed(written.text)
    notes: list[str] = []
    if document.format == "text" and (unfit := _headings(document, written)):
        notes = [_unfit(plan, document.source.cut(span)) for _, span in unfit]
        plan = _without(plan, {number for number, _ in unfit})
        written = compose.composed(plan, job.order, words, wanted)
        document = job.parsed(written.text)
    after = written.text
    entries: tuple[Entry, ...] = ()
    if document.format == "text":
        entries = (
            *_entries(job, document, written, wanted, sealed=reviewed is None),
            *_updates(job, document, written, marked),
        )
    elif reviewed is None:
        after = _sealed(document, plan.path, written)
    dropped = tuple(draft for draft in plan.renewed if draft.comment is None)
    if before is not None and _DATE.sub(r"\1", after) == _DATE.sub(r"\1", before):
        after, entries, dropped = before, (), ()
    counts = _counts(job, parts, engine)
    return Drafted(
        plan.pair, plan.path, before, after, entries, dropped, counts, named(plan), tuple(notes)
    )


def named(plan: Plan) -> tuple[str, ...]:
    """The titles of drafts that are left as they are."""
    if plan.target is None:
        return ()
    return tuple(plan.target.sections[draft.section].title.text for draft in plan.kept)


def _words(job: Job, parts: Mapping[str, Parts]) -> compose.Words:
    """The answers, and beside each sentence without one what helps to translate it."""
    remarks = {
        s.id: remark(job.plan, s, job.terms[s.id], job.matches[s.id])
        for s in job.order
        if s.id not in parts and has_words(s)
    }
    return compose.Words(parts, remarks)


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


def _sealed(document: Document, path: str, written: Written) -> str:
    """The text with the hash of each new draft in its mark."""
    new = {d.comment: d for d in marks.drafts(document) if d.comment and d.mark.text == UNKNOWN}
    updates = {span.start for _, span in written.updates}
    text = document.source.text
    for draft in sorted(new.values(), key=lambda d: d.comment or Span(0, 0), reverse=True):
        if draft.mark.update and draft.span.start in updates:
            digest = hashed([document.source.cut(draft.span)])
        elif not draft.mark.update and _is_all(document, draft.section, written):
            digest = section_hash(document.sections[draft.section])
        else:
            continue
        text = marks.with_text(text, draft, digest, path)
    return text


def _entries(
    job: Job, document: Document, written: Written, wanted: Mapping[int, Mark], *, sealed: bool
) -> Iterator[Entry]:
    """An entry for each drafted section of a plain text, found by its first segment."""
    done: set[int] = set()
    whole = set(job.plan.sections)
    for segment in job.order:
        if segment.section not in whole:
            continue
        mark = wanted.get(segment.section)
        # A section in another format than its source's has a place as a whole.
        place = written.places.get(segment.id) or written.sections.get(segment.section)
        if mark is None or place is None:
            continue
        found = _at(document, place.start)
        if found is not None and found not in done:
            done.add(found)
            entry = drafted(job.plan.pair, document, found, mark, _REASON)
            if not (sealed and _is_all(document, found, written)):
                entry = replace(entry, section=replace(entry.section, text=UNKNOWN))
            yield entry


def _updates(
    job: Job, document: Document, written: Written, marked: Mapping[int, Mark]
) -> Iterator[Entry]:
    """An entry for each update of a plain text."""
    for number, span in written.updates:
        section = _at(document, span.start)
        if section is not None:
            mark = replace(marked[number], left=0)
            words = document.source.cut(span)
            yield drafted(job.plan.pair, document, section, mark, _UPDATE, words)


def _headings(document: Document, written: Written) -> list[tuple[int, Span]]:
    """The updates that a plain text would be read as having for headings, or not as lines."""
    lines = {
        block.prose.runs[0].start
        for section in document.sections
        for block in section.blocks
        if block.prose
    }
    return [(number, span) for number, span in written.updates if span.start not in lines]


def _unfit(plan: Plan, words: str) -> str:
    return (
        f"{plan.path}: “{words}” is what the source says now; as a line of its own it would be "
        "read as a heading, so carry it over by hand"
    )


def _without(plan: Plan, sections: Set[int]) -> Plan:
    """The plan without the updates of some sections."""
    kept = (p for p in plan.pieces if not (p.update and set(p.sections) <= sections))
    return replace(plan, pieces=tuple(kept))


def _is_all(document: Document, section: int, written: Written) -> bool:
    """Whether a drafted section holds nothing but the draft, and all of it.

    Where a person's words follow that are read as part of it, its hash stays unknown, so that it
    is never taken for untouched; so it does where a plain text reads a part as another section.
    """
    span = document.sections[section].span
    stands = stretch(document, document.sections[section])
    ours = [p for p in written.sections.values() if span.start <= p.start < span.end]
    if not written.sections:
        return True
    end = max((place.end for place in ours), default=-1)
    lost = document.format == "text" and document.source.text[stands.end : end].strip()
    return stands.end <= end and not lost


def _at(document: Document, offset: int) -> int | None:
    for section in document.sections:
        if section.span.start <= offset < section.span.end and not section.is_furniture:
            return section.id
    return None


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
