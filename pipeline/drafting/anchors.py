"""Where a sentence goes that the translation lacks in a section that it has.

After the translation of the sentence before it in its paragraph, else before that of the one after
it. Where the translation has nothing of its paragraph, a paragraph of its own comes after what is
translated last before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.drafting.facing import Facing
from pipeline.model.document import Document
from pipeline.model.translation import Segment


class Anchor(NamedTuple):
    """A segment of the target and the side of it; ``apart`` is a paragraph or item of its own."""

    segment: Segment
    after: bool = True
    apart: bool = False


def anchors(
    source: Document, segments: Sequence[Segment], facings: Iterable[Facing]
) -> dict[str, Anchor]:
    """The place of each sentence of ``source`` that no facing has, by id; none where nobody knows.

    Titles, attributes and menus have none, and whole cells neither.
    """
    faced = {segment.id: group for group in facings for segment in group.sources}
    found: dict[str, Anchor] = {}
    for k, segment in enumerate(segments):
        furniture = source.sections[segment.section].is_furniture
        if segment.id in faced or not segment.block or furniture:
            continue
        if segment.setting not in ("text", "cell"):
            continue
        before = [s for s in _near(segments, k, -1) if s.id in faced]
        beside = next((faced[s.id] for s in before if s.block == segment.block), None)
        after = next(
            (
                faced[s.id]
                for s in _near(segments, k, 1)
                if s.id in faced and s.block == segment.block
            ),
            None,
        )
        if beside and _last(beside).block:
            found[segment.id] = Anchor(_last(beside))
        elif after and _first(after).block:
            found[segment.id] = Anchor(_first(after), after=False)
        elif before and segment.setting == "text" and not (beside or after):
            found[segment.id] = Anchor(_last(faced[before[0].id]), apart=True)
    return found


def _near(segments: Sequence[Segment], k: int, step: int) -> Iterator[Segment]:
    """The other segments of a section, from the nearest one on, in one direction."""
    section = segments[k].section
    while 0 <= (k := k + step) < len(segments) and segments[k].section == section:
        yield segments[k]


def _last(group: Facing) -> Segment:
    return max(group.targets, key=lambda segment: segment.span.end)


def _first(group: Facing) -> Segment:
    return min(group.targets, key=lambda segment: segment.span.start)
