"""A new row at the end of a glossary, in the columns the file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.errors import UsageError
from pipeline.terms.glossary import COLUMNS, PLAIN_COLUMNS
from pipeline.terms.table import rows

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNFIT = re.compile(r"[\t\r\n]")


def with_row(data: str, values: Mapping[str, Sequence[str]]) -> tuple[str, int]:
    r"""The glossary (without a BOM) with one more row, and the line of that row.

    ``values`` are the values of each column. A column that the file lacks is added to its header;
    a file without a header gets one only where the row needs more than ``ja``, ``en`` and ``note``.
    Line ends are those of the file. Raises UsageError for a value that no cell can hold.
    """
    cells = {
        name: _cell(name, values_given) for name, values_given in values.items() if values_given
    }
    ends = _LINE_END.findall(data)
    end = ends[0] if ends else "\n"
    table = list(rows(data))
    first = [cell.text.casefold() for cell in table[0].cells] if table else []
    if "ja" in first:
        data, names = _widened(data, table[0].line, tuple(first), cells, end)
    elif set(cells) <= set(PLAIN_COLUMNS):
        names = PLAIN_COLUMNS
    else:
        names = tuple(n for n in COLUMNS if n in {*PLAIN_COLUMNS, *cells})
        if table:
            # The cells of the rows that are there stand in this order.
            names = (*PLAIN_COLUMNS, *(n for n in names if n not in PLAIN_COLUMNS))
        data = "\t".join(names) + end + data
    if data and not data.endswith(("\n", "\r")):
        data += end
    row = "\t".join(cells.get(name, "") for name in names).rstrip("\t")
    if row.startswith("#"):
        raise UsageError(
            "a row that begins with # would be a comment; give the glossary a header whose first "
            "column is another"
        )
    return data + row + end, len(_LINE_END.findall(data)) + 1


def _widened(
    data: str, line: int, names: tuple[str, ...], cells: Mapping[str, str], end: str
) -> tuple[str, tuple[str, ...]]:
    """The file with the missing columns in its header."""
    missing = tuple(name for name in COLUMNS if name in cells and name not in names)
    if missing:
        starts = [0, *(m.end() for m in _LINE_END.finditer(data))]
        stop = _LINE_END.search(data, starts[line - 1])
        at = stop.start() if stop else len(data)
        data = data[:at] + "".join(f"\t{name}" for name in missing) + data[at:]
    return data, names + missing


def _cell(name: str, values_given: Sequence[str]) -> str:
    for value in values_given:
        if _UNFIT.search(value):
            raise UsageError(f"{name}: a value holds no tab and no line break")
        if not value.strip():
            raise UsageError(f"the value for {name} is empty; say the term")
    trimmed = [value.strip() for value in values_given]
    if name in ("domain", "status", "note", "id"):
        return trimmed[0]
    return "|".join(value.replace("|", r"\|") for value in trimmed)
