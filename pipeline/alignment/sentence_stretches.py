"""Long texts in stretches that can be aligned apart, so that memory stays linear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.sentence_odds import Sentences, log_odds
from pipeline.alignment.similarity import Matrix

# Cells of a stretch that is aligned whole, and cells from which it is cut even without an anchor.
_CELLS = 10_000
_MOST_CELLS = 160_000
_ANCHOR = 3.0
_ROWS = 512
# How far from where it is to be expected a sentence is looked for: beyond any ordinary section.
_NEAR = 4_096


def stretches(ja: Sentences, en: Sentences, weight: Matrix) -> Iterator[tuple[int, int, int, int]]:
    """Ranges (i, i end, j, j end) that are aligned apart, each with a bounded number of cells."""
    n, m = len(ja), len(en)
    if n * m <= _CELLS:
        yield 0, n, 0, m
        return
    start = (0, 0)
    for cut in [*_cuts(_anchors(ja, en, weight), n, m), (n, m)]:
        yield from _halves(start[0], cut[0], start[1], cut[1])
        start = cut


def _anchors(ja: Sentences, en: Sentences, weight: Matrix) -> list[tuple[int, int]]:
    """Pairs that choose each other and are beyond doubt, the longest chain in order."""
    n, m = len(ja), len(en)
    row_best = np.full(n, -1)
    row_odds = np.full(n, -np.inf)
    column_best = np.full(m, -1)
    column_odds = np.full(m, -np.inf)
    for top in range(0, n, _ROWS):
        rows = ja.part(top, min(top + _ROWS, n))
        for left in _near(top, n, m):
            odds = log_odds(rows, en.part(left, min(left + _ROWS, m)), weight)
            _raise(row_best, row_odds, top, odds.argmax(axis=1) + left, odds.max(axis=1))
            _raise(column_best, column_odds, left, odds.argmax(axis=0) + top, odds.max(axis=0))
    confident = [
        (i, int(j))
        for i, j in enumerate(row_best)
        if row_odds[i] >= _ANCHOR and column_best[j] == i
    ]
    return chain(confident)


def _near(top: int, n: int, m: int) -> range:
    """Where the blocks of columns begin that some rows are compared with."""
    expected = top * m // n
    first = max(0, expected - _NEAR) // _ROWS * _ROWS
    return range(first, min(m, expected + _NEAR + _ROWS), _ROWS)


def _raise(
    best: NDArray[np.intp],
    odds: NDArray[np.float64],
    start: int,
    found: NDArray[np.intp],
    values: Matrix,
) -> None:
    """Takes over what is better than what was found before."""
    part = slice(start, start + len(found))
    better = values > odds[part]
    best[part] = np.where(better, found, best[part])
    odds[part] = np.where(better, values, odds[part])


def chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, ascending on the left, that ascends on the right too."""
    ends: list[int] = []
    where: list[int] = []
    before = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before[k] = where[at - 1] if at else -1
        if at == len(ends):
            ends.append(j)
            where.append(k)
        else:
            ends[at], where[at] = j, k
    found = []
    k = where[-1] if where else -1
    while k >= 0:
        found.append(pairs[k])
        k = before[k]
    return found[::-1]


def _cuts(anchors: Sequence[tuple[int, int]], n: int, m: int) -> Iterator[tuple[int, int]]:
    """Anchors to cut before, so that the stretches between them grow no larger than need be.

    A cut stands between two anchors that follow each other directly: what lies around it cannot
    belong to a group that the cut divides.
    """
    start = (0, 0)
    last: tuple[int, int] | None = None
    for previous, anchor in pairwise(anchors):
        if anchor != (previous[0] + 1, previous[1] + 1):
            continue
        if last and (anchor[0] - start[0]) * (anchor[1] - start[1]) > _CELLS:
            yield last
            start = last
        last = anchor
    if last and (n - start[0]) * (m - start[1]) > _CELLS:
        yield last


def _halves(i: int, i_end: int, j: int, j_end: int) -> Iterator[tuple[int, int, int, int]]:
    """A stretch without a sure place to cut is halved until it fits."""
    if (i_end - i) * (j_end - j) <= _MOST_CELLS:
        yield i, i_end, j, j_end
        return
    middle_i, middle_j = (i + i_end) // 2, (j + j_end) // 2
    yield from _halves(i, middle_i, j, middle_j)
    yield from _halves(middle_i, i_end, middle_j, j_end)
