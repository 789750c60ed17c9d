"""When a medicine is taken: 食前, 食後, 食間; before, after or between meals."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule

_VALUES = {"with": 0.0, "before": 1.0, "after": 2.0, "between": 3.0}


def _meal(found: Found) -> Iterable[Quantity]:
    yield found.exactly((_VALUES[found.sense("x", "MEAL")],), "meal")


def _soft(found: Found) -> Iterable[Quantity]:
    yield found.exactly((_VALUES[found.sense("x", "MEAL_SOFT")],), "meal", soft=True)


JA = (Rule("x:MEAL", _meal), Rule("x:MEAL_SOFT", _soft))
EN = JA
