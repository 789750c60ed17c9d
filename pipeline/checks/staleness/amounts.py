"""Numbers and units of a text, however they are spelled: 二錠, 2錠; 500mL, 500 mL; %, percent.

Another spelling is no change, another value is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.checks.quantities.lexer import Lexeme, WordBoundaries, lexemes
from pipeline.checks.quantities.lexicon import UNITS
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
    found = lexemes(text, lang, WordBoundaries(tokens) if lang == "ja" and tokens else None)
    for at, lexeme in enumerate(found):
        value = lexeme.value
        if value is None or value.unsaid or not _counts(lexeme, known.get(lexeme.start)):
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        unit = following.senses.get("UNIT") if following is not None else None
        if following is None or unit is None or UNITS[unit].role in _NO_UNITS:
            yield Amount(lexeme.start, lexeme.end, value.low, "")
        else:
            yield Amount(lexeme.start, following.end, value.low, unit)


def written(text: str, amounts: Iterable[Amount]) -> str:
    """The text with every amount written one way."""
    parts, at = [], 0
    for amount in amounts:
        parts += [text[at : amount.start], f"{amount.value:.12g}{amount.unit}"]
        at = amount.end
    return "".join([*parts, text[at:]])


def _counts(lexeme: Lexeme, token: Token | None) -> bool:
    """Whether a word is a numeral here: *one* is as often a pronoun, and *first* no number."""
    numeral = lexeme.text
    if not numeral[0].isascii() or not numeral[0].isalpha():
        return True
    return token is not None and (token.tag == "CD" or numeral[:2].lower() == "a ")
