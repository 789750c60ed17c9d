"""The words that stand around numbers, from the tables beside this file.

``units.json`` is written from CLDR, pint and UCUM by scripts/quantity_units.py; ``names.tsv`` adds
what those lack; ``words_ja.tsv`` and ``words_en.tsv`` hold the closed classes. A word may belong to
several classes (分 is a minute and a hundredth): the set of its classes is its *sign*, one
character, so that a rule of the grammar is a regular expression over signs.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from pipeline.model.source import Lang

_PREFIXES, _BASES = "㍉㌔㌢㍃", "㍑㌘㍍㌧㌍"
_TABLES = Path(__file__).parent / "tables"
# Roles a prescription is written in.
DOSES = frozenset({"mass", "volume", "activity", "amount", "equivalents", "doses", "absorbed dose",
                   "dose equivalent", "radioactivity", "pulses"})  # fmt: skip
_CLASSES_OF_ROLE = {"duration": "TIME", "people": "PERSON", "share": "PERCENT", "factor": "FOLD"}
# Where the private signs begin; no text is matched against them.
_FIRST_SIGN = 0xE000


class UnitOfMeasure(NamedTuple):
    """``size`` in the base unit of ``role``, counted from ``zero``."""

    role: str
    size: float
    zero: float = 0.0

    def base(self, number: float) -> float:
        """A number of this unit in the base unit of its role."""
        return (number - self.zero) * self.size


def _rows(name: str) -> list[list[str]]:
    lines = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


@cache
def _tables() -> tuple[dict[str, UnitOfMeasure], dict[Lang, dict[str, str]]]:
    """The units, and in each language which name is which unit."""
    units: dict[str, UnitOfMeasure] = {}
    names: dict[Lang, dict[str, str]] = {"ja": {}, "en": {}}
    known = json.loads((_TABLES / "units.json").read_text(encoding="utf-8"))["units"]
    for key, entry in known.items():
        units[key] = UnitOfMeasure(entry["role"], entry["size"], entry.get("zero", 0.0))
        for lang in names:
            names[lang].update(dict.fromkeys(entry[lang], key))
    for key, role, *rest in _rows("names.tsv"):
        if role and key not in units:
            units[key] = UnitOfMeasure(role, float(rest[0]))
        for lang, forms in zip(names, rest[-2:], strict=True):
            names[lang].update(dict.fromkeys(filter(None, forms.split("|")), key))
    # Signs of a width of their own (㎎, ㍉) are those that compatibility turns into a known name.
    for lang, known_names in names.items():
        for code in (*range(0x3300, 0x3400), *range(0x2100, 0x2150)):
            plain = unicodedata.normalize("NFKC", chr(code)).replace("µ", "μ")
            if plain in known_names and (len(plain) > 1 or lang == "ja"):
                known_names.setdefault(chr(code), known_names[plain])
        # Two of them are one unit: ㍉㍑ is ミリリットル.
        for signs in map("".join, product(_PREFIXES, _BASES)) if lang == "ja" else ():
            plain = unicodedata.normalize("NFKC", signs)
            if plain in known_names:
                known_names[signs] = known_names[plain]
    return units, names


UNITS: Mapping[str, UnitOfMeasure] = _tables()[0]


class Word(NamedTuple):
    """What a form may be: its sign, and what it stands for in each class."""

    sign: str
    senses: Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """The words of a language; ``signs`` are the signs of each class."""

    words: Mapping[str, Word]
    signs: Mapping[str, str]

    def sign(self, *classes: str) -> str:
        """The sign of exactly these classes."""
        return _sign(classes)


_SIGNS: dict[frozenset[str], str] = {}


def _sign(classes: Iterable[str]) -> str:
    found = frozenset(classes)
    return _SIGNS.setdefault(found, chr(_FIRST_SIGN + len(_SIGNS)))


# What the lexer finds by itself: numerals by their properties, names, other words, ends.
_VALUES = [
    ("VALUE", *more)
    for more in (
        (), ("INT",), ("INT", "FIGURE"), ("FIGURE",), ("INT", "FIGURE", "YEAR"), ("SOME",),
        ("INT", "YEAR"),
    )
]  # fmt: skip
_OTHERS = (
    ("WORD",), ("WORD", "PLURAL"), ("STOP",), ("NAME",), ("ORD", "INT"), ("ORD", "INT", "PART"),
    ("ROMAN",), ("GONE",), ("MONTH",), ("ERA",), ("ROMAN", "WORD"), ("MARK",), ("HOURS",),
    ("DOTTED",), ("WORD", "ACRONYM"), ("NAME", "ACRONYM"),
)  # fmt: skip


@cache
def lexicon(lang: Lang) -> Lexicon:
    """The words of a language, read from the tables once."""
    senses: dict[str, dict[str, str]] = {}
    for name, key in _tables()[1][lang].items():
        role = UNITS[key].role
        classes = {"UNIT", _CLASSES_OF_ROLE.get(role, "MEASURE")} | (
            {"DOSE"} if role in DOSES else {"PERIOD"} if role == "duration" else set()
        )
        senses.setdefault(name, {}).update(dict.fromkeys(classes, key))
    for kind, meaning, forms in _rows(f"words_{lang}.tsv"):
        for form in forms.split("|"):
            if form:
                senses.setdefault(form, {}).setdefault(kind, meaning)
    if lang == "en":
        for form, found in senses.items():
            if form.isalpha() and form.endswith("s") and len(form) > 3 and "UNIT" not in found:
                found.setdefault("PLURAL", form)
    words = {form: Word(_sign(found), found) for form, found in senses.items()}
    for known_classes in (*_VALUES, *_OTHERS):
        _sign(known_classes)
    signs: dict[str, str] = {}
    for together, sign in _SIGNS.items():
        for each in together:
            signs[each] = signs.get(each, "") + sign
    return Lexicon(words, signs)


def unit_named(name: str, lang: Lang) -> str | None:
    """The key in ``UNITS`` of a name as it stands in a text."""
    word = lexicon(lang).words.get(name) or lexicon(lang).words.get(name.lower())
    return word.senses.get("UNIT") if word else None
