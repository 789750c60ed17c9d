"""What every format of a glossary is turned into: rows of named cells in the syntax of the TSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.source import Lang
from pipeline.model.terms import FormKind
from pipeline.terms.glossary import COLUMNS, FORM_COLUMNS
from pipeline.terms.table import Cell, values

# The column of each kind of form.
COLUMN_OF: Mapping[tuple[Lang, FormKind], str] = {key: name for name, key in FORM_COLUMNS.items()}

# No file is read beyond this many bytes, packed or unpacked: room for 100,000 concepts.
LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """A row: its cells by column, the empty ones left out, and where it stands in words."""

    cells: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Table:
    """A glossary as another file has it; ``notes`` say what of that file is not in ``entries``.

    ``columns`` are as written but for the known ones, which are in lower case.
    """

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def known(name: str) -> str:
    """The name of a column: in lower case where it is one of the format's own."""
    name = one_line(name)
    return name.casefold() if name.casefold() in COLUMNS else name


def one_line(text: str) -> str:
    """``text`` as a cell of a TSV can hold it: no tabs, no line ends, no outer white space."""
    parts = text.replace("\r", "\n").replace("\t", "\n").split("\n")
    return " ".join(stripped for part in parts if (stripped := part.strip()))


def split_values(cell: str) -> list[str]:
    """The values of a cell that ``|`` separates, the empty ones left out."""
    if "|" not in cell:
        return [cell.strip()] if cell.strip() else []
    return [value.text for value in values(Cell(cell, 0, 0)) if value.text]


def join_values(texts: list[str]) -> str:
    """The cell that holds these values; one that ends in a backslash must stand last."""
    escaped = [text.replace("|", r"\|") for text in texts]
    return "|".join(sorted(escaped, key=lambda text: text.endswith("\\")))
