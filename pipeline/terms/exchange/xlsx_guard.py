"""What a workbook must not hold: bombs, entities, formulas without a value, merged cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.errors import GlossaryError
from pipeline.system import xml_reader as safe_xml
from pipeline.terms.exchange.record import LIMIT

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MEGABYTE = 1024 * 1024
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,8})")
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
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                total += info.file_size
                if total > LIMIT:
                    raise GlossaryError(
                        f"unpacks to more than {LIMIT // _MEGABYTE} MB, which no glossary does",
                        path=path,
                    )
                # Reading to the end checks the size and the sum that the archive declares.
                content = archive.read(info)
                if info.filename.endswith((".xml", ".rels")):
                    parts[info.filename] = content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise GlossaryError(f"is no workbook or damaged ({error}); save it again", path=path) from (
            error
        )
    if "xl/workbook.xml" not in parts:
        raise GlossaryError("is a ZIP archive but no Excel workbook (.xlsx)", path=path)
    for name, content in parts.items():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise GlossaryError(
                f"has a document type in {name}, which can hide entity bombs; no Excel writes one",
                path=path,
            )
    return parts


class Found(NamedTuple):
    """Whether a sheet holds a value, for what it is refused, and which cells hold formulas."""

    filled: bool
    problem: str | None
    formulas: tuple[str, ...] = ()


def look_at(parts: Mapping[str, bytes], name: str, path: str) -> Found:
    """What stands in a sheet, before anything is given the room that it claims to need."""
    part = _part_of(parts, name, path)
    if part is None:
        return Found(False, None)
    sheet = _Sheet()
    safe_xml.parse(parts[part], sheet, path)
    if sheet.rows * sheet.columns > _LARGEST:
        return Found(
            True,
            f"spreads over {sheet.rows} rows and {sheet.columns} columns; "
            "take out the cells far from the others",
        )
    return Found(bool(sheet.rows), sheet.problem, tuple(sheet.formulas))


class _Sheet:
    """Follows the cells of a sheet."""

    def __init__(self) -> None:
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

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        match safe_xml.local(name):
            case "row":
                self._row = _number(attributes.get("r", "")) or self._row + 1
                self._column = 0
            case "c":
                self._place(attributes.get("r", ""))
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
        if safe_xml.local(name) != "c":
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

    def _place(self, reference: str) -> None:
        """Where a cell stands; without a reference, behind the one before it."""
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self._column += 1
            self._cell = f"{self._column} of row {self._row}"
            return
        self._cell, self._row, self._column = reference, int(match[2]), 0
        for letter in match[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,8}", text) else 0


class _Names:
    """Collects one attribute of an element by another."""

    def __init__(self, element: str, key: str, *values: str) -> None:
        self.found: dict[str, str] = {}
        self._element, self._key, self._values = element, key, values

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if safe_xml.local(name) == self._element:
            for value in self._values:
                if value in attributes:
                    self.found[attributes.get(self._key, "")] = attributes[value]

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _part_of(parts: Mapping[str, bytes], name: str, path: str) -> str | None:
    """The part of the archive that holds a sheet."""
    sheets = _Names("sheet", "name", _RELATION, _STRICT_RELATION)
    safe_xml.parse(parts["xl/workbook.xml"], sheets, path)
    targets = _Names("Relationship", "Id", "Target")
    safe_xml.parse(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), targets, path)
    target = targets.found.get(sheets.found.get(name, ""), "")
    candidates = (target.lstrip("/"), posixpath.normpath(posixpath.join("xl", target)))
    return next((candidate for candidate in candidates if candidate in parts), None)
