"""A translation memory: what was translated before, found again by letters and by meaning.

A sentence that was translated before is an *exact* match. One that differs in numbers, identifiers
or terms alone is *adapted*. Others are only shown to whoever translates: in a medical text the two
letters that make 行います into 行いません are a small distance and another treatment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.model.translation import Match, MatchKind
from pipeline.translation.placeables import (
    Slot,
    Term,
    adapted,
    changes,
    folded,
    skeleton,
    slots,
)

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# Similarities below these help nobody: a share of equal letters, a cosine.
_FUZZY, _NEAR = 0.6, 0.75
# Of sentences that differ in placeables alone, so many say how one is translated.
_ENOUGH = 50


class MemoryEntry(NamedTuple):
    """A sentence and its translation; ``origin`` is a pair's id or a file's path.

    ``score`` is the probability that the one translates the other; ``terms`` are the source's.
    """

    source: str
    target: str
    origin: str
    score: float = 1.0
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class _Entry:
    unit: MemoryEntry
    slots: tuple[Slot, ...]


class Memory:
    """Units ready to be searched. The order of units decides nothing but ties."""

    def __init__(self, units: Iterable[MemoryEntry], embed: Embed | None = None) -> None:
        self._embed = embed
        self.units: list[MemoryEntry] = []
        self._exact: dict[str, list[MemoryEntry]] = defaultdict(list)
        self._alike: dict[str, list[_Entry]] = defaultdict(list)
        for unit in units:
            if unit.source.strip() and unit.target.strip():
                self.units.append(unit)
                self._exact[folded(unit.source)].append(unit)
                entry = _Entry(unit, slots(unit.source, unit.terms))
                self._alike[skeleton(unit.source, entry.slots)].append(entry)
        self._sources = list(self._exact)
        self._vectors: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.units)

    def matches(self, text: str, terms: Sequence[Term] = (), most: int = 3) -> tuple[Match, ...]:
        """What the memory has for a sentence, the best first; an exact match stands alone."""
        if not self._sources:
            return ()
        wanted = folded(text)
        if wanted in self._exact:
            unit = _best(self._exact[wanted])
            return (Match(unit.source, unit.target, 1.0, "exact", unit.origin),)
        found = [*self._adapted(text, terms), *self._fuzzy(wanted, most), *self._near(text, most)]
        best: dict[str, Match] = {}
        for match in found:
            best.setdefault(match.target, match)
        order = {"adapted": 0, "fuzzy": 1, "near": 1}
        ranked = sorted(best.values(), key=lambda m: (order[m.kind], -m.score, m.source))
        return tuple(ranked[:most])

    def _adapted(self, text: str, terms: Sequence[Term]) -> list[Match]:
        own = slots(text, terms)
        entries = self._alike.get(skeleton(text, own), [])
        results: Counter[str] = Counter()
        origins: dict[str, MemoryEntry] = {}
        for entry in entries:
            named = {t.concept: t.renderings for t in (*entry.unit.terms, *terms)}
            wanted = changes(entry.slots, own, named)
            made = None if wanted is None else adapted(entry.unit.target, wanted)
            if made:
                results[made] += 1
                origins.setdefault(made, entry.unit)
                if results.total() == _ENOUGH:
                    break
        return [
            Match(origins[made].source, made, 0.99, "adapted", origins[made].origin)
            for made, _ in sorted(results.items(), key=lambda item: (-item[1], item[0]))[:1]
        ]

    def _fuzzy(self, wanted: str, most: int) -> list[Match]:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        found = process.extract(
            wanted,
            self._sources,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_FUZZY,
            limit=most,
        )
        return [self._match(source, score, "fuzzy") for source, score, _ in found]

    def _near(self, text: str, most: int) -> list[Match]:
        if self._embed is None:
            return []
        if self._vectors is None:
            self._vectors = self._embed(self._sources)
        cosines = self._vectors @ self._embed([text])[0]
        found = [(-round(float(cosines[k]), 4), int(k)) for k in np.flatnonzero(cosines >= _NEAR)]
        return [self._match(self._sources[k], -score, "near") for score, k in sorted(found)[:most]]

    def _match(self, source: str, score: float, kind: MatchKind) -> Match:
        unit = _best(self._exact[source])
        return Match(unit.source, unit.target, round(score, 4), kind, unit.origin)


def _best(units: Sequence[MemoryEntry]) -> MemoryEntry:
    """The translation most often chosen, then the surest, then the first by its letters."""
    times = Counter(unit.target for unit in units)
    return min(units, key=lambda unit: (-times[unit.target], -unit.score, unit.target))
