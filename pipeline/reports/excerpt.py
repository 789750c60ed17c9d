"""A line of a source cut around the characters that matter, with a row of marks under them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.source import Source, Span
from pipeline.reports.bounds import bounds
from pipeline.reports.cells import cells
from pipeline.reports.width import ELLIPSIS


class Excerpt(NamedTuple):
    """``line`` up to ``columns`` wide; ``marks`` has ``mark`` under the cells meant, else spaces.

    ``last`` is the number of the line where the span ends, if that is not the line shown.
    """

    line: str
    marks: str
    last: int | None


def excerpt(source: Source, span: Span, columns: int, mark: str) -> Excerpt:
    """The line on which ``span`` begins, in at most ``columns``, and its characters marked.

    Leading white space is dropped unless it is what is marked. Where the line is too long, the
    marked part stays and what surrounds it gives way; where that alone is too long, its end does.
    A span of several lines is shown by its first line with text.
    """
    number, column, last, end_column = bounds(source, span)
    start = column - 1
    while number < last and not source.line(number)[start:].strip():
        number, start = number + 1, 0
    line = source.line(number)
    end = max(end_column - 1 if number == last else len(line), start + 1)
    # A line can hold a whole book; no more of it is measured than could ever be shown.
    cut = max(start - 4 * columns, 0)
    near = cells(line[cut : start + 4 * columns])
    first = max(bisect_right(near.starts, start - cut) - 1, 0)
    beyond = max(bisect_left(near.starts, end - cut), first + 1)
    text = (at for at, cell in enumerate(near.texts) if not cell.isspace())
    begin = min(next(text, 0), first)
    lo, hi = _window(near.widths, begin, first, beyond, columns)
    unmarked = sum(near.widths[lo:first])
    marked = sum(near.widths[first : min(hi, beyond)])
    left, right = lo > begin, hi < len(near.texts)
    return Excerpt(
        f"{ELLIPSIS * left}{near.cut(lo, hi).text}{ELLIPSIS * right}",
        (" " * (left + unmarked) + mark * marked).rstrip(),
        last if last > number else None,
    )


def _window(
    widths: Sequence[int], begin: int, first: int, beyond: int, columns: int
) -> tuple[int, int]:
    """The cells to show: of those from ``begin``, these from ``first`` to ``beyond`` are meant."""
    if sum(widths[begin:]) <= columns:
        return begin, len(widths)
    room = columns - 2
    lo, hi = first, beyond
    while hi > lo + 1 and sum(widths[lo:hi]) > room:
        hi -= 1
    room -= sum(widths[lo:hi])
    before = min(room // 3, sum(widths[begin:lo]))
    while lo > begin and widths[lo - 1] <= before:
        lo -= 1
        before -= widths[lo]
        room -= widths[lo]
    while hi < len(widths) and widths[hi] <= room:
        room -= widths[hi]
        hi += 1
    while lo > begin and widths[lo - 1] <= room:
        lo -= 1
        room -= widths[lo]
    return lo, hi
