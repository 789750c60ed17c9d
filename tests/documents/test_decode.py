"""UTF-8 is read, everything else is refused with the command that mends it."""

from __future__ import annotations

import subprocess

import pytest

from pipeline.documents.decode import decode
from pipeline.errors import SourceError

TEXT = "薬の説明です。副作用はＡ・Ｂと「眠気」である。\r\nｶﾅも少し。\n"


def test_utf8_stands_as_it_is():
    assert decode(TEXT.encode(), "a.md") == TEXT


def test_a_bom_is_dropped():
    assert decode(TEXT.encode("utf-8-sig"), "a.md") == TEXT


def test_an_empty_file_is_an_empty_text():
    assert decode(b"", "a.md") == ""


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("shift_jis", "SHIFT_JIS"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp_ext", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_another_encoding_is_refused_with_the_command(codec, name, tmp_path):
    path = tmp_path / "記 事.md"
    path.write_bytes(TEXT.encode(codec))
    with pytest.raises(SourceError, match=f"iconv -f {name} -t UTF-8") as caught:
        decode(path.read_bytes(), str(path))
    if name.startswith(("SHIFT", "EUC", "UTF-16")):
        subprocess.run(["/bin/sh", "-c", caught.value.message.partition(": ")[2]], check=True)
        assert decode(path.read_bytes(), str(path)) == TEXT


def test_characters_of_cp932_are_named_as_such():
    with pytest.raises(SourceError, match="iconv -f CP932"):
        decode("①薬の説明。②副作用の説明。髙木医師".encode("cp932"), "a.md")


def test_a_broken_byte_is_named_with_line_and_column():
    with pytest.raises(SourceError, match="0xFF") as caught:
        decode("一行目\r\n二😀".encode() + b"\xff" + "続き。日本語".encode(), "a.md")
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_binary_is_refused():
    with pytest.raises(SourceError, match="binary"):
        decode(b"\x89PNG\r\n\x1a\n\0\0", "a.md")


def test_western_text_is_not_taken_for_japanese():
    with pytest.raises(SourceError, match="0xE9"):
        decode("Les données cliniques, déjà publiées.".encode("latin-1"), "a.md")
