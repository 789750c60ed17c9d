"""Workbooks and XML made to be read in two ways, to take all memory, or to end the process."""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.errors import GlossaryError
from pipeline.terms.exchange import read
from tests.cli.support import TAIYAKU, lay_out

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
ROOM = 1 << 30


def workbook() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["ja", "en", "note"])
    sheet.write_row(1, 0, ["視床", "thalamus", "a relay"])
    book.close()
    return file.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as before, zipfile.ZipFile(file, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def with_part(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content, method)
    return file.getvalue()


def cell(reference: str) -> bytes:
    return changed(SHEET, b'r="B2"', b'r="%b"' % reference.encode())


def listed(data: bytes, name: str) -> int:
    """Where the list at the end speaks of a part."""
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def header(data: bytes, name: str) -> int:
    return int(struct.unpack_from("<I", data, listed(data, name) + 42)[0])


def smuggled() -> bytes:
    """The list says ten bytes with their right sum; the stream goes on for 40 MB."""
    content = b"<worksheet>" + b" " * 40_000_000
    data = bytearray(with_part("xl/worksheets/sheet2.xml", content))
    at = listed(bytes(data), "xl/worksheets/sheet2.xml")
    struct.pack_into("<I", data, at + 16, zlib.crc32(content[:10]))
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def smuggled_header() -> bytes:
    """The header before a part says another size than the list."""
    data = bytearray(workbook())
    struct.pack_into("<I", data, header(bytes(data), SHEET) + 22, 4_000_000_000)
    return bytes(data)


def a_bad_byte() -> bytes:
    data = bytearray(workbook())
    at = header(bytes(data), SHEET) + 30 + len(SHEET)
    data[at] = 0xFF
    return bytes(data)


def lzma_bomb() -> bytes:
    """A stream that asks its reader for a dictionary of four gigabytes."""
    data = bytearray(with_part("xl/theme/x.xml", b"<x/>", zipfile.ZIP_LZMA))
    at = header(bytes(data), "xl/theme/x.xml") + 30 + len("xl/theme/x.xml")
    struct.pack_into("<I", data, at + 5, 0xFFFFFFF0)
    return bytes(data)


def many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/{number}.xml", b"")
    return file.getvalue()


def bomb() -> bytes:
    return with_part("xl/worksheets/sheet2.xml", b" " * 70_000_000)


REFERENCES = (
    *("xfd1048576", "XFD0000001048576", "AAAAAAA9999999999", "b2", "XFE2", "B1048577", "B0"),
    *("", "B", "2", "$B$2", " B2", "B２", "B" + "9" * 5000),
)
SAME_NAME = b'<sheet name="Sheet1" sheetId="9" r:id="rId1"/>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    **{f"cell {text[:20]!r}": (partial(cell, text), "has a cell “") for text in REFERENCES},
    "row": (
        lambda: changed(SHEET, b'<row r="2"', b'<row r="1000000000"'),
        "has a row “1000000000”",
    ),
    "row without cells' names": (
        lambda: changed(SHEET, b'r="2" spans="1:3"><c r="A2"', b'r="1000000000"><c'),
        "has a row “1000000000”",
    ),
    "texts": (
        lambda: changed(TEXTS, b'uniqueCount="6"', b'uniqueCount="4294967295"'),
        "claims to hold 4294967295 texts",
    ),
    "texts of 5,000 digits": (
        lambda: changed(TEXTS, b'uniqueCount="6"', b'uniqueCount="%b"' % (b"9" * 5000)),
        "claims to hold 9",
    ),
    "second sheet": (lambda: with_part("xl/worksheets/Sheet1.xml", b"<x/>"), "twice"),
    "same sheet": (lambda: with_part("/xl/worksheets/sheet1.xml", b"<x/>"), "twice"),
    "backslashes": (lambda: with_part("xl\\worksheets\\sheet1.xml", b"<x/>"), "twice"),
    "unused sheet": (
        lambda: with_part("xl/hidden.xml", b'<c r="XFD0000001048576"><v>1</v></c>'),
        "has a cell “XFD0000001048576”",
    ),
    "two names": (
        lambda: changed("xl/workbook.xml", b"<sheets>", b"<sheets>" + SAME_NAME),
        "names “Sheet1” twice",
    ),
    "smuggled": (smuggled, "sheet2.xml has another size"),
    "smuggled header": (smuggled_header, "sheet1.xml has another size in its header"),
    "a bad byte": (a_bad_byte, "is no workbook or damaged"),
    "lzma": (lzma_bomb, "packed in a way that no spreadsheet uses"),
    "many parts": (many_parts, "has more than 10000 parts"),
    "bomb": (bomb, "unpacks to more than 64 MB"),
    "utf-16": (
        lambda: changed(SHEET, b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', b"\0"),
        "in another encoding than UTF-8",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_one_sentence_in_little_memory(tmp_path: Path, name: str) -> None:
    make, says = HOSTILE[name]
    lay_out(tmp_path, {"glossary.tsv": "ja\ten\n小脳\tcerebellum\n", "t.xlsx": make()})
    done = subprocess.run(
        [TAIYAKU, "glossary", "import", "t.xlsx", "--write"],
        cwd=tmp_path,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM)),
        check=False,
    )
    assert done.returncode == 2, done.stderr
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("taiyaku: t.xlsx: ")
    assert says in sentence
    assert len(sentence) < 300
    assert (tmp_path / "glossary.tsv").read_text("utf-8") == "ja\ten\n小脳\tcerebellum\n"


def test_every_byte_of_a_sheet_may_be_wrong() -> None:
    data = workbook()
    begin = header(data, SHEET)
    messages = set()
    for at in range(begin, begin + 30 + len(SHEET) + 200):
        for bits in (0xFF, 0x01):
            broken = bytearray(data)
            broken[at] ^= bits
            try:
                read(bytes(broken), "xlsx", "f")
            except GlossaryError as error:
                messages.add(str(error))
    assert len(messages) > 5
    assert all(sentence.startswith("f: ") for sentence in messages)


def test_what_spreadsheets_write_is_read() -> None:
    plain = [dict(entry.cells) for entry in read(workbook(), "xlsx", "f").entries]
    assert plain == [{"ja": "視床", "en": "thalamus", "note": "a relay"}]
    nameless = changed(SHEET, b'<c r="A2"', b"<c")
    assert [dict(e.cells) for e in read(nameless, "xlsx", "f").entries] == plain
    # A writer that streams gives the sizes behind the content, here as Python does to a pipe.
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += bytes(data)
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for part, content in contents.items():
            archive.writestr(part, content)
    assert [dict(e.cells) for e in read(stream.data, "xlsx", "f").entries] == plain


@pytest.mark.parametrize(
    "text",
    [
        "<martif type='TBX-Basic' " + " ".join(f"a{n}=''" for n in range(4_000_000)) + "/>",
        "<martif type='TBX-Basic'><!--" + "x" * 60_000_000 + "--></martif>",
    ],
    ids=["attributes", "comment"],
)
def test_a_tag_without_end_takes_neither_memory_nor_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.tbx").write_text(text, "utf-8")
    program = (
        "import resource, time\n"
        "from pathlib import Path\n"
        "from pipeline.errors import GlossaryError\n"
        "from pipeline.terms.exchange import read\n"
        "data = Path('t.tbx').read_bytes()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
        "begin = time.process_time()\n"
        "try: read(data, 'tbx', 'f')\n"
        "except GlossaryError as error: print(error)\n"
        "assert time.process_time() - begin < 5\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "has a tag or comment of more than 1 MB" in done.stdout
