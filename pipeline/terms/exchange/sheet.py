"""``glossary.tsv`` as lines that can be edited cell by cell; all else stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.terms.exchange.record import known
from pipeline.terms.glossary import COLUMNS, PLAIN_COLUMNS

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BOM = "\ufeff"


class Sheet:
    """The lines of a valid glossary. Line numbers are those of the file as it was, from 1.

    Columns are named in any case. One that the file lacks is added behind its others when a cell
    of it is written. ``wanted`` are columns as they are to be written, all of them where the file
    has no row yet. ``moved`` is 1 where the text has a header that the file did not have.
    """

    def __init__(self, text: str, wanted: Sequence[str] = ("ja", "en")) -> None:
        self._bom = _BOM if text.startswith(_BOM) else ""
        parts = _LINE_END.split(text.removeprefix(_BOM))
        self._lines, self._ends = parts[::2], parts[1::2]
        if not self._lines[-1]:
            self._lines.pop()
        self._before = len(self._lines)
        self._end = self._ends[0] if self._ends else "\n"
        self._first = next((i for i, line in enumerate(self._lines) if _is_row(line)), None)
        if self._first is None:
            ordered = [name for name in COLUMNS if name in wanted]
            self._names = [*ordered, *(name for name in wanted if name not in ordered)]
            self._headed = False
        else:
            cells = [known(cell) for cell in self._lines[self._first].split("\t")]
            self._headed = "ja" in cells
            self._names = cells if self._headed else list(PLAIN_COLUMNS)
        self._spelling = {name.casefold(): name for name in wanted}
        self._at = {name.casefold(): index for index, name in enumerate(self._names)}

    @property
    def moved(self) -> int:
        """By how many lines the rows stand further down in the text."""
        if self._headed:
            return 0
        if self._first is None:
            return int(len(self._lines) > self._before)
        return int(len(self._names) > len(PLAIN_COLUMNS))

    def row(self, line: int) -> dict[str, str]:
        """The cells of a line that are not empty, by column in lower case."""
        cells = (cell.strip() for cell in self._lines[line - 1].split("\t"))
        return {name: cell for name, cell in zip(self._at, cells, strict=False) if cell}

    def set(self, line: int, column: str, text: str) -> None:
        """Writes one cell; the others of its line stay as they are."""
        cells = self._lines[line - 1].split("\t")
        at = self._column(column)
        cells += [""] * (at + 1 - len(cells))
        cells[at] = text
        self._lines[line - 1] = "\t".join(cells)

    def append(self, cells: Mapping[str, str]) -> int:
        """Writes a row behind the last line; gives its number."""
        self._lines.append("")
        for name, text in cells.items():
            self.set(len(self._lines), name, text)
        return len(self._lines)

    def first_cell(self, cells: Mapping[str, str]) -> str:
        """What a row of these cells would begin with."""
        return cells.get(self._names[0].casefold(), "")

    def text(self) -> str:
        """The file as it now stands; what was there keeps its line ends."""
        lines = list(self._lines)
        ends = [*self._ends, *[self._end] * (len(lines) - len(self._ends))]
        if len(lines) == self._before > len(self._ends):
            ends[-1] = ""
        if self.moved:
            at = self._before if self._first is None else self._first
            lines.insert(at, "\t".join(self._names))
            ends.insert(at, self._end)
        return self._bom + "".join(line + end for line, end in zip(lines, ends, strict=True))

    def _column(self, name: str) -> int:
        folded = name.casefold()
        if folded not in self._at:
            self._at[folded] = len(self._names)
            self._names.append(self._spelling.get(folded, name))
            if self._headed and self._first is not None:
                self._lines[self._first] += f"\t{self._names[-1]}"
        return self._at[folded]


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")
