"""TBX-Basic, version 2 and version 3 (ISO 30042:2019) in both styles, as a table of entries.

Elements are told by their local names, categories by the attribute ``type`` (DCA) or by the name of
an element of another namespace (DCT), so that the drafts of version 3 are read as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import GlossaryError
from pipeline.model.source import LANGS, Lang
from pipeline.model.terms import FormKind
from pipeline.system import xml_reader
from pipeline.terms.exchange.record import COLUMN_OF, Entry, Table, join_values, one_line
from pipeline.terms.exchange.tbx_names import DEFINITIONS, cell_of, from_name, kind_of, lang_of
from pipeline.terms.glossary import COLUMNS

_CONCEPT = ("conceptEntry", "termEntry")
_LANGUAGE = ("langSec", "langSet")
_TERM = ("termSec", "tig", "ntig")
_TYPED = (
    "admin",
    "adminNote",
    "descrip",
    "descripNote",
    "ref",
    "termNote",
    "transac",
    "transacNote",
    "xref",
)
_PLAIN = ("term", "note", "date")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
_BASIC = "TBX-Basic"


@dataclass
class _Concept:
    id: str
    line: int
    terms: dict[Lang, list[tuple[str, FormKind | None]]] = field(
        default_factory=lambda: {lang: [] for lang in LANGS}
    )
    cells: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)


class _Handler:
    """Follows a document; everything outside concepts is passed over."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.left_out: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.unfit: list[str] = []
        self._seen_root = False
        self._open: list[str] = []
        self._concept: _Concept | None = None
        self._tag = ""
        self._term = ""
        self._status: FormKind | None = None
        self._category: str | None = None
        self._leaf = 0
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        element = xml_reader.local(name)
        if not self._seen_root:
            _check_root(element, attributes, self.path, line)
            self._seen_root = True
        self._open.append(element)
        if element in _CONCEPT:
            self._concept = _Concept(from_name(attributes.get("id", "")), line)
        elif self._concept is None or self._category is not None:
            return
        elif element in _LANGUAGE:
            self._tag = attributes.get(_XML_LANG, "")
        elif element in _TERM:
            self._term, self._status = "", None
        elif category := _category(name, element, attributes):
            self._category, self._leaf, self._text = category, len(self._open), []

    def end(self, name: str) -> None:
        element = self._open[-1]
        if self._category is not None and len(self._open) == self._leaf:
            self._take(self._category, one_line("".join(self._text)))
            self._category = None
        self._open.pop()
        if self._concept is None or self._category is not None:
            return
        if element in _TERM:
            self._end_term(self._concept)
        elif element in _CONCEPT:
            self._end_concept(self._concept)
            self._concept = None

    def text(self, text: str) -> None:
        if self._category is not None:
            self._text.append(text)

    def _take(self, category: str, text: str) -> None:
        """One leaf of a concept: what it says, by where it stands."""
        concept = self._concept
        if concept is None or not text:
            return
        in_term = any(element in _TERM for element in self._open)
        in_language = any(element in _LANGUAGE for element in self._open)
        lang = lang_of(self._tag) if in_language else None
        if in_language and lang is None:
            return
        if category == "term" and in_term:
            self._term = self._term or text
        elif category in _STATUSES and in_term:
            self._status = kind_of(text)
        elif category == "subjectField":
            concept.domains.append(text)
        elif category == "note":
            cell = None if in_language else cell_of(text)
            if cell:
                concept.cells.setdefault(*cell)
            else:
                concept.notes.append(f"{self._term}: {text}" if in_term and self._term else text)
        elif category == "definition" and not in_term:
            column = f"definition_{lang}" if lang else "definition"
            before = concept.cells.get(column)
            concept.cells[column] = f"{before}; {text}" if before else text
        else:
            self.left_out[category] += 1

    def _end_term(self, concept: _Concept) -> None:
        lang = lang_of(self._tag)
        if lang is None:
            self.others[self._tag or "no language"] += 1
        elif self._term and not any(char.isalnum() for char in self._term):
            self.unfit.append(f"line {concept.line}: “{self._term}” holds no letter")
        elif self._term:
            concept.terms[lang].append((self._term, self._status))

    def _end_concept(self, concept: _Concept) -> None:
        cells = dict(concept.cells)
        for lang in LANGS:
            cells.update(_forms(concept.terms[lang], lang))
        if concept.notes:
            cells["note"] = "; ".join(concept.notes)
        if concept.domains:
            cells["domain"] = "; ".join(dict.fromkeys(concept.domains))
        if concept.id:
            cells["id"] = concept.id
        self.entries.append(Entry(cells, f"line {concept.line}"))


def read(data: bytes, path: str) -> Table:
    """The concepts of a TBX-Basic file, in its order.

    Raises GlossaryError for XML that is broken or not harmless, and for other dialects.
    """
    handler = _Handler(path)
    xml_reader.parse(data, handler, path)
    found = dict.fromkeys(name for entry in handler.entries for name in entry.cells)
    columns = [name for name in COLUMNS if name in found or name in LANGS]
    columns += [name for name in DEFINITIONS if name in found]
    columns += [name for name in found if name not in columns]
    return Table(tuple(columns), tuple(handler.entries), tuple(_notes(handler)))


def _notes(handler: _Handler) -> list[str]:
    notes = []
    if handler.others:
        counts = ", ".join(f"{count} {tag}" for tag, count in sorted(handler.others.items()))
        notes.append(f"terms of other languages are left out: {counts}")
    if handler.left_out:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(handler.left_out.items()))
        notes.append(f"glossary.tsv has no place for these, they are left out: {counts}")
    return notes + [f"{text}; it is left out" for text in handler.unfit]


def _category(name: str, element: str, attributes: Mapping[str, str]) -> str | None:
    if element in _PLAIN:
        return element
    if element in _TYPED:
        return attributes.get("type") or element
    return element if "tbxinfo" in name.rpartition("}")[0] else None


def _forms(terms: list[tuple[str, FormKind | None]], lang: Lang) -> dict[str, str]:
    """The cells of one language; the first preferred term is the one, else the first accepted."""
    first = next((text for text, kind in terms if kind == "preferred"), None) or next(
        (text for text, kind in terms if kind != "forbidden"), None
    )
    accepted = list(dict.fromkeys(t for t, kind in terms if kind != "forbidden" and t != first))
    forbidden = list(dict.fromkeys(text for text, kind in terms if kind == "forbidden"))
    cells = {
        COLUMN_OF[lang, "preferred"]: join_values([first] if first else []),
        COLUMN_OF[lang, "variant"]: join_values(accepted),
        COLUMN_OF[lang, "forbidden"]: join_values(forbidden),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _check_root(element: str, attributes: Mapping[str, str], path: str, line: int) -> None:
    """GlossaryError unless the root is that of TBX-Basic, with the name of what it is instead."""
    dialect = attributes.get("type") or attributes.get("dialect") or ""
    if element in ("martif", "tbx") and dialect == _BASIC:
        return
    if element == "martif" and dialect == "TBX":
        dialect = "TBX-Default"
    if element.casefold() not in ("martif", "tbx"):
        message = f"is <{element}>, not TBX; export it as TBX-Basic"
    elif not dialect:
        message = f"does not say which TBX it is; write type=“{_BASIC}” in <{element}> if it is"
    else:
        message = f"is {dialect}, not {_BASIC}; export it as {_BASIC}"
    raise GlossaryError(message, path=path, line=line)
