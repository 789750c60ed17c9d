"""Terms that the articles use and the glossary lacks, with the renderings they have.

``suggest`` takes the noun phrases of linked sentences and gives candidates, best first. It knows
no model: phrases, vectors, the origins of loan words and what is usual come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.terms.suggest.counts import Counts, Linked, Words, count, is_joined
from pipeline.terms.suggest.cvalue import c_values
from pipeline.terms.suggest.ranking import Evidence, termhood
from pipeline.terms.suggest.rendering import Embed, Origins, Rendering, read, renderings

# What each piece of a text costs in general language, in nats.
Surprise = Callable[[str], Sequence[float]]

__all__ = ["Linked", "Rendering", "Suggestion", "suggest"]


class Suggestion(NamedTuple):
    """A candidate: its Japanese term, how often it occurs, and the likeliest renderings.

    ``occurs`` is the number of occurrences in linked sentences; ``score`` orders the candidates.
    """

    ja: str
    occurs: int
    c_value: float
    score: float
    renderings: tuple[Rendering, ...]


def suggest(
    linked: Sequence[Linked],
    subject: NDArray[np.float32],
    embed: Embed,
    origins: Origins,
    surprise: Surprise,
    *,
    renderings_each: int = 3,
) -> list[Suggestion]:
    """Candidates of all linked sentences, best first.

    ``subject`` is the unit vector of what the texts are about. Phrases that stand only inside one
    other (C-value 0) are no candidates.
    """
    ja = count(link.ja for link in linked)
    en = count(link.en for link in linked)
    worth = _worth(ja)
    both = read(ja, en, len(linked), embed, origins)
    rendered = {
        words: renderings(words, both, renderings_each) for words in worth if worth[words] > 0
    }
    surest: dict[str, float] = {}
    for best in rendered.values():
        for rendering in best[:1]:
            key = rendering.en.casefold()
            surest[key] = max(rendering.score, surest.get(key, rendering.score))
    found = []
    for words, best in rendered.items():
        if not best:
            continue
        text, first = ja.written(words), best[0]
        evidence = Evidence(
            worth[words],
            # Rounded, because the seventh digit depends on the batch.
            round(float(embed([text])[0] @ subject), 4),
            first,
            sum(surprise(text)) / len(text),
            max(surprise(first.en)),
            claimed=first.score < surest[first.en.casefold()],
        )
        rank = termhood(words, ja, evidence)
        c_value = round(worth[words], 2)
        found.append(Suggestion(text, ja.occurrences[words], c_value, round(rank, 4), best))
    return sorted(found, key=lambda s: (-s.score, s.ja))


def _worth(counts: Counts) -> dict[Words, float]:
    """C-values; a phrase joined of several takes nothing from the compounds inside it.

    Any noun may stand before の or a preposition: that makes it no part of a longer term.
    """
    joined = {words for words in counts.occurrences if is_joined(counts.tags[words])}
    groups = (joined, counts.occurrences.keys() - joined)
    values: dict[Words, float] = {}
    for group in groups:
        values |= c_values({words: counts.occurrences[words] for words in sorted(group)})
    return values
