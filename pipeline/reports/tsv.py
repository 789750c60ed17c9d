r"""Sentence links as a table: one line a link, cells divided by tabs, a header on top.

``ja``, ``en``, ``score``, ``pair``, ``ja_place``, ``en_place``; a place is ``path:line:column``.
Inside a cell, a tab, line feed, carriage return or backslash is written ``\t``, ``\n``, ``\r`` or
``\\``. Cells stand as they are, for programs; whoever opens the table in a spreadsheet asks for
``spreadsheet``, so that nothing an article says is taken for a formula.
"""

from __future__ import annotations

from pipeline.model.findings import Report
from pipeline.reports.units import units

COLUMNS = ("ja", "en", "score", "pair", "ja_place", "en_place")

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full width too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def format(report: Report, *, spreadsheet: bool = False) -> str:
    """The sentence links of a report as TSV, in its order; sentences without counterpart are out.

    With ``spreadsheet`` an apostrophe stands before a text, pair or place that begins like a
    formula.
    """
    rows: list[tuple[str, ...]] = [COLUMNS]
    for unit in units(report):
        rows.append(
            (
                unit.ja.text,
                unit.en.text,
                f"{unit.score:.4f}",
                unit.pair,
                unit.ja.place,
                unit.en.place,
            )
        )
    return "".join("\t".join(_cell(cell, spreadsheet) for cell in row) + "\n" for row in rows)


def _cell(text: str, spreadsheet: bool) -> str:
    cell = text.translate(_ESCAPES)
    return f"'{cell}" if spreadsheet and cell.startswith(_FORMULA) else cell
