"""Numbers and units of a text, however they are spelled: 二錠, 2錠; 500mL, 500 mL; %, percent.

Another spelling is no change, another value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Text, fold
from pipeline.checks.quantities.measures import unit_named
from pipeline.checks.quantities.units import UNITS, unit_pattern
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# Their names are words of their own: patients and children are both people.
_NO_UNITS = frozenset({"people", "doses"})


class Amount(NamedTuple):
    """A numeral with its value, and the unit behind it as a key of ``UNITS`` where it has one."""

    start: int
    end: int
    value: float
    unit: str


def read(text: str, tokens: Sequence[Token], lang: Lang) -> Iterator[Amount]:
    """The amounts of a text in order; ``tokens`` tell numerals from words written like them."""
    known = {token.start: token for token in tokens}
    folded = Text(lang, text, fold(text), known if lang == "ja" else None)
    for found in _pattern(lang).finditer(folded.folded):
        if not (folded.is_numeral(found.start()) and _counts(found["n"], known.get(found.start()))):
            continue
        value = (numerals.japanese if lang == "ja" else numerals.english)(found["n"].strip())
        unit = unit_named(found["unit"], lang) if found["unit"] else None
        if unit is None or UNITS[unit].role in _NO_UNITS:
            yield Amount(found.start(), found.end("n"), value, "")
        else:
            yield Amount(*found.span(), value, unit)


def written(text: str, amounts: Iterable[Amount]) -> str:
    """The text with every amount written one way."""
    parts, at = [], 0
    for amount in amounts:
        parts += [text[at : amount.start], f"{amount.value:.12g}{amount.unit}"]
        at = amount.end
    return "".join([*parts, text[at:]])


def _counts(numeral: str, token: Token | None) -> bool:
    """Whether a word is a numeral here: *one* is as often a pronoun."""
    if not numeral[0].isascii() or not numeral[0].isalpha():
        return True
    return token is not None and (token.tag == "CD" or numeral[:2].lower() == "a ")


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    numeral = numerals.JA if lang == "ja" else numerals.EN
    return re.compile(rf"(?P<n>{numeral})(?:[ -]?(?P<unit>{unit_pattern(lang)})(?![A-Za-z]))?")
