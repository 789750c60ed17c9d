"""CSV after RFC 4180, in UTF-8 with a BOM so that Excel reads Japanese."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pipeline.errors import GlossaryError
from pipeline.terms.exchange.formulas import disarm, rearm
from pipeline.terms.exchange.record import LIMIT, Table
from pipeline.terms.exchange.rows import table_of


def read(text: str, path: str) -> Table:
    """The table of a CSV file; GlossaryError where it is broken or its columns are wrong."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if "," not in first and separator in first:
            raise GlossaryError(
                f"separates its columns by {name}; save it with commas"
                + (", or import it with --format tsv" if separator == "\t" else ""),
                path=path,
            )
    return table_of(_rows(text, path), path)


def _rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [rearm(cell) for cell in cells]
    except csv.Error as error:
        raise GlossaryError(
            f"row {number + 1} is no CSV ({error}); a quoted cell ends with one quotation mark, "
            "and those inside it are doubled",
            path=path,
            line=reader.line_num,
        ) from None


def write(table: Table) -> str:
    """The table as CSV, with a BOM and CRLF; what looks like a formula is disarmed."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([disarm(name) for name in table.columns])
    for entry in table.entries:
        writer.writerow([disarm(entry.cells.get(name, "")) for name in table.columns])
    return "\ufeff" + file.getvalue()
