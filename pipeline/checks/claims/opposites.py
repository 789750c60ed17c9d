"""Words that exclude each other: left and right, rise and fall, acute and chronic.

A sentence whose only word of an axis stands at one end faces one whose only word stands at the
other. Many such words have other uses (in the end, 前 of a place), so that the sentences have to
fit better once either word is replaced by the one that takes its place at the other end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Denial
from pipeline.checks.claims.patterns import Pattern
from pipeline.checks.claims.polarity import Opposed, cut
from pipeline.checks.claims.wording import data, search, whole, words
from pipeline.checks.linked.pairs import PlacedSentence, SentencePair
from pipeline.model.check import Context
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# Penn Treebank's tag of what makes a phrasal verb.
_PARTICLE = "RP"


class _Word(NamedTuple):
    """A word of an axis at its end (0 or 1), and what takes its place at the other end."""

    axis: int
    end: int
    own: str
    other: str


class _AxisWords(NamedTuple):
    """Where words of an axis stand: tokens ``first`` to ``last`` inclusive."""

    first: int
    last: int
    words: tuple[_Word, ...]


def reversed_word(ctx: Context, pair: SentencePair) -> Opposed | None:
    """The word of a sentence whose antonym stands in the linked sentence."""
    ours, theirs = pair.ours, pair.theirs
    if ours.reading.is_question or theirs.reading.is_question:
        return None
    if ours.reading.polarity.has_denial != theirs.reading.polarity.has_denial:
        # “Does not fall” is one way to say that something stays high.
        return None
    here, there = _ends(ours), _ends(theirs)
    for axis in sorted(here.keys() & there.keys()):
        left, right = here[axis], there[axis]
        if {w.end for f in left for w in f.words} == {1 - w.end for f in right for w in f.words}:
            gain = _gain(ctx, ours, left[0], theirs) + _gain(ctx, theirs, right[0], ours)
            if round(gain, 4) >= thresholds.NEARER_WITH_OPPOSITE:
                return Opposed(
                    _marked(ours, left[0]),
                    _marked(theirs, right[0]),
                    True,
                    thresholds.POLARITY_OPPOSITE,
                )
    return None


def _ends(sentence: PlacedSentence) -> dict[int, list[_AxisWords]]:
    """The words of every axis of which a sentence names one end alone."""
    found: dict[int, list[_AxisWords]] = {}
    for each in _found(sentence.tokens, sentence.side.lang):
        if _is_term(sentence, each):
            continue
        for axis in {word.axis for word in each.words}:
            own = tuple(word for word in each.words if word.axis == axis)
            found.setdefault(axis, []).append(each._replace(words=own))
    return {
        axis: places
        for axis, places in found.items()
        if len({word.end for place in places for word in place.words}) == 1
    }


def _is_term(sentence: PlacedSentence, found: _AxisWords) -> bool:
    """Whether a term of the glossary holds the word (高血圧), which the rules of terms compare."""
    start, end = sentence.tokens[found.first].start, sentence.tokens[found.last].end
    return any(
        hit.section == sentence.section and hit.block == sentence.number
        and hit.start <= start and end <= hit.end
        for hit in sentence.side.hits
    )  # fmt: skip


def _found(tokens: Sequence[Token], lang: Lang) -> Iterator[_AxisWords]:
    table, pattern = _table(lang)
    joined = words(tokens, lang)
    starts = {number: at for at, number in joined.begins.items()}
    stops = {number: at for at, number in joined.ends.items()}
    for first, last in search((pattern,), joined):
        form = joined.text[starts[first] : stops[last]]
        if lang == "ja" or _is_itself(tokens, last, form):
            yield _AxisWords(first, last, table[form])


def _is_itself(tokens: Sequence[Token], number: int, form: str) -> bool:
    """Whether an English word is the one of the table: no noun (the end), no end up."""
    if form in _verbs() and tokens[number].pos != "VERB":
        return False
    return all(after.tag != _PARTICLE for after in tokens[number + 1 : number + 2])


def _gain(
    ctx: Context, sentence: PlacedSentence, found: _AxisWords, counterpart: PlacedSentence
) -> float:
    """How much nearer a sentence comes with the word of the other end; both in dictionary form."""
    import numpy as np

    prose, tokens = sentence.block.prose.text, sentence.tokens
    before = prose[tokens[0].start : tokens[found.first].start]
    after = prose[tokens[found.last].end : tokens[-1].end]
    texts = [before + form + after for word in found.words for form in (word.own, word.other)]
    counterpart_text = counterpart.block.prose.text[
        counterpart.tokens[0].start : counterpart.tokens[-1].end
    ]
    vectors = ctx.embed([counterpart_text, *texts])
    cosines = np.round(vectors[1:] @ vectors[0], 4)
    return float(np.max(cosines[1::2] - cosines[::2]))


def _marked(sentence: PlacedSentence, found: _AxisWords) -> Denial:
    inside = sentence.tokens[found.first : found.last + 1]
    return Denial(inside[0].start, inside[-1].end, cut(inside), main=True)


@cache
def _table(lang: Lang) -> tuple[dict[str, tuple[_Word, ...]], Pattern]:
    """The words of ``opposites.toml`` by their form, and a pattern, the longest first."""
    found: dict[str, tuple[_Word, ...]] = {}
    for number, axis in enumerate(data("opposites.toml")["axes"]):
        for entry in axis[lang]:
            one, other = entry.split("/")
            found[one] = (*found.get(one, ()), _Word(number, 0, one, other))
            found[other] = (*found.get(other, ()), _Word(number, 1, other, one))
    forms = sorted(found, key=lambda form: (-len(form), form))
    return found, whole("|".join(map(re.escape, forms)).replace("\\ ", " "), lang)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(data("opposites.toml")["verbs"])
