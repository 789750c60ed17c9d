"""Which sentences of one revision became which of the next, in the same language.

Equal ones are matched first, in order, then wherever they went. What is left between two matches is
matched by the character pairs that the texts share, and a sentence that was divided or joined is
kept together with its parts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.staleness.units import RevisionUnit

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


_Group = tuple[list[int], list[int]]


class RevisionChange(NamedTuple):
    """Units of the earlier revision and what stands for them now (indices); a side may be empty."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class Pairing:
    """``same`` leads from indices now to those before; ``changes`` are all the others."""

    before: Sequence[RevisionUnit]
    after: Sequence[RevisionUnit]
    same: dict[int, int]
    changes: tuple[RevisionChange, ...]

    @cached_property
    def section_now(self) -> dict[int, int]:
        """Where the sections of the earlier revision went: where most of their text did."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        pairs = [(old, new) for new, old in self.same.items()]
        pairs += [(o, n) for change in self.changes for o in change.before for n in change.after]
        for old, new in sorted(pairs):
            title = self.before[old].kind == "title"
            weight = 2 * len(self.before[old].text) if title else len(self.before[old].text)
            votes[self.before[old].section][self.after[new].section] += weight
        return {old: max(found, key=lambda n: (found[n], -n)) for old, found in votes.items()}

    @cached_property
    def inherited(self) -> frozenset[int]:
        """The sections of now that something of the earlier revision stands in."""
        return frozenset(self.section_now.values())


def pair(before: Sequence[RevisionUnit], after: Sequence[RevisionUnit]) -> Pairing:
    """Matches the units of two revisions of a document."""
    keys = [[f"{unit.kind} {unit.key}" for unit in side] for side in (before, after)]
    same: dict[int, int] = {}
    regions: list[tuple[list[int], list[int]]] = []
    for op, i, i_end, j, j_end in SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_opcodes():
        if op == "equal":
            same.update(zip(range(j, j_end), range(i, i_end), strict=True))
        else:
            regions.append((list(range(i, i_end)), list(range(j, j_end))))
    _moved(keys, regions, same)
    taken = set(same.values())
    left = [([i for i in b if i not in taken], [j for j in a if j not in same]) for b, a in regions]
    groups: list[tuple[list[int], list[int]]] = []
    pairs = _Pairs(before, after)
    for olds, news in left:
        # Between two matches one unit stands for the other, as little as they share.
        alone = len(olds) == len(news) == 1
        groups += pairs.join(olds, news, 0.0 if alone else thresholds.EDITED_ALIKE)
    lone_old = [olds[0] for olds, news in groups if not news]
    lone_new = [news[0] for olds, news in groups if not olds]
    groups = [group for group in groups if group[0] and group[1]]
    groups += pairs.join(lone_old, lone_new, thresholds.EDITED_ALIKE_ELSEWHERE)
    groups = pairs.gathered(groups)
    changes = sorted(RevisionChange(tuple(sorted(o)), tuple(sorted(n))) for o, n in groups)
    # The same words with other links behind them are a change, too.
    changes += [
        RevisionChange((i,), (j,))
        for j, i in sorted(same.items())
        if before[i].refs != after[j].refs
    ]
    relinked = {change.after[0] for change in changes if change.before and change.after}
    unchanged = {j: i for j, i in same.items() if j not in relinked}
    return Pairing(before, after, unchanged, tuple(changes))


def _moved(
    keys: list[list[str]],
    regions: Iterable[tuple[list[int], list[int]]],
    same: dict[int, int],
) -> None:
    """Matches what stands unchanged in another place."""
    waiting: dict[str, list[int]] = defaultdict(list)
    regions = list(regions)
    for olds, _ in regions:
        for i in olds:
            waiting[keys[0][i]].append(i)
    for _, news in regions:
        for j in news:
            if found := waiting.get(keys[1][j]):
                same[j] = found.pop(0)


class _Pairs:
    """The pairs of characters of the units of two documents."""

    def __init__(self, before: Sequence[RevisionUnit], after: Sequence[RevisionUnit]) -> None:
        self._before, self._after = before, after
        self._grams: dict[str, Counter[str]] = {}

    def join(
        self, olds: Sequence[int], news: Sequence[int], alike: float
    ) -> list[tuple[list[int], list[int]]]:
        """Groups of old and new units that belong together; the others stand alone."""
        scored = sorted(
            (
                (self._likeness(i, j), -abs(i - j), -i, -j)
                for i in olds
                for j in news
                if self._before[i].kind == self._after[j].kind
            ),
            reverse=True,
        )
        groups: list[tuple[list[int], list[int]]] = []
        by_old: dict[int, tuple[list[int], list[int]]] = {}
        by_new: dict[int, tuple[list[int], list[int]]] = {}
        for score, _, i, j in scored:
            i, j = -i, -j
            if score < alike or i in by_old or j in by_new:
                continue
            by_old[i] = by_new[j] = group = ([i], [j])
            groups.append(group)
        for j in (j for j in news if j not in by_new):
            home = self._home(self._after[j], [(self._text(self._before, g[0]), g) for g in groups])
            (groups.append(([], [j])) if home is None else home[1].append(j))
        whole = [group for group in groups if group[0]]
        for i in (i for i in olds if i not in by_old):
            home = self._home(self._before[i], [(self._text(self._after, g[1]), g) for g in whole])
            (groups.append(([i], [])) if home is None else home[0].append(i))
        return groups

    def gathered(self, groups: list[_Group]) -> list[_Group]:
        """The groups, neighbours joined where words went from one to the other."""
        found: list[_Group] = []
        for group in sorted((sorted(olds), sorted(news)) for olds, news in groups):
            whole = (found[-1][0] + group[0], found[-1][1] + group[1]) if found else group
            if (
                found
                and self._is_row(whole)
                and self._difference(whole)
                < thresholds.EDITED_EXCHANGED
                * (self._difference(found[-1]) + self._difference(group))
            ):
                found[-1] = whole
            else:
                found.append(group)
        return found

    def _is_row(self, group: _Group) -> bool:
        """Whether the units stand next to each other on both sides, and are prose."""
        return all(
            members
            and max(members) - min(members) < len(members)
            and all(side[k].kind == "prose" for k in members)
            for side, members in zip((self._before, self._after), group, strict=True)
        )

    def _difference(self, group: _Group) -> int:
        old, new = (
            self._of("".join(side[k].key for k in sorted(members)))
            for side, members in zip((self._before, self._after), group, strict=True)
        )
        return (old - new).total() + (new - old).total()

    def _home(
        self, unit: RevisionUnit, groups: Sequence[tuple[str, tuple[list[int], list[int]]]]
    ) -> tuple[list[int], list[int]] | None:
        """The group on whose other side a unit stands almost whole: it was divided or joined."""
        mine = self._of(unit.key)
        best, found = thresholds.EDITED_CONTAINED, None
        for text, group in groups:
            shared = sum((mine & self._of(text)).values()) / max(mine.total(), 1)
            if shared > best and unit.kind == "prose":
                best, found = shared, group
        return found

    def _text(self, side: Sequence[RevisionUnit], members: Sequence[int]) -> str:
        return "".join(side[k].key for k in sorted(members))

    def _likeness(self, i: int, j: int) -> float:
        old, new = self._of(self._before[i].key), self._of(self._after[j].key)
        return 2 * (old & new).total() / max(old.total() + new.total(), 1)

    def _of(self, text: str) -> Counter[str]:
        if text not in self._grams:
            # 10分 became 15分, whatever else the two share.
            lower = _FIGURE.sub("0", text.casefold())
            self._grams[text] = Counter(lower[k : k + 2] for k in range(max(len(lower) - 1, 1)))
        return self._grams[text]
