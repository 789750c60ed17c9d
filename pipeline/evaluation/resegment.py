"""A candidate cut into the segments of its reference, whatever sentences it was written in.

The method is that of mwerSegmenter (Matusov, Leusch, Bender and Ney 2005, Evaluating machine
translation output with automatic sentence segmentation): of all ways to cut the candidate into as
many pieces as the reference has segments, the one with the fewest word edits. The Levenshtein
alignment of the two whole texts gives it. Order is kept, so text that was moved counts as changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.model.source import Lang

# English is compared word by word, Japanese, which has no spaces, character by character. What
# stands between words goes with the word before it, or with the next one where it opens something.
_UNITS = {"en": re.compile(r"\w+"), "ja": re.compile(r"[A-Za-z0-9]+|\w")}
_ANYTHING = re.compile(r"\S.*", re.DOTALL)
_OPENING = frozenset({"Ps", "Pi"})
_END, _PAUSE = re.compile(r"[.!?。！？]"), re.compile(r"[,;:、，；：]")


class _ComparedWord(NamedTuple):
    """A word as it is compared; ``end`` is where what belongs to it ends in the whole text.

    ``rest`` is 2 where a sentence may end after it, 1 where it pauses, else 0.
    """

    key: str
    end: int
    rest: int


def resegment(candidate: Sequence[str], reference: Sequence[str], lang: Lang) -> list[str]:
    """The text of ``candidate`` in ``len(reference)`` pieces, each beside its one of ``reference``.

    No character but the white space between pieces is lost; a piece is empty where nothing
    matches a segment. Without any segment of the reference the result is empty. Time grows
    with the product of the lengths, divided by the width of a machine word (RapidFuzz's
    bit-parallel Levenshtein).
    """
    if not reference:
        return []
    glue = " " if lang == "en" else ""
    ours = _units(candidate, lang, glue)
    theirs = [_units([segment], lang, glue) for segment in reference]
    low, high = _faced([u.key for u in ours], [u.key for units in theirs for u in units])
    borders = accumulate(len(units) for units in theirs[:-1])
    cuts = [_cut(low[border], high[border], ours) for border in borders]
    text = glue.join(candidate)
    places = [0, *(ours[cut - 1].end if cut else 0 for cut in cuts), len(text)]
    return [text[start:end].strip() for start, end in pairwise(places)]


def _units(sentences: Sequence[str], lang: Lang, glue: str) -> list[_ComparedWord]:
    """The words of every sentence, or all of it as one where it has none."""
    units: list[_ComparedWord] = []
    at = 0
    for sentence in sentences:
        words = list(_UNITS[lang].finditer(sentence)) or list(_ANYTHING.finditer(sentence))
        ends = [_before(sentence, word.start()) for word in words[1:]] + [len(sentence)]
        for word, end in zip(words, ends, strict=bool(words)):
            last = end == len(sentence)
            key = unicodedata.normalize("NFKC", word.group()).casefold()
            units.append(
                _ComparedWord(key, at + end, 2 if last else _rest(sentence[word.end() : end]))
            )
        at += len(sentence) + len(glue)
    return units


def _before(text: str, at: int) -> int:
    """Where a word begins, brackets and quotation marks that open before it included."""
    while at and unicodedata.category(text[at - 1]) in _OPENING:
        at -= 1
    return at


def _rest(between: str) -> int:
    return 2 if _END.search(between) else int(_PAUSE.search(between) is not None)


def _faced(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[int], list[int]]:
    """For every border between units of ``theirs`` where ``ours`` may be cut: from, up to.

    The words between the two match nothing: fewer edits are not to be had by giving them to one
    side of the border or to the other.
    """
    from rapidfuzz.distance import Levenshtein

    aligned = [-1] * len(theirs)
    for code in Levenshtein.opcodes(ours, theirs):
        if code.tag in {"equal", "replace"}:
            aligned[code.dest_start : code.dest_end] = range(code.src_start, code.src_end)
    low, high = [0], [len(ours)]
    for at in aligned:
        low.append(at + 1 if at >= 0 else low[-1])
    for at in reversed(aligned):
        high.append(at if at >= 0 else high[-1])
    return low, high[::-1]


def _cut(low: int, high: int, ours: Sequence[_ComparedWord]) -> int:
    """Between the two after the best rest, the first of them; without any rest at ``high``."""
    found = max(range(low, high + 1), key=lambda at: (ours[at - 1].rest if at else 0, -at))
    return found if found and ours[found - 1].rest else high
