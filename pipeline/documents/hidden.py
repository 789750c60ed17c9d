"""What site generators write into Markdown and no reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.documents.places import Piece, without
from pipeline.model.prose import Prose

# MDX comments (which also carry the anchors of headings) and template tags, with what ends them.
_CLOSED_BY = {"{/*": "*/}", "{{": "}}", "{%": "%}"}
_OPENING = re.compile(r"\{/\*|\{\{|\{%|^[ \t]*:{3,}[ \t]*[\w-]*", re.M)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of ``text[start:end]`` that no reader sees, the fences of containers among them."""
    unclosed: set[str] = set()
    while found := _OPENING.search(text, start, end):
        start = found.end()
        closing = _CLOSED_BY.get(found.group())
        if closing is None:
            yield found.span()
        elif closing not in unclosed:
            stop = text.find(closing, start, end)
            if stop < 0:
                unclosed.add(closing)
            else:
                start = stop + len(closing)
                yield found.start(), start


def visible(prose: Prose) -> Prose:
    """``prose`` without what is hidden in it, as HTML between Markdown may hold it."""
    found = list(_stretches(prose.text, 0, len(prose.text)))
    return without(prose, found) if found else prose


class Hidden:
    """The hidden stretches of ``text[start:end]``; places are offsets in ``text``."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._spans = list(_stretches(text, start, end))
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
