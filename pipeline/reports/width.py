"""Text measured, cut and wrapped in terminal columns, where Japanese letters take two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.reports.cells import acts, cells, columns

ELLIPSIS = "…"
# Characters whose shape is remembered; articles use some thousands.
_KNOWN = 20_000
# Japanese typesetting (kinsoku): no line begins with these.
_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕〉》｝ー々’”,.;:!?)]}…％%")
# Cells that stay together on a line, in the letters of ``_shape``.
_WORD = re.compile("[sWonV](?:[nV]|(?<=[on])o)*")


def clean(text: str) -> str:
    """``text`` with nothing in it that acts on a terminal."""
    if text.isprintable() or not any(map(acts, text)):
        return text
    return cells(text).text


def width(text: str) -> int:
    """Columns that ``text`` takes once cleaned."""
    return cells(text).columns


def clip(text: str, columns: int) -> str:
    """``text`` in at most ``columns``, with … at its end where something is left out."""
    line = cells(text)
    if line.columns <= columns:
        return line.text
    return line.cut(0, _fitting(line.widths, columns - 1)).text + ELLIPSIS


def clip_start(text: str, columns: int) -> str:
    """Like ``clip``, but leaves out the beginning (of a path, whose end says more)."""
    line = cells(text)
    if line.columns <= columns:
        return line.text
    count = len(line.texts)
    ending = _fitting(reversed(line.widths), columns - 1)
    return ELLIPSIS + line.cut(count - ending, count).text


def pad(text: str, columns: int) -> str:
    """``text`` clipped and filled up with spaces to exactly ``columns``."""
    clipped = clip(text, columns)
    return clipped + " " * (columns - width(clipped))


def wrap(text: str, columns: int, *, indent: int = 0) -> list[str]:
    """Lines of at most ``columns``: broken at spaces, and anywhere between double-width letters.

    Every line but the first is indented. Punctuation never begins a line. A word longer than a
    line is broken where the line ends. Needs at least two columns beside the indent.
    """
    texts, widths, _ = cells(text)
    shapes = "".join(map(_shape, texts))
    lines: list[list[str]] = [[]]
    room = columns
    for word in _WORD.finditer(shapes):
        first, end = word.span()
        size = sum(widths[first:end])
        if lines[-1] and size > room:
            lines.append([])
            room = columns - indent
        # A line does not begin with the space it was broken at.
        if not lines[-1] and shapes[first] == "s":
            first, size = first + 1, size - 1
        if size <= room:
            lines[-1] += texts[first:end]
            room -= size
            continue
        for cell, its in zip(texts[first:end], widths[first:end], strict=True):
            if its > room:
                lines.append([])
                room = columns - indent
            lines[-1].append(cell)
            room -= its
    first_line, *later = ["".join(line).rstrip() for line in lines]
    return [first_line, *(" " * indent + line for line in later)]


def _fitting(widths: Iterable[int], columns: int) -> int:
    """How many cells there is room for."""
    for count, its in enumerate(widths):
        columns -= its
        if columns < 0:
            return count
    raise ValueError("everything fits")


@lru_cache(maxsize=_KNOWN)
def _shape(cell: str) -> str:
    """A space, a wide cell, any other; n and V are those of o and W that begin no line."""
    if cell == " ":
        return "s"
    wide = columns(cell) == 2
    if cell in _NEVER_FIRST:
        return "V" if wide else "n"
    return "W" if wide else "o"
