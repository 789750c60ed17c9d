"""Alignment links between the sections and sentences of a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model.source import Lang, Span


class SentenceGroup(NamedTuple):
    """Sentences of the source and those of the target that say the same, and how surely.

    Either side may be empty (a sentence without a counterpart) or hold several (split, merged).
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    score: float


class SectionGroup(NamedTuple):
    """The ids of sections of the source and of those of the target that translate them."""

    source: tuple[int, ...]
    target: tuple[int, ...]


class SentenceLink(NamedTuple):
    """Sentences that say the same; an empty side means no counterpart. Spans are source spans."""

    ja: tuple[Span, ...]
    en: tuple[Span, ...]
    score: float

    def side(self, lang: Lang) -> tuple[Span, ...]:
        """The sentences of one language."""
        return self.ja if lang == "ja" else self.en

    def oriented(self, source: Lang) -> SentenceGroup:
        """The same sentences as source and target, the source being written in ``source``."""
        if source == "ja":
            return SentenceGroup(self.ja, self.en, self.score)
        return SentenceGroup(self.en, self.ja, self.score)


@dataclass(frozen=True)
class Link:
    """Sections that translate each other; an empty side means no counterpart.

    ``score`` is the probability that the link (or the gap) is right; ``evidence`` names what spoke
    for it, each in the unit of its feature.
    """

    ja: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    evidence: Mapping[str, float] = field(default_factory=dict)
    decision: str | None = None
    sentences: tuple[SentenceLink, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether one side has no counterpart."""
        return not (self.ja and self.en)

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The sections of one language."""
        return self.ja if lang == "ja" else self.en

    def oriented(self, source: Lang) -> SectionGroup:
        """The same sections as source and target, the source being written in ``source``."""
        return SectionGroup(*((self.ja, self.en) if source == "ja" else (self.en, self.ja)))

    def groups(self, source: Lang) -> tuple[SentenceGroup, ...]:
        """The sentence links, each as source and target."""
        return tuple(each.oriented(source) for each in self.sentences)
