"""How surely two phrases belong together, from the linked sentences they stand in."""

from __future__ import annotations

from math import log


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """Dunning's G² (1993), negative where the two avoid each other.

    ``both`` is the number of sentence links with the two of them, ``first`` and ``second`` with
    either, ``total`` of all.
    """
    table = (
        (both, first, second),
        (first - both, first, total - second),
        (second - both, total - first, second),
        (total - first - second + both, total - first, total - second),
    )
    value = 2 * sum(
        seen * log(seen * total / (row * column)) for seen, row, column in table if seen > 0
    )
    return value if both * total >= first * second else -value


def dice(both: int, first: int, second: int) -> float:
    """Twice the common sentence links over those of each; 1 where they never stand apart."""
    return 2 * both / (first + second) if first + second else 0.0
