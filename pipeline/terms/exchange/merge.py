"""Takes the entries of another file into ``glossary.tsv`` as it stands, word for word.

A concept is the same where the preferred Japanese term is, or the id together with any form. What a
row lacks is filled in; where the two files disagree the row stays, unless ``theirs`` is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import GlossaryError
from pipeline.model.source import LANGS, Lang
from pipeline.model.terms import FormKind
from pipeline.terms.exchange.record import COLUMN_OF, Entry, Table, join_values, split_values
from pipeline.terms.exchange.sheet import Sheet
from pipeline.terms.glossary import FORM_COLUMNS, mistakes, read_glossary, slug

_LANGUAGE: dict[Lang, str] = {"ja": "Japanese", "en": "English"}
_FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class Merged:
    """The glossary with the other file in it, and what there is to say about it, in its order.

    ``conflicts`` are where both say something else; ``skipped`` entries that were not taken.
    """

    text: str
    added: int
    changed: int
    conflicts: tuple[str, ...]
    skipped: tuple[str, ...]


@dataclass
class _Index:
    """The lines of the concepts, by preferred Japanese term and by id."""

    by_term: dict[str, int]
    by_id: dict[str, int]


def merge(text: str, path: str, table: Table, name: str, *, theirs: bool = False) -> Merged:
    """``text`` of the glossary at ``path`` with the entries of ``table``, the file ``name``.

    Raises GlossaryError where the glossary is wrong as it stands, or where an entry is.
    """
    glossary = read_glossary(text, path)
    sheet = Sheet(text, [column for column in table.columns if _used(column, table)])
    index = _Index(
        {_same(concept.preferred("ja")): concept.line for concept in glossary.concepts},
        {concept.id: concept.line for concept in glossary.concepts},
    )
    origins: dict[int, Entry] = {}
    conflicts: list[str] = []
    skipped: list[str] = []
    added = changed = 0
    for entry in map(_folded, table.entries):
        if reason := _unfit(entry, sheet):
            skipped.append(f"{entry.place} {reason}")
            continue
        line = _line_of(entry, sheet, index)
        if line is None:
            line = sheet.append(_new_cells(entry, index))
            added += 1
        else:
            found, edited = _fill(entry, line, sheet, theirs)
            conflicts.extend(f"{path} line {line}, {conflict}" for conflict in found)
            changed += edited and line not in origins
        origins[line] = entry
        index.by_term.setdefault(_term(sheet.row(line)), line)
        index.by_id.setdefault(_id(sheet.row(line)), line)
    result = sheet.text()
    for mistake in mistakes(result) if origins else ():
        origin = origins.get(mistake.line - sheet.moved)
        place = f"{origin.place}: " if origin else ""
        raise GlossaryError(f"{place}{mistake.message}", path=name)
    return Merged(result, added, changed, tuple(conflicts), tuple(skipped))


def _folded(entry: Entry) -> Entry:
    return Entry({name.casefold(): text for name, text in entry.cells.items()}, entry.place)


def _used(column: str, table: Table) -> bool:
    return column in LANGS or any(entry.cells.get(column) for entry in table.entries)


def _unfit(entry: Entry, sheet: Sheet) -> str | None:
    for lang in LANGS:
        if not split_values(entry.cells.get(COLUMN_OF[lang, "preferred"], "")):
            return f"has no {_LANGUAGE[lang]} term that may be used"
    if sheet.first_cell(entry.cells).startswith("#"):
        return "begins with #, which makes a line of glossary.tsv a comment"
    return None


def _line_of(entry: Entry, sheet: Sheet, index: _Index) -> int | None:
    """The line of the concept that an entry is about."""
    line = index.by_term.get(_term(entry.cells))
    if line is None and (known := index.by_id.get(_id(entry.cells))) is not None:
        here = sheet.row(known)
        if any(_kinds(here, lang).keys() & _kinds(entry.cells, lang).keys() for lang in LANGS):
            return known
    return line


def _new_cells(entry: Entry, index: _Index) -> dict[str, str]:
    """The cells of a new row; an id that says nothing or that is taken is left out."""
    cells = dict(entry.cells)
    if cells.get("id") == slug(split_values(cells["ja"])[0]) or cells.get("id") in index.by_id:
        cells.pop("id", None)
    return cells


def _fill(entry: Entry, line: int, sheet: Sheet, theirs: bool) -> tuple[list[str], bool]:
    """Fills the row of an entry; gives what disagrees, and whether the row changed."""
    here = sheet.row(line)
    changes: dict[str, str] = {}
    disputes: list[tuple[str, str, str]] = []
    for lang in LANGS:
        if theirs:
            changes |= _their_forms(here, entry.cells, lang)
        else:
            more, disputed = _more_forms(here, entry.cells, lang)
            changes |= more
            disputes.extend(disputed)
    for column, text in entry.cells.items():
        if column in FORM_COLUMNS or column == "id":
            continue
        mine = here.get(column, "")
        if column == "status":
            mine = mine or "approved"
        if not mine or (theirs and mine != text):
            changes[column] = text
        elif mine != text:
            disputes.append((column, mine, text))
    for column, text in changes.items():
        sheet.set(line, column, text)
    messages = [
        f"{column}: “{mine}” stays, {entry.place} says “{other}”"
        for column, mine, other in disputes
    ]
    return messages, bool(changes)


def _more_forms(
    here: Mapping[str, str], there: Mapping[str, str], lang: Lang
) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The cells that gain forms, and the forms that the two files judge differently."""
    known = _kinds(here, lang)
    gained: dict[str, list[str]] = {}
    disputes = []
    for text, kind in _forms(there, lang):
        mine = known.get(_same(text))
        if kind == "preferred":
            preferred = split_values(here[COLUMN_OF[lang, "preferred"]])[0]
            if _same(text) != _same(preferred):
                disputes.append((COLUMN_OF[lang, "preferred"], preferred, text))
        elif mine is None:
            gained.setdefault(COLUMN_OF[lang, kind], []).append(text)
            known[_same(text)] = kind
        elif (mine == _FORBIDDEN) != (kind == _FORBIDDEN):
            status = "forbidden" if mine == _FORBIDDEN else "accepted"
            disputes.append((COLUMN_OF[lang, kind], f"{text} as {status}", f"{kind}"))
    cells = {
        column: join_values([*split_values(here.get(column, "")), *texts])
        for column, texts in gained.items()
    }
    return cells, disputes


def _their_forms(here: Mapping[str, str], there: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """The cells of one language as the other file has them, where it has any."""
    theirs = _kinds(there, lang)
    changes = {}
    for name, (its_lang, _) in FORM_COLUMNS.items():
        if its_lang != lang:
            continue
        mine = split_values(here.get(name, ""))
        wanted = split_values(there.get(name, "")) or [
            text for text in mine if _same(text) not in theirs
        ]
        if wanted != mine:
            changes[name] = join_values(wanted)
    return changes


def _forms(cells: Mapping[str, str], lang: Lang) -> Iterator[tuple[str, FormKind]]:
    """The forms of one language; behind the first bar of a preferred cell stand variants."""
    for name, (its_lang, kind) in FORM_COLUMNS.items():
        if its_lang == lang:
            for index, text in enumerate(split_values(cells.get(name, ""))):
                yield text, "variant" if index and kind == "preferred" else kind


def _kinds(cells: Mapping[str, str], lang: Lang) -> dict[str, FormKind]:
    kinds: dict[str, FormKind] = {}
    for text, kind in _forms(cells, lang):
        kinds.setdefault(_same(text), kind)
    return kinds


def _term(cells: Mapping[str, str]) -> str:
    return _same(split_values(cells["ja"])[0])


def _id(cells: Mapping[str, str]) -> str:
    return cells.get("id") or slug(split_values(cells["ja"])[0])


def _same(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
