"""What says that a draft is one, and how it was written, once it stands in its file.

In Markdown and HTML its mark gets the hash of its words; a plain text gets entries for the
decisions file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.decisions.keys import hashed, section_hash
from pipeline.decisions.making import drafted
from pipeline.drafting.plan import Plan
from pipeline.model.decisions import Drafted as Entry
from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.model.translation import UNKNOWN, Mark, Segment
from pipeline.translation import marks
from pipeline.translation.stretch import stretch
from pipeline.translation.writer import Written

_REASON = "written by an engine; remove this entry once a person has reviewed the section"
_UPDATE = "written by an engine; remove this entry once a person has carried the update over"


def sealed(plan: Plan, document: Document, written: Written) -> str:
    """The text of ``document``, the composed file, with the hash of each new draft in its mark."""
    new = {d.comment: d for d in marks.drafts(document) if d.comment and d.mark.text == UNKNOWN}
    starts = {span.start for _, span in written.updates}
    text = document.source.text
    for draft in sorted(new.values(), key=lambda d: d.comment or Span(0, 0), reverse=True):
        if draft.mark.update and draft.span.start in starts:
            digest = hashed([document.source.cut(draft.span)])
        elif not draft.mark.update and _is_all(plan, document, draft.section, written):
            digest = section_hash(document.sections[draft.section])
        else:
            continue
        text = marks.with_text(text, draft, digest, plan.path)
    return text


def entries(
    plan: Plan,
    segments: Sequence[Segment],
    document: Document,
    written: Written,
    wanted: Mapping[int, Mark],
    *,
    sealed: bool,
) -> Iterator[Entry]:
    """An entry for each drafted section of a plain text, found by its first segment."""
    done: set[int] = set()
    whole = set(plan.sections)
    for segment in segments:
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
            entry = drafted(plan.pair, document, found, mark, _REASON)
            if not (sealed and _is_all(plan, document, found, written)):
                entry = replace(entry, section=replace(entry.section, text=UNKNOWN))
            yield entry


def updates(
    plan: Plan, document: Document, written: Written, marked: Mapping[int, Mark]
) -> Iterator[Entry]:
    """An entry for each update of a plain text."""
    for number, span in written.updates:
        section = _at(document, span.start)
        if section is not None:
            mark = replace(marked[number], left=0)
            words = document.source.cut(span)
            yield drafted(plan.pair, document, section, mark, _UPDATE, words)


def headings(document: Document, written: Written) -> frozenset[int]:
    """The updates, by number, that a plain text does not read as lines of their own."""
    lines = {
        block.prose.runs[0].start
        for section in document.sections
        for block in section.blocks
        if block.prose
    }
    return frozenset(k for k, (_, span) in enumerate(written.updates) if span.start not in lines)


def unread(plan: Plan, document: Document, written: Written) -> frozenset[int]:
    """The new sections of the source that a plain text does not read as sections of their own.

    They would be drafted again each time, and no entry could say that they are drafts.
    """
    if plan.target is None:
        return frozenset()
    starts = {section.span.start for section in document.sections if not section.is_furniture}
    new = {
        n for piece in plan.pieces if not (piece.update or piece.replaces) for n in piece.sections
    }
    return frozenset(
        n
        for n in new & written.sections.keys()
        if _is_front_matter(plan, n) or not starts & set(range(*written.sections[n]))
    )


def _is_front_matter(plan: Plan, number: int) -> bool:
    """Whether a section is nothing but a front matter, whose keys would be words of a text."""
    blocks = plan.source.sections[number].blocks
    return plan.source.format != "text" and bool(blocks) and all(b.kind == "meta" for b in blocks)


def _is_all(plan: Plan, document: Document, section: int, written: Written) -> bool:
    """Whether a section is a draft that was written now, nothing but it, and all of it.

    Where a person's words follow that are read as part of it, its hash stays unknown, so that it
    is never taken for untouched; so it does where a plain text reads a part as another section.
    """
    if plan.target is None:
        return True
    span = document.sections[section].span
    stands = stretch(document, document.sections[section])
    ours = [p for p in written.sections.values() if span.start <= p.start < span.end]
    end = max((place.end for place in ours), default=-1)
    lost = document.format == "text" and document.source.text[stands.end : end].strip()
    return stands.end <= end and not lost


def _at(document: Document, offset: int) -> int | None:
    for section in document.sections:
        if section.span.start <= offset < section.span.end and not section.is_furniture:
            return section.id
    return None
