"""Files that are broken, hostile or something else: one sentence each, by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import GlossaryError
from pipeline.terms.exchange import LIMIT, READS, read

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<martif type="TBX-Basic"><text>&b;</text></martif>"""
FETCH = """<!DOCTYPE martif [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<martif type="TBX-Basic"><text>&f;</text></martif>"""
PARAMETER = """<!DOCTYPE martif SYSTEM "x.dtd" [<!ENTITY % p SYSTEM "http://localhost/p"> %p;]>
<martif type="TBX-Basic"/>"""
ELSEWHERE = """<!DOCTYPE martif SYSTEM "x.dtd">
<martif type="TBX-Basic"><text>&nbsp;</text></martif>"""

XML = {
    LAUGHS: r"^f:2:\d+: has a document type with declarations of its own",
    FETCH: r"^f:1:\d+: has a document type with declarations of its own",
    PARAMETER: r"^f:1:\d+: has a document type with declarations of its own",
    ELSEWHERE: r"^f:2:32: uses the entity &nbsp; of its own",
    "<martif type='TBX-Basic'>\n <a></b>": r"^f:2:7: is not well-formed XML: mismatched tag",
    "<martif type='TBX-Basic'>": "^f:1:26: is not well-formed XML: no element",
    "": "^f:1:1: is not well-formed XML",
    "ja\ten\n": "^f:1:1: is not well-formed XML",
    "<TBX dialect='TBX-Min'/>": "^f:1: is TBX-Min, not TBX-Basic",
    "<tbx type='TBX-Core' style='dca'/>": "^f:1: is TBX-Core, not TBX-Basic",
    "<martif type='TBX'/>": "^f:1: is TBX-Default, not TBX-Basic",
    "<martif/>": "^f:1: does not say which TBX it is",
    "<tmx version='1.4'/>": "^f:1: is <tmx>, not TBX",
    "<martif type='TBX-Basic'>" + "<a>" * 99: r"^f:1:\d+: nests elements more than 64 deep",
}
CSV = {
    "": "names no column “ja”",
    "Japanese,English\nうつ病,depression\n": "row 1 names no column “ja” .*“Japanese”, “English”",
    "ja,note\nうつ病,x\n": "row 1: the header names no “en” column",
    "ja,en,ja_variant\n": "column “ja_variant” is unknown; did you mean “ja_variants”",
    "ja,en,en\n": "column “en” stands twice",
    "ja,,en\n": "a column has no name",
    "ja;en\nうつ病;depression\n": "separates its columns by semicolons",
    "ja\ten\nうつ病\tdepression\n": "separates its columns by tabs.*--format tsv",
    'ja,en\n"うつ病,depression\n': "^f:2: row 2 is no CSV",
    "ja,en\n視床,thalamus,x\n": "row 2 has 3 cells but the first row names 2 columns",
}


@pytest.mark.parametrize("text", XML)
def test_xml(text: str) -> None:
    with pytest.raises(GlossaryError, match=XML[text]):
        read(text.encode(), "tbx", "f")


@pytest.mark.parametrize("text", CSV)
def test_csv(text: str) -> None:
    with pytest.raises(GlossaryError, match=CSV[text]):
        read(text.encode(), "csv", "f")


def test_bytes_of_another_encoding_than_declared() -> None:
    data = "<martif type='TBX-Basic'>\nうつ病</martif>".encode("shift_jis")
    with pytest.raises(GlossaryError, match=r"^f:2:\d: holds bytes that are not in the encoding"):
        read(data, "tbx", "f")


def test_a_document_type_elsewhere_is_never_fetched() -> None:
    data = b'<!DOCTYPE martif SYSTEM "/dev/zero"><martif type="TBX-Basic"></martif>'
    assert read(data, "tbx", "f").entries == ()


def test_utx() -> None:
    with pytest.raises(GlossaryError, match="is a UTX glossary"):
        read("#UTX 1.20; ja/en\n#src\ttgt\nうつ病\tdepression\n".encode(), "tsv", "f")


@pytest.mark.parametrize("format", READS)
def test_what_is_too_large(format: str) -> None:
    with pytest.raises(GlossaryError, match="is larger than 64 MB"):
        read(bytes(LIMIT + 1), format, "f")


@given(st.binary(max_size=60), st.sampled_from(["tbx", "xlsx"]))
def test_anything_else_is_a_sentence_too(data: bytes, format: str) -> None:
    for begin in (b"", b"<martif type='TBX-Basic'>", b"PK\x03\x04"):
        with pytest.raises(GlossaryError):
            read(begin + data, format, "f")


def workbook(fill: Callable[..., object]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["ja", "en", "note"])
    sheet.write_row(1, 0, ["視床", "thalamus"])
    fill(sheet, book)
    book.close()
    return file.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info, change(info.filename, old.read(info)))
    return file.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return [dict(entry.cells) for entry in read(data, "xlsx", "f").entries]


def test_merged_cells_are_named() -> None:
    data = workbook(lambda sheet, _: sheet.merge_range("B3:B4", "x"))
    with pytest.raises(GlossaryError, match=r"^f: has merged cells \(B3:B4\)"):
        read(data, "xlsx", "f")


def test_a_formula_counts_by_its_value() -> None:
    data = workbook(lambda sheet, _: sheet.write_formula("C2", "=A2", None, "a relay"))
    assert rows(data) == [{"ja": "視床", "en": "thalamus", "note": "a relay"}]
    assert read(data, "xlsx", "f").notes == ("the formula of cell C2 is read by its value",)


def test_a_hidden_sheet_is_named() -> None:
    data = workbook(
        lambda _, book: (
            (sheet := book.add_worksheet("old")).write_string("A1", "ja"),
            sheet.hide(),
        )
    )
    assert read(data, "xlsx", "f").notes == (
        "only the sheet “Sheet1” is read, not “old”, which is hidden",
    )


def test_a_formula_without_a_value_is_named() -> None:
    data = workbook(lambda sheet, _: sheet.write_formula("C2", "=A2", None, 7))
    data = repacked(data, lambda _, part: part.replace(b"<v>7</v>", b""))
    with pytest.raises(GlossaryError, match=r"^f: cell C2 holds a formula that was never computed"):
        read(data, "xlsx", "f")


def test_an_error_of_a_formula_is_named() -> None:
    data = workbook(lambda sheet, _: sheet.write_formula("C2", "=1/0", None, "#DIV/0!"))
    with pytest.raises(GlossaryError, match=r"^f: cell C2 holds an error"):
        read(data, "xlsx", "f")


def test_a_cell_far_away_takes_no_memory() -> None:
    data = workbook(lambda sheet, _: sheet.write_string(1048575, 16383, "x"))
    with pytest.raises(GlossaryError, match="spreads over 1048576 rows and 16384 columns"):
        read(data, "xlsx", "f")


def test_numbers_as_a_person_sees_them_and_further_sheets() -> None:
    data = workbook(
        lambda sheet, book: (
            sheet.write_number("C2", 5),
            book.add_worksheet("other").write_string("A1", "x"),
            book.add_worksheet("empty"),
        )
    )
    assert rows(data)[0]["note"] == "5"
    assert read(data, "xlsx", "f").notes == ("only the sheet “Sheet1” is read, not “other”",)


def test_a_cell_of_several_lines_becomes_one() -> None:
    data = workbook(lambda sheet, _: sheet.write_string("C2", "one\ntwo"))
    assert rows(data)[0]["note"] == "one two"
    assert read(data, "xlsx", "f").notes[0].startswith("1 cell spans several lines")


def test_archives_that_are_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (LIMIT + 1))
    with pytest.raises(GlossaryError, match="unpacks to more than 64 MB"):
        read(file.getvalue(), "xlsx", "f")
    whole = workbook(lambda *_: None)
    for data, message in (
        (whole[:500], "is no workbook or damaged"),
        (b"\xd0\xcf\x11\xe0 and so on", "is an old Excel file"),
        (repacked(whole, lambda n, p: p[:9] if n == "xl/workbook.xml" else p), "f:"),
        (repacked(whole, lambda _, p: p.replace(b"<worksheet", b"<!DOCTYPE x><worksheet")), "type"),
    ):
        with pytest.raises(GlossaryError, match=message):
            read(data, "xlsx", "f")


def test_an_archive_that_lies_about_its_size() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (LIMIT + 1))
    size = (LIMIT + 1).to_bytes(4, "little")
    data = file.getvalue().replace(size, (9).to_bytes(4, "little"))
    with pytest.raises(GlossaryError, match="is no workbook or damaged"):
        read(data, "xlsx", "f")
