"""A glossary as TBX-Basic: version 2, or version 3 (ISO 30042:2019) in the styles DCA and DCT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import GlossaryError
from pipeline.model.source import LANGS, Lang
from pipeline.model.terms import Concept, Glossary
from pipeline.terms.exchange.record import Entry, Table
from pipeline.terms.exchange.tbx_names import (
    BASIC,
    DEFINITIONS,
    MIN,
    STATUS_OF,
    V3,
    is_own,
    own_note,
    to_name,
    unwritable,
    writable,
)

Style = Literal["v2", "dca", "dct"]

_CATEGORIES = {
    # Category: the element of DCA and version 2, the namespace prefix of DCT.
    "subjectField": ("descrip", "min"),
    "definition": ("descrip", "basic"),
    "administrativeStatus": ("termNote", "min"),
}


def write(glossary: Glossary, style: Style, table: Table) -> str:
    """The glossary as XML in UTF-8; ``table`` has the same rows as they are written.

    Characters that XML forbids are dropped; ``notes`` says so. Raises GlossaryError for an empty
    glossary, which TBX has no way to write.
    """
    if not glossary.concepts:
        raise GlossaryError("holds no concept, and TBX must; add one", path=glossary.path)
    lines = list(_head(style))
    spelling = {name.casefold(): name for name in table.columns}
    for concept, entry in zip(glossary.concepts, table.entries, strict=True):
        lines.extend(_concept(concept, style, _notes(concept, entry, spelling)))
    lines.extend(("</body></text>", "</martif>" if style == "v2" else "</tbx>"))
    return "".join(f"{line}\n" for line in lines)


def notes(glossary: Glossary) -> Iterator[str]:
    """What ``write`` leaves out of the file."""
    for concept in glossary.concepts:
        texts = [form.text for lang in LANGS for form in concept.forms(lang)]
        texts += [concept.domain, concept.note, *concept.extra, *concept.extra.values()]
        if found := unwritable("".join(texts)):
            names = ", ".join(f"U+{ord(char):04X}" for char in found)
            yield f"line {concept.line}: {names} cannot stand in XML and is left out"


def _head(style: Style) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    description = (
        "<fileDesc><titleStmt><title>Glossary</title></titleStmt>"
        "<sourceDesc><p>Exported by taiyaku</p></sourceDesc></fileDesc>"
    )
    if style == "v2":
        yield '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
        yield '<martif type="TBX-Basic" xml:lang="en">'
        source = '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
        yield f"<martifHeader>{description}{source}</martifHeader>"
    else:
        more = f' xmlns:min="{MIN}" xmlns:basic="{BASIC}"' if style == "dct" else ""
        yield f'<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="{V3}"{more}>'
        yield f"<tbxHeader>{description}</tbxHeader>"
    yield "<text><body>"


def _concept(concept: Concept, style: Style, notes: Iterable[str]) -> Iterator[str]:
    entry, language = ("termEntry", "langSet") if style == "v2" else ("conceptEntry", "langSec")
    yield f"  <{entry} id={quoteattr(to_name(concept.id))}>"
    if concept.domain:
        yield f"    {_category('subjectField', concept.domain, style)}"
    if definition := concept.extra.get("definition"):
        yield f"    <descripGrp>{_category('definition', definition, style)}</descripGrp>"
    for text in notes:
        yield f"    <note>{_text(text)}</note>"
    for lang in LANGS:
        yield f'    <{language} xml:lang="{lang}">'
        yield from _language(concept, lang, style)
        yield f"    </{language}>"
    yield f"  </{entry}>"


def _notes(concept: Concept, entry: Entry, spelling: Mapping[str, str]) -> Iterator[str]:
    if concept.note:
        yield own_note("note", concept.note) if is_own(concept.note) else concept.note
    if status := entry.cells.get("status"):
        yield own_note("status", status)
    for name, text in concept.extra.items():
        if text and name not in DEFINITIONS:
            yield own_note(spelling.get(name, name), text)


def _language(concept: Concept, lang: Lang, style: Style) -> Iterator[str]:
    if definition := concept.extra.get(f"definition_{lang}"):
        yield f"      {_category('definition', definition, style)}"
    group = "tig" if style == "v2" else "termSec"
    for form in concept.forms(lang):
        status = _category("administrativeStatus", STATUS_OF[form.kind], style)
        yield f"      <{group}><term>{_text(form.text)}</term>{status}</{group}>"


def _category(name: str, text: str, style: Style) -> str:
    element, prefix = _CATEGORIES[name]
    if style == "dct":
        return f"<{prefix}:{name}>{_text(text)}</{prefix}:{name}>"
    return f'<{element} type="{name}">{_text(text)}</{element}>'


def _text(text: str) -> str:
    return escape(writable(text))
