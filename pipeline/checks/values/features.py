"""What a Japanese sentence offers as evidence for a value: its morphemes and their short runs.

なくてはいけない, とは限らない and しか…ない are runs of small words, so that pairs and triples of
neighbours are features beside single morphemes, and so are two of a sentence that belong together
at a distance (しか, まで, ないと … ない).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.tokens import Token

_GRAMMAR = frozenset({"AUX", "ADP", "PART", "SCONJ", "DET", "ADV", "CCONJ", "PRON"})
# What takes a denial at the end of its clause.
_OPENERS = frozenset(
    {"しか", "まで", "ほど", "ばかり", "だけ", "必ず", "必ずしも", "全く", "決して"}
)
_DENIALS = frozenset({"ない", "無い", "ぬ", "ず", "ん"})
_INFLECTED = frozenset({"AUX"})


def features(tokens: Sequence[Token]) -> dict[str, int]:
    """Each feature with the number of the first token it begins at."""
    found: dict[str, int] = {}
    for name, at in _named(tokens):
        found.setdefault(name, at)
    return found


def word(token: Token) -> str:
    """A morpheme as a feature names it: endings as they stand (でしょ, だろう), words as norms."""
    if token.pos in _INFLECTED and token.norm in {"だ", "です", "ます", "た"}:
        return token.text
    return token.norm


def _named(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    words = [word(token) for token in tokens]
    small = [token.pos in _GRAMMAR or len(w) == 1 for token, w in zip(tokens, words, strict=True)]
    for at, mentioned in enumerate(words):
        yield mentioned, at
        if at + 1 < len(words):
            yield f"{mentioned} {words[at + 1]}", at
        if at + 2 < len(words) and sum(small[at : at + 3]) >= 2:
            yield f"{mentioned} {words[at + 1]} {words[at + 2]}", at
        if mentioned in _OPENERS and any(later in _DENIALS for later in words[at + 1 :]):
            yield f"{mentioned} … ない", at
