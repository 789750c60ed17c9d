"""Running text freed of markup that still knows where every character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.model.source import Span


class Run(NamedTuple):
    """``text[at : at + length]`` of a prose comes from ``source[start : start + width]``.

    When ``length == width`` the characters are the same one by one. Otherwise the run is one
    character that stands for the whole source range (``&amp;`` → ``&``, a line break → a space).
    """

    at: int
    start: int
    length: int
    width: int


@dataclass(frozen=True)
class Prose:
    """Text as a reader sees it, with its runs in ascending order and without holes."""

    text: str
    runs: tuple[Run, ...]

    @staticmethod
    def of(pieces: Iterable[tuple[str, int, int]]) -> Prose:
        """Joins pieces ``(text, source offset, source width)``, melting adjacent plain ones.

        Raises ValueError where a piece has another width than its text and is not one character.
        """
        text: list[str] = []
        runs: list[Run] = []
        at = 0
        for piece, start, width in pieces:
            if not piece:
                continue
            if len(piece) != width and len(piece) != 1:
                raise ValueError(f"a replaced piece is one character, not {piece!r}")
            last = runs[-1] if runs else None
            plain = len(piece) == width
            if last and plain and last.length == last.width and last.start + last.width == start:
                runs[-1] = Run(last.at, last.start, last.length + width, last.width + width)
            else:
                runs.append(Run(at, start, len(piece), width))
            text.append(piece)
            at += len(piece)
        return Prose("".join(text), tuple(runs))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(run.at for run in self.runs)

    def span(self, start: int, end: int) -> Span:
        """The source range of ``text[start:end]``; ``0 <= start < end <= len(text)``."""
        first = self.runs[bisect_right(self._starts, start) - 1]
        last = self.runs[bisect_right(self._starts, end - 1) - 1]
        plain_first = first.length == first.width
        plain_last = last.length == last.width
        return Span(
            first.start + (start - first.at if plain_first else 0),
            last.start + (end - last.at if plain_last else last.width),
        )

    def cut(self, start: int, end: int) -> Prose:
        """``text[start:end]`` with its places."""
        pieces = []
        for run in self.runs:
            lo, hi = max(start, run.at), min(end, run.at + run.length)
            if lo >= hi:
                continue
            if run.length == run.width:
                pieces.append((self.text[lo:hi], run.start + lo - run.at, hi - lo))
            else:
                pieces.append((self.text[lo:hi], run.start, run.width))
        return Prose.of(pieces)

    def __bool__(self) -> bool:
        return bool(self.text)
