"""A line of text as a terminal shows it: what a reader sees as one character, and its columns.

Such a cell is a letter with its combining marks, or an emoji sequence, and takes 0, 1 or 2 columns.
Everything that a file can hold passes through here before it is printed, so no text can move the
cursor or reverse the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from wcwidth import iter_graphemes, wcswidth

TAB = "    "
# Characters whose properties are remembered; articles use some thousands.
_KNOWN = 20_000
_JOINERS = "\u200c\u200d"
# Characters that never join their neighbours nor act on a terminal: nearly all of most articles.
_SIMPLE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2100-\u22ff"
    "\u2460-\u24ff\u3000-\u3029\u3030-\u303f\u3041-\u3096\u309b-\u30ff\u3200-\u4dbf\u4e00-\u9fff"
    "\uff01-\uff9d]*"
)


class Cells(NamedTuple):
    """The cells of a line: their texts, columns, and where the first code point of each stands."""

    texts: Sequence[str]
    widths: Sequence[int]
    starts: Sequence[int]

    def cut(self, first: int, end: int) -> Cells:
        """Some of them."""
        return Cells(self.texts[first:end], self.widths[first:end], self.starts[first:end])

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(self.texts)

    @property
    def columns(self) -> int:
        """How much room that takes."""
        return sum(self.widths)


def cells(text: str) -> Cells:
    """The cells of a line; what would act on the terminal is replaced by something to look at.

    Control characters become control pictures (ESC → ␛), tabs four spaces, and invisible format
    characters (bidirectional overrides and the like) their code in angle brackets.
    """
    if text.isascii() and text.isprintable():
        return Cells(text, b"\1" * len(text), range(len(text)))
    if _SIMPLE.fullmatch(text):
        return Cells(text, bytes(map(columns, text)), range(len(text)))
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for grapheme in iter_graphemes(text):
        if any(map(acts, grapheme)):
            texts += map(_shown, grapheme)
            starts += range(at, at + len(grapheme))
        else:
            texts.append(grapheme)
            starts.append(at)
        at += len(grapheme)
    return Cells(texts, bytes(map(columns, texts)), starts)


@lru_cache(maxsize=_KNOWN)
def columns(cell: str) -> int:
    """The columns that a cell takes, whatever the terminal thinks of what it cannot show."""
    return max(wcswidth(cell), 0)


@lru_cache(maxsize=_KNOWN)
def acts(char: str) -> bool:
    """Whether a terminal would do something else than show this character."""
    category = unicodedata.category(char)
    return category in ("Cc", "Zl", "Zp", "Cs") or (category == "Cf" and char not in _JOINERS)


def _shown(char: str) -> str:
    if char == "\t":
        return TAB
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    return f"<U+{ord(char):04X}>" if acts(char) else char
