"""A source text as it stands in its file, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, Lang] = ("ja", "en")


def other(lang: Lang) -> Lang:
    """The language on the other side of a pair."""
    return "en" if lang == "ja" else "ja"


class Span(NamedTuple):
    """A half-open range of code points in a source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """One file, decoded. A BOM is not part of ``text``; line ends stand as in the file.

    ``path`` is relative to the project root and uses ``/``.
    """

    path: str
    lang: Lang
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of every line; lines end at LF, CRLF and CR only."""
        lines = self.text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        return (0, *accumulate([len(line) + 1 for line in lines[:-1]]))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1) without its end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def cut(self, span: Span) -> str:
        """The characters of a span, as they stand in the file."""
        return self.text[span.start : span.end]
