"""How near a translation comes to a reference, in figures that add up from articles to a corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.findings import Failure
from pipeline.model.source import Lang

# How candidate and reference were brought into the same segments.
Way = Literal["aligned", "strict"]


@dataclass(frozen=True)
class TermRates:
    """Counts, which add up over articles, and the rates they give (None where nothing counts)."""

    asked: int = 0
    answered: int = 0
    repeated: int = 0
    alike: int = 0

    @property
    def success(self) -> float | None:
        """The share of the source's terms that an accepted rendering answers."""
        return round(self.answered / self.asked, 4) if self.asked else None

    @property
    def consistency(self) -> float | None:
        """The share of repeated renderings that are the usual one of their term."""
        return round(self.alike / self.repeated, 4) if self.repeated else None

    def __add__(self, other: TermRates) -> TermRates:
        return TermRates(
            self.asked + other.asked,
            self.answered + other.answered,
            self.repeated + other.repeated,
            self.alike + other.alike,
        )


@dataclass(frozen=True)
class Segments:
    """A text in the segments it is scored in; both sides have the same number."""

    candidate: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()

    def __add__(self, other: Segments) -> Segments:
        return Segments(self.candidate + other.candidate, self.reference + other.reference)


@dataclass(frozen=True)
class Difference:
    """One metric of two candidates: scores, 95 % intervals (half widths), and the p-value.

    ``p`` is the probability of a difference as large as this one where there is none.
    """

    first: float
    first_interval: float
    second: float
    second_interval: float
    p: float


@dataclass(frozen=True)
class Quality:
    """One article or a corpus. ``metrics`` is empty where there are no segments.

    ``words`` are those of the candidate (morphemes in Japanese), ``fidelity`` the findings of the
    rules about what a sentence says, ``missing`` the sections that have no counterpart.
    """

    segments: Segments
    metrics: Mapping[str, float]
    terms: TermRates
    words: int
    fidelity: int
    missing: int

    @property
    def per_thousand(self) -> float | None:
        """Fidelity findings per 1,000 words of the candidate."""
        return round(1000 * self.fidelity / self.words, 2) if self.words else None


@dataclass(frozen=True)
class Candidate:
    """One translation: as a whole and article by article, by id, in their order."""

    name: str
    corpus: Quality
    articles: Mapping[str, Quality]


@dataclass(frozen=True)
class ScoreReport:
    """What ``taiyaku score`` prints. ``differences`` is filled where there are two candidates."""

    version: str
    lang: Lang
    way: Way
    reference: str
    signatures: Mapping[str, str]
    candidates: Sequence[Candidate]
    differences: Mapping[str, Difference] = field(default_factory=dict)
    samples: int = 0
    failures: tuple[Failure, ...] = ()
