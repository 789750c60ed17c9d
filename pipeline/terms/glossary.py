"""``glossary.tsv``: one row is one concept, and every mistake is named with its place and mend."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple, cast

import msgspec

from pipeline.errors import GlossaryError
from pipeline.model.source import Lang
from pipeline.model.terms import Concept, Form, FormKind, Glossary
from pipeline.system.cache import Cache
from pipeline.system.garbage_collection import no_collection
from pipeline.terms import swift
from pipeline.terms.cached import cached_glossary
from pipeline.terms.table import Cell, Row, rows, values

Status = Literal["approved", "proposed"]
MistakeKind = Literal["format", "value", "row", "id", "rendering"]

PLAIN_COLUMNS = ("ja", "en", "note")
FORM_COLUMNS: Mapping[str, tuple[Lang, FormKind]] = {
    "ja": ("ja", "preferred"),
    "en": ("en", "preferred"),
    "ja_variants": ("ja", "variant"),
    "en_variants": ("en", "variant"),
    "ja_forbidden": ("ja", "forbidden"),
    "en_forbidden": ("en", "forbidden"),
}
COLUMNS = (*FORM_COLUMNS, "domain", "status", "note", "id")
_STATUSES = ("approved", "proposed")
_KINDS: tuple[FormKind, ...] = ("preferred", "variant", "forbidden")


class _ConceptCells(NamedTuple):
    """A concept with the places of its forms, for messages about other rows."""

    concept: Concept
    places: Mapping[tuple[Lang, str], Cell]


class Mistake(NamedTuple):
    """Why a glossary cannot be read, where, and the mend.

    ``kind`` tells a wrong file (format) from a value that stands twice in its row, a row that
    stands twice, an id that does, and a Japanese term with two preferred renderings.
    """

    message: str
    line: int
    column: int
    kind: MistakeKind = "format"


@no_collection()
def read_glossary(data: str, path: str, cache: Cache | None = None) -> Glossary:
    """The concepts of a glossary in file order; an empty file is an empty glossary.

    ``cache`` keeps what was read for the next run. Raises GlossaryError for the first mistake in
    the file, with the number of further ones.
    """
    if cache is not None:
        return cached_glossary(data, path, cache, lambda: read_glossary(data, path))
    swiftly = swift.concepts_of(data, FORM_COLUMNS, COLUMNS, PLAIN_COLUMNS, slug)
    if swiftly is not None:
        return Glossary(path, swiftly, _digest(swiftly))
    found, problems = _read(data)
    if problems:
        first, more = problems[0], len(problems) - 1
        tail = f" ({more} more {'mistake' if more == 1 else 'mistakes'} in this file)" * bool(more)
        raise GlossaryError(first.message + tail, path=path, line=first.line, column=first.column)
    concepts = tuple(entry.concept for entry in found)
    return Glossary(path, concepts, _digest(concepts))


def mistakes(data: str) -> list[Mistake]:
    """Everything for which ``read_glossary`` refuses a file, by place."""
    return _read(data)[1]


def _read(data: str) -> tuple[list[_ConceptCells], list[Mistake]]:
    problems: list[Mistake] = []
    found = list(_concepts(list(rows(data)), problems))
    problems.extend(_conflicts(found))
    return found, sorted(problems, key=lambda p: (p.line, p.column))


def _concepts(table: Sequence[Row], problems: list[Mistake]) -> Iterator[_ConceptCells]:
    if not table:
        return
    first = [cell.text.casefold() for cell in table[0].cells]
    headed = "ja" in first
    names = tuple(first) if headed else PLAIN_COLUMNS
    if headed:
        problems.extend(_header_problems(table[0]))
    for row in table[1:] if headed else table:
        wrong = list(_row_problems(row, names, headed))
        cells = dict(zip(names, row.cells, strict=False))
        places = _places(cells, wrong)
        problems.extend(wrong)
        if not wrong:
            yield _ConceptCells(_concept(cells, row.line), places)


def _header_problems(header: Row) -> Iterator[Mistake]:
    seen: set[str] = set()
    for cell in header.cells:
        name = cell.text.casefold()
        if not name:
            yield _at(cell, "a column has no name; name it or take the stray tab out")
        elif name in seen:
            yield _at(cell, f"column “{name}” stands twice; keep one of them")
        elif name.startswith(("ja_", "en_")) and name not in FORM_COLUMNS:
            near = get_close_matches(name, FORM_COLUMNS, n=1, cutoff=0)[0]
            yield _at(cell, f"column “{name}” is unknown; did you mean “{near}”?")
        seen.add(name)
    if "en" not in seen:
        yield _at(header.cells[0], "the header names no “en” column; add it")


def _row_problems(row: Row, names: Sequence[str], headed: bool) -> Iterator[Mistake]:
    extra = row.cells[len(names) :]
    if extra:
        count = "the header names" if headed else "a glossary without a header has at most"
        yield _at(
            extra[0],
            f"the row has {len(row.cells)} cells but {count} {len(names)} columns; "
            "take the stray tab out",
        )
    for name, cell in zip(names, row.cells, strict=False):
        if name == "status" and cell.text and cell.text not in _STATUSES:
            yield _at(cell, f"status “{cell.text}” is unknown; write approved or proposed")


def _places(cells: Mapping[str, Cell], wrong: list[Mistake]) -> dict[tuple[Lang, str], Cell]:
    """Where each form of a row stands; adds to ``wrong`` what is amiss among them."""
    places: dict[tuple[Lang, str], Cell] = {}
    kinds: dict[tuple[Lang, str], FormKind] = {}
    anchor = next(iter(cells.values()))
    for name, (lang, kind) in FORM_COLUMNS.items():
        cell = cells.get(name)
        if cell is None or not cell.text:
            if kind == "preferred":
                wrong.append(_at(cell or anchor, _lacking(lang)))
            continue
        for form in values(cell):
            key = (lang, _same(form.text))
            if not form.text:
                wrong.append(_at(form, "a value between bars is empty; take the bar out"))
            elif not any(ch.isalnum() for ch in form.text):
                wrong.append(_at(form, f"“{form.text}” holds no letter; write a term"))
            elif key in places and kind == "forbidden" != kinds[key]:
                wrong.append(
                    _at(form, f"“{form.text}” is both accepted and forbidden; keep one of the two")
                )
            elif key in places and form.text == places[key].text:
                twice = f"“{form.text}” stands twice in this row; keep one"
                wrong.append(_at(form, twice, "value"))
            else:
                places.setdefault(key, form)
                kinds.setdefault(key, kind)
    return places


def _lacking(lang: Lang) -> str:
    name = "Japanese" if lang == "ja" else "English"
    return f"the row has no {name} term; write one in “{lang}” or comment the row out with #"


def _concept(cells: Mapping[str, Cell], line: int) -> Concept:
    def text(name: str) -> str:
        return cells[name].text if name in cells else ""

    forms: dict[Lang, list[Form]] = {"ja": [], "en": []}
    for kind in _KINDS:
        for name, (lang, its_kind) in FORM_COLUMNS.items():
            if its_kind == kind and text(name):
                forms[lang].extend(_forms(cells[name], kind))
    return Concept(
        id=text("id") or slug(forms["ja"][0].text),
        ja=tuple(forms["ja"]),
        en=tuple(forms["en"]),
        domain=text("domain"),
        status=cast(Status, text("status") or "approved"),
        note=text("note"),
        line=line,
        extra={name: cell.text for name, cell in cells.items() if name not in COLUMNS},
    )


def _forms(cell: Cell, kind: FormKind) -> Iterator[Form]:
    """The forms of a cell; behind the first bar of a preferred cell stand variants."""
    for index, value in enumerate(values(cell)):
        yield Form(value.text, "variant" if index and kind == "preferred" else kind)


def _conflicts(found: Iterable[_ConceptCells]) -> Iterator[Mistake]:
    """Rows that say the same twice, or two different things of one preferred Japanese term."""
    by_term: dict[str, _ConceptCells] = {}
    by_id: dict[str, int] = {}
    for entry in found:
        concept = entry.concept
        term = _same(concept.preferred("ja"))
        cell = entry.places["ja", term]
        if earlier := by_term.get(term):
            before = earlier.concept
            if _same(before.preferred("en")) == _same(concept.preferred("en")):
                kind: MistakeKind = "row"
                says = f"repeats line {before.line}; keep one of the two rows"
            else:
                kind = "rendering"
                says = (
                    f"is “{before.preferred('en')}” on line {before.line} and "
                    f"“{concept.preferred('en')}” here; keep one row and put the other word "
                    "into en_variants or en_forbidden"
                )
            yield _at(cell, f"“{cell.text}” {says}", kind)
            continue
        by_term[term] = entry
        if concept.id in by_id:
            line = by_id[concept.id]
            again = f"id “{concept.id}” stands on line {line} too; change one of them"
            yield _at(cell, again, "id")
        by_id.setdefault(concept.id, concept.line)


def slug(term: str) -> str:
    """A stable id for a term: width and case folded, everything but letters and digits ``-``."""
    folded = unicodedata.normalize("NFKC", term).casefold()
    if folded.isalnum():
        return folded
    words = "".join(ch if ch.isalnum() or ch == "ー" else " " for ch in folded).split()
    return "-".join(words)


def _same(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _at(cell: Cell, message: str, kind: MistakeKind = "format") -> Mistake:
    return Mistake(message, cell.line, cell.column, kind)


def _digest(concepts: Iterable[Concept]) -> str:
    """A hash of what the concepts say; comments, line numbers and column order do not count."""
    content = [
        (c.id, c.ja, c.en, c.domain, c.status, c.note, sorted(c.extra.items())) for c in concepts
    ]
    return "sha256:" + hashlib.sha256(msgspec.json.encode(content)).hexdigest()
