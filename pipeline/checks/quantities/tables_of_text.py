"""Cells of a table: a unit that stands in the head of a column counts for its bare numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.quantities.lexicon import unit_named
from pipeline.model.document import Block
from pipeline.model.source import Lang, Source

_BARE = re.compile(r"[±~–-]?\s?[\d.,０-９．，]{1,20}(?:\s?[-–~〜±]\s?[\d.,０-９．，]{1,20})?")
_UNIT = re.compile(
    r"[（(\[［/、, ]\s?([^\s()（）\[\]［］/、,\d]{1,12}(?:/[^\s()（）\d]{1,8}){0,2})\s?[)）\]］]?$"
)

_CELL, _APART = re.compile(r"<t[dh]\b", re.IGNORECASE), 10


def with_units(
    cells: Sequence[tuple[int, Block]], source: Source, lang: Lang
) -> Iterator[tuple[int, str]]:
    """The number of each cell that needs it, with the unit its column's head names."""
    heads: dict[int, str] = {}
    last = -2
    for number, block in cells:
        line, column = _place(block, source)
        if line > last + 2 or last < 0:
            heads, first = {}, line
        last = line
        if line == first:
            found = _UNIT.search(block.prose.text.strip())
            name = found[1] if found else ""
            if name and unit_named(name.split("/")[0], lang):
                heads[column] = name
        elif column in heads and _BARE.fullmatch(block.prose.text.strip()):
            yield number, heads[column]


def _place(block: Block, source: Source) -> tuple[int, int]:
    """The line of a cell, and its column there; in HTML a row is a line, and tables stand apart."""
    at = block.prose.span(0, 1).start
    start = source.text.rfind("\n", 0, at) + 1
    row = source.text.rfind("<tr", 0, at)
    if row >= 0 and "|" not in source.text[start:at]:
        rows = source.text.count("<tr", 0, at) + _APART * source.text.count("<table", 0, at)
        return rows, len(_CELL.findall(source.text, row, at))
    return source.text.count("\n", 0, at), source.text.count("|", start, at)
