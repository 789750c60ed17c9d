"""Words that several terms share: 抗炎症・神経保護作用, pre- and post-treatment.

A term may be broken by a coordination: *anti-inflammatory [and neuroprotective] effects*,
*transcranial [magnetic or] direct current stimulation*. A break is a place where the words of a
term may stop and another where they may go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# What can be a part of a compound or noun phrase, by language.
_PARTS = {
    "ja": frozenset({"NOUN", "PROPN", "NUM", "ADJ"}),
    "en": frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "DET", "X"}),
}
# Japanese signs that join parts of one compound, and words that as a rule join whole terms.
_TIGHT = frozenset("・･·/／")
_LOOSE = frozenset({"や", "と", "及び", "又は", "並びに", "、", "，", "若しくは"})
_LISTING = frozenset({",", "/"})
_JOINING = frozenset({"and", "or", "&", "and/or", "plus"})
_HYPHENS = frozenset("-‐‑–")
# Words that a coordination may put between the parts of a term.
_REACH = 10


class Break(NamedTuple):
    """A term may go on at ``to``; ``tight`` where the shared word can hardly be anything else."""

    to: int
    tight: bool


def breaks(
    text: str, tokens: Sequence[Token], starts: Sequence[int], lang: Lang
) -> dict[int, tuple[Break, ...]]:
    """For every offset where words may stop, the places where they may go on.

    ``starts`` are the offsets where a word or a part of one begins.
    """
    found: dict[int, tuple[Break, ...]] = {}
    read = _ja if lang == "ja" else _en
    joined = {i for i, token in enumerate(tokens) if _joins(token, lang)}
    if not joined:
        return found
    for index, token in enumerate(tokens):
        near = range(index + 1, index + 1 + _REACH)
        if _is_part(token, lang) and any(i in joined for i in near):
            places = tuple(dict.fromkeys(read(tokens, index, starts)))
            if places:
                found[token.start + len(token.text.rstrip("".join(_HYPHENS)))] = places
    return found


def _joins(token: Token, lang: Lang) -> bool:
    if lang == "ja":
        return token.text in _TIGHT or token.norm in _LOOSE
    return token.norm in _JOINING or token.text == "/"


def _is_part(token: Token, lang: Lang) -> bool:
    if token.pos in _PARTS[lang] or token.tag in {"接頭辞", "HYPH", "AFX"}:
        # A finite verb ends a noun phrase; participles stand in one.
        return lang == "ja" or token.pos != "VERB" or token.tag in {"VBN", "VBG", "VB"}
    return token.tag.startswith("接尾辞") or token.text in _HYPHENS


def _ja(tokens: Sequence[Token], index: int, starts: Sequence[int]) -> Iterator[Break]:
    """From the end of a part, into the compounds that a sign joins to it."""
    tight, at = True, index + 1
    while at < len(tokens) and at <= index + _REACH and _joins(tokens[at], "ja"):
        tight = tight and tokens[at].text in _TIGHT
        first = at = at + 1
        while at < len(tokens) and _is_part(tokens[at], "ja"):
            at += 1
        if at == first:
            return
        begin, end = tokens[first].start, tokens[at - 1].end
        yield from (Break(start, tight) for start in starts if begin < start < end)


def _en(tokens: Sequence[Token], index: int, _: Sequence[int]) -> Iterator[Break]:
    """From the end of a part, past *and Y*, or past *X and*, within one noun phrase."""
    listed = joined = False
    for at in range(index + 1, min(index + 1 + _REACH, len(tokens))):
        token = tokens[at]
        if _joins(token, "en"):
            joined = True
        elif token.text in _LISTING:
            listed = True
        elif not _is_part(token, "en"):
            return
        elif joined and at > index + 1 and token.text not in _HYPHENS:
            yield Break(token.start, False)
        elif not (joined or listed) and at > index + _REACH // 2:
            return
