"""How often phrases occur, alone, inside longer ones, and in the same sentence links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model.tokens import Phrase

Words = tuple[str, ...]
# Tags of the words that join phrases: の, な, and English prepositions.
_JOINING = ("助詞", "助動詞", "IN")


class Linked(NamedTuple):
    """The noun phrases of sentences that translate each other."""

    ja: tuple[Phrase, ...]
    en: tuple[Phrase, ...]


@dataclass
class Counts:
    """One language: occurrences, those that are no part of a longer compound, and sentence links.

    ``links[words]`` are the numbers of the sentence links it stands in, in order; ``named`` counts
    where the parser takes it for the name of a kind of thing.
    """

    occurrences: Counter[Words] = field(default_factory=Counter)
    alone: Counter[Words] = field(default_factory=Counter)
    named: Counter[Words] = field(default_factory=Counter)
    links: dict[Words, list[int]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[Words, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    tags: dict[Words, tuple[str, ...]] = field(default_factory=dict)

    def written(self, words: Words) -> str:
        """The way it is written most; among equals the one in small letters."""
        ways = self.texts[words]
        return max(sorted(ways), key=lambda text: (ways[text], text.islower()))


def count(links: Iterable[Sequence[Phrase]]) -> Counts:
    """The counts of one language; ``links`` are the phrases of each sentence link."""
    counts = Counts()
    for number, phrases in enumerate(links):
        compounds = [phrase for phrase in phrases if not is_joined(phrase.tags)]
        for phrase in phrases:
            words = phrase.words
            counts.occurrences[words] += 1
            counts.named[words] += phrase.named
            counts.texts[words][phrase.text] += 1
            counts.tags.setdefault(words, phrase.tags)
            counts.alone[words] += not any(_within(phrase, other) for other in compounds)
            if counts.links[words][-1:] != [number]:
                counts.links[words].append(number)
    return counts


def is_joined(tags: Sequence[str]) -> bool:
    """Whether a phrase is several, joined by の, な or a preposition."""
    return any(tag.startswith(_JOINING) for tag in tags[1:-1])


def parts(words: Words, tags: Sequence[str]) -> list[Words]:
    """The phrases that such words join; the phrase itself where they join none."""
    found: list[list[str]] = [[]]
    for place, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if tag.startswith(_JOINING) and 0 < place < len(words) - 1:
            found.append([])
        else:
            found[-1].append(word)
    return [tuple(part) for part in found]


def _within(inner: Phrase, outer: Phrase) -> bool:
    covers = outer.start <= inner.start and inner.end <= outer.end
    return covers and (outer.end - outer.start) > (inner.end - inner.start)
