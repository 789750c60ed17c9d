"""What a text counts, measures and dates: readings of both languages in the same units.

A file a phenomenon (shares, rates, calendar …), each with the forms of both languages; ``_ORDER``
says which is tried first. General parsers of quantities and dates were looked at and read either
one of the languages or no Japanese counters, shares and frequencies; what they do cover is used:
kanjize for kanji numerals, text2num for English number words, japanera for the eras.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.quantities import (
    ages,
    calendar,
    factors,
    idioms,
    labels,
    meals,
    measures,
    per,
    rates,
    shares,
    statistics,
    vague,
)
from pipeline.checks.quantities.compare import (
    agree,
    clash,
    contradict,
    decides,
    mistaken,
    stricter,
    unlimited,
)
from pipeline.checks.quantities.forms import Form, Text, fold
from pipeline.checks.quantities.forms import read as _read
from pipeline.checks.quantities.quantity import Bound, Quantity
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

__all__ = [
    "Bound",
    "Quantity",
    "agree",
    "clash",
    "contradict",
    "decides",
    "mistaken",
    "read",
    "stricter",
    "unlimited",
]

# What is special comes first: its characters are gone for the next.
_ORDER = (
    idioms, statistics, calendar, shares, factors, meals, rates, per, ages, labels, vague, measures
)  # fmt: skip
_FORMS: dict[Lang, tuple[Form, ...]] = {
    "ja": tuple(form for kind in _ORDER for form in kind.JA),
    "en": tuple(form for kind in _ORDER for form in kind.EN),
}


def read(text: str, lang: Lang, tokens: Sequence[Token] = ()) -> tuple[Quantity, ...]:
    """The quantities of a block's prose in order; places are offsets in ``text``.

    ``tokens`` tell Japanese numerals from words written with the same characters (十分, 一方);
    without them every kanji numeral counts.
    """
    known = {token.start: token for token in tokens} if tokens and lang == "ja" else None
    found = _read(Text(lang, text, fold(text), known), _FORMS[lang])
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))
