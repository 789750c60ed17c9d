"""Claims compared across the article: per treatment and condition, the strongest of each side.

What a translation says too strongly need not stand in the sentence that is linked: a list of what a
treatment is proven for may name a condition that the source says elsewhere is only being studied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Claim
from pipeline.checks.claims.strength import ASSERTED, CLEARED, governing
from pipeline.checks.linked.pairs import PlacedSentence, sentences
from pipeline.model.check import Context, Side
from pipeline.model.findings import Place
from pipeline.model.terms import Hit

# Domains of the glossary. What is no treatment (exosome) is one where nothing else could be meant.
_TREATMENTS, _AGENTS = frozenset({"treatment", "drug"}), frozenset({"biology"})
_CONDITIONS = frozenset({"disease", "symptom"})
# Words after which an English clause speaks of something else than its verb.
_CLAUSE_ENDS = frozenset({"with", "which", "while", "whereas", "but", "although", ";", "."})


@dataclass(frozen=True)
class Statement:
    """A sentence that says how good treatments are for conditions, and how strongly.

    ``claim`` is None where the sentence asserts without a mark. ``approved`` is what an authority
    did, if anything.
    """

    sentence: PlacedSentence
    treatments: frozenset[int]
    conditions: frozenset[int]
    claim: Claim | None
    approved: Claim | None
    named: tuple[Hit, ...]

    @property
    def low(self) -> int:
        """The least it can mean."""
        return ASSERTED if self.claim is None else self.claim.step

    @property
    def high(self) -> int:
        """The most it can mean."""
        return ASSERTED if self.claim is None else self.claim.high

    def is_governed(self, condition: int) -> bool:
        """Whether a condition follows what an authority did, within the same clause."""
        tokens, approved = self.sentence.tokens, self.approved
        if approved is None:
            return False
        end = next(
            (t.start for t in tokens if t.start >= approved.end and t.norm in _CLAUSE_ENDS),
            tokens[-1].end,
        )
        return any(
            hit.concept == condition and (self.sentence.side.lang == "ja" or hit.end <= end)
            for hit in self.named
        )

    def place_of(self, condition: int) -> Place | None:
        """Where it names a condition itself."""
        for hit in self.named:
            if hit.concept == condition:
                return self.sentence.place(hit.start, hit.end)
        return None


@dataclass(frozen=True)
class Overstated:
    """A target's statement with conditions for which the source's strongest falls short of it.

    ``approved`` is whether the two differ in what an authority did, not in how sure something is.
    """

    theirs: Statement
    ours: Statement
    treatment: int
    conditions: tuple[int, ...]
    steps: int
    approved: bool


def overstated(ctx: Context) -> Iterator[Overstated]:
    """What the target claims, in its order, two or more steps above anything in the source."""
    if not any(concept.domain in _CONDITIONS for concept in ctx.glossary.concepts):
        return
    ours = _Article(ctx, ctx.source)
    for theirs in _Article(ctx, ctx.target).statements:
        for treatment in sorted(theirs.treatments):
            yield from _too_strong(ours, theirs, treatment)
            yield from _not_approved(ours, theirs, treatment)


def _too_strong(ours: _Article, theirs: Statement, treatment: int) -> Iterator[Overstated]:
    if theirs.claim is None or not theirs.claim.main or theirs.low < ASSERTED:
        return
    found: dict[int, tuple[Statement, list[int]]] = {}
    for condition in sorted(theirs.conditions):
        stated = ours.about(treatment, condition)
        best = max(stated, key=lambda each: each.high, default=None)
        if (
            best is not None
            and theirs.low - best.high >= thresholds.STEPS_APART
            and theirs.place_of(condition)
        ):
            found.setdefault(id(best), (best, []))[1].append(condition)
    for best, conditions in found.values():
        steps = theirs.low - best.high
        yield Overstated(theirs, best, treatment, tuple(conditions), steps, approved=False)


def _not_approved(ours: _Article, theirs: Statement, treatment: int) -> Iterator[Overstated]:
    """Conditions that the target adds to those for which the source has an approval."""
    if theirs.approved is None or theirs.approved.step < CLEARED:
        return
    known = [
        each
        for each in ours.statements
        if treatment in each.treatments and each.approved and each.conditions
    ]
    covered = {condition for each in known for condition in each.conditions}
    added = tuple(
        condition
        for condition in sorted(theirs.conditions - covered)
        if theirs.is_governed(condition) and ours.names(condition)
    )
    if added and theirs.conditions & covered:
        yield Overstated(theirs, known[0], treatment, added, thresholds.STEPS_APART, approved=True)


class _Article:
    """One side with its terms by place."""

    def __init__(self, ctx: Context, side: Side) -> None:
        self.ctx = ctx
        self.side = side
        self._hits: dict[tuple[int, int], list[Hit]] = {}
        for hit in side.hits:
            if ctx.glossary.concepts[hit.concept].status == "approved":
                self._hits.setdefault((hit.section, hit.block), []).append(hit)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the sentences that bring a treatment and a condition together say, in order."""
        found, before = [], None
        for sentence in sentences(self.side):
            named = self._named(sentence)
            if before is not None and before[0] != (sentence.section, sentence.number):
                before = None
            conditions = self._of(named, _CONDITIONS) or (before[1] if before else frozenset())
            if conditions:
                before = (sentence.section, sentence.number), conditions
            conditions = conditions or self._titled(sentence.section, _CONDITIONS)
            if not conditions:
                continue
            reading = sentence.reading
            treatments = self._of(named, _TREATMENTS)
            if not treatments and (reading.benefit or reading.of("claim")):
                treatments = self._of(named, _AGENTS)
            treatments = treatments or self._titled(sentence.section, _TREATMENTS | _AGENTS)
            claims = governing(reading.of("claim"))
            claim = claims[-1 if self.side.lang == "ja" else 0] if claims else None
            approved = reading.of("regulation")
            if reading.is_question or reading.polarity.has_denial:
                continue
            if not (claim or approved or reading.benefit):
                continue
            found.append(
                Statement(
                    sentence,
                    treatments,
                    conditions,
                    claim,
                    max(approved, key=lambda each: each.step, default=None),
                    tuple(named),
                )
            )
        return tuple(found)

    def about(self, treatment: int, condition: int) -> list[Statement]:
        """The statements about a treatment and a condition; without a treatment, about any."""
        return [
            each
            for each in self.statements
            if condition in each.conditions
            and (treatment in each.treatments or not each.treatments)
        ]

    def names(self, condition: int) -> bool:
        """Whether the article knows of a condition at all."""
        return any(hit.concept == condition for hits in self._hits.values() for hit in hits)

    def _named(self, sentence: PlacedSentence) -> list[Hit]:
        hits = self._hits.get((sentence.section, sentence.number), ())
        if not sentence.tokens:
            return []
        start, end = sentence.tokens[0].start, sentence.tokens[-1].end
        return [hit for hit in hits if start <= hit.start < end]

    def _of(self, hits: Iterable[Hit], domains: frozenset[str]) -> frozenset[int]:
        concepts = self.ctx.glossary.concepts
        return frozenset(hit.concept for hit in hits if concepts[hit.concept].domain in domains)

    def _titled(self, section: int, domains: frozenset[str]) -> frozenset[int]:
        """What the nearest heading that names any such thing names."""
        at: int | None = section
        while at is not None:
            found = self._of(self._hits.get((at, 0), ()), domains)
            if found:
                return found
            at = self.side.document.sections[at].parent
        return frozenset()
