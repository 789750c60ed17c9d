"""Adaptations made by rule from good translations, so that the aligner learns what adapting does.

Sections are dropped on either side, moved, merged under one heading, condensed, renumbered; titles
become labels, are exchanged for others, or repeat under several parents. Only what is trained on
is reshaped here; the bench's own reshaped documents are measured on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.corpus import Example
from pipeline.alignment.facts import Facts


def reshaped(example: Example, seed: int) -> Example:
    """One adaptation of ``example``; the same seed makes the same one."""
    name = sum(map(ord, example.corpus + example.article))
    draft = _Draft(example, np.random.default_rng([name, seed]))
    chance, size = draft.rng.random, max(1.0, len(example.en) / 12)
    if chance() < 0.8:
        draft.drop(1, 1.2 * size)
    if chance() < 0.7:
        draft.drop(0, 1.0 * size)
    if chance() < 0.6:
        draft.move(1, int(draft.rng.integers(1, 3)))
    if chance() < 0.5:
        draft.merge(int(draft.rng.integers(0, 2)), int(draft.rng.integers(1, 3)))
    if seed % 2 and chance() < 0.3:
        draft.divide(int(draft.rng.integers(0, 2)))
    draft.label(0.05)
    if chance() < 0.3:
        draft.number()
    if seed % 2:
        draft.condense()
        draft.retitle(0.08)
    if chance() < (0.5 if seed % 2 else 0.15):
        draft.repeat_titles()
    return draft.finished()


@dataclass
class _Draft:
    example: Example
    rng: np.random.Generator

    def __post_init__(self) -> None:
        self.sides: list[list[Facts]] = [list(self.example.ja), list(self.example.en)]
        self.linked, self.counts = self.example.linked, self.example.counts

    def finished(self) -> Example:
        ja, en = map(tuple, self.sides)
        return Example(self.example.corpus, self.example.article, ja, en, self.linked, self.counts)

    def _keep(self, side: int, order: list[int]) -> None:
        self.sides[side] = [self.sides[side][k] for k in order]
        self.linked = np.take(self.linked, order, axis=side)
        self.counts = np.take(self.counts, order, axis=side)

    def _tree(self, side: int, start: int) -> int:
        """The end of the section at ``start`` with all below it."""
        sections = self.sides[side]
        end = start + 1
        while end < len(sections) and sections[end].level > sections[start].level:
            end += 1
        return end

    def drop(self, side: int, mean: float) -> None:
        for _ in range(self.rng.poisson(mean)):
            count = len(self.sides[side])
            if count < 5:
                return
            # Sometimes the beginning is what was lost, without what stands under it.
            start = int(self.rng.integers(1, count)) if self.rng.random() < 0.9 else 0
            end = self._tree(side, start) if start else 1
            if end - start <= max(1, count // 3):
                self._keep(side, [k for k in range(count) if not start <= k < end])

    def move(self, side: int, times: int) -> None:
        for _ in range(times):
            sections = self.sides[side]
            count = len(sections)
            if count < 4:
                return
            start = int(self.rng.integers(1, count))
            end = self._tree(side, start)
            level = sections[start].level
            gaps = [
                k
                for k in range(1, count + 1)
                if (k == count or sections[k].level <= level) and not start < k < end
            ]
            to = int(self.rng.choice(gaps))
            rest = [k for k in range(count) if not start <= k < end]
            before = [k for k in rest if k < to]
            self._keep(side, [*before, *range(start, end), *rest[len(before) :]])

    def merge(self, side: int, times: int) -> None:
        """A section takes in the next one; the heading goes, or stays as a sentence."""
        for _ in range(times):
            sections = self.sides[side]
            if len(sections) < 4:
                return
            at = int(self.rng.integers(1, len(sections) - 1))
            one, two = sections[at], sections[at + 1]
            if two.level < one.level:
                continue
            title = (two.title,) if self.rng.random() < 0.5 else ()
            sections[at] = replace(
                one,
                units=(*one.units, *title, *two.units),
                urls=one.urls | two.urls,
                code=one.code | two.code,
                code_blocks=one.code_blocks + two.code_blocks,
            )
            rows = np.swapaxes(self.linked, 0, side).copy()
            rows[at] = np.maximum(rows[at], rows[at + 1])
            self.linked = np.swapaxes(rows, 0, side)
            rows = np.swapaxes(self.counts, 0, side).copy()
            rows[at] = np.minimum(rows[at], rows[at + 1])
            self.counts = np.swapaxes(rows, 0, side)
            self._keep(side, [k for k in range(len(sections)) if k != at + 1])

    def divide(self, side: int) -> None:
        """A section gets a further heading: often the first one, between title and introduction."""
        sections = self.sides[side]
        at = int(self.rng.integers(len(sections))) if self.rng.random() < 0.5 else 0
        section = sections[at]
        if len(section.units) < 3:
            return
        cut = 0 if self.rng.random() < 0.5 else int(self.rng.integers(1, len(section.units)))
        title = section.units[cut] if self.rng.random() < 0.5 else sections[-1].title
        level = section.level + int(self.rng.random() < 0.5)
        new = replace(section, level=level, number="", title=title, units=section.units[cut:])
        self._keep(side, [k for k in range(len(sections)) for _ in range(1 + (k == at))])
        self.sides[side][at : at + 2] = [replace(section, units=section.units[:cut]), new]

    def label(self, share: float) -> None:
        self.sides[1] = [
            replace(f, label=True, level=f.level + 1) if self.rng.random() < share else f
            for f in self.sides[1]
        ]

    def number(self) -> None:
        """Both sides number their sections anew, as an adapted article does."""
        for side in (0, 1):
            seen: dict[int, int] = {}
            for k, section in enumerate(self.sides[side]):
                seen = {level: n for level, n in seen.items() if level <= section.level}
                seen[section.level] = seen.get(section.level, 0) + 1
                self.sides[side][k] = replace(section, number=str(seen[section.level]))

    def condense(self) -> None:
        """Sentences vanish inside sections of either side."""
        for side in (0, 1):
            if self.rng.random() < 0.4:
                continue
            share = self.rng.uniform(0.1, 0.8)
            for k, section in enumerate(self.sides[side]):
                remaining = tuple(u for u in section.units if self.rng.random() > share)
                self.sides[side][k] = replace(section, units=remaining or section.units[:1])

    def retitle(self, share: float) -> None:
        """Some English titles say something else: another of the article's own sentences."""
        for k, section in enumerate(self.sides[1]):
            if section.units and self.rng.random() < share:
                title = section.units[int(self.rng.integers(len(section.units)))]
                self.sides[1][k] = replace(section, title=title)

    def repeat_titles(self) -> None:
        """One pair of titles stands over several linked sections (仕組み / Mechanism)."""
        pairs = [(int(i), int(j)) for i, j in zip(*np.nonzero(self.linked), strict=True) if i and j]
        if len(pairs) < 4:
            return
        chosen = self.rng.choice(len(pairs), size=min(4, len(pairs)), replace=False)
        ja, en = (self.sides[side][pairs[chosen[0]][side]].title for side in (0, 1))
        for k in chosen:
            i, j = pairs[k]
            self.sides[0][i] = replace(self.sides[0][i], title=ja)
            self.sides[1][j] = replace(self.sides[1][j], title=en)
