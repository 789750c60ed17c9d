"""Text measured, cut and wrapped in terminal columns, where Japanese letters take two.

The unit is the cell: what a reader sees as one character (a letter with its combining marks, an
emoji sequence), with its width of 0, 1 or 2 columns. Everything that a file can hold passes through
``cells`` before it is printed, so no text can move the cursor or reverse the line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wcwidth import iter_graphemes, wcswidth

ELLIPSIS = "…"
TAB = "    "
# Characters whose properties are remembered; articles use some thousands.
_KNOWN = 20_000
_JOINERS = "\u200c\u200d"
# Japanese typesetting (kinsoku): no line begins with these.
_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕〉》｝ー々’”,.;:!?)]}…％%")


class Cell(NamedTuple):
    """One visible character: ``at`` is the offset of its first code point in the text."""

    text: str
    width: int
    at: int


def cells(text: str) -> Iterator[Cell]:
    """The cells of a line; what would act on the terminal is replaced by something to look at.

    Control characters become control pictures (ESC → ␛), tabs four spaces, and invisible format
    characters (bidirectional overrides and the like) their code in angle brackets.
    """
    if text.isascii() and text.isprintable():
        yield from (Cell(char, 1, at) for at, char in enumerate(text))
        return
    at = 0
    for grapheme in iter_graphemes(text):
        if any(_acts(char) for char in grapheme):
            for offset, char in enumerate(grapheme):
                yield _cell(_shown(char), at + offset)
        else:
            yield _cell(grapheme, at)
        at += len(grapheme)


def clean(text: str) -> str:
    """``text`` with nothing in it that acts on a terminal."""
    if text.isprintable() or not any(_acts(char) for char in text):
        return text
    return "".join(cell.text for cell in cells(text))


def width(text: str) -> int:
    """Columns that ``text`` takes once cleaned."""
    return total(cells(text))


def total(line: Iterable[Cell]) -> int:
    """Columns of a run of cells."""
    return sum(cell.width for cell in line)


def clip(text: str, columns: int) -> str:
    """``text`` in at most ``columns``, with … at its end where something is left out."""
    line = list(cells(text))
    if total(line) <= columns:
        return "".join(cell.text for cell in line)
    return "".join(cell.text for cell in _fitting(line, columns - 1)) + ELLIPSIS


def clip_start(text: str, columns: int) -> str:
    """Like ``clip``, but leaves out the beginning (of a path, whose end says more)."""
    line = list(cells(text))
    if total(line) <= columns:
        return "".join(cell.text for cell in line)
    kept = list(_fitting(reversed(line), columns - 1))
    return ELLIPSIS + "".join(cell.text for cell in reversed(kept))


def pad(text: str, columns: int) -> str:
    """``text`` clipped and filled up with spaces to exactly ``columns``."""
    clipped = clip(text, columns)
    return clipped + " " * (columns - width(clipped))


def wrap(text: str, columns: int, *, indent: int = 0) -> list[str]:
    """Lines of at most ``columns``: broken at spaces, and anywhere between double-width letters.

    Every line but the first is indented. Punctuation never begins a line. A word longer than a
    line is broken where the line ends. Needs at least two columns beside the indent.
    """
    lines: list[list[Cell]] = [[]]
    room = columns
    for word in _words(cells(text)):
        if lines[-1] and total(word) > room:
            lines.append([])
            room = columns - indent
        # A line does not begin with the space it was broken at.
        for cell in word[1:] if not lines[-1] and word[0].text == " " else word:
            if cell.width > room:
                lines.append([])
                room = columns - indent
            lines[-1].append(cell)
            room -= cell.width
    first, *later = ["".join(cell.text for cell in line).rstrip() for line in lines]
    return [first, *(" " * indent + line for line in later)]


@lru_cache(maxsize=_KNOWN)
def _acts(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("Cc", "Zl", "Zp", "Cs") or (category == "Cf" and char not in _JOINERS)


def _shown(char: str) -> str:
    if char == "\t":
        return TAB
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    return f"<U+{ord(char):04X}>" if _acts(char) else char


def _cell(text: str, at: int) -> Cell:
    return Cell(text, _columns(text), at)


@lru_cache(maxsize=_KNOWN)
def _columns(text: str) -> int:
    return max(wcswidth(text), 0)


def _fitting(line: Iterable[Cell], columns: int) -> Iterator[Cell]:
    for cell in line:
        columns -= cell.width
        if columns < 0:
            return
        yield cell


def _words(line: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Runs of cells that stay together on a line; a space is a run of its own."""
    word: list[Cell] = []
    for cell in line:
        joined = word and (
            cell.text in _NEVER_FIRST
            or not (cell.text == " " or word[-1].text == " " or 2 in (cell.width, word[-1].width))
        )
        if word and not joined:
            yield word
            word = []
        word.append(cell)
    if word:
        yield word
