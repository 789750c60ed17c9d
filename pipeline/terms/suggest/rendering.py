"""Which English phrases most likely render a Japanese one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.terms.suggest.association import dice, log_likelihood
from pipeline.terms.suggest.counts import Counts, Words

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Origins = Callable[[Sequence[str]], Sequence[frozenset[str]]]

# What each evidence adds to the cosine of the two phrases, by hand and rounded.
_DICE = 0.3
_LIKELIHOOD = 0.06
_ORIGIN = 0.3
_NOUN = 0.2
# Taken off a phrase that never stands outside of a longer compound ("stem" in "stem cell"), and
# off one that is two in a row ("nausea and weight").
_FRAGMENT = 0.05
_SEVERAL = 0.1
# A phrase that resembles another Japanese one as much is most likely the rendering of that one.
_RIVAL = 0.3

_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿々]")


class Rendering(NamedTuple):
    """An English phrase for a Japanese one and what speaks for it.

    ``together`` is the number of sentence links that hold both, ``link`` the first of them;
    ``likelihood`` is Dunning's G² over sentence links. ``balance`` is 1 where the two occur equally
    often, and near 0 where one is much more frequent.
    """

    en: str
    score: float
    together: int
    cosine: float
    likelihood: float
    link: int
    balance: float


@dataclass(frozen=True)
class Bilingual:
    """Both sides with the vectors of their phrases."""

    ja: Counts
    en: Counts
    total: int
    cosine: dict[tuple[Words, Words], float]
    origins: dict[Words, frozenset[str]]
    together: dict[Words, Counter[Words]]
    partners: dict[Words, list[Words]]


def read(ja: Counts, en: Counts, total: int, embed: Embed, origins: Origins) -> Bilingual:
    """What ``renderings`` needs; ``total`` is the number of sentence links."""
    inside: dict[int, list[Words]] = {}
    for words, links in en.links.items():
        for link in links:
            inside.setdefault(link, []).append(words)
    together = {
        words: Counter(other for link in links for other in inside.get(link, ()))
        for words, links in ja.links.items()
    }
    partners: dict[Words, list[Words]] = {}
    for words, others in together.items():
        for other in others:
            partners.setdefault(other, []).append(words)
    a = dict(zip(ja.links, embed([ja.written(w) for w in ja.links]), strict=True))
    b = dict(zip(en.links, embed([en.written(w) for w in en.links]), strict=True))
    # Rounded, because the seventh digit depends on the batch.
    cosine = {
        (w, other): round(float(a[w] @ b[other]), 4)
        for w, found in together.items()
        for other in found
    }
    borrowed = dict(zip(ja.links, origins([ja.written(w) for w in ja.links]), strict=True))
    return Bilingual(ja, en, total, cosine, borrowed, together, partners)


def renderings(words: Words, known: Bilingual, limit: int) -> tuple[Rendering, ...]:
    """The likeliest English phrases, best first."""
    found = [
        _judged(words, other, known)
        for other in known.together.get(words, ())
        # The original in parentheses is no translation.
        if not _JAPANESE.search(known.en.written(other))
    ]
    best: dict[str, Rendering] = {}
    for rendering in sorted(found, key=lambda r: (-r.score, r.en)):
        # Spellings that differ in capitals only are one rendering.
        best.setdefault(rendering.en.casefold(), rendering)
    return tuple(best.values())[:limit]


def _judged(words: Words, other: Words, known: Bilingual) -> Rendering:
    ours, theirs = len(known.ja.links[words]), len(known.en.links[other])
    both = known.together[words][other]
    cosine = known.cosine[words, other]
    likelihood = log_likelihood(both, ours, theirs, known.total)
    rival = max((known.cosine[w, other] for w in known.partners[other] if w != words), default=0.0)
    written = known.en.written(other)
    shared = len(known.origins[words] & set(other)) / len(other)
    same = known.ja.written(words).casefold() == written.casefold()
    score = (
        cosine
        - _RIVAL * rival
        + _DICE * dice(both, ours, theirs)
        + _LIKELIHOOD * log1p(max(0.0, likelihood))
        + _ORIGIN * (shared + same)
        + _NOUN * known.en.tags[other][-1].startswith("NN")
        - _FRAGMENT * (not known.en.alone[other])
        - _SEVERAL * ("CC" in known.en.tags[other])
    )
    link = next(n for n in known.ja.links[words] if n in set(known.en.links[other]))
    often = known.ja.occurrences[words], known.en.occurrences[other]
    balance = min(often) / max(often)
    return Rendering(written, round(score, 4), both, cosine, round(likelihood, 2), link, balance)
