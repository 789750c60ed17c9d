"""Singular and plural of the English head of a term."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.tokens import Token

if TYPE_CHECKING:
    from inflect import engine as Engine  # noqa: N812

_PLURAL_TAGS = ("NNS", "NNPS")
_LINKING = ("ADP", "SCONJ", "CCONJ", "PRON", "VERB", "AUX")


class Head(NamedTuple):
    """The noun that carries the number of a term (offsets into the term), and its number."""

    text: str
    start: int
    end: int
    pos: str
    plural: bool
    lemma: str


def head(tokens: Sequence[Token], offset: int = 0) -> Head | None:
    """The last word before a preposition: *quality* of life, stem *cell*; None without words.

    ``offset`` is where the term begins in the text of the tokens. A word that ends in a capital is
    no plural whatever the tagger takes its S for (TMS); one in capitals only has the number that
    its term is listed in.
    """
    words = [token for token in tokens if any(ch.isalpha() for ch in token.text)]
    if not words:
        return None
    found = words[0]
    for token in words:
        if token.pos in _LINKING and token is not words[0]:
            break
        if token.tag != "POS":
            found = token
    return Head(
        found.text,
        found.start - offset,
        found.end - offset,
        found.pos,
        found.text[-1].islower() and found.tag in _PLURAL_TAGS,
        found.lemma,
    )


def plural(word: str, known: Collection[str]) -> str | None:
    """The plural of a noun as far as it is known to have one; ``known`` are plurals in use.

    Abbreviations take an s. Nouns that may have none (*depression*) and Latin ones that have two
    (*hippocampi*) are decided by what is in use.
    """
    if re.search(r"[A-Z0-9]$", word):
        return word + "s"
    candidates = (_engine(False).plural_noun(word), _engine(True).plural_noun(word))
    return next((str(form) for form in candidates if str(form).lower() in known), None)


def is_plural_of(word: str, listed: str) -> bool:
    """Whether ``word`` is the plural of a word of a form, whatever the tagger makes of it."""
    plurals = {
        str(_engine(classical).plural_noun(each))
        for each in re.findall(r"[^\W\d_]{2,}", listed.lower())
        for classical in (False, True)
    }
    return word.lower() in plurals and word.lower() not in re.findall(r"\w+", listed.lower())


@cache
def _engine(classical: bool) -> Engine:
    import inflect

    made = inflect.engine()
    made.classical(ancient=classical)
    return made
