"""Where a sentence goes that the translation lacks in a section that it has.

After the translation of the sentence before it in its paragraph, else before that of the one after
it. Where the translation has nothing of its paragraph, a paragraph of its own comes after what is
translated last before it. A row of a table that is lacking as a whole comes after the one before
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.drafting import rows
from pipeline.drafting.aligned_segments import AlignedSegments
from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.model.translation import Segment


class Anchor(NamedTuple):
    """A segment of the target and the side of it; ``apart`` is a paragraph or item of its own.

    ``row`` is the row of the source that goes after the segment's row, as a whole.
    """

    segment: Segment
    after: bool = True
    apart: bool = False
    row: Span | None = None


def anchors(
    source: Document,
    target: Document,
    segments: Sequence[Segment],
    groups: Iterable[AlignedSegments],
) -> dict[str, Anchor]:
    """The place of each sentence of ``source`` without a counterpart, by id, where it is known.

    Titles, attributes and menus have none, and neither have single cells of a row.
    """
    aligned = {segment.id: group for group in groups for segment in group.sources}
    found: dict[str, Anchor] = {}
    for k, segment in enumerate(segments):
        furniture = source.sections[segment.section].is_furniture
        if segment.id in aligned or not segment.block or furniture:
            continue
        if segment.setting not in ("text", "cell"):
            continue
        row = rows.row_of(source, segment)
        last = _row_before(source, target, segments, aligned, row) if row else None
        if last is not None:
            found[segment.id] = Anchor(last, apart=True, row=row)
            continue
        before = [s for s in _near(segments, k, -1) if s.id in aligned]
        beside = next((aligned[s.id] for s in before if s.block == segment.block), None)
        after = next(
            (
                aligned[s.id]
                for s in _near(segments, k, 1)
                if s.id in aligned and s.block == segment.block
            ),
            None,
        )
        if beside and _last(beside).block:
            found[segment.id] = Anchor(_last(beside))
        elif after and _first(after).block:
            found[segment.id] = Anchor(_first(after), after=False)
        elif before and row is None and not (beside or after):
            found[segment.id] = Anchor(_last(aligned[before[0].id]), apart=True)
    return found


def _row_before(
    source: Document,
    target: Document,
    segments: Sequence[Segment],
    aligned: Mapping[str, AlignedSegments],
    row: Span,
) -> Segment | None:
    """A cell of the row that a missing row of the source follows, in a table with its columns."""
    if source.format != target.format or any(s.id in aligned for s in rows.in_row(segments, row)):
        return None
    for segment in rows.rows_before(source, segments, row):
        if segment.id not in aligned:
            continue
        last = _last(aligned[segment.id])
        there = rows.row_of(target, last)
        alike = there and rows.columns(target, there) == rows.columns(source, row)
        return last if alike else None
    return None


def _near(segments: Sequence[Segment], k: int, step: int) -> Iterator[Segment]:
    """The other segments of a section, from the nearest one on, in one direction."""
    section = segments[k].section
    while 0 <= (k := k + step) < len(segments) and segments[k].section == section:
        yield segments[k]


def _last(group: AlignedSegments) -> Segment:
    return max(group.targets, key=lambda segment: segment.span.end)


def _first(group: AlignedSegments) -> Segment:
    return min(group.targets, key=lambda segment: segment.span.start)
