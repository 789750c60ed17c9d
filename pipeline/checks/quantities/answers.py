"""Which quantity of one side answers which of the other, and which two stand against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipeline.checks.quantities import Quantity, agree, clash, mistaken
from pipeline.checks.quantities.linked import Group, Said

# How sure it is that two left over quantities are about the same thing.
_SAME_ROLE, _COUNTED, _MISTAKEN = 0.9, 0.75, 0.75
# Above this a sentence link is certain enough that what stands elsewhere is no answer.
_CERTAIN = 0.9

# Pairs of quantities that are compared in one group. A sentence with more is a list or a table, in
# which what answers a quantity stands at about the same place.
_PAIRS = 40_000
# How many sentences before and after one may say what it leaves out.
_AROUND = 200
# Values of linked sections or an article that a quantity left over is compared with.
_VALUES = 5_000

_PERIODS = frozenset({"frequency", "rate", "per duration"})


class Answer(NamedTuple):
    """Two quantities of the same value."""

    ours: Said
    theirs: Said


class Conflict(NamedTuple):
    """Two quantities of one kind that nothing else answers."""

    ours: Said
    theirs: Said
    sure: float


def answers(group: Group) -> list[Answer]:
    """Takes what agrees out of a group: the same role and bound first, hints last."""
    if len(group.ours) * len(group.theirs) > _PAIRS:
        parts = _halves(group)
        found = [answer for part in parts for answer in answers(part)]
        group.ours[:] = [said for part in parts for said in part.ours]
        group.theirs[:] = [said for part in parts for said in part.theirs]
        return found
    return _answers(group)


def _halves(group: Group) -> tuple[Group, Group]:
    """The quantities of the first half of both sides, and those of the second."""
    ours, theirs = (len(group.ours) + 1) // 2, (len(group.theirs) + 1) // 2
    return (
        replace(group, ours=group.ours[:ours], theirs=group.theirs[:theirs]),
        replace(group, ours=group.ours[ours:], theirs=group.theirs[theirs:]),
    )


def _answers(group: Group) -> list[Answer]:
    found = []
    for fits in _FIRST_TO_LAST:
        for ours in list(group.ours):
            for theirs in group.theirs:
                a, b = ours.quantity, theirs.quantity
                if fits(a, b) and agree(a, b) and not _hidden(group, ours, theirs):
                    group.ours.remove(ours)
                    group.theirs.remove(theirs)
                    found.append(Answer(ours, theirs))
                    break
    _answer_ends(group.ours, group.theirs)
    _answer_ends(group.theirs, group.ours)
    return found


def _hard(a: Quantity, b: Quantity) -> bool:
    return a.role == b.role and not (a.soft or b.soft)


def _hidden(group: Group, ours: Said, theirs: Said) -> bool:
    """Whether either is a mere hint, and its own side says something else of the kind."""
    return _hides(group.ours, ours, theirs) or _hides(group.theirs, theirs, ours)


def _hides(own: Sequence[Said], hint: Said, plain: Said) -> bool:
    """Whether a hint (1杯) would answer what its own side says otherwise (週に1回, daily)."""
    return (
        plain.quantity.role in _PERIODS
        and hint.quantity.soft
        and not plain.quantity.soft
        and hint.quantity.role != plain.quantity.role
        and any(_hard(said.quantity, plain.quantity) for said in own)
    )


_FIRST_TO_LAST: tuple[Callable[[Quantity, Quantity], bool], ...] = (
    lambda a, b: _hard(a, b) and a.bound == b.bound and a.unit == b.unit,
    _hard,
    lambda a, b: not (a.soft or b.soft),
    lambda a, b: True,
)


def _answer_ends(ranges: list[Said], singles: list[Said]) -> None:
    """A range is answered by two quantities that are its ends."""
    for wide in [said for said in ranges if len(set(said.quantity.numbers)) == 2]:
        ends = [
            next((s for s in singles if s.quantity.numbers == (number,)), None)
            for number in wide.quantity.numbers
        ]
        if all(ends):
            ranges.remove(wide)
            for end in ends:
                if end is not None:
                    singles.remove(end)


def conflicts(group: Group, elsewhere: Sequence[Group]) -> list[Conflict]:
    """What stands against what in a group, once its answers are taken out.

    ``elsewhere`` are the other groups of the same sections: what was moved there, or in a link
    that is not certain stands there at all, is an answer.
    """
    if not any(True for _ in _against(group)):
        return []
    for other in _around(group, elsewhere):
        if other is not group:
            moved = Group(group.ours, other.theirs, 0.0)
            answers(moved)
            moved = Group(other.ours, group.theirs, 0.0)
            answers(moved)
    return list(_against(group))


def _around(group: Group, groups: Sequence[Group]) -> Sequence[Group]:
    """The groups near one, and the last, which holds what no link does."""
    if len(groups) <= 2 * _AROUND:
        return groups
    at = next((n for n, other in enumerate(groups) if other is group), 0)
    first = max(0, at - _AROUND)
    near = groups[first : at + _AROUND + 1]
    return near if near[-1] is groups[-1] else [*near, groups[-1]]


def different(said: Iterable[Said]) -> list[Quantity]:
    """One quantity of each value, whatever the words and the place; no more than matter."""
    known: dict[Quantity, Quantity] = {}
    for each in said:
        known.setdefault(replace(each.quantity, words="", start=0, end=0), each.quantity)
    return list(islice(known.values(), _VALUES))


def echoed(group: Group, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> None:
    """In a group that is not certain, lets everything the sections say answer."""
    if group.score >= _CERTAIN:
        return
    group.ours = [said for said in group.ours if not _stands(said, theirs)]
    group.theirs = [said for said in group.theirs if not _stands(said, ours)]


def _stands(said: Said, others: Sequence[Quantity]) -> bool:
    return any(_hard(said.quantity, o) and agree(said.quantity, o) for o in others)


def _against(group: Group) -> Iterator[Conflict]:
    """Quantities of one kind that are left over on both sides, in their order."""
    if len(group.ours) * len(group.theirs) > _PAIRS:
        for part in _halves(group):
            yield from _against(part)
        return
    left, unpaired = list(group.theirs), []
    for ours in group.ours:
        rivals = [theirs for theirs in left if clash(ours.quantity, theirs.quantity)]
        same = [theirs for theirs in rivals if theirs.quantity.role == ours.quantity.role]
        if same and ours.quantity.role not in {"count", "number"}:
            left.remove(same[0])
            yield Conflict(ours, same[0], _SAME_ROLE)
        elif len(rivals) == 1 and _only(group, ours, rivals[0]):
            left.remove(rivals[0])
            yield Conflict(ours, rivals[0], _COUNTED)
        else:
            unpaired.append(ours)
    for ours in unpaired:
        rivals = [theirs for theirs in left if mistaken(ours.quantity, theirs.quantity)]
        if len(rivals) == 1:
            left.remove(rivals[0])
            yield Conflict(ours, rivals[0], _MISTAKEN)


def _only(group: Group, ours: Said, theirs: Said) -> bool:
    """Whether nothing else of our side could stand against the same quantity."""
    return all(o is ours or not clash(o.quantity, theirs.quantity) for o in group.ours)
