"""What is left over on both sides of linked text once all that agrees is gone.

Nothing may vanish: a number that nothing answers stands against the likest one that nothing
answers on the other side, first within the linked sentences, then within the paragraphs that these
join, then within the section. How probable it is that the two are one number said twice is for
``weighing.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.checks.quantities.answers import answers, conflicts, echoed
from pipeline.checks.quantities.assignment import assign
from pipeline.checks.quantities.compare import agree
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.substances import is_concentration_pair, is_known
from pipeline.model.links import SentenceGroup

Level = Literal["kin", "sentence", "near", "section"]
# Roles whose numbers may be counted with another word, or without one, in the other language.
COUNTABLE = frozenset(
    {"count", "people", "times", "number", "ordinal", "label", "doses", "pulses", "level", "code",
     "school year", "edition", "degree", "factor", "phase", "stage", "type", "grade", "class",
     "ratio"}
)  # fmt: skip
# Roles of numbers that say of nothing what they count.
_BARE = frozenset({"count", "number", "label", "ordinal"})
# What the figures of a name (D12) may stand for.
_NAMED = frozenset({"code", "number", "label", "ordinal", "count", "edition"})
# Sections with more left over are other texts, not translations.
_MOST = 40
# From here on a number that is not said is one all the same: 数百, thousands of.
_TENS = 20
# From here on a number is rather a year than one of a row.
_A_YEAR = 1000
# Sections of so few sentences are one paragraph.
_FEW = 6


@dataclass(frozen=True)
class Against:
    """Two quantities that nothing answers, and how near to each other they stand.

    ``score`` is that of the link, ``ours_left`` and ``theirs_left`` are how many there are to
    choose from, ``echoes`` how many of the two values the other side says as well.
    """

    ours: PlacedQuantity
    theirs: PlacedQuantity
    level: Level
    score: float
    ours_left: int
    theirs_left: int
    echoes: int


def leftovers(
    found: Sequence[QuantityGroup],
    ours: Sequence[Quantity],
    theirs: Sequence[Quantity],
    least: float,
) -> Iterator[Against]:
    """The pairs of a region whose answers are taken out of ``found`` already.

    ``ours`` and ``theirs`` are all that its two sides say; links below ``least`` join nothing.
    """
    values = _values(ours), _values(theirs)
    for group in found:
        if group.score < least:
            continue
        echoed(group, ours, theirs)
        kin = conflicts(group, found)
        left = (len(group.ours), len(group.theirs))
        for a, b, _ in kin:
            yield Against(a, b, "kin", group.score, *left, _echoes(a, b, *values))
            group.ours.remove(a)
            group.theirs.remove(b)
        yield from _paired(group, "sentence", values)
    yield from _wider(found, values, least)


Values = tuple[frozenset[float], frozenset[float]]


def _values(said: Sequence[Quantity]) -> frozenset[float]:
    return frozenset(number for quantity in said for number in quantity.numbers)


def _echoes(
    a: PlacedQuantity, b: PlacedQuantity, ours: frozenset[float], theirs: frozenset[float]
) -> int:
    return (set(a.quantity.numbers) <= theirs) + (set(b.quantity.numbers) <= ours)


def _paired(group: QuantityGroup, level: Level, values: Values) -> Iterator[Against]:
    """Takes out of a group what stands against each other in it."""
    own, other = _telling(group.ours), _telling(group.theirs)
    place = {id(s): n / max(1, len(side)) for side in (own, other) for n, s in enumerate(side)}

    def cost(a: PlacedQuantity, b: PlacedQuantity) -> float | None:
        if is_concentration_pair(a.quantity, b.quantity):
            return 0.0 if is_known(f"{a.text} {b.text}") else None
        price = _distance(a.quantity, b.quantity)
        return None if price is None else price + abs(place[id(a)] - place[id(b)])

    for i, j in assign(own, other, cost):
        a, b = own[i], other[j]
        yield Against(a, b, level, group.score, len(own), len(other), _echoes(a, b, *values))
        group.ours.remove(a)
        group.theirs.remove(b)


def _telling(side: Sequence[PlacedQuantity]) -> list[PlacedQuantity]:
    return [s for s in side if not s.quantity.unsaid or s.quantity.low >= _TENS][:_MOST]


def is_article(quantity: Quantity) -> bool:
    """Whether a reading is no more than a word for one thing: a, one, 一."""
    return quantity.soft and not quantity.figures and quantity.numbers == (1.0,)


def _distance(a: Quantity, b: Quantity) -> float | None:
    """How unlike two quantities are; None where they cannot be one number said twice."""
    roles = {a.role, b.role}
    if agree(a, b) or (is_article(a) and is_article(b)):
        return None
    if (is_article(a) or is_article(b)) and len(roles) > 1 and not roles <= COUNTABLE:
        return None
    if "code" in roles and not (roles <= _NAMED and a.figures and b.figures):
        return None
    if a.role != b.role and set(a.numbers) == set(b.numbers):
        # One figure in two readings; whether its unit is another is asked before (“kin”).
        return None
    if "ordinal" in roles and max(a.low, b.low) >= _A_YEAR > 100 * min(a.low, b.low):
        # The second of something is not the year 2021.
        return None
    soft = 0.5 * (a.soft + b.soft)
    if a.role == b.role:
        return soft + 0.5 * (a.unit != b.unit)
    if roles <= COUNTABLE:
        return 1.0 + soft
    # 30 people are no six weeks said wrongly; eight weeks may be said as a bare six.
    return 4.0 + soft if roles & _BARE else None


def _wider(found: Sequence[QuantityGroup], values: Values, least: float) -> Iterator[Against]:
    """What is left over after the sentences: next to each other, then anywhere in the section."""
    linked = [group.score for group in found if group.score]
    if linked and max(linked) < least:
        return
    # Sections of one short sentence are linked, and their sentences not.
    score = min((score for score in linked if score >= least), default=least)
    for at in range(len(found)):
        near = found[max(0, at - 1) : at + 2]
        joined = [*near, *(g for g in found[-1:] if g not in near and len(found) < _FEW)]
        yield from _taken(joined, "near", values, score)
    yield from _taken(found, "section", values, score)


def _taken(
    groups: Sequence[QuantityGroup], level: Level, values: Values, score: float
) -> Iterator[Against]:
    """Pairs what several groups leave over, and takes it out of them."""
    rest = QuantityGroup(
        [placed for group in groups for placed in group.ours],
        [placed for group in groups for placed in group.theirs],
        SentenceGroup((), (), score),
    )
    if not (rest.ours and rest.theirs):
        return
    before = {id(placed) for placed in (*rest.ours, *rest.theirs)}
    answers(rest)
    yield from _paired(rest, level, values)
    gone = before - {id(placed) for placed in (*rest.ours, *rest.theirs)}
    for group in groups:
        group.ours = [placed for placed in group.ours if id(placed) not in gone]
        group.theirs = [placed for placed in group.theirs if id(placed) not in gone]
