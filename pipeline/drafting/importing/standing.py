"""Words of the target that a reviewer changed, exchanged where they stand."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.drafting.edits import Edit
from pipeline.drafting.importing.sides import Sides, parts_of, words
from pipeline.model.exchange import Reviewed
from pipeline.model.source import Span
from pipeline.model.translation import Parts, Segment
from pipeline.translation.codes import coded
from pipeline.translation.joining import REMARK, joined, markup, numbered
from pipeline.translation.writer import Writer


class Change(NamedTuple):
    """What a unit asks for: the segments of the target it is about, and an edit if they change."""

    segments: frozenset[str] = frozenset()
    edit: Edit | None = None


def change(unit: Reviewed, sides: Sides) -> Change:
    """The change that a unit asks for within the target. Raises NotMergedError."""
    ours = sides.source_of(unit)
    group = sides.target_of(unit)
    target = sides.target
    assert target is not None
    if unit.target is None:
        return Change()
    bare = joined(target, group)
    theirs = numbered(bare, markup(target, bare.parts), markup(sides.source, ours.parts))
    segments = frozenset(segment.id for segment in group)
    if words(unit.target) == words(coded(theirs)):
        return Change(segments)
    return Change(segments, _edit(sides, theirs, parts_of(unit, theirs)))


def _edit(sides: Sides, segment: Segment, parts: Parts) -> Edit:
    """A segment of the target with other words, remarks beside it taken away."""
    target = sides.target
    assert target is not None
    inside = [
        s
        for s in sides.theirs
        if segment.span.start < s.span.start and s.span.end < segment.span.end
    ]
    nested = [s for s in inside if s.id not in segment.id.split("_")]
    writer = Writer(target, target.lang, [segment, *nested], {segment.id: parts})
    end = segment.span.end
    while after := REMARK.match(target.source.text, end):
        end = after.end()
    return Edit(Span(segment.span.start, end), writer.part(segment.span).text)
