"""Which segments of an article and of its translation say the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.drafting.rows import columns, in_row, row_of
from pipeline.model.document import Document
from pipeline.model.links import Link
from pipeline.model.source import Span
from pipeline.model.translation import Segment
from pipeline.translation.segments import segments

# How many segments may stand inside one another (texts of images within sentences).
_NESTED = 20


class AlignedSegments(NamedTuple):
    """Segments of the source and those of the target that say the same; neither side is empty."""

    sources: tuple[Segment, ...]
    targets: tuple[Segment, ...]


def aligned_segments(
    source: Document, target: Document, links: Sequence[Link], drafts: Drafts | None
) -> list[AlignedSegments]:
    """The groups in the order of the source; a segment stands in one group at most.

    A draft has the blocks of its source, so that they are aligned by number. Elsewhere titles are
    where two sections are linked, and sentences by their links; those whose sentences do not follow
    each other are left out. Where a cell is aligned with one of the same column, so are the others
    of their rows.
    """
    sides = _Side.of(source), _Side.of(target)
    taken: set[str] = set()
    placed: set[str] = set()
    found: list[AlignedSegments] = []

    def take(groups: Iterable[AlignedSegments]) -> None:
        for group in groups:
            ours = {segment.id for segment in group.sources}
            theirs = {segment.id for segment in group.targets}
            if ours & taken or theirs & placed or not sides[0].in_a_row(group.sources):
                continue
            if sides[1].in_a_row(group.targets):
                taken.update(ours)
                placed.update(theirs)
                found.append(group)

    take(_drafted(*sides, drafts))
    take(_titles(source, links, *sides))
    take(_linked(source, links, *sides))
    take(each for group in tuple(found) for each in _beside(source, target, group, *sides))
    return sorted(found, key=lambda group: group.sources[0].span)


@dataclass(frozen=True)
class _Side:
    """The segments of one document, to be found by place and by block."""

    segments: tuple[Segment, ...]
    starts: tuple[int, ...]

    @staticmethod
    def of(document: Document) -> _Side:
        found = segments(document)
        return _Side(found, tuple(segment.span.start for segment in found))

    def at(self, span: Span) -> Segment | None:
        """The innermost segment that holds the beginning of a sentence."""
        last = bisect_right(self.starts, span.start)
        around = [
            segment
            for segment in self.segments[max(0, last - _NESTED) : last]
            if span.start < segment.span.end
        ]
        if around:
            return min(around, key=lambda segment: segment.span.end - segment.span.start)
        # Markup that belongs to no sentence may open a segment within the sentence's place.
        following = self.segments[last : last + 1]
        return next((s for s in following if s.span.start < span.end), None)

    def blocks(self, section: int) -> dict[int, list[Segment]]:
        """The segments of a section by block."""
        found: dict[int, list[Segment]] = defaultdict(list)
        for segment in self.segments:
            if segment.section == section:
                found[segment.block].append(segment)
        return found

    def title(self, section: int) -> tuple[Segment, ...]:
        """The segments of a section's heading."""
        return tuple(s for s in self.segments if s.section == section and s.block == 0)

    def in_a_row(self, group: Sequence[Segment]) -> bool:
        """Whether nothing stands between the segments of a group but what is inside them."""
        ids = {segment.id for segment in group}
        first, last = group[0].span, group[-1].span
        low = bisect_right(self.starts, first.start) - 1
        high = bisect_right(self.starts, last.start)
        return all(
            segment.id in ids or any(_inside(segment, each) for each in group)
            for segment in self.segments[max(0, low) : high]
            if segment.span.start >= first.start
        )


def _inside(one: Segment, other: Segment) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


def _drafted(source: _Side, target: _Side, drafts: Drafts | None) -> Iterator[AlignedSegments]:
    for draft in drafts.drafts if drafts else ():
        origin = None if draft.mark.update or drafts is None else drafts.origin(draft)
        if origin is None:
            continue
        ours, theirs = source.blocks(origin), target.blocks(draft.section)
        if len(ours) != len(theirs):
            continue
        for (_, mine), (_, yours) in zip(sorted(ours.items()), sorted(theirs.items()), strict=True):
            if len(mine) == len(yours):
                for one, two in zip(mine, yours, strict=True):
                    yield AlignedSegments((one,), (two,))
            else:
                yield AlignedSegments(tuple(mine), tuple(yours))


def _titles(
    document: Document, links: Sequence[Link], source: _Side, target: _Side
) -> Iterator[AlignedSegments]:
    for link in links:
        ours, theirs = (link.ja, link.en) if document.lang == "ja" else (link.en, link.ja)
        if len(ours) == len(theirs) == 1:
            group = AlignedSegments(source.title(ours[0]), target.title(theirs[0]))
            if all(group):
                yield group


def _beside(
    source: Document, target: Document, group: AlignedSegments, ours: _Side, theirs: _Side
) -> Iterator[AlignedSegments]:
    """The cells beside two that are aligned in the same column of tables with as many."""
    rows = row_of(source, group.sources[0]), row_of(target, group.targets[0])
    if rows[0] is None or rows[1] is None:
        return
    cells = _cells(source, ours, rows[0]), _cells(target, theirs, rows[1])
    if len(cells[0]) == len(cells[1]):
        pairs = [AlignedSegments(*each) for each in zip(*cells, strict=True)]
        if any(group.sources[0] in p.sources and group.targets[0] in p.targets for p in pairs):
            yield from pairs


def _cells(document: Document, side: _Side, row: Span) -> list[tuple[Segment, ...]]:
    """The segments of each cell of a row; none where a cell is empty."""
    found: dict[int, list[Segment]] = defaultdict(list)
    for segment in in_row(side.segments, row):
        found[segment.block].append(segment)
    whole = len(found) == columns(document, row)
    return [tuple(cell) for cell in found.values()] if whole else []


def _linked(
    document: Document, links: Sequence[Link], source: _Side, target: _Side
) -> Iterator[AlignedSegments]:
    for link in links:
        for each in link.sentences:
            ours, theirs = (each.ja, each.en) if document.lang == "ja" else (each.en, each.ja)
            group = AlignedSegments(_at(source, ours), _at(target, theirs))
            if all(group):
                yield group


def _at(side: _Side, spans: Sequence[Span]) -> tuple[Segment, ...]:
    found = {s.id: s for span in sorted(spans) if (s := side.at(span)) is not None}
    return tuple(sorted(found.values(), key=lambda segment: segment.span))
