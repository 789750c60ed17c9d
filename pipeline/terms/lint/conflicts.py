"""Forms that meet: two concepts with one word, forbidden words that are right elsewhere.

Two forms are one word where the matcher finds both under one key, so spelling, width and
inflection make no difference (うつ病 and 鬱病; tumour and tumors).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model.source import LANGS, Lang
from pipeline.terms.lint.problems import Edit, Problem
from pipeline.terms.lint.reading import Entry, Rows, Written

# The keys the matcher finds each form under.
Keys = Mapping[tuple[Lang, str], frozenset[str]]


class _Owner(NamedTuple):
    entry: Entry
    form: Written


def conflicts(read: Rows, keys: Keys) -> Iterator[Problem]:
    """What two rows dispute, and what is forbidden in vain."""
    for lang in LANGS:
        owners = _owners(read, keys, lang)
        for entry in read.entries:
            yield from _shared(entry, lang, keys, owners)
            yield from _forbidden(entry, lang, keys, owners)


def _owners(read: Rows, keys: Keys, lang: Lang) -> dict[str, list[_Owner]]:
    """The accepted forms under each key, at most one an entry, in file order."""
    owners: dict[str, list[_Owner]] = defaultdict(list)
    for entry in read.entries:
        for form in entry.accepted(lang):
            for key in keys[lang, form.text]:
                here = owners[key]
                if not here or here[-1].entry is not entry:
                    here.append(_Owner(entry, form))
    return owners


def _shared(
    entry: Entry, lang: Lang, keys: Keys, owners: Mapping[str, list[_Owner]]
) -> Iterator[Problem]:
    """Accepted forms of this row that stand in an earlier one too."""
    reported: set[int] = set()
    for form in entry.accepted(lang):
        earlier = _first(form, keys, owners, before=entry)
        if earlier is None or earlier.entry.line in reported or _same_term(entry, earlier.entry):
            continue
        reported.add(earlier.entry.line)
        names = f"“{_term(earlier.entry)}” on line {earlier.entry.line}"
        written = "" if earlier.form.text == form.text else f" (“{earlier.form.text}” there)"
        if lang == "ja":
            yield Problem(
                "lint-shared-japanese",
                f"“{form.text}” is a form of {names} too{written}; an article that says it may "
                "mean either: keep it in one row, or make the rows one",
                form.line,
                form.column,
            )
        else:
            yield Problem(
                "lint-shared-english",
                f"“{form.text}” renders {names} too{written}; make them one row if they are one "
                "concept, else give each an English word of its own",
                form.line,
                form.column,
            )


def _forbidden(
    entry: Entry, lang: Lang, keys: Keys, owners: Mapping[str, list[_Owner]]
) -> Iterator[Problem]:
    for form in entry.of(lang, "forbidden"):
        own = next(
            (f for f in entry.accepted(lang) if keys[lang, f.text] & keys[lang, form.text]), None
        )
        if own is not None:
            if own.text != form.text:
                yield Problem(
                    "lint-dead-forbidden",
                    f"“{form.text}” is read as the accepted “{own.text}”, so it is never reported; "
                    "take it out",
                    form.line,
                    form.column,
                )
            continue
        elsewhere = _first(form, keys, owners, other_than=entry)
        if elsewhere is not None:
            there = f"line {elsewhere.entry.line}, “{_term(elsewhere.entry)}”"
            how = "the preferred" if elsewhere.form.kind == "preferred" else "an accepted"
            yield Problem(
                "lint-forbidden-elsewhere",
                f"“{form.text}” is forbidden here and {how} form of {there}; keep it only if the "
                "two are often confused, and say so in the note",
                form.line,
                form.column,
            )


def covered(read: Rows, keys: Keys, certain: Keys) -> Iterator[Problem]:
    """Variants and forbidden forms that the matcher finds through an earlier form of their kind.

    ``certain`` are the keys that no tagger has a say in: "re-rendering" is found through
    "re-render" only where it is read as a verb, so it must stay.
    """
    for entry in read.entries:
        for lang in LANGS:
            for kinds in (("preferred", "variant"), ("forbidden",)):
                yield from _covered(read, entry.of(lang, *kinds), keys, certain)


def _covered(read: Rows, forms: Sequence[Written], keys: Keys, certain: Keys) -> Iterator[Problem]:
    before: list[Written] = []
    for form in forms:
        if form.text in {earlier.text for earlier in before}:
            continue
        meant = certain[form.lang, form.text]
        cover = next((e for e in before if keys[e.lang, e.text] & meant), None)
        if cover is None or form.kind == "preferred":
            before.append(form)
            continue
        yield Problem(
            "lint-covered-variant",
            f"“{form.text}” is found through “{cover.text}” already; it can go",
            form.line,
            form.column,
            dropped(read, form),
        )


def dropped(read: Rows, form: Written) -> Edit:
    """Takes a value out of its cell, with one bar."""
    start = read.at(form.line, form.column)
    end = start + len(form.text.replace("|", r"\|"))
    if form.order:
        return Edit(read.data.rindex("|", 0, start), end, "")
    if not form.last:
        return Edit(start, read.data.index("|", end) + 1, "")
    return Edit(start, end, "")


def _first(
    form: Written,
    keys: Keys,
    owners: Mapping[str, list[_Owner]],
    *,
    before: Entry | None = None,
    other_than: Entry | None = None,
) -> _Owner | None:
    """The first row that owns a key of the form, above ``before`` or not ``other_than``."""
    found: _Owner | None = None
    for key in sorted(keys[form.lang, form.text]):
        for owner in owners.get(key, ())[:2]:
            line = owner.entry.line
            if before is not None and line >= before.line:
                continue
            if other_than is not None and line == other_than.line:
                continue
            if found is None or line < found.entry.line:
                found = owner
    return found


def _same_term(one: Entry, two: Entry) -> bool:
    """Whether two rows have one Japanese term, which is a mistake with a rule of its own."""
    return _term(one) == _term(two)


def _term(entry: Entry) -> str:
    forms = entry.of("ja", "preferred")
    return forms[0].text if forms else ""
