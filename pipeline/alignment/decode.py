"""Probabilities of pairs in, links out: arrays and plain tuples, no text and no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

Pair = tuple[int, int]


class Group(NamedTuple):
    """Rows and columns that belong together; one side is empty where there is no partner."""

    ja: tuple[int, ...]
    en: tuple[int, ...]
    score: float


def decode(scores: Mapping[Pair, float], shape: Pair, threshold: float) -> tuple[Group, ...]:
    """Links from the probability of each candidate (row, column); what is left over is a gap.

    A pair is kept from ``threshold`` on. A row with several columns is one link, and a column with
    several rows; where rows and columns mesh, every row and column stands in the link of its
    surest pair, so that no link claims a pair that was not kept. A link scores the mean of its
    pairs; a gap what its best rejected pair leaves to one.
    """
    kept = {pair for pair, score in scores.items() if score >= threshold}
    groups = [*_stars(kept, scores)]
    best: dict[tuple[int, int], float] = {}
    for pair, score in scores.items():
        for side in (0, 1):
            key = (side, pair[side])
            best[key] = max(best.get(key, 0.0), score)
    linked = {(side, pair[side]) for pair in kept for side in (0, 1)}
    for side, count in enumerate(shape):
        for index in range(count):
            if (side, index) not in linked:
                score = 1.0 - best.get((side, index), 0.0)
                groups.append(
                    Group((index,), (), score) if side == 0 else Group((), (index,), score)
                )
    return tuple(sorted(groups, key=_order))


def _stars(kept: set[Pair], scores: Mapping[Pair, float]) -> Iterator[Group]:
    """Kept pairs as links of one section with one or more."""
    left = set(kept)
    # The surest pair decides which of its sections is the centre: the one with more partners.
    for pair in sorted(kept, key=lambda p: (-scores[p], p)):
        if pair not in left:
            continue
        row = {p for p in left if p[0] == pair[0]}
        column = {p for p in left if p[1] == pair[1]}
        star = row if len(row) >= len(column) else column
        # A partner that is linked elsewhere too, and more surely, stays with its own link.
        star = {p for p in star if p == pair or _is_best(p, pair, left, scores)}
        left -= star
        yield _group(star, scores)


def _is_best(pair: Pair, centre: Pair, left: set[Pair], scores: Mapping[Pair, float]) -> bool:
    free = 1 if pair[0] == centre[0] else 0
    rivals = [p for p in left if p[free] == pair[free]]
    return max(rivals, key=lambda p: (scores[p], p)) == pair


def _group(pairs: Iterable[Pair], scores: Mapping[Pair, float]) -> Group:
    pairs = sorted(pairs)
    rows, columns = (tuple(sorted({p[side] for p in pairs})) for side in (0, 1))
    return Group(rows, columns, sum(scores[p] for p in pairs) / len(pairs))


def _order(group: Group) -> tuple[int, int, int]:
    """Source order; sections that only the target has come last."""
    return (0, group.ja[0], group.en[0] if group.en else -1) if group.ja else (1, group.en[0], 0)
