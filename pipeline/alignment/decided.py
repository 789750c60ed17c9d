"""What a person decided goes before what the scorer thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.alignment.decode import Group, Pair
from pipeline.alignment.facts import Facts
from pipeline.model.decisions import Decided


@dataclass(frozen=True)
class Imposed:
    """Decisions in rows and columns: ``groups`` come out as they are, ``apart`` never do."""

    groups: tuple[Group, ...]
    apart: frozenset[Pair]

    @staticmethod
    def of(decided: Decided, a: Sequence[Facts], b: Sequence[Facts]) -> Imposed:
        """From section ids; a section that is not compared (furniture) is passed over."""
        rows = {facts.id: row for row, facts in enumerate(a)}
        columns = {facts.id: column for column, facts in enumerate(b)}
        groups = [
            Group(
                tuple(rows[i] for i in ja if i in rows),
                tuple(columns[j] for j in en if j in columns),
                1.0,
            )
            for ja, en in decided.together
        ]
        groups = [group for group in groups if group.ja and group.en]
        for lang, number in sorted(decided.alone):
            if lang == "ja" and number in rows:
                groups.append(Group((rows[number],), (), 1.0))
            elif lang == "en" and number in columns:
                groups.append(Group((), (columns[number],), 1.0))
        apart = {(rows[i], columns[j]) for i, j in decided.apart if i in rows and j in columns}
        return Imposed(tuple(groups), frozenset(apart))

    def leave_open(self, scores: Mapping[Pair, float]) -> dict[Pair, float]:
        """The scores of the pairs that nobody decided about."""
        rows = {row for group in self.groups for row in group.ja}
        columns = {column for group in self.groups for column in group.en}
        return {
            pair: score
            for pair, score in scores.items()
            if pair not in self.apart and pair[0] not in rows and pair[1] not in columns
        }

    def complete(self, groups: Sequence[Group]) -> tuple[Group, ...]:
        """Decoded groups with the decided ones in the place of the gaps that stood for them."""
        rows = {row for group in self.groups for row in group.ja}
        columns = {column for group in self.groups for column in group.en}
        free = [
            group
            for group in groups
            if not (rows.intersection(group.ja) or columns.intersection(group.en))
        ]
        merged = [*free, *self.groups]
        return tuple(sorted(merged, key=lambda g: (not g.ja, g.ja or g.en, g.en)))
