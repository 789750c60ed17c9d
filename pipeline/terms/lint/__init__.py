"""What is wrong or doubtful in a glossary, and mending what is safe to mend.

``lint`` looks at a file that ``read_glossary`` may well refuse; ``mended`` makes the changes that
alter no meaning: width, invisible characters, stray spaces, forms that are found without being
listed, rows that stand twice. Comments, the order of rows and columns, and unknown columns stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.model.source import LANGS, Lang
from pipeline.terms.forms import ShortUnits, form_keys
from pipeline.terms.glossary import mistakes
from pipeline.terms.lint.characters import blemishes
from pipeline.terms.lint.conflicts import Keys, conflicts, covered, dropped
from pipeline.terms.lint.katakana import disagreements
from pipeline.terms.lint.language import strays
from pipeline.terms.lint.problems import RULES, Edit, Problem
from pipeline.terms.lint.reading import Entry, Rows, read_rows
from pipeline.terms.matcher import TokeniseTexts

__all__ = ["RULES", "Edit", "Problem", "lint", "mended"]

_RULE_OF = {
    "format": "lint-format",
    "value": "lint-duplicate-value",
    "row": "lint-duplicate-row",
    "id": "lint-duplicate-id",
    "rendering": "lint-two-renderings",
}
# A mend can open the way for another: a value that equals its neighbour once its width is mended.
_ROUNDS = 6


def lint(
    data: str,
    tokenise_texts: TokeniseTexts,
    units: ShortUnits,
    *,
    occurring: Collection[int] | None = None,
) -> tuple[Problem, ...]:
    """Everything there is to say of a glossary (without a BOM), by place.

    ``occurring`` are the lines of the concepts that the articles use, None where nobody looked.
    What a comment above a row excuses comes with its ``excuse``.
    """
    read = read_rows(data)
    reader = _Reader(tokenise_texts, units)
    found = [
        *_mendable(read, reader),
        *conflicts(read, reader.keys(read)[0]),
        *disagreements(read, units),
        *strays(read),
        *_empty_domains(read),
        *_unused(read, occurring),
    ]
    return _judged(read, found)


def mended(
    data: str, tokenise_texts: TokeniseTexts, units: ShortUnits, *, line: int | None = None
) -> str:
    """The glossary with every safe mend made (in one line); what a comment excuses stays."""
    reader = _Reader(tokenise_texts, units)
    for _ in range(_ROUNDS):
        read = read_rows(data)
        found = _judged(read, _mendable(read, reader))
        edits = [
            p.edit
            for p in found
            if p.edit is not None and p.excuse is None and line in (None, p.line)
        ]
        changed = _edited(data, edits)
        if changed == data:
            break
        data = changed
    return data


def _mendable(read: Rows, reader: _Reader) -> Iterator[Problem]:
    """The findings that may have a safe mend."""
    yield from _mistakes(read)
    yield from blemishes(read)
    yield from covered(read, *reader.keys(read))


def _judged(read: Rows, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The findings by place, with what excuses them."""
    excuses = {entry.line: entry.ignored for entry in read.entries}
    judged = (p._replace(excuse=excuses.get(p.line, {}).get(p.rule)) for p in found)
    return tuple(sorted(judged, key=lambda p: (p.line, p.column, list(RULES).index(p.rule))))


def _edited(data: str, edits: Collection[Edit]) -> str:
    """``data`` with the edits made; of two that touch the same characters, the first."""
    made: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            continue
        made += (data[at : edit.start], edit.text)
        at = edit.end
    return "".join((*made, data[at:]))


@dataclass(frozen=True)
class _Reader:
    """Reads the keys of every form once, however many rounds of mending there are."""

    tokenise_texts: TokeniseTexts
    units: ShortUnits
    known: dict[tuple[Lang, str], tuple[frozenset[str], frozenset[str]]] = field(
        default_factory=dict
    )

    def keys(self, read: Rows) -> tuple[Keys, Keys]:
        """What each form is found under; and of that, what no tagger has a say in."""
        for lang in LANGS:
            texts = dict.fromkeys(f.text for e in read.entries for f in e.of(lang))
            new = [text for text in texts if (lang, text) not in self.known]
            tokenised = self.tokenise_texts(new, lang) if new else ()
            for text, tokens in zip(new, tokenised, strict=True):
                all_keys = certain = frozenset(form_keys(text, tokens, lang, self.units))
                if lang == "en":
                    plain = [token._replace(lemma="") for token in tokens]
                    certain = frozenset(form_keys(text, plain, lang, self.units))
                self.known[lang, text] = (all_keys, certain)
        return (
            {at: found[0] for at, found in self.known.items()},
            {at: found[1] for at, found in self.known.items()},
        )


def _mistakes(read: Rows) -> Iterator[Problem]:
    """Why the file cannot be read; rows and values that stand twice can go."""
    by_line = {entry.line: entry for entry in read.entries}
    first: dict[str, Entry] = {}
    for row in read.entries:
        first.setdefault(_term(row), row)
    for mistake in mistakes(read.data):
        entry = by_line.get(mistake.line)
        edit = None
        if entry is not None and mistake.kind == "row":
            edit = _without_row(read, entry, first[_term(entry)])
        elif entry is not None and mistake.kind == "value":
            edit = next((dropped(read, f) for f in entry.forms if f.column == mistake.column), None)
        rule = _RULE_OF[mistake.kind]
        yield Problem(rule, mistake.message, mistake.line, mistake.column, edit)


def _without_row(read: Rows, entry: Entry, earlier: Entry) -> Edit | None:
    """Takes a row out that says nothing an earlier one does not; None where it says more."""
    if any(cell.text not in ("", earlier.cell(name)) for name, cell in entry.cells.items()):
        return None
    start = read.starts[entry.line - 1]
    end = read.starts[entry.line] if entry.line < len(read.starts) else len(read.data)
    return Edit(start, end, "")


def _term(entry: Entry) -> str:
    """The Japanese term as ``read_glossary`` compares it."""
    return unicodedata.normalize("NFKC", "".join(f.text for f in entry.of("ja", "preferred")))


def _empty_domains(read: Rows) -> Iterator[Problem]:
    if "domain" not in read.names:
        return
    for entry in read.entries:
        if not entry.cell("domain"):
            cell = entry.cells.get("domain") or next(iter(entry.cells.values()))
            message = "the row has no domain, so nothing tells what it may be confused with"
            yield Problem("lint-empty-domain", message, cell.line, cell.column)


def _unused(read: Rows, occurring: Collection[int] | None) -> Iterator[Problem]:
    if occurring is None:
        return
    for entry in read.entries:
        terms = entry.of("ja", "preferred")
        if terms and entry.line not in occurring:
            message = f"“{terms[0].text}” occurs in no article, in neither language"
            yield Problem("lint-unused", message, terms[0].line, terms[0].column)
