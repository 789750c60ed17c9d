"""The tokens of a long document in little memory: twelve bytes each, made anew where they are read.

A document repeats its words, so what a dictionary says of a word stands in a table once, and a
token is a number in that table with its place. Tokens kept as objects take some 500 bytes each.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import overload

import msgspec

from pipeline.model.tokens import Token

# Blocks of more cells than this are kept unpacked, a few at a time.
_SHORT, _RECENT = 600, 4


@dataclass
class Packer:
    """Takes the tokens of one block after the other."""

    _number: dict[tuple[str, ...], int] = field(default_factory=dict)
    _words: list[tuple[str, ...]] = field(default_factory=list)
    _cells: array[int] = field(default_factory=lambda: array("I"))

    def add(self, tokens: Iterable[Token]) -> tuple[int, int]:
        """Keeps the tokens of a block and gives the range that ``Blocks`` finds them by."""
        first = len(self._cells)
        for token in tokens:
            word = token[:6]
            number = self._number.setdefault(word, len(self._words))
            if number == len(self._words):
                self._words.append(word)
            self._cells.extend((number, token.start, token.end))
        return first, len(self._cells)

    def blocks(self, ranges: Sequence[tuple[int, int]]) -> Blocks:
        """Blocks that were added, as a sequence of tuples of tokens."""
        return Blocks(self._words, self._cells, ranges)


@dataclass(frozen=True, repr=False)
class Blocks(Sequence[tuple[Token, ...]]):
    """Tokens of some blocks, each block unpacked when it is asked for."""

    words: Sequence[tuple[str, ...]]
    cells: array[int]
    ranges: Sequence[tuple[int, int]]
    # Whoever reads a long block sentence by sentence asks for it as often.
    _recent: dict[tuple[int, int], tuple[Token, ...]] = field(
        default_factory=dict, init=False, compare=False
    )

    def part(self, first: int, end: int) -> Blocks:
        """Some of the blocks, still packed."""
        return Blocks(self.words, self.cells, self.ranges[first:end])

    def __len__(self) -> int:
        return len(self.ranges)

    @overload
    def __getitem__(self, index: int) -> tuple[Token, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Token, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Token, ...] | Sequence[tuple[Token, ...]]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        first, end = self.ranges[index]
        if end - first <= _SHORT:
            return self._unpacked(first, end)
        if (first, end) not in self._recent:
            while len(self._recent) >= _RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[first, end] = self._unpacked(first, end)
        return self._recent[first, end]

    def _unpacked(self, first: int, end: int) -> tuple[Token, ...]:
        cells = iter(self.cells[first:end])
        words = self.words
        return tuple(
            Token._make((*words[number], start, stop))
            for number, start, stop in zip(cells, cells, cells, strict=True)
        )


def pack(blocks: Blocks) -> bytes:
    """Blocks as bytes."""
    cells = _swapped(blocks.cells).tobytes()
    return zlib.compress(_ENCODER.encode((blocks.words, cells, blocks.ranges)), _LEVEL)


def unpack(data: bytes) -> Blocks | None:
    """The blocks again; None where the bytes are none."""
    try:
        words, cells, ranges = _DECODER.decode(zlib.decompress(data))
        return Blocks(words, _swapped(array("I", cells)), ranges)
    except (msgspec.DecodeError, zlib.error, ValueError):
        return None


def _swapped(cells: array[int]) -> array[int]:
    """Numbers in the order of bytes that is little-endian on every machine, and back."""
    if sys.byteorder == "little":
        return cells
    other = cells[:]
    other.byteswap()
    return other


# The fastest level already makes a third of it.
_LEVEL = 1
_Word = tuple[str, str, str, str, str, str]
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[list[_Word], bytes, list[tuple[int, int]]])
