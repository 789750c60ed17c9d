"""The rows of a glossary as they stand, mistakes included, for the lint.

``read_glossary`` refuses a file that has a mistake; the lint has to look at it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.source import Lang
from pipeline.model.terms import FormKind
from pipeline.terms.glossary import FORM_COLUMNS, PLAIN_COLUMNS
from pipeline.terms.table import Cell, rows, values

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_IGNORE = re.compile(
    r"#\s*+taiyaku:\s*+ignore\s++"
    r"(?P<rules>[\w,-]++(?:\s++(?!--)[\w,-]++)*+)\s++--\s*+(?P<why>\S.*)"
)


class Written(NamedTuple):
    """A form with its place. ``order`` counts the forms of its cell, ``last`` says it ends it."""

    text: str
    lang: Lang
    kind: FormKind
    line: int
    column: int
    order: int
    last: bool


@dataclass(frozen=True)
class Entry:
    """One row; ``ignored`` maps rules to the reason why they do not count here."""

    line: int
    cells: Mapping[str, Cell]
    forms: tuple[Written, ...]
    ignored: Mapping[str, str]

    def of(self, lang: Lang, *kinds: FormKind) -> tuple[Written, ...]:
        """The forms of one language and of some kinds (all if none is named)."""
        return tuple(f for f in self.forms if f.lang == lang and (not kinds or f.kind in kinds))

    def accepted(self, lang: Lang) -> tuple[Written, ...]:
        """The forms that satisfy a check, the preferred one first."""
        return self.of(lang, "preferred", "variant")

    def cell(self, name: str) -> str:
        """The text of a cell; empty where the row has none."""
        return self.cells[name].text if name in self.cells else ""


@dataclass(frozen=True)
class Rows:
    """A glossary as the lint sees it. ``starts[n - 1]`` is where line ``n`` begins in ``data``."""

    data: str
    names: tuple[str, ...]
    header: int | None
    entries: tuple[Entry, ...]
    starts: tuple[int, ...]

    def at(self, line: int, column: int) -> int:
        """The offset of a place in ``data``."""
        return self.starts[line - 1] + column - 1


def read_rows(data: str) -> Rows:
    """The rows of a glossary without a BOM; nothing is refused."""
    starts = tuple(m.start() for m in _LINE.finditer(data))
    table = list(rows(data))
    first = [cell.text.casefold() for cell in table[0].cells] if table else []
    headed = "ja" in first
    names = tuple(first) if headed else PLAIN_COLUMNS
    excuses = dict(_excuses(data))
    entries = []
    for row in table[1:] if headed else table:
        cells = dict(zip(names, row.cells, strict=False))
        entries.append(Entry(row.line, cells, tuple(_forms(cells)), excuses.get(row.line, {})))
    return Rows(data, names, table[0].line if headed else None, tuple(entries), starts)


def _forms(cells: Mapping[str, Cell]) -> Iterator[Written]:
    """The forms of a row, preferred ones first; behind the first bar stand variants."""
    for name, (lang, kind) in FORM_COLUMNS.items():
        if name not in cells or not cells[name].text:
            continue
        found = list(values(cells[name]))
        for order, value in enumerate(found):
            its = "variant" if order and kind == "preferred" else kind
            last = order == len(found) - 1
            yield Written(value.text, lang, its, value.line, value.column, order, last)


def _excuses(data: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The line of each row that comments excuse, with the rules and the reasons."""
    waiting: dict[str, str] = {}
    for number, line in enumerate(_lines(data), start=1):
        if line.startswith("#"):
            if found := _IGNORE.fullmatch(line.strip()):
                for rule in re.split(r"[\s,]+", found["rules"]):
                    waiting[rule] = found["why"]
        elif line.strip() and waiting:
            yield number, waiting
            waiting = {}


def _lines(data: str) -> Sequence[str]:
    return [m.group().rstrip("\r\n") for m in _LINE.finditer(data)]
