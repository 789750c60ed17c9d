"""What is read in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks.claims.wording import Kind


@dataclass(frozen=True)
class Claim:
    """One wording that sets how strongly something is said, with its place in the block's prose.

    ``step`` to ``high`` is its stretch of the scale of its ``kind``; ``main`` says whether it
    governs the sentence, not a clause inside it.
    """

    kind: Kind
    step: int
    high: int
    label: str
    start: int
    end: int
    words: str
    main: bool


class Denial(NamedTuple):
    """Words that deny something, with their place; ``main`` if they deny the main predicate.

    ``of_negative`` is whether what they deny has a negative meaning itself (do not stop).
    """

    start: int
    end: int
    words: str
    main: bool
    of_negative: bool = False


@dataclass(frozen=True)
class Polarity:
    """What is denied in a sentence, and what could answer a denial on the other side.

    ``affirmed`` are two negatives that cancel each other (わけではない after ない), ``excepted``
    negative conditions and exceptions (``main`` where a translation has to keep them). ``hints``
    counts the other words with a negative meaning, ``weakly`` is whether one stands there that
    seldom renders a negation (only, before), ``scarce`` whether one says how little there is.
    """

    denials: tuple[Denial, ...]
    affirmed: tuple[Denial, ...]
    excepted: tuple[Denial, ...]
    hints: int
    weakly: bool
    scarce: bool

    @property
    def has_denial(self) -> bool:
        """Whether anything is plainly denied."""
        return bool(self.denials)

    @property
    def is_negative(self) -> bool:
        """Whether anything at all could answer a denial on the other side."""
        return bool(self.denials or self.affirmed or self.excepted or self.hints)


@dataclass(frozen=True)
class SentenceClaims:
    """One sentence: its claims, its polarity, and what it is about.

    ``predicate`` is where its main predicate stands, for sentences that mark nothing. ``prohibits``
    is whether it tells somebody not to do something, ``instructs`` whether it is an instruction.
    """

    claims: tuple[Claim, ...]
    polarity: Polarity
    predicate: tuple[int, int]
    benefit: bool
    risk: bool
    is_question: bool
    prohibits: bool
    instructs: bool

    def of(self, kind: Kind) -> tuple[Claim, ...]:
        """The claims on one scale."""
        return tuple(claim for claim in self.claims if claim.kind == kind)
