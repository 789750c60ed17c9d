"""The tab-separated layer of a glossary: rows of cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")
_BAR = re.compile(r"(?<!\\)\|")


class Cell(NamedTuple):
    """One cell without outer white space; ``line`` and ``column`` (code points) count from 1."""

    text: str
    line: int
    column: int


class Row(NamedTuple):
    """The cells of one line."""

    cells: tuple[Cell, ...]
    line: int


def rows(data: str) -> Iterator[Row]:
    """The rows of a table, blank lines and ``#`` comment lines left out; a BOM has no column."""
    for number, line in enumerate(_LINE_END.split(data.removeprefix("\ufeff")), start=1):
        if line.strip() and not line.startswith("#"):
            yield Row(tuple(_cells(line, number)), number)


def values(cell: Cell) -> Iterator[Cell]:
    r"""The values of a cell that ``|`` separates; ``\|`` is a bar within a value."""
    start = 0
    for end in (*(m.start() for m in _BAR.finditer(cell.text)), len(cell.text)):
        value = cell.text[start:end]
        at = cell.column + start + len(value) - len(value.lstrip())
        yield Cell(value.strip().replace(r"\|", "|"), cell.line, at)
        start = end + 1


def _cells(line: str, number: int) -> Iterator[Cell]:
    column = 1
    for text in line.split("\t"):
        lead = len(text) - len(text.lstrip())
        yield Cell(text.strip(), number, column + lead)
        column += len(text) + 1
