"""The names that taiyaku and TBX have for the same things.

TBX-Basic has a category for the status of a term and for the subject field, none for what else a
row of the glossary holds. Those cells travel as notes of the concept, ``taiyaku:COLUMN=TEXT``,
which any tool keeps and shows. An id becomes an XML name by the escapes of ISO 9075-14
(``_x0031_``).
"""

from __future__ import annotations

import re

from pipeline.model.source import Lang
from pipeline.model.terms import FormKind

V3 = "urn:iso:std:iso:30042:ed:3.0"
MIN = "http://www.tbxinfo.net/ns/min"
BASIC = "http://www.tbxinfo.net/ns/basic"

STATUS_OF: dict[FormKind, str] = {
    "preferred": "preferredTerm-admn-sts",
    "variant": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
# The columns that TBX-Basic has a place for: definitions of the concept or in one language.
DEFINITIONS: dict[str, Lang | None] = {
    "definition": None,
    "definition_ja": "ja",
    "definition_en": "en",
}

_OWN = "taiyaku:"
# Names that the fourth edition of XML 1.0 allows too, by which some tools still go.
_NAME_START = "A-Z_a-z\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5"
_NAME = _NAME_START + "0-9.\u3005\u30fc-"
_ESCAPE = re.compile("_x([0-9A-F]{4,6})_")
_NO_NAME = re.compile(f"[^{_NAME}]")
# What the production Char of XML 1.0 leaves out; no escape can carry it.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def kind_of(status: str) -> FormKind | None:
    """What an administrative status or normative authorisation makes of a term."""
    name = status.strip().casefold()
    if name.startswith("preferred"):
        return "preferred"
    if name.startswith(("deprecated", "superseded")):
        return "forbidden"
    return "variant" if name else None


def lang_of(tag: str) -> Lang | None:
    """Japanese or English, whatever the region; None for every other language."""
    primary = re.split("[-_]", tag.casefold())[0]
    if primary in ("ja", "jpn"):
        return "ja"
    return "en" if primary in ("en", "eng") else None


def own_note(column: str, text: str) -> str:
    """The note that carries a cell."""
    name = column.replace("%", "%25").replace("=", "%3D")
    return f"{_OWN}{name}={text}"


def is_own(note: str) -> bool:
    """Whether a note would be read as a cell of taiyaku's."""
    return note.startswith(_OWN)


def cell_of(note: str) -> tuple[str, str] | None:
    """The column and text that a note carries; None for a note of a person's."""
    name, equals, text = note.removeprefix(_OWN).partition("=")
    if not is_own(note) or not equals or not name:
        return None
    return name.replace("%3D", "=").replace("%25", "%"), text


def to_name(id_: str) -> str:
    """An id as an XML name."""
    name = _NO_NAME.sub(_escaped, id_.replace("_x", "_x005F_x"))
    if name and not re.match(f"[{_NAME_START}]", name):
        name = f"_x{ord(name[0]):04X}_{name[1:]}"
    return name


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def from_name(name: str) -> str:
    """The id that ``to_name`` was given; other names stand as they are."""
    id_ = _ESCAPE.sub(_character, name)
    return id_ if to_name(id_) == name else name


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def unwritable(text: str) -> list[str]:
    """The characters of ``text`` that XML cannot hold."""
    return list(dict.fromkeys(_FORBIDDEN.findall(text)))


def writable(text: str) -> str:
    """``text`` without them."""
    return _FORBIDDEN.sub("", text)
