"""Sentences that the translation lacked: put beside the translations of those around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.decisions.keys import hashed
from pipeline.drafting.aligned_segments import aligned_segments
from pipeline.drafting.anchors import Anchor, anchors
from pipeline.drafting.edits import Edit
from pipeline.drafting.importing.sides import NotMergedError, Sides, parts_of, words
from pipeline.drafting.job import has_words
from pipeline.drafting.reading import Read
from pipeline.drafting.rows import end_of, in_row, row_of
from pipeline.model.document import Block, Document
from pipeline.model.exchange import Reviewed
from pipeline.model.source import Span
from pipeline.model.translation import Parts, Segment
from pipeline.translation.codes import coded, plain, uncoded
from pipeline.translation.escaping import written
from pipeline.translation.joining import REMARK
from pipeline.translation.stretch import end_of_block, gap_at
from pipeline.translation.writer import Writer

# What opens an item of a list, up to its words.
_BULLET = re.compile(
    r"[ \t\u3000>]*(?:[-*+•‣・･]|(?P<number>\d{1,9})[.)])[ \t\u3000]*(?:\[[ xX]\] )?"
)
_ITEM_END = re.compile(r"\s*(?:</[a-z]+\s*>\s*)*?</li\s*>", re.IGNORECASE)


class _Place(NamedTuple):
    """Where a paragraph goes, what opens and what closes it."""

    at: int
    opening: str
    closing: str = ""


def put_in(
    pair: Read,
    sides: Sides,
    units: Sequence[Reviewed],
    fail: Callable[[Reviewed, str], None],
) -> list[Edit]:
    """What puts the finished translations of sentences into the target.

    Sentences of one paragraph of the source that the target lacks as a whole make one there. What
    stands in the target already is left out; ``fail`` is told what cannot be put in, and why.
    """
    target = sides.target
    if target is None or not units:
        return []
    groups = aligned_segments(sides.source, target, pair.report.links, pair.drafts)
    places = anchors(sides.source, target, sides.ours, groups)
    known = {words(uncoded(segment)) for segment in sides.theirs}
    aligned = {segment.id for group in groups for segment in group.sources}
    edits: list[Edit] = []
    apart: dict[tuple[_Place, int], list[str]] = {}
    cells: dict[str, tuple[Reviewed, Parts]] = {}
    for unit in units:
        try:
            ours = sides.source_of(unit)
            anchor = places.get(ours.id)
            if anchor and anchor.row:
                cells[ours.id] = unit, parts_of(unit, ours)
                continue
            if words(plain(unit.target or "")) in known:
                continue
            anchor = _anchor(ours, places, aligned)
            text = _text(unit, ours, sides)
        except NotMergedError as error:
            fail(unit, str(error))
            continue
        if anchor.apart:
            place = _place(
                target, anchor.segment, sides.source.sections[ours.section].blocks[ours.block - 1]
            )
            apart.setdefault((place, ours.block), []).append(text)
        else:
            edits.append(_beside(target, anchor, text))
    gap = " " if target.lang == "en" else ""
    for (place, _), texts in apart.items():
        new = f"{place.opening}{gap.join(texts)}{place.closing}"
        edits.append(Edit(Span(place.at, place.at), new))
    return [*edits, *_rows(sides, places, cells, fail)]


def _rows(
    sides: Sides,
    places: Mapping[str, Anchor],
    cells: Mapping[str, tuple[Reviewed, Parts]],
    fail: Callable[[Reviewed, str], None],
) -> Iterator[Edit]:
    """Rows of tables whose cells are all finished, after the rows that they follow."""
    source, target = sides.source, sides.target
    assert target is not None
    wanted = {anchor.row: anchor for id_ in cells if (anchor := places[id_]).row}
    rows = {row for each in sides.theirs if (row := row_of(target, each))}
    known = {tuple(words(uncoded(each)) for each in in_row(sides.theirs, row)) for row in rows}
    for row, anchor in wanted.items():
        there = row_of(target, anchor.segment)
        assert row is not None
        assert there is not None
        inside = in_row(sides.ours, row)
        parts = {s.id: cells[s.id][1] for s in inside if s.id in cells}
        row_texts = (cells[s.id][0].target or "" if s.id in cells else coded(s) for s in inside)
        if tuple(words(plain(text)) for text in row_texts) in known:
            continue
        if any(has_words(s) and s.id not in parts for s in inside):
            for id_ in parts:
                fail(cells[id_][0], "its row is put in once all its cells are finished")
            continue
        text = Writer(source, target.lang, inside, parts).part(row).text
        at = end_of(target, there)
        end = "\r\n" if "\r\n" in target.source.text else "\n"
        gap = gap_at(target, there.start) if target.format == "html" else end
        yield Edit(Span(at, at), gap + text)


def is_draft(unit: Reviewed) -> bool:
    """Whether a unit still says what an engine proposed when it went out."""
    return unit.target is not None and hashed([unit.target]) == unit.held


def _anchor(ours: Segment, places: dict[str, Anchor], aligned: set[str]) -> Anchor:
    if ours.id in aligned:
        raise NotMergedError(
            "the translation has words of its own there now, so they stay; export it again"
        )
    if ours.id not in places:
        raise NotMergedError("nothing says where it goes; put it into the article by hand")
    return places[ours.id]


def _text(unit: Reviewed, ours: Segment, sides: Sides) -> str:
    """The translation as it stands in the target, with the markup of the source."""
    assert sides.target is not None
    parts = parts_of(unit, ours)
    if sides.source.format == sides.target.format:
        nested = [
            s for s in sides.ours if ours.span.start < s.span.start and s.span.end < ours.span.end
        ]
        writer = Writer(sides.source, sides.target.lang, [ours, *nested], {ours.id: parts})
        return writer.part(ours.span).text
    if ours.codes:
        raise NotMergedError(
            "it has markup, and the translation is a file of another format; put it into the "
            "article by hand"
        )
    return written("".join(p for p in parts if isinstance(p, str)), sides.target.format, "text")


def _beside(target: Document, anchor: Anchor, text: str) -> Edit:
    gap = " " if target.lang == "en" else ""
    if not anchor.after:
        at = anchor.segment.span.start
        return Edit(Span(at, at), text + gap)
    at = anchor.segment.span.end
    while remark := REMARK.match(target.source.text, at):
        at = remark.end()
    return Edit(Span(at, at), gap + text)


def _place(target: Document, segment: Segment, block: Block) -> _Place:
    """After the block of a segment: an item of its list, or a paragraph of its own."""
    page = target.format == "html"
    if block.kind == "item" and (item := _after_item(target, segment)):
        return item
    at = end_of_block(target, segment.span.end)
    return _Place(at, gap_at(target, at) + ("<p>" if page else ""), "</p>" if page else "")


def _after_item(target: Document, segment: Segment) -> _Place | None:
    """After the item of a list that a segment stands in; None where it stands in none."""
    text = target.source.text
    if target.format == "html":
        closed = _ITEM_END.match(text, segment.span.end)
        if closed is None:
            return None
        return _Place(closed.end(), gap_at(target, closed.end()) + "<li>", "</li>")
    home = target.sections[segment.section]
    block = home.blocks[segment.block - 1] if segment.block else None
    if block is None or block.kind != "item":
        return None
    words = block.prose.span(0, len(block.prose.text))
    line = target.source.line_starts[target.source.place(words.start)[0] - 1]
    bullet = _BULLET.match(text, line, words.start)
    if bullet is None:
        return None
    opening = bullet[0]
    if number := bullet["number"]:
        opening = opening.replace(number, str(int(number) + 1), 1)
    at = words.end + len(re.split(r"[\r\n]", text[words.end :], maxsplit=1)[0].rstrip())
    return _Place(at, ("\r\n" if "\r\n" in text else "\n") + opening)
