"""Words of the target that a reviewer changed, exchanged where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.drafting.edits import Edit
from pipeline.drafting.importing.sides import Sides, parts_of, words
from pipeline.model.exchange import Reviewed
from pipeline.model.source import Span
from pipeline.model.translation import Parts, Segment
from pipeline.translation.codes import coded
from pipeline.translation.joining import REMARK, joined, markup, numbered
from pipeline.translation.writer import Writer


class NewWords(NamedTuple):
    """A segment of the target and what is to stand there."""

    segment: Segment
    parts: Parts


class ImportedChange(NamedTuple):
    """What a unit asks for: the segments of the target it is about, and new words for them."""

    segments: frozenset[str] = frozenset()
    words: NewWords | None = None


def change(unit: Reviewed, sides: Sides) -> ImportedChange:
    """The change that a unit asks for within the target. Raises NotMergedError."""
    ours = sides.source_of(unit)
    group = sides.target_of(unit)
    target = sides.target
    assert target is not None
    if unit.target is None:
        return ImportedChange()
    bare = joined(target, group)
    theirs = numbered(bare, markup(target, bare.parts), markup(sides.source, ours.parts))
    segments = frozenset(segment.id for segment in group)
    if words(unit.target) == words(coded(theirs)):
        return ImportedChange(segments)
    return ImportedChange(segments, NewWords(theirs, parts_of(unit, theirs)))


def edits(changed: Sequence[NewWords], sides: Sides) -> Iterator[Edit]:
    """The changes as edits; new words of an image go into the new words of its sentence."""
    for each in changed:
        if not any(_inside(each.segment, other.segment) for other in changed):
            yield _edit(sides, each, [other for other in changed if other is not each])


def _edit(sides: Sides, changed: NewWords, others: Sequence[NewWords]) -> Edit:
    """A segment of the target with other words, remarks beside it taken away."""
    target = sides.target
    assert target is not None
    segment, parts = changed
    new = [other for other in others if _inside(other.segment, segment)]
    done = {id_ for each in (changed, *new) for id_ in each.segment.id.split("_")}
    nested = [s for s in sides.theirs if _inside(s, segment) and s.id not in done]
    nested = sorted([*nested, *(each.segment for each in new)], key=lambda s: s.span)
    words = {segment.id: parts} | {each.segment.id: each.parts for each in new}
    writer = Writer(target, target.lang, [segment, *nested], words)
    end = segment.span.end
    while after := REMARK.match(target.source.text, end):
        end = after.end()
    return Edit(Span(segment.span.start, end), writer.part(segment.span).text)


def _inside(one: Segment, two: Segment) -> bool:
    return two.span.start < one.span.start and one.span.end < two.span.end
