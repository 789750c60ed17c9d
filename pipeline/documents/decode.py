"""Bytes → text: UTF-8 only, and a helpful refusal of everything else."""

from __future__ import annotations

import shlex
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from pipeline.errors import SourceError

_BOMS = (
    (BOM_UTF32_LE, "UTF-32"),
    (BOM_UTF32_BE, "UTF-32"),
    (BOM_UTF16_LE, "UTF-16"),
    (BOM_UTF16_BE, "UTF-16"),
)
# Names as iconv writes them, with the codec that tries them. CP932 is Shift_JIS as it is used.
_LEGACY = (
    ("ISO-2022-JP", "iso2022_jp_ext"),
    ("EUC-JP", "euc_jp"),
    ("SHIFT_JIS", "shift_jis"),
    ("CP932", "cp932"),
)
# The rest are signs such as circled digits. EUC-JP read as Shift_JIS stays far below.
_PLAUSIBLE = 0.8


def decode(data: bytes, path: str) -> str:
    """The text of a file, without a BOM; line ends stand as they are.

    Raises SourceError for binary data, for UTF-16 and the older Japanese encodings (the message
    gives the command that converts the file) and for invalid UTF-8 (with line and column, the
    column in code points as everywhere).
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            raise _refused(name, path)
    data = data.removeprefix(BOM_UTF8)
    if b"\0" in data:
        raise SourceError("is a binary file; only text can be checked", path=path)
    if b"\x1b$" in data and (legacy := _legacy(data)):
        raise _refused(legacy, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if legacy := _legacy(data):
            raise _refused(legacy, path) from None
        line, column = _place(data[: error.start].decode("utf-8"))
        raise SourceError(
            f"byte 0x{data[error.start]:02X} is not valid UTF-8; save the file as UTF-8",
            path=path,
            line=line,
            column=column,
        ) from None


def _refused(name: str, path: str) -> SourceError:
    file = shlex.quote(path)
    return SourceError(
        f"is written in {name}; convert it to UTF-8: "
        f"iconv -f {name} -t UTF-8 {file} > {shlex.quote(path + '.utf8')} "
        f"&& mv {shlex.quote(path + '.utf8')} {file}",
        path=path,
    )


def _legacy(data: bytes) -> str | None:
    """The older encoding whose decoding reads most like Japanese, if one does."""
    best, best_share = None, _PLAUSIBLE
    for name, codec in _LEGACY:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        share = _japanese_share(text)
        if share > best_share:
            best, best_share = name, share
    return best


def _japanese_share(text: str) -> float:
    """The share of Japanese characters among all that are not ASCII; 0 where there is no kana.

    Half-width kana count as odd, for EUC-JP read as Shift_JIS is full of them, and kanji alone
    prove nothing: any accented letter before an ASCII one makes a kanji in Shift_JIS.
    """
    other = [char for char in text if not char.isascii()]
    if not any("\u3041" <= char <= "\u30fa" for char in other):
        return 0.0
    return sum(map(_is_japanese, other)) / len(other)


def _is_japanese(char: str) -> bool:
    common = "\u3000" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff"
    return common or unicodedata.east_asian_width(char) == "F"


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of the character after ``before``."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1
