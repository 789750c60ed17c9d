"""Characters that a reader does not see or takes for others: width, invisible ones, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.terms.glossary import COLUMNS, FORM_COLUMNS
from pipeline.terms.lint.problems import Edit, Problem
from pipeline.terms.lint.reading import Rows

_FULL = re.compile(r"[Ａ-Ｚａ-ｚ０-９](?:[Ａ-Ｚａ-ｚ０-９－．＋／＆’]*[Ａ-Ｚａ-ｚ０-９＋])?")
# English has no full-width signs at all.
_FULL_SIGNS = re.compile(r"[！-｛｝～]+")
_HALF_KANA = re.compile(r"[ｦ-ﾟ･]+")
_WIDE_BAR = "｜"
_JA = r"[\u3041-\u3096\u30a1-\u30ff\u3400-\u9fff々〆]"
_PARTED = re.compile(rf"(?<={_JA})[ \u3000]+(?={_JA})")
_SPACES = re.compile(r"[ \u3000]{2,}|\u3000")
_OUTER = re.compile(r"^[ \u3000]+|[ \u3000]+$")
_AROUND_BAR = re.compile(r"(?<![ \u3000])[ \u3000]++\|[ \u3000]*+|(?<!\\)\|[ \u3000]++")


class _Blemish(NamedTuple):
    rule: str
    start: int
    end: int
    instead: str | None
    message: str


def blemishes(read: Rows) -> Iterator[Problem]:
    """Every such character in the header and the rows; comments are a person's own."""
    lines = [(entry.line, entry.cell("domain") == "name") for entry in read.entries]
    if read.header is not None:
        lines.insert(0, (read.header, False))
    for line, is_name in lines:
        start = read.starts[line - 1]
        end = read.starts[line] if line < len(read.starts) else len(read.data)
        column = 0
        for index, cell in enumerate(read.data[start:end].rstrip("\r\n").split("\t")):
            name = read.names[index] if index < len(read.names) else ""
            for flaw in _in_cell(cell, name, is_name):
                at = start + column
                edit = None
                if flaw.instead is not None:
                    edit = Edit(at + flaw.start, at + flaw.end, flaw.instead)
                yield Problem(flaw.rule, flaw.message, line, column + flaw.start + 1, edit)
            column += len(cell) + 1


def _in_cell(cell: str, name: str, is_name: bool) -> Iterator[_Blemish]:
    yield from _invisible(cell, name)
    if name not in COLUMNS or name == "note":
        # A note is a sentence, and a column of the user's own is the user's.
        return
    yield from _width(cell, name)
    yield from _spaces(cell, name, is_name)


def _invisible(cell: str, name: str) -> Iterator[_Blemish]:
    for at, char in enumerate(cell):
        if char in "\t\r\n":
            continue
        category = unicodedata.category(char)
        if category in ("Cf", "Cc") and not (name not in FORM_COLUMNS and char == "\u200d"):
            yield _Blemish(
                "lint-invisible", at, at + 1, "", f"{_label(char)} cannot be seen; take it out"
            )
        elif category in ("Zs", "Zl", "Zp") and char not in " \u3000":
            yield _Blemish(
                "lint-invisible", at, at + 1, " ", f"{_label(char)} looks like a space; write one"
            )


def _label(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'a control character')}"


def _width(cell: str, name: str) -> Iterator[_Blemish]:
    patterns = [_FULL, _HALF_KANA]
    if FORM_COLUMNS.get(name, ("ja",))[0] == "en":
        patterns = [_FULL_SIGNS, _HALF_KANA]
    for pattern in patterns:
        for found in pattern.finditer(cell):
            plain = unicodedata.normalize("NFKC", found[0])
            if "|" in plain or "\t" in plain:
                continue
            width = "half" if pattern is _HALF_KANA else "full"
            yield _Blemish(
                "lint-width",
                *found.span(),
                plain,
                f"“{found[0]}” is {width}-width; write “{plain}”",
            )
    if name in FORM_COLUMNS:
        for at, char in enumerate(cell):
            if char == _WIDE_BAR:
                message = "“｜” is a full-width bar and separates nothing; write |"
                yield _Blemish("lint-width", at, at + 1, None, message)


def _spaces(cell: str, name: str, is_name: bool) -> Iterator[_Blemish]:
    rule = "lint-spaces"
    if not cell.strip(" \u3000"):
        if cell:
            yield _Blemish(rule, 0, len(cell), "", "the cell holds spaces only; empty it")
        return
    for found in _OUTER.finditer(cell):
        yield _Blemish(rule, *found.span(), "", "stray space at the edge of a cell; take it out")
    if name not in FORM_COLUMNS:
        return
    for found in _AROUND_BAR.finditer(cell):
        yield _Blemish(rule, *found.span(), "|", "stray space beside a bar; take it out")
    inner = cell.strip(" \u3000")
    lead = cell.index(inner)
    parted = [] if is_name or FORM_COLUMNS[name][0] == "en" else list(_PARTED.finditer(inner))
    for found in parted:
        span = (found.start() + lead, found.end() + lead)
        yield _Blemish(rule, *span, "", "a space parts a Japanese term; take it out")
    for found in _SPACES.finditer(inner):
        beside_bar = "|" in inner[max(found.start() - 1, 0) : found.end() + 1]
        if beside_bar or any(p.start() < found.end() and found.start() < p.end() for p in parted):
            continue
        span = (found.start() + lead, found.end() + lead)
        yield _Blemish(rule, *span, " ", "one plain space is enough here")
