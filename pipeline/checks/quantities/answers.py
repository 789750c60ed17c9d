"""Which quantity of one side answers which of the other, and which two stand against each other.

Both are assignments: nothing answers twice, and a quantity that stands where another would fit
better is left to that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.quantities import Quantity, agree, clash, mistaken
from pipeline.checks.quantities.assignment import assign
from pipeline.checks.quantities.linked import UNLINKED, PlacedQuantity, QuantityGroup
from pipeline.checks.quantities.substances import converted, is_concentration_pair

_PERIODS = frozenset({"frequency"})
# Roles of which a sentence may hold many that are not about each other.
_BARE = frozenset({"count", "number", "people"})


class Answer(NamedTuple):
    """Two quantities of the same value."""

    ours: PlacedQuantity
    theirs: PlacedQuantity


class Conflict(NamedTuple):
    """Two quantities of one kind that nothing else answers."""

    ours: PlacedQuantity
    theirs: PlacedQuantity
    confidence: float


def answers(group: QuantityGroup) -> list[Answer]:
    """Takes what agrees out of a group: the same role and bound first, hints last."""
    if len(group.ours) * len(group.theirs) > thresholds.QUANTITY_PAIRS:
        parts = _halves(group)
        found = [answer for part in parts for answer in answers(part)]
        group.ours[:] = [placed for part in parts for placed in part.ours]
        group.theirs[:] = [placed for part in parts for placed in part.theirs]
        return found
    return _answers(group)


def _halves(group: QuantityGroup) -> tuple[QuantityGroup, QuantityGroup]:
    """The quantities of the first half of both sides, and those of the second."""
    ours, theirs = (len(group.ours) + 1) // 2, (len(group.theirs) + 1) // 2
    return (
        replace(group, ours=group.ours[:ours], theirs=group.theirs[:theirs]),
        replace(group, ours=group.ours[ours:], theirs=group.theirs[theirs:]),
    )


def _answers(group: QuantityGroup) -> list[Answer]:
    own, other = list(group.ours), list(group.theirs)
    place = {id(s): n / max(1, len(side)) for side in (own, other) for n, s in enumerate(side)}

    def cost(ours: PlacedQuantity, theirs: PlacedQuantity) -> float | None:
        a, b = ours.quantity, theirs.quantity
        if not _says(ours, theirs) or _hides(own, ours, theirs) or _hides(other, theirs, ours):
            return None
        if _is_length(a, b, other) or _is_length(b, a, own):
            return None
        return _unlike(a, b) + abs(place[id(ours)] - place[id(theirs)])

    found = [Answer(own[i], other[j]) for i, j in assign(own, other, cost)]
    for answer in found:
        group.ours.remove(answer.ours)
        group.theirs.remove(answer.theirs)
    _answer_ends(group.ours, group.theirs)
    _answer_ends(group.theirs, group.ours)
    return found


def _says(ours: PlacedQuantity, theirs: PlacedQuantity) -> bool:
    a, b = ours.quantity, theirs.quantity
    if is_concentration_pair(a, b):
        return converted(a, b, f"{ours.text} {theirs.text}")
    return agree(a, b)


def _unlike(a: Quantity, b: Quantity) -> float:
    """By how much two quantities of one value differ in all else."""
    unlike = thresholds.UNLIKE
    return (
        unlike["hint"] * (a.soft or b.soft)
        + unlike["role"] * (a.role != b.role)
        + unlike["rate"] * (a.per != b.per)
        + unlike["bound"] * (a.bound != b.bound)
        + unlike["unit"] * (a.unit != b.unit)
    )


def _hard(a: Quantity, b: Quantity) -> bool:
    return a.role == b.role and not (a.soft or b.soft)


def _hides(own: Sequence[PlacedQuantity], hint: PlacedQuantity, plain: PlacedQuantity) -> bool:
    """Whether a hint (1杯) would be taken for a quantity that its own side states elsewhere."""
    return (
        plain.quantity.role in _PERIODS
        and hint.quantity.soft
        and not plain.quantity.soft
        and hint.quantity.role != plain.quantity.role
        and any(_hard(placed.quantity, plain.quantity) for placed in own)
    )


def _is_length(date: Quantity, month: Quantity, side: Sequence[PlacedQuantity]) -> bool:
    """Whether the day of a date stands as a length on the other side: two days in September."""
    if date.role != "date" or not date.numbers[2] or date.soft or month.numbers[-1:] != (0.0,):
        return False
    return any(
        placed.quantity.role == "duration"
        and placed.quantity.unit == "day"
        and placed.quantity.numbers == date.numbers[2:]
        for placed in side
    )


def _answer_ends(ranges: list[PlacedQuantity], singles: list[PlacedQuantity]) -> None:
    """A range is answered by two quantities that are its ends."""
    for wide in [placed for placed in ranges if len(set(placed.quantity.numbers)) == 2]:
        if wide.quantity.role == "date":
            continue
        ends = [
            next((s for s in singles if s.quantity.numbers == (number,)), None)
            for number in wide.quantity.numbers
        ]
        if all(ends):
            ranges.remove(wide)
            for end in ends:
                if end is not None:
                    singles.remove(end)


def conflicts(group: QuantityGroup, elsewhere: Sequence[QuantityGroup]) -> list[Conflict]:
    """What stands against what in a group, once its answers are taken out.

    ``elsewhere`` are the other groups of the same sections: what was moved there, or in a link
    that is not certain stands there at all, is an answer. Where the group is certain, only what
    stands next to it or in no linked sentence can have been moved.
    """
    if not against(group):
        return []
    for other in _near(group, elsewhere):
        moved = QuantityGroup(group.ours, other.theirs, UNLINKED)
        answers(moved)
        moved = QuantityGroup(other.ours, group.theirs, UNLINKED)
        answers(moved)
    return against(group)


def _near(group: QuantityGroup, elsewhere: Sequence[QuantityGroup]) -> list[QuantityGroup]:
    at = next((n for n, other in enumerate(elsewhere) if other is group), 0)
    reach = 1 if group.score >= thresholds.LINK_CERTAIN else thresholds.QUANTITY_AROUND
    near = [*elsewhere[max(0, at - reach) : at + reach + 1], *elsewhere[-1:]]
    return list({id(other): other for other in near if other is not group}.values())


def different(placed: Iterable[PlacedQuantity]) -> list[Quantity]:
    """One quantity of each value, whatever the words and the place; no more than matter."""
    known: dict[Quantity, Quantity] = {}
    for each in placed:
        known.setdefault(replace(each.quantity, words="", start=0, end=0), each.quantity)
    return list(islice(known.values(), thresholds.QUANTITY_VALUES))


def echoed(group: QuantityGroup, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> None:
    """In a group that is not certain, lets everything the sections say answer."""
    if group.score >= thresholds.LINK_CERTAIN:
        return
    group.ours = [placed for placed in group.ours if not _stands(placed, theirs)]
    group.theirs = [placed for placed in group.theirs if not _stands(placed, ours)]


def _stands(placed: PlacedQuantity, others: Sequence[Quantity]) -> bool:
    return any(_hard(placed.quantity, o) and agree(placed.quantity, o) for o in others)


def against(group: QuantityGroup) -> list[Conflict]:
    """Quantities of one kind that are left over on both sides, the likest first."""
    if len(group.ours) * len(group.theirs) > thresholds.QUANTITY_PAIRS:
        return [conflict for part in _halves(group) for conflict in against(part)]
    own, other = group.ours, group.theirs
    place = {id(s): n / max(1, len(side)) for side in (own, other) for n, s in enumerate(side)}
    alone = {id(placed) for side, answering in ((own, other), (other, own)) for placed in side
             if sum(clash(placed.quantity, o.quantity) for o in answering) <= 1}  # fmt: skip

    def cost(ours: PlacedQuantity, theirs: PlacedQuantity) -> float | None:
        a, b = ours.quantity, theirs.quantity
        far = abs(place[id(ours)] - place[id(theirs)])
        if agree(a, b) and _is_length(a, b, other):
            return None
        if clash(a, b) and not ((a.role in _BARE or a.role != b.role) and not (
            id(ours) in alone and id(theirs) in alone
        )):  # fmt: skip
            return (
                far
                + thresholds.AGAINST["role"] * (a.role != b.role)
                + thresholds.AGAINST["unit"] * (a.unit != b.unit)
                + thresholds.AGAINST["rate"] * (a.per != b.per)
            )
        return thresholds.AGAINST["mistaken"] + far if mistaken(a, b) else None

    found = []
    for i, j in assign(own, other, cost):
        a, b = own[i].quantity, other[j].quantity
        one = thresholds.CONFLICT_SAME_ROLE if a.role == b.role else thresholds.CONFLICT_OTHER_ROLE
        found.append(Conflict(own[i], other[j], one))
    return found
