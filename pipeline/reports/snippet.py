"""A few words around the characters that matter, for formats without columns."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.reports.spots import Spot
from pipeline.reports.width import clip, clip_start


class Snippet(NamedTuple):
    """What stands before the marked characters on their line, these, and what follows."""

    before: str
    marked: str
    after: str


def snippet(spot: Spot, around: int = 60, most: int = 160) -> Snippet:
    """Marked text of at most ``most`` columns and ``around`` on each side, made harmless."""
    line, column, _, _ = spot.bounds
    text = spot.source.line(line)
    start = column - 1
    end = min(start + spot.span.end - spot.span.start, len(text))
    # A line can hold a whole book; no more of it is measured than could be shown.
    before = text[max(start - 4 * around, 0) : start].lstrip()
    marked = text[start : min(end, start + 4 * most)]
    after = text[end : end + 4 * around].rstrip()
    return Snippet(clip_start(before, around), clip(marked, most), clip(after, around))
