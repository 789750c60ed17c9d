"""What site generators write into Markdown and no reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.documents.places import Piece, without
from pipeline.model.prose import Prose

# MDX comments (which also carry the anchors of headings), template tags, fences of containers.
_HIDDEN = re.compile(r"\{/\*.*?\*/\}|\{\{.*?\}\}|\{%.*?%\}|^[ \t]*:{3,}[ \t]*[\w-]*", re.S | re.M)


def visible(prose: Prose) -> Prose:
    """``prose`` without what is hidden in it, as HTML between Markdown may hold it."""
    found = [match.span() for match in _HIDDEN.finditer(prose.text)]
    return without(prose, found) if found else prose


class Hidden:
    """The hidden stretches of ``text[start:end]``; places are offsets in ``text``."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._spans = [found.span() for found in _HIDDEN.finditer(text, start, end)]
        self._starts = [span[0] for span in self._spans]

    def covers(self, at: int) -> bool:
        """Whether the character at an offset is hidden."""
        before = bisect_right(self._starts, at) - 1
        return before >= 0 and at < self._spans[before][1]

    def on_fence_line(self, at: int) -> bool:
        """Whether the line that ends at an offset is the fence of a ``:::`` container."""
        before = bisect_right(self._starts, at) - 1
        if before < 0:
            return False
        start, end = self._spans[before]
        line = self._text[end:at]
        return self._text[start:end].lstrip().startswith(":") and "\n" not in line

    def shown(self, piece: Piece) -> Iterator[Piece]:
        """What is left of a piece of text outside the hidden stretches."""
        text, start, width = piece
        if len(text) != width:
            if not self.covers(start):
                yield piece
            return
        at, end = start, start + width
        nearest = max(0, bisect_right(self._starts, start) - 1)
        for first, last in self._spans[nearest : bisect_left(self._starts, end)]:
            if last <= at:
                continue
            if first > at:
                yield text[at - start : first - start], at, first - at
            at = last
        if at < end:
            yield text[at - start :], at, end - at
