"""The assignment problem: the cheapest matching of rows and columns, as many pairs as can be.

The Hungarian method in the form of shortest augmenting paths. A sentence has a few quantities, so
that SciPy, which is 60 MB and takes longer to import than this takes for a whole article, is not
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from pipeline.checks import thresholds

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)
# A pair that may not be costs so much that it is chosen only where nothing else is left.
_FORBIDDEN = 1e6


def assign(
    rows: Sequence[A], columns: Sequence[B], cost: Callable[[A, B], float | None]
) -> list[tuple[int, int]]:
    """The pairs (row, column) of least cost among those with most pairs; None forbids a pair."""
    costs = {
        (i, j): price
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if (price := cost(row, column)) is not None
    }
    found: list[tuple[int, int]] = []
    for some_rows, some_columns in _components(costs):
        if (
            len(some_rows) == 1
            or len(some_columns) == 1
            or len(some_rows) > thresholds.ASSIGNED_EXACTLY
        ):
            found += _cheapest_first(some_rows, some_columns, costs)
        else:
            found += _hungarian(some_rows, some_columns, costs)
    return sorted(found)


def _components(costs: dict[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """What hangs together; most groups fall into pieces of one pair."""
    of_row: dict[int, set[int]] = {}
    of_column: dict[int, set[int]] = {}
    for i, j in costs:
        of_row.setdefault(i, set()).add(j)
        of_column.setdefault(j, set()).add(i)
    seen: set[int] = set()
    pieces = []
    for first in of_row:
        if first in seen:
            continue
        rows, columns, open_ = {first}, set[int](), [first]
        while open_:
            for j in of_row[open_.pop()] - columns:
                columns.add(j)
                fresh = of_column[j] - rows
                rows |= fresh
                open_ += fresh
        seen |= rows
        pieces.append((sorted(rows), sorted(columns)))
    return pieces


def _cheapest_first(
    rows: Sequence[int], columns: Sequence[int], costs: dict[tuple[int, int], float]
) -> list[tuple[int, int]]:
    free_rows, free_columns, found = set(rows), set(columns), []
    pairs = ((costs[i, j], i, j) for i in rows for j in columns if (i, j) in costs)
    for _, i, j in sorted(pairs):
        if i in free_rows and j in free_columns:
            found.append((i, j))
            free_rows.discard(i)
            free_columns.discard(j)
    return found


def _hungarian(
    rows: Sequence[int], columns: Sequence[int], costs: dict[tuple[int, int], float]
) -> list[tuple[int, int]]:
    turned = len(rows) > len(columns)
    left, right = (columns, rows) if turned else (rows, columns)

    def price(i: int, j: int) -> float:
        pair = (right[j], left[i]) if turned else (left[i], right[j])
        return costs.get(pair, _FORBIDDEN)

    n, m = len(left), len(right)
    of_left, of_right = [0.0] * (n + 1), [0.0] * (m + 1)
    partner, way = [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        partner[0] = i
        least, used, at = [float("inf")] * (m + 1), [False] * (m + 1), 0
        while partner[at]:
            used[at] = True
            row, step, nearest = partner[at], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                gap = price(row - 1, j - 1) - of_left[row] - of_right[j]
                if gap < least[j]:
                    least[j], way[j] = gap, at
                if least[j] < step:
                    step, nearest = least[j], j
            for j in range(m + 1):
                if used[j]:
                    of_left[partner[j]] += step
                    of_right[j] -= step
                else:
                    least[j] -= step
            at = nearest
        while at:
            partner[at], at = partner[way[at]], way[at]
    pairs = [(left[partner[j] - 1], right[j - 1]) for j in range(1, m + 1) if partner[j]]
    pairs = [(b, a) for a, b in pairs] if turned else pairs
    return [pair for pair in pairs if pair in costs]
