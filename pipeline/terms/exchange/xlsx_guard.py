"""What a workbook must not hold: bombs, entities, formulas without a value, merged cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.errors import GlossaryError
from pipeline.system import xml_reader
from pipeline.terms.exchange.record import LIMIT
from pipeline.terms.exchange.zip_parts import parts_of

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# As Excel writes them. Readers take others too, each in its own way.
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile("[1-9][0-9]{0,6}")
_COUNT = re.compile("[0-9]{1,7}")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
# A text of a workbook takes this many bytes at least: <si/>.
_SMALLEST = 5
# Cells, the empty ones between others counted: readers give each of them room.
_LARGEST = 5_000_000
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def check_archive(data: bytes, path: str) -> Mapping[str, bytes]:
    """The XML parts of a workbook, every byte of the archive counted and checked.

    Raises GlossaryError for what is no workbook, is damaged, or unpacks to more than ``LIMIT``.
    """
    if data.startswith(_OLD_EXCEL):
        raise GlossaryError(
            "is an old Excel file (.xls) or has a password; save it as .xlsx without one", path=path
        )
    parts = parts_of(data, path, LIMIT)
    if "xl/workbook.xml" not in parts:
        raise GlossaryError("is a ZIP archive but no Excel workbook (.xlsx)", path=path)
    for name, content in parts.items():
        if b"\0" in content:
            raise GlossaryError(
                f"has {name} in another encoding than UTF-8; save it again", path=path
            )
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise GlossaryError(
                f"has a document type in {name}, which can hide entity bombs; no Excel writes one",
                path=path,
            )
        _check_claims(name, content, path)
    return parts


def _check_claims(name: str, content: bytes, path: str) -> None:
    """Readers make room for as many cells and texts as a part claims to have, whichever it is."""
    sheet = _Sheet(len(content))
    xml_reader.parse(content, sheet, path)
    if sheet.lie:
        raise GlossaryError(f"{sheet.lie} ({name}); save it again in a spreadsheet", path=path)
    if problem := sheet.too_wide():
        raise GlossaryError(problem, path=path)


class SheetContents(NamedTuple):
    """Whether a sheet holds a value, for what it is refused, and which cells hold formulas."""

    filled: bool
    problem: str | None
    formulas: tuple[str, ...] = ()


def look_at(parts: Mapping[str, bytes], name: str, path: str) -> SheetContents:
    """What stands in a sheet, before anything is given the room that it claims to need."""
    part = _part_of(parts, name, path)
    if part is None:
        return SheetContents(False, None)
    sheet = _Sheet(len(parts[part]))
    xml_reader.parse(parts[part], sheet, path)
    return SheetContents(bool(sheet.rows), sheet.problem, tuple(sheet.formulas))


class _Sheet:
    """Follows the cells of a sheet; ``lie`` is what no spreadsheet writes."""

    def __init__(self, size: int) -> None:
        self.lie: str | None = None
        self._size = size
        self.rows = 0
        self.columns = 0
        self.problem: str | None = None
        self.formulas: list[str] = []
        self._row = 0
        self._column = 0
        self._cell = ""
        self._type = ""
        self._formula = False
        self._value = False

    def too_wide(self) -> str | None:
        """What is wrong with cells that stand far apart."""
        if self.rows * self.columns <= _LARGEST:
            return None
        return (
            f"spreads over {self.rows} rows and {self.columns} columns; "
            "take out the cells far from the others"
        )

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        match xml_reader.local(name):
            case "sst":
                self._claim("count", attributes, _LARGEST)
                self._claim("uniqueCount", attributes, self._size // _SMALLEST)
            case "row":
                self._enter(attributes.get("r"))
            case "c":
                self._place(attributes.get("r"))
                self._type = attributes.get("t", "")
                self._formula = self._value = False
            case "f":
                self._formula = True
            case "v" | "is":
                self._value = True
            case "mergeCell":
                self._note(
                    f"has merged cells ({attributes.get('ref', '?')}); unmerge them and fill each"
                )

    def end(self, name: str) -> None:
        if xml_reader.local(name) != "c":
            return
        if self._value or self._formula:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
        if self._formula:
            self.formulas.append(self._cell)
        if self._formula and not self._value:
            self._note(
                f"cell {self._cell} holds a formula that was never computed; "
                "open the file in a spreadsheet and save it, or write the text itself"
            )
        elif self._type == "e":
            self._note(f"cell {self._cell} holds an error of a formula; write the text itself")

    def text(self, text: str) -> None:
        pass

    def _claim(self, name: str, attributes: Mapping[str, str], most: int) -> None:
        """How many texts a table has, as it says; readers believe it."""
        claimed = attributes.get(name, "0")
        if not _COUNT.fullmatch(claimed) or int(claimed) > most:
            self._lies(f"claims to hold {_short(claimed)} texts and has not the size for them")

    def _enter(self, reference: str | None) -> None:
        """A row begins; without a number, below the one before it."""
        self._column = 0
        self._row += 1
        if reference is not None:
            if not _ROW.fullmatch(reference) or int(reference) > _MOST_ROWS:
                self._lies(f"has a row “{_short(reference)}”")
            else:
                self._row = int(reference)

    def _place(self, reference: str | None) -> None:
        """Where a cell stands; without a reference, behind the one before it."""
        if reference is None:
            self._column += 1
            self._cell = f"{self._column} of row {self._row}"
            return
        match = _REFERENCE.fullmatch(reference)
        column = 0
        for letter in match[1] if match else "":
            column = column * 26 + ord(letter) - ord("A") + 1
        if match is None or column > _MOST_COLUMNS or int(match[2]) > _MOST_ROWS:
            self._lies(f"has a cell “{_short(reference)}”")
            return
        self._cell, self._row, self._column = reference, int(match[2]), column

    def _lies(self, what: str) -> None:
        self.lie = self.lie or f"{what}, which no spreadsheet writes"

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


class _Names:
    """Collects one attribute of an element by another."""

    def __init__(self, element: str, key: str, *values: str) -> None:
        self.found: dict[str, str] = {}
        self.twice: str | None = None
        self._element, self._key, self._values = element, key, values

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if xml_reader.local(name) == self._element:
            for value in self._values:
                if value in attributes:
                    key = attributes.get(self._key, "")
                    self.twice = self.twice or (key if key in self.found else None)
                    self.found[key] = attributes[value]

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _part_of(parts: Mapping[str, bytes], name: str, path: str) -> str | None:
    """The part of the archive that holds a sheet."""
    sheets = _Names("sheet", "name", _RELATION, _STRICT_RELATION)
    xml_reader.parse(parts["xl/workbook.xml"], sheets, path)
    targets = _Names("Relationship", "Id", "Target")
    xml_reader.parse(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), targets, path)
    if (twice := sheets.twice or targets.twice) is not None:
        raise GlossaryError(f"names “{_short(twice)}” twice; save it again", path=path)
    target = targets.found.get(sheets.found.get(name, ""), "")
    candidates = (target.lstrip("/"), posixpath.normpath(posixpath.join("xl", target)))
    return next((candidate for candidate in candidates if candidate in parts), None)
