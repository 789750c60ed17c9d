"""A quantity as both languages are compared: value, unit, role and bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.checks.quantities.units import UNITS

Bound = Literal["at least", "more than", "at most", "less than"]

_MEALS = ("with", "before", "after", "between")
_OF = {"month of year": "month", "day of month": "day"}
_WHOLE = frozenset({"year", "day of month", "month of year"})
# Roles whose unit is a word that takes a plural.
_WORDED = frozenset({"duration", "people", "times", "doses"})


@dataclass(frozen=True)
class Quantity:
    """One reading. ``low`` and ``high`` are in the base unit of ``role``; equal for one value.

    Base units: days (duration), a day (frequency), per cent (share), minutes after midnight
    (clock), else the first unit of the role in ``UNITS``. ``numbers`` are the values as written.
    ``vague`` stands for a word such as several or 約, ``unsaid`` for one that names no number;
    ``step`` is the place to which the number is written (base units). A ``soft`` reading can
    satisfy another but never contradicts: articles, bare numbers, words that are as often no
    number. ``negated`` says that the clause is, ``limited`` that some word of it limits. ``start``
    and ``end`` are offsets in the block's prose, ``words`` what stands there.
    """

    low: float
    high: float
    unit: str
    role: str
    numbers: tuple[float, ...]
    bound: Bound | None
    vague: bool
    soft: bool
    start: int
    end: int
    words: str
    step: float = 0.0
    negated: bool = False
    limited: bool = False
    unsaid: bool = False

    @property
    def reading(self) -> str:
        """The quantity in plain English: ``5 per week``, ``about 10–20%``."""
        value = "–".join(dict.fromkeys(_figure(n, self.role) for n in self.numbers))
        if self.unsaid and self.role != "share":
            return f"an unsaid number ({self._with_unit(value)})"
        about = "about " if self.vague and not self.bound and self.role != "clock" else ""
        limit = f"{self.bound} " if self.bound else ""
        return f"{limit}{about}{self._with_unit(value)}"

    def _with_unit(self, value: str) -> str:
        role, unit = self.role, self.unit
        if role == "share":
            return f"{value} in {unit[3:]}" if unit.startswith("in ") else f"{value}%"
        if role in {"frequency", "rate"}:
            return f"{value} {unit}" if unit.startswith("per ") else unit
        if role == "meal":
            return f"{_MEALS[int(self.numbers[0])]} meals"
        if role.startswith("per "):
            return f"per {unit}" if self.numbers == (1.0,) else f"per {value} {unit}s"
        if role in _OF:
            return f"{_OF[role]} {value}"
        if role == "factor":
            return f"{value}-fold"
        if role == "age":
            return f"{value} years old"
        if role.startswith("value of "):
            return f"{role.removeprefix('value of ')} {value}"
        if role == "ratio":
            return value.replace("–", " to ")
        if role in {"clock", "count", "number"}:
            return value
        if role in _WORDED and len(unit) > 2:
            many = "people" if unit == "person" else f"{unit}s"
            return f"{value} {unit if value == '1' else many}"
        if unit in UNITS and UNITS[unit].role == role:
            return f"{value} {unit}"
        return f"{role} {value}"


def _figure(number: float, role: str) -> str:
    if role == "clock":
        return f"{int(number) // 60}:{int(number) % 60:02}"
    if role in _WHOLE:
        return str(int(number))
    return f"{int(number):,}" if number == int(number) else f"{number:,.4g}"
