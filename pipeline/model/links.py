"""Alignment links between the sections and sentences of a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model.source import Span


class SentenceLink(NamedTuple):
    """Sentences that say the same; an empty side means no counterpart. Spans are source spans."""

    ja: tuple[Span, ...]
    en: tuple[Span, ...]
    score: float


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
