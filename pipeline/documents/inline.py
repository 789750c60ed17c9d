"""Collects the inline content of one block: text, code, breaks, references."""

from __future__ import annotations

import re
import unicodedata

from pipeline.documents.places import Piece, without
from pipeline.documents.sentences import joins
from pipeline.model.document import Mark, Ref
from pipeline.model.prose import Prose

# ``**`` or ``*`` with text close to it on the inner side, as a writer sets emphasis.
_EMPHASIS = re.compile(r"(\*\*|\*)(?![\s*])([^*\n]*[^*\s])\1(?!\*)")
_CLOSING = frozenset("。．！？!?：:%％")


class Inline:
    """Pieces of one block in source order; ``finish`` makes prose of them."""

    def __init__(self, source: str, *, markdown: bool = True) -> None:
        self._source = source
        self._markdown = markdown
        self._pieces: list[Piece] = []
        self._code: list[tuple[int, int]] = []
        self._break: tuple[int, int, bool] | None = None
        self._length = 0
        self._gap = False
        self.refs: list[Ref] = []

    def add(self, text: str, start: int, width: int) -> None:
        """Adds a piece of running text; a soft break before it becomes a space or nothing."""
        if self._gap:
            blank = len(text) - len(text.lstrip(" ")) if len(text) == width else 0
            text, start, width = text[blank:], start + blank, width - blank
        if not text:
            return
        self._gap = False
        if self._break:
            start_of_line = not self._pieces or self._pieces[-1][0].endswith("\n")
            if not start_of_line:
                before, after, wraps = self._break
                glue = joins(self._pieces[-1][0], text) if wraps else " "
                self._append(glue, before, after - before)
            self._break = None
        self._append(text, start, width)

    def add_code(self, pieces: list[Piece]) -> None:
        """Adds the pieces of a code span and marks them."""
        first = True
        for piece in pieces:
            (self.add if first else self._append)(*piece)
            if first:
                self._code.append((self._length - len(piece[0]), self._length))
            first = False
        if pieces:
            self._code[-1] = (self._code[-1][0], self._length)

    def soft_break(self, start: int, end: int) -> None:
        """A line that merely wraps."""
        self._break = self._break or (start, end, True)

    def space(self, start: int, end: int) -> None:
        """White space that shows as one space, unless nothing stands before or after it."""
        self._break = (start, end, False)

    def skip(self) -> None:
        """Leaves out what no reader sees; of the spaces around it, one shows."""
        broken = self._break is not None
        self._gap = broken or bool(self._pieces and self._pieces[-1][0].endswith((" ", "\n")))

    @property
    def upcoming(self) -> int:
        """Where the next character will stand if white space before it counts."""
        return self._length + bool(self._break and self._pieces)

    @property
    def length(self) -> int:
        """How many characters the reader sees so far."""
        return self._length

    def hard_break(self, start: int, end: int) -> None:
        """A line break the reader sees."""
        self._break = None
        if self._pieces:
            self._append("\n", start, max(1, end - start))

    def _append(self, text: str, start: int, width: int) -> None:
        if text:
            self._pieces.append((text, start, width))
            self._length += len(text)

    def finish(self) -> tuple[Prose, list[Mark]]:
        """The prose without emphasis left literal, and where its code stands."""
        prose = Prose.of(self._pieces)
        dropped = self._literal_emphasis(prose) if self._markdown and "*" in prose.text else []
        if not dropped:
            return prose, [Mark("code", *code) for code in self._code]
        shift = _Shift(dropped)
        return without(prose, dropped), [Mark("code", shift(a), shift(b)) for a, b in self._code]

    def _literal_emphasis(self, prose: Prose) -> list[tuple[int, int]]:
        """Ranges of asterisks a writer meant as emphasis but CommonMark left in the text.

        CommonMark asks what stands on both sides of a delimiter: one between punctuation and a
        letter without white space, as Japanese is written, opens or closes nothing.
        """
        text = self._masked(prose)
        found: list[tuple[int, int]] = []
        at = 0
        while match := _EMPHASIS.search(text, at):
            width = len(match.group(1))
            inner = match.group(2)
            around = (
                text[match.start() - 1 : match.start()]
                + inner
                + text[match.end() : match.end() + 1]
            )
            beside = _is_bracket(inner[0]) or _is_bracket(inner[-1]) or inner[-1] in _CLOSING
            if any(map(_is_wide, around)) and (width == 2 or beside):
                found += [
                    (match.start(), match.start() + width),
                    (match.end() - width, match.end()),
                ]
                at = match.end()
            else:
                at = match.start() + width
        return found

    def _masked(self, prose: Prose) -> str:
        """The text with escaped and coded asterisks hidden, at the same offsets."""
        chars = list(prose.text)
        for start, end in self._code:
            chars[start:end] = "x" * (end - start)
        for at, char in enumerate(chars):
            if char == "*":
                span = prose.span(at, at + 1)
                escaped = self._source[span.start - 1 : span.start] == "\\"
                if escaped or span.end - span.start != 1:
                    chars[at] = "x"
        return "".join(chars)


class _Shift:
    """Offsets before a removal → offsets after it; to be asked in ascending order."""

    def __init__(self, dropped: list[tuple[int, int]]) -> None:
        self._dropped = dropped
        self._next = 0
        self._gone = 0

    def __call__(self, offset: int) -> int:
        while self._next < len(self._dropped) and self._dropped[self._next][1] <= offset:
            start, end = self._dropped[self._next]
            self._gone += end - start
            self._next += 1
        return offset - self._gone


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _is_bracket(char: str) -> bool:
    return unicodedata.category(char) in ("Ps", "Pe", "Pi", "Pf") or char in "\"'"
