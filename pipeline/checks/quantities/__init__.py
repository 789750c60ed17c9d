"""What a text counts, measures and dates: readings of both languages in the same units.

lexicon (tables with their sources) → lexer → grammar (``rules`` and a file a phenomenon, each with
the rules of both languages) → ``Quantity``; ``compare.py`` says when two agree. General parsers of
quantities and dates were looked at and read either one of the languages or no Japanese counters,
shares and frequencies; what they do know is used: CLDR's and pint's units, text2num, japanera.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.quantities import (
    ages,
    calendar,
    identifiers,
    labels,
    meals,
    measures,
    rates,
    shares,
)
from pipeline.checks.quantities.compare import (
    agree,
    clash,
    contradict,
    decides,
    lost_rate,
    mistaken,
    stricter,
    unlimited,
    visible,
)
from pipeline.checks.quantities.lexer import WordBoundaries, fold, lexemes
from pipeline.checks.quantities.quantity import Bound, Quantity
from pipeline.checks.quantities.rules import Rule
from pipeline.checks.quantities.rules import read as _read
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

__all__ = [
    "Bound",
    "Quantity",
    "agree",
    "clash",
    "contradict",
    "decides",
    "lost_rate",
    "mistaken",
    "read",
    "stricter",
    "unlimited",
    "visible",
]

# What is special comes first: its lexemes are gone for the next.
RULES: dict[Lang, tuple[Rule, ...]] = {
    "ja": (
        *identifiers.JA, *calendar.JA, *shares.JA, *meals.JA, *labels.JA, *ages.JA, *rates.JA,
        *measures.JA, *rates.LATE_JA,
    ),
    "en": (
        *identifiers.EN, *meals.EN, *ages.EN, *measures.PARTS_EN, *shares.EN, *labels.EN,
        *rates.EN, *calendar.EN, *labels.LATE_EN,
        *measures.EN[:-1], *ages.LATE_EN, *measures.EN[-1:], *rates.LATE_EN,
    ),
}  # fmt: skip


def read(text: str, lang: Lang, tokens: Sequence[Token] = ()) -> tuple[Quantity, ...]:
    """The quantities of a block's prose in order; places are offsets in ``text``.

    ``tokens`` tell Japanese numerals and counters from words written with the same characters
    (十分, 分枝); without them everything that can be one counts.
    """
    words = WordBoundaries(tokens) if tokens and lang == "ja" else None
    found = lexemes(text, lang, words)
    if not found:
        return ()
    read_ = _read(text, fold(text), found, RULES[lang], lang, words)
    return tuple(sorted(read_, key=lambda q: (q.start, q.end)))
