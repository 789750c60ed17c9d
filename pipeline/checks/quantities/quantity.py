"""A quantity as both languages are compared: value, unit, role, rate and bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.checks.quantities.lexicon import UNITS

Bound = Literal["at least", "more than", "at most", "less than"]

_MEALS = ("with", "before", "after", "between")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Roles whose unit is a word that takes a plural.
_WORDED = frozenset({"duration", "people", "times", "doses", "pulses"})


class Rate(NamedTuple):
    """What a quantity is per: ``size`` base units of ``role``, as ``shown`` in a message."""

    role: str
    size: float
    shown: str


@dataclass(frozen=True)
class Quantity:
    """One reading. ``low`` and ``high`` are in the base unit of ``role``; equal for one value.

    Base units: days (duration), a day (frequency), per cent (share), minutes after midnight
    (clock), else the first unit of the role in ``UNITS``; a quantity with ``rates`` is divided by
    them (20 mg in two days is 10 mg a day). ``numbers`` are the values as written; of a date they
    are year, month and day, 0 where it is not said. ``vague`` stands for a word such as several
    or 約, ``unsaid`` for one that names no number; ``step`` is the place to which the number is
    written (base units). A ``soft`` reading can satisfy another but never contradicts: articles,
    small bare numbers, words that are as often no number. ``negated`` says that the clause is,
    ``limited`` that some word of it limits, ``figures`` that it is written in figures. ``start``
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
    rates: tuple[Rate, ...] = ()
    figures: bool = False

    @property
    def per(self) -> tuple[str, ...]:
        """The roles of its rates."""
        return tuple(rate.role for rate in self.rates)

    @property
    def reading(self) -> str:
        """The quantity in plain English: ``5 per week``, ``about 10–20%``."""
        if self.role == "date":
            return _date(self.numbers, self.unit)
        value = "–".join(dict.fromkeys(_figure(n, self.role) for n in self.numbers))
        per = "".join(f" per {rate.shown}" for rate in self.rates)
        if self.unsaid and self.role != "share":
            return f"an unsaid number ({self._with_unit(value)}{per})"
        about = "about " if self.vague and not self.bound and self.role != "clock" else ""
        limit = f"{self.bound} " if self.bound else ""
        if self.role == "frequency" and self.unit.startswith("every"):
            return f"{limit}{about}{self.unit}"
        return f"{limit}{about}{self._with_unit(value)}{per}"

    def _with_unit(self, value: str) -> str:
        role, unit = self.role, self.unit
        if role == "share":
            return f"{value} in {unit[3:]}" if unit.startswith("in ") else f"{value}%"
        if role == "frequency":
            return value
        if role == "meal":
            return f"{_MEALS[int(self.numbers[0])]} meals"
        if role == "weekday":
            return "–".join(_WEEKDAYS[int(n) - 1] for n in self.numbers)
        if role == "factor":
            return f"{value}-fold"
        if role == "age":
            return f"{value} years old"
        if role == "ratio":
            return value.replace("–", " to ")
        if role in {"clock", "count", "number"}:
            return value
        if role == "identifier":
            return self.unit
        if role in _WORDED and len(unit) > 2:
            many = "people" if unit == "person" else f"{unit}s"
            return f"{value} {unit if value == '1' else many}"
        if unit in UNITS and UNITS[unit].role == role:
            return f"{value} {unit}"
        return f"{role} {value}"


def _date(numbers: tuple[float, ...], unit: str) -> str:
    year, month, day = (int(n) for n in numbers)
    shown = "-".join(part for part in (
        str(year) if year else "", f"{month:02}" if month else "", f"{day:02}" if day else "",
    ) if part)  # fmt: skip
    if unit:
        early = unit.removeprefix("decade").strip()
        return f"the {f'{early} ' if early else ''}{year}s"
    if not year:
        return f"day {day}" if not month else f"month {month}" if not day else f"{month}/{day}"
    return f"year {year}" if not month else f"date {shown}"


def _figure(number: float, role: str) -> str:
    if role == "clock":
        return f"{int(number) // 60}:{int(number) % 60:02}"
    return f"{int(number):,}" if number == int(number) else f"{number:,.4g}"
