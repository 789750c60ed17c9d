"""A line of a source cut around the characters that matter, with a row of marks under them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model.source import Source, Span
from pipeline.reports.bounds import bounds
from pipeline.reports.width import ELLIPSIS, Cell, cells, total


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
    near = list(cells(line[cut : start + 4 * columns]))
    start = max((cell.at for cell in near if cell.at <= start - cut), default=0)
    shown, left, right = _window(near, start, end - cut, columns)
    marks = "".join((mark if start <= c.at < end - cut else " ") * c.width for c in shown)
    text = "".join(cell.text for cell in shown)
    return Excerpt(
        f"{ELLIPSIS * left}{text}{ELLIPSIS * right}",
        (" " * left + marks).rstrip(),
        last if last > number else None,
    )


def _window(line: list[Cell], start: int, end: int, columns: int) -> tuple[list[Cell], bool, bool]:
    """The cells to show and whether something is left out before and after them."""
    first = next((i for i, cell in enumerate(line) if not cell.text.isspace()), 0)
    meant = [i for i, cell in enumerate(line) if start <= cell.at < end] or [len(line)]
    line = line[min(first, meant[0]) :]
    lo = max(meant[0] - first, 0)
    hi = lo + len(meant)
    if total(line) <= columns:
        return line, False, False
    room = columns - 2
    while hi > lo + 1 and total(line[lo:hi]) > room:
        hi -= 1
    room -= total(line[lo:hi])
    before = min(room // 3, total(line[:lo]))
    while lo and line[lo - 1].width <= before:
        lo -= 1
        before -= line[lo].width
        room -= line[lo].width
    while hi < len(line) and line[hi].width <= room:
        room -= line[hi].width
        hi += 1
    while lo and line[lo - 1].width <= room:
        lo -= 1
        room -= line[lo].width
    return line[lo:hi], lo > 0, hi < len(line)
