"""Sentence links from arrays: no text, no model, no section in sight.

A monotone dynamic programme over groups of at most three sentences (after vecalign: Thompson and
Koehn, 2019, "Vecalign: Improved Sentence Alignment in Linear Time and Space"), in which a group is
represented by the normalised sum of its vectors and weighed against what its sentences have in
common with everything (CSLS). Every group gains its log-odds, a sentence left alone gains nothing,
so a gap is what remains where no group is more likely than not. A second pass links what was left
over although it crosses, and a third lets several sentences share one that condenses them.

Memory is linear: long stretches are cut at pairs that leave no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.alignment.decode import Group
from pipeline.alignment.sentence_odds import Sentences, log_odds, probability
from pipeline.alignment.sentence_stretches import stretches
from pipeline.alignment.similarity import Matrix

# Groups the programme may form, with what each costs: a merge must be earned.
_SHAPES: tuple[tuple[int, int, float], ...] = (
    (1, 1, 0.0),
    (1, 2, 3.0),
    (2, 1, 3.0),
    (2, 2, 8.0),
    (1, 3, 6.0),
    (3, 1, 6.0),
)
# What standing in order adds to the log-odds of a group.
_ORDER = 2.5
# What two neighbours pay that changed places.
_SWAP = 2.0
# Log-odds from which sentences that cross the order are linked, and from which one joins a group.
_CROSSING = -0.5
_JOINING = 0.0
# Log-odds below which a sentence takes no part in a group whatever its neighbours say.
_MEMBER = -4.0


def align(ja: Sentences, en: Sentences, weight: Matrix) -> tuple[Group, ...]:
    """Links and gaps of two stretches of text, in source order.

    ``weight`` (k,) is what each key counts. Every sentence stands in exactly one group.
    """
    found: list[Group] = []
    for i, i_end, j, j_end in stretches(ja, en, weight):
        part = _stretch(ja.part(i, i_end), en.part(j, j_end), weight)
        found += [
            Group(tuple(i + n for n in g.ja), tuple(j + n for n in g.en), g.score) for g in part
        ]
    return tuple(sorted(found, key=_order))


def _stretch(ja: Sentences, en: Sentences, weight: Matrix) -> list[Group]:
    n, m = len(ja), len(en)
    if not n or not m:
        return [
            *(Group((i,), (), 1.0) for i in range(n)),
            *(Group((), (j,), 1.0) for j in range(m)),
        ]
    odds = log_odds(ja, en, weight)
    links = _monotone(ja, en, weight, odds)
    _link_crossing(links, odds)
    _join(links, odds)
    return [*_scored(links, odds), *_gaps(links, odds)]


class _Link(NamedTuple):
    ja: tuple[int, ...]
    en: tuple[int, ...]
    odds: float


def _monotone(ja: Sentences, en: Sentences, weight: Matrix, odds: Matrix) -> list[_Link]:
    """The chain of groups with the highest gain; neighbours may change places."""
    n, m = odds.shape
    moves: list[tuple[int, int, list[list[float]], Matrix | None]] = []
    for p, q, cost in _SHAPES:
        if p > n or q > m:
            continue
        found = odds if p == q == 1 else log_odds(ja, en, weight, p, q)
        worth = (p + q) / 2 * (found + _ORDER) - cost
        if p * q > 1:
            worth = np.where(_weakest(odds, p, q) < _MEMBER, -np.inf, worth)
        moves.append((p, q, worth.tolist(), found))
    if n > 1 and m > 1:
        swap = odds[:-1, 1:] + odds[1:, :-1] + 2 * _ORDER - _SWAP
        moves.append((2, 2, swap.tolist(), None))
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[-1] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        row, chosen = best[i], step[i]
        for j in range(m + 1):
            if i == 0 and j == 0:
                continue
            top, move = (best[i - 1][j], -1) if i else (row[j - 1], -2)
            if i and j and row[j - 1] > top:
                top, move = row[j - 1], -2
            for number, (p, q, gain, _) in enumerate(moves):
                if i >= p and j >= q:
                    value = best[i - p][j - q] + gain[i - p][j - q]
                    if value > top + 1e-9:
                        top, move = value, number
            row[j], chosen[j] = top, move
    links = []
    i, j = n, m
    while i or j:
        move = step[i][j]
        if move == -1:
            i -= 1
        elif move == -2:
            j -= 1
        else:
            p, q, _, grouped = moves[move]
            i, j = i - p, j - q
            if grouped is None:
                links += [_Link((i + 1,), (j,), float(odds[i + 1, j]) + _ORDER)]
                links += [_Link((i,), (j + 1,), float(odds[i, j + 1]) + _ORDER)]
            else:
                links.append(
                    _Link((*range(i, i + p),), (*range(j, j + q),), float(grouped[i, j]) + _ORDER)
                )
    return links[::-1]


def _weakest(odds: Matrix, p: int, q: int) -> Matrix:
    """Of every group, how well its weakest sentence is matched by its best partner inside."""
    n, m = odds.shape
    inside = np.stack(
        [np.stack([odds[a : n - p + 1 + a, b : m - q + 1 + b] for b in range(q)]) for a in range(p)]
    )
    weakest: Matrix = np.minimum(inside.max(axis=1).min(axis=0), inside.max(axis=0).min(axis=0))
    return weakest


def _link_crossing(links: list[_Link], odds: Matrix) -> None:
    """Links leftovers that choose each other although their neighbours stand elsewhere."""
    rows, columns = _left(links, odds)
    if not rows or not columns:
        return
    left = odds[np.ix_(rows, columns)]
    best_row, best_column = left.argmax(axis=1), left.argmax(axis=0)
    for k, row in enumerate(rows):
        column = int(best_row[k])
        if best_column[column] == k and left[k, column] >= _CROSSING:
            links.append(_Link((row,), (columns[column],), float(left[k, column])))


def _join(links: list[_Link], odds: Matrix) -> None:
    """Lets a leftover join the link of the sentence that says it among other things."""
    rows, columns = _left(links, odds)
    for row in rows:
        _join_one(links, odds[row], row, "ja")
    for column in columns:
        _join_one(links, odds[:, column], column, "en")


def _join_one(links: list[_Link], odds: Matrix, index: int, side: str) -> None:
    partner = int(odds.argmax())
    if odds[partner] < _JOINING:
        return
    for k, link in enumerate(links):
        if partner in (link.en if side == "ja" else link.ja):
            mean = (link.odds + float(odds[partner])) / 2
            if side == "ja":
                links[k] = _Link(tuple(sorted((*link.ja, index))), link.en, mean)
            else:
                links[k] = _Link(link.ja, tuple(sorted((*link.en, index))), mean)
            return


def _left(links: Sequence[_Link], odds: Matrix) -> tuple[list[int], list[int]]:
    ja = {i for link in links for i in link.ja}
    en = {j for link in links for j in link.en}
    n, m = odds.shape
    return [i for i in range(n) if i not in ja], [j for j in range(m) if j not in en]


def _scored(links: Sequence[_Link], odds: Matrix) -> Iterator[Group]:
    for link in links:
        yield Group(link.ja, link.en, probability(link.odds))


def _gaps(links: Sequence[_Link], odds: Matrix) -> Iterator[Group]:
    """What is left over, with the probability that its best rejected partner leaves."""
    rows, columns = _left(links, odds)
    for i in rows:
        yield Group((i,), (), round(1 - probability(float(odds[i].max())), 4))
    for j in columns:
        yield Group((), (j,), round(1 - probability(float(odds[:, j].max())), 4))


def _order(group: Group) -> tuple[int, int, int]:
    """Source order; what only the target has comes last."""
    return (0, group.ja[0], 0) if group.ja else (1, group.en[0], 0)
