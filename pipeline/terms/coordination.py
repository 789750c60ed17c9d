"""Words that several terms share: 抗炎症・神経保護作用, pre- and post-treatment.

A term may be broken by a coordination: *anti-inflammatory [and neuroprotective] effects*,
*transcranial [magnetic or] direct current stimulation*. A break is a place where the words of a
term may stop and another where they may go on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
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
_LOOSE = frozenset(
    {
        ("や",),
        ("と",),
        ("、",),
        ("，",),
        ("及び",),
        ("又", "は"),
        ("並びに",),
        ("若しくは",),
        ("或いは",),
    }
)
_JOINING = frozenset(
    {("and",), ("or",), ("nor",), ("but",), ("&",), ("and/or",), ("plus",), ("versus",), ("vs",)}
    | {("vs.",), ("as", "well", "as")}
)
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
    joiners = _joiners(tokens, lang)
    if not joiners:
        return found
    for index, token in enumerate(tokens):
        near = range(index + 1, index + 1 + _REACH)
        if _is_part(token, lang) and any(i in joiners for i in near):
            places = (
                _ja(text, tokens, index, joiners, starts)
                if lang == "ja"
                else _en(tokens, index, joiners)
            )
            if unique := tuple(dict.fromkeys(places)):
                found[token.start + len(token.text.rstrip("".join(_HYPHENS)))] = unique
    return found


def _joiners(tokens: Sequence[Token], lang: Lang) -> dict[int, int]:
    """Where words stand that join two others, and how many tokens they are."""
    found: dict[int, int] = {}
    known = _LOOSE if lang == "ja" else _JOINING
    for at, token in enumerate(tokens):
        if token.text in _TIGHT:
            found[at] = 1
        for words in known:
            if (
                token.norm == words[0]
                and tuple(t.norm for t in tokens[at : at + len(words)]) == words
            ):
                found[at] = len(words)
    return found


def _is_part(token: Token, lang: Lang) -> bool:
    if token.pos in _PARTS[lang] or token.tag in {"接頭辞", "HYPH", "AFX"}:
        # A finite verb ends a noun phrase; participles stand in one.
        return lang == "ja" or token.pos != "VERB" or token.tag in {"VBN", "VBG", "VB"}
    return token.tag.startswith("接尾辞") or token.text in _HYPHENS


def _ja(
    text: str,
    tokens: Sequence[Token],
    index: int,
    joiners: Mapping[int, int],
    starts: Sequence[int],
) -> Iterator[Break]:
    """From the end of a part, into the compounds that a sign joins to it.

    Words that end alike (1型および2型, 急性や慢性) share what follows as surely as behind a sign.
    """
    tight, at = True, index + 1
    ending = tokens[index].text[-1]
    while at < len(tokens) and at <= index + _REACH and at in joiners:
        tight = tight and tokens[at].text in _TIGHT
        first = at = at + joiners[at]
        while at < len(tokens) and _is_part(tokens[at], "ja"):
            at += 1
        if at == first:
            return
        begin, end = tokens[first].start, tokens[at - 1].end
        for start in starts[bisect_right(starts, begin) : bisect_left(starts, end)]:
            yield Break(start, tight or text[start - 1] == ending)


def _en(tokens: Sequence[Token], index: int, joiners: Mapping[int, int]) -> Iterator[Break]:
    """From the end of a part, past *and Y*, or past *X and*, within one noun phrase."""
    listed = joined = False
    reach = min(index + 1 + _REACH, len(tokens))
    at = index + 1
    while at < reach:
        token = tokens[at]
        if at in joiners:
            joined = True
            at += joiners[at] - 1
        elif token.text == ",":
            listed = True
        elif not _is_part(token, "en"):
            return
        elif joined and at > index + 1 and token.text not in _HYPHENS:
            yield Break(token.start, False)
        elif not (joined or listed) and at > index + _REACH // 2:
            return
        at += 1
