"""A glossary in other formats: TBX-Basic, CSV and Excel, there and back without loss.

``read`` makes a table of a file, ``merge`` takes a table into ``glossary.tsv``, ``write`` makes a
file of a glossary, and ``losses`` says what that file cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import GlossaryError
from pipeline.terms.exchange import csv_file, omegat_file, tbx_read, tbx_write, tsv_file, xlsx_file
from pipeline.terms.exchange.merge import Merged, merge
from pipeline.terms.exchange.record import LIMIT, Entry, Table
from pipeline.terms.glossary import read_glossary

__all__ = [
    "LIMIT",
    "READS",
    "WRITES",
    "Entry",
    "Merged",
    "Table",
    "losses",
    "merge",
    "read",
    "write",
]

READS = ("tbx", "csv", "xlsx", "tsv")
_STYLES: dict[str, tbx_write.Style] = {"tbx": "dca", "tbx-dct": "dct", "tbx-v2": "v2"}
WRITES = (*_STYLES, "csv", "xlsx", "tsv", "omegat")


def read(data: bytes, format: str, path: str) -> Table:
    """The table of a file in one of ``READS``; CSV and TSV are expected in UTF-8.

    Raises GlossaryError, in one sentence, for whatever is wrong with it.
    """
    if len(data) > LIMIT:
        raise GlossaryError(f"is larger than {LIMIT >> 20} MB; export it in parts", path=path)
    if format == "tbx":
        return tbx_read.read(data, path)
    if format == "xlsx":
        return xlsx_file.read(data, path)
    text = data.decode("utf-8")
    return csv_file.read(text, path) if format == "csv" else tsv_file.read(text, path)


def write(text: str, format: str, path: str) -> bytes:
    """The glossary ``text`` in one of ``WRITES``; GlossaryError where it is wrong or empty."""
    glossary = read_glossary(text, path)
    if format == "tsv":
        return text.encode("utf-8")
    if format == "omegat":
        return omegat_file.write(glossary).encode("utf-8")
    table = tsv_file.table_of(text)
    if format in _STYLES:
        return tbx_write.write(glossary, _STYLES[format], table).encode("utf-8")
    if format == "csv":
        return csv_file.write(table).encode("utf-8")
    return xlsx_file.write(table)


def losses(text: str, format: str, path: str) -> Iterator[str]:
    """What ``write`` leaves out, a sentence each."""
    if format == "tsv":
        return
    if count := tsv_file.comments(text):
        lines = f"comment line of {path} has" if count == 1 else f"comment lines of {path} have"
        yield f"{count} {lines} no place in this format"
    if format == "omegat":
        yield from omegat_file.losses(read_glossary(text, path))
    if format in _STYLES:
        yield from tbx_write.notes(read_glossary(text, path))
