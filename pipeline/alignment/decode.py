"""Probabilities of pairs in, links out: arrays and plain tuples, no text and no model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

Pair = tuple[int, int]
Node = tuple[int, int]  # side (0 the rows, 1 the columns) and index


class Group(NamedTuple):
    """Rows and columns that belong together; one side is empty where there is no partner.

    ``score`` is the probability that the link or gap is right.
    """

    ja: tuple[int, ...]
    en: tuple[int, ...]
    score: float


def decode(scores: Mapping[Pair, float], shape: Pair, threshold: float) -> tuple[Group, ...]:
    """Links from the probability of each candidate (row, column); what is left over is a gap.

    The surest pairs are joined first, from ``threshold`` on. A section that has a partner takes a
    further one only where that one is still free and the link stays a star: one section with one
    or more. Two sections that are both well married never make a third pair, however alike they
    are. A link scores the mean of its pairs; a gap what its best rejected pair leaves to one.
    """
    partners: dict[Node, list[Node]] = {}
    for (row, column), _ in _surest_first(scores, threshold):
        ja, en = (0, row), (1, column)
        if _may_join(ja, en, partners):
            partners.setdefault(ja, []).append(en)
            partners.setdefault(en, []).append(ja)
    best = _best(scores)
    groups = [
        *_stars(partners, scores),
        *(
            _gap(node, 1.0 - best.get(node, 0.0))
            for side, count in enumerate(shape)
            for node in ((side, index) for index in range(count))
            if node not in partners
        ),
    ]
    return tuple(sorted(groups, key=_order))


def _surest_first(scores: Mapping[Pair, float], threshold: float) -> list[tuple[Pair, float]]:
    likely = ((pair, score) for pair, score in scores.items() if score >= threshold)
    return sorted(likely, key=lambda item: (-item[1], item[0]))


def _may_join(one: Node, two: Node, partners: Mapping[Node, list[Node]]) -> bool:
    """Whether a star remains a star; of two that have partners neither is free."""
    if one in partners and two in partners:
        return False
    centre = one if one in partners else two
    # A leaf of a star of several takes nobody in.
    return all(len(partners[other]) == 1 for other in partners.get(centre, ())) or (
        len(partners[centre]) > 1
    )


def _best(scores: Mapping[Pair, float]) -> dict[Node, float]:
    best: dict[Node, float] = {}
    for (row, column), score in scores.items():
        for node in ((0, row), (1, column)):
            best[node] = max(best.get(node, 0.0), score)
    return best


def _stars(partners: Mapping[Node, list[Node]], scores: Mapping[Pair, float]) -> Iterator[Group]:
    done: set[Node] = set()
    for node in sorted(partners, key=lambda n: (-len(partners[n]), n)):
        if node not in done:
            star = {node, *partners[node]}
            done |= star
            rows, columns = (
                tuple(sorted(index for side, index in star if side == wanted)) for wanted in (0, 1)
            )
            pairs = [scores[row, column] for row in rows for column in columns]
            yield Group(rows, columns, sum(pairs) / len(pairs))


def _gap(node: Node, score: float) -> Group:
    side, index = node
    return Group((index,), (), score) if side == 0 else Group((), (index,), score)


def _order(group: Group) -> tuple[int, int, int]:
    """Source order; sections that only the target has come last."""
    return (0, group.ja[0], group.en[0] if group.en else -1) if group.ja else (1, group.en[0], 0)
