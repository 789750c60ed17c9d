"""Keeps places through rewriting: byte offsets, rewritten stretches, prose cut out of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.prose import Prose

Piece = tuple[str, int, int]
"""Text, source offset, source width; as ``Prose.of`` takes it."""

_ESCAPES = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)"),
    "'": re.compile(r"''"),
}
_SPACE = re.compile(r"\s+")
_ONE_SPACE = re.compile(r"\s")
_CHUNK = 256
_CONTINUATION = bytes(range(0x80, 0xC0))


class ByteOffsets:
    """Byte offsets in the UTF-8 form of a text → code point offsets, in constant time each."""

    def __init__(self, text: str) -> None:
        self._data = b"" if text.isascii() else text.encode()
        self._before = [0]
        for at in range(0, len(self._data), _CHUNK):
            self._before.append(self._before[-1] + _points(self._data[at : at + _CHUNK]))

    def point(self, offset: int) -> int:
        """The code point that begins at byte ``offset``."""
        if not self._data:
            return offset
        chunk = offset // _CHUNK
        return self._before[chunk] + _points(self._data[chunk * _CHUNK : offset])


def _points(data: bytes) -> int:
    return len(data.translate(None, _CONTINUATION))


def aligned(text: str, source: str, start: int, end: int, *, quote: str = "") -> Iterator[Piece]:
    """Pieces for ``text``, which stands in ``source[start:end]`` written a little otherwise.

    The last white space character in a row of ``text`` stands for the rest of a run of it and, in
    quotes, a character for its backslash escape (``"``) or its doubled quote (``'``). Other
    characters of the source are skipped; what cannot be found stands for the rest of the range.
    """
    escapes = _ESCAPES.get(quote)
    at = start
    for char, following in zip(text, (*text[1:], ""), strict=True):
        if escapes and (escape := escapes.match(source, at, end)):
            yield char, at, escape.end() - at
            at = escape.end()
        elif char.isspace() and (space := _space(following).match(source, at, end)):
            yield char, at, space.end() - at
            at = space.end()
        elif (found := source.find(char, at, end)) >= 0:
            yield char, found, 1
            at = found + 1
        else:
            at = min(at, end - 1)
            yield char, at, end - at


def _space(following: str) -> re.Pattern[str]:
    return _ONE_SPACE if following.isspace() else _SPACE


def relocated(prose: Prose, base: Prose) -> Prose:
    """``prose``, whose places are offsets in ``base.text``, with the places that ``base`` knows."""
    pieces: list[Piece] = []
    for run in prose.runs:
        text = prose.text[run.at : run.at + run.length]
        if run.length == run.width:
            inner = base.cut(run.start, run.start + run.width)
            pieces += ((text[r.at : r.at + r.length], r.start, r.width) for r in inner.runs)
        else:
            span = base.span(run.start, run.start + run.width)
            pieces.append((text, span.start, span.end - span.start))
    return Prose.of(pieces)


def without(prose: Prose, ranges: Sequence[tuple[int, int]]) -> Prose:
    """``prose`` less some ranges of its text, which are ascending and apart; in linear time."""
    pieces: list[Piece] = []
    cuts = iter((*ranges, (len(prose.text), len(prose.text))))
    start, end = next(cuts)
    for run in prose.runs:
        at, stop = run.at, run.at + run.length
        while at < stop:
            while end <= at and start < len(prose.text):
                start, end = next(cuts)
            if at >= start:
                at = min(stop, end)
                continue
            upto = min(stop, start)
            plain = run.length == run.width
            width = upto - at if plain else run.width
            pieces.append((prose.text[at:upto], run.start + (at - run.at if plain else 0), width))
            at = upto
    return Prose.of(pieces)
