"""Excel workbooks: written by XlsxWriter, read by calamine once the archive is seen to be harmless.

Only values are read. What a person sees in Excel but no reader of values can (the result of a
formula that was never computed, the cells beneath a merged one) is refused with its name.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from pipeline.errors import GlossaryError
from pipeline.terms.exchange.formulas import disarm, rearm
from pipeline.terms.exchange.record import Table
from pipeline.terms.exchange.rows import table_of
from pipeline.terms.exchange.xlsx_guard import check_archive, look_at
from pipeline.terms.exchange.zip_parts import packed

_LONGEST = 32767
_WIDEST = 60
# XlsxWriter would write the hour; two exports of one glossary are the same bytes.
_CREATED = datetime(2000, 1, 1)


def read(data: bytes, path: str) -> Table:
    """The table of the first visible sheet that is not empty.

    Raises GlossaryError for what is no workbook, is not harmless, or holds formulas without a
    value, errors or merged cells.
    """
    archive = check_archive(data, path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed(archive)))
        sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        looks = {sheet.name: look_at(archive, sheet.name, path) for sheet in sheets}
        hidden = {s.name for s in sheets if s.visible != SheetVisibleEnum.Visible}
        filled = [name for name, look in looks.items() if look.filled and name not in hidden]
        if not filled:
            raise GlossaryError("has no visible sheet with cells in it", path=path)
        if problem := looks[filled[0]].problem:
            raise GlossaryError(problem, path=path)
        sheet = book.get_sheet_by_name(filled[0])
        rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, MemoryError) as error:
        raise GlossaryError(f"is a damaged workbook ({error}); save it again", path=path) from None
    except BaseException as error:
        # What a native library does not foresee is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise GlossaryError("is a damaged workbook; save it again", path=path) from None
    table = table_of(_numbered(rows), path)
    others = [f"“{other}”" for other in filled[1:]]
    others += [
        f"“{name}”, which is hidden" for name in looks if looks[name].filled and name in hidden
    ]
    notes = [f"only the sheet “{filled[0]}” is read, not {', '.join(others)}"] if others else []
    if formulas := looks[filled[0]].formulas:
        more = f" and {len(formulas) - 1} more" if len(formulas) > 1 else ""
        notes.append(f"the formula of cell {formulas[0]}{more} is read by its value")
    return Table(table.columns, table.entries, (*notes, *table.notes))


def write(table: Table) -> bytes:
    """The table as a workbook of one sheet; what looks like a formula is disarmed.

    Raises GlossaryError for a cell that is longer than Excel allows.
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("glossary")
    widths = [len(name) for name in table.columns]
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, disarm(name), book.add_format({"bold": True}))
    for row, entry in enumerate(table.entries, start=1):
        for column, name in enumerate(table.columns):
            if cell := disarm(entry.cells.get(name, "")):
                if len(cell) > _LONGEST:
                    raise GlossaryError(f"{entry.place}: “{name}” is longer than a cell of Excel")
                sheet.write_string(row, column, cell)
                widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.entries), max(len(table.columns) - 1, 0))
    book.close()
    return file.getvalue()


def _numbered(rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, start=1):
        yield number, [rearm(cell) for cell in cells]


def _text(value: object) -> str:
    """A cell as Excel shows it: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
