"""``glossary.tsv`` as a table of entries."""

from __future__ import annotations

from pipeline.errors import GlossaryError
from pipeline.terms.exchange.record import Entry, Table, known
from pipeline.terms.glossary import COLUMNS, PLAIN_COLUMNS, read_glossary
from pipeline.terms.table import rows


def read(text: str, path: str) -> Table:
    """The table of a valid glossary. Raises GlossaryError where it is not one."""
    if text.removeprefix("\ufeff").startswith("#UTX"):
        raise GlossaryError(
            "is a UTX glossary, not a TSV of taiyaku; take the lines that begin with # out and "
            f"name the columns: {', '.join(COLUMNS)}",
            path=path,
        )
    read_glossary(text, path)
    return table_of(text)


def table_of(text: str) -> Table:
    """The table of a glossary that is known to be valid."""
    table = list(rows(text))
    if not table:
        return Table(("ja", "en"), ())
    first = tuple(known(cell.text) for cell in table[0].cells)
    headed = "ja" in first
    names = first if headed else PLAIN_COLUMNS[: max(len(row.cells) for row in table)]
    entries = tuple(
        Entry(
            {n: cell.text for n, cell in zip(names, row.cells, strict=False) if cell.text},
            f"line {row.line}",
        )
        for row in (table[1:] if headed else table)
    )
    return Table(names, entries)


def comments(text: str) -> int:
    """The number of comment lines, which no other format holds."""
    return sum(line.startswith("#") for line in text.removeprefix("\ufeff").splitlines())
