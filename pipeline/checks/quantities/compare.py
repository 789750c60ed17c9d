"""When two quantities say the same, cannot both be right, or state other bounds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.checks import thresholds
from pipeline.checks.quantities.quantity import Bound, Quantity

# Between these and others a number may turn up under another unit by convention, not by mistake.
IMPERIAL = frozenset({"lb", "oz", "inch", "foot", "yard", "mile", "gallon", "°F"})
# Roles whose number may be counted by another word in the other language: 5つ, five sites.
_LOOSE = frozenset(
    {
        "count",
        "people",
        "times",
        "factor",
        "ordinal",
        "number",
        "label",
        "doses",
        "pulses",
        "level",
        "phase",
        "stage",
        "type",
        "grade",
        "class",
        "school year",
        "edition",
        "ratio",
        "pixel",
    }
)
# Roles that may conflict with each other when nothing else of the kind is left over.
_COUNTED = frozenset({"count", "people", "times", "doses", "number", "pulses"})
# Roles in which other numbers are other things, however near they are.
_EXACT = frozenset(
    {"date", "clock", "ordinal", "phase", "type", "stage", "grade", "century", "age", "p", "meal",
     "ratio", "line of treatment", "degree", "class", "level", "weekday", "edition", "identifier",
     "school year"}
)  # fmt: skip
_TIMED = frozenset({"duration", "frequency"})
# What a number may be mistaken for: the same figure with another unit (5mL, 5 mg; 2日, two days).
_MEASURED = frozenset(
    {"mass", "volume", "length", "activity", "amount", "temperature", "energy", "share", "people",
     "yen", "dollars", "euros", "duration", "clock", "factor", "pressure", "doses"}
)  # fmt: skip
_LONG = frozenset({"month", "year", "century", "decade"})
_UPWARD = frozenset({"at least", "more than"})
_INVERSE: dict[Bound, Bound] = {"more than": "at most", "less than": "at least",
                                "at least": "less than", "at most": "more than"}  # fmt: skip
# Where the limit itself decides who is treated, and how.
THRESHOLDS = frozenset({"age", "mass", "volume", "pressure", "temperature", "p", "grade", "stage",
                        "activity", "amount", "doses"})  # fmt: skip
_DISCRETE = frozenset({"count", "people", "times", "doses"})
# What is never rounded without a word for it.
_PRICED = frozenset({"yen", "dollars", "euros", "mass", "volume", "activity", "doses", "amount"})


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether the values may be the same under rounding, vagueness and another unit.

    Bounds are not looked at: see ``contradict``.
    """
    roles = {a.role, b.role}
    if a.role == b.role == "date":
        return _same_date(a, b)
    if a.role == b.role:
        return _same_rates(a, b) and (_near(a, b) or _half_day(a, b) or _upward(a, b))
    if roles == {"age", "duration"}:
        return _years_old(a, b) and _figures(a) == _figures(b)
    if roles == {"date", "number"}:
        date, number = (a, b) if a.role == "date" else (b, a)
        # 2025 alone may be the year of January 2025.
        return _figures(number) == _figures(date) or number.numbers == date.numbers[:1]
    if roles in ({"ordinal", "duration"}, {"date", "duration"}, {"age", "number"}):
        return _figures(a) == _figures(b)
    if "ratio" in roles and _written(a) == _written(b):
        # A score of 11-7 reads like a range.
        return True
    if roles == {"date", "age"}:
        date, age = (a, b) if a.role == "date" else (b, a)
        # The nineties are a decade of a century or of a life.
        return date.unit.startswith("decade") and date.numbers[0] % 100 == age.low
    if "clock" in roles and (a.soft or b.soft) and roles & {"number", "count"}:
        # At eight, by nine.
        clock, other = (a, b) if a.role == "clock" else (b, a)
        return clock.low % 720 == other.low * 60 % 720
    if roles == {"factor", "share"}:
        factor, share = (a, b) if a.role == "factor" else (b, a)
        return abs(factor.low * 100 - share.low) < 1 or abs((factor.low - 1) * 100 - share.low) < 1
    if roles in ({"share", "people"}, {"share", "count"}):
        share, other = (a, b) if a.role == "share" else (b, a)
        return share.unit.startswith("in ") and share.numbers == other.numbers
    if roles == {"duration", "frequency"}:
        often, length = (a, b) if a.role == "frequency" else (b, a)
        return _interval(often) and abs(often.low * length.low - 1) < thresholds.SLACK_INTERVAL
    if roles <= _TIMED:
        return False
    if a.soft or b.soft or roles <= _LOOSE:
        return set(a.numbers) == set(b.numbers) or (roles <= _LOOSE and _near(*_bare(a, b)))
    return False


def _written(a: Quantity) -> list[str]:
    return re.findall(r"\d+", unicodedata.normalize("NFKC", a.words))


def _figures(a: Quantity) -> set[float]:
    """The numbers as written; of a date those that it says."""
    return {number for number in a.numbers if number or a.role != "date"}


def _same_date(a: Quantity, b: Quantity) -> bool:
    """Whether two dates agree in what both say; a decade is another thing than its first year."""
    first, second = a.unit.split(), b.unit.split()
    if first[:1] != second[:1] or (len(first) == len(second) == 2 and first != second):
        return False
    parts = list(zip(a.numbers, b.numbers, strict=True))
    return any(x and y for x, y in parts) and all(x == y for x, y in parts if x and y)


def _same_rates(a: Quantity, b: Quantity) -> bool:
    """Whether both are per the same things, or one of them leaves it unsaid."""
    return set(a.per) <= set(b.per) or set(b.per) <= set(a.per)


def lost_rate(a: Quantity, b: Quantity) -> bool:
    """Whether only one of two measures says what it is per."""
    return a.role == b.role and set(a.per) != set(b.per)


def _bare(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Both as comparable values: as they stand where they are not per the same things."""
    if a.per == b.per:
        return a, b
    return _whole(a), _whole(b)


def _whole(a: Quantity) -> Quantity:
    size = 1.0
    for rate in a.rates:
        size *= rate.size
    return replace(a, low=a.low * size, high=a.high * size, step=a.step * size)


def clash(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are of one kind, and at least one is more than a hint."""
    if a.soft and b.soft:
        return False
    if {a.role, b.role} == {"date", "number"}:
        date, number = (a, b) if a.role == "date" else (b, a)
        return not any(date.numbers[1:]) and 1700 <= number.low < 2200 and not number.soft
    if a.soft or b.soft:
        if {a.role, b.role} <= _COUNTED and "number" in (a.role if a.soft else b.role):
            return min(a.low, b.low) >= 2 and not (a.unsaid or b.unsaid)
        if a.role != b.role:
            return False
        return (
            a.role == "ordinal"
            or _fasting(a, b)
            or (_interval(a) and _interval(b))
            or (a.role == "frequency" and not {a.unit, b.unit} & {"every day", "every hour"})
        )
    return a.role == b.role or {a.role, b.role} <= _COUNTED or _years_old(a, b)


def mistaken(a: Quantity, b: Quantity) -> bool:
    """Whether the same figure stands with another unit: 5mL and 5 mg, 9月2日 and two days."""
    if a.soft or b.soft or a.role == b.role:
        return False
    if {a.role, b.role} in ({"date", "duration"}, {"date", "clock"}):
        date, other = (a, b) if a.role == "date" else (b, a)
        return other.unit == "day" and set(other.numbers) <= _figures(date)
    if {a.role, b.role} == {"age", "duration"}:
        return a.numbers == b.numbers and not _years_old(a, b)
    if not {a.role, b.role} <= _MEASURED:
        return False
    return a.numbers == b.numbers and a.numbers != (1.0,) and not (a.vague and b.vague)


def contradict(a: Quantity, b: Quantity) -> bool:
    """Whether both state bounds for the same value that exclude each other."""
    bounds = _bounds(a, b)
    return bounds is not None and (bounds[0] in _UPWARD) != (bounds[1] in _UPWARD)


def stricter(a: Quantity, b: Quantity) -> bool:
    """Whether only one of two bounds includes the limit: 以上 is not more than."""
    bounds = _bounds(a, b)
    # From a day on and after it are the same, and so are up to an hour and before it.
    timed = {a.role, b.role} & {"date", "clock", "weekday"}
    return bounds is not None and bounds[0] != bounds[1] and not (a.vague or b.vague or timed)


def visible(a: Quantity, b: Quantity) -> bool:
    """Whether it is worth a warning that only one side includes the limit: for bare values."""
    return any(q.role == "number" or q.role.startswith("value of") for q in (a, b))


def decides(a: Quantity, b: Quantity) -> bool:
    """Whether the limit itself matters: at a threshold, and in small counts."""
    if a.role == b.role and a.role in THRESHOLDS:
        return True
    return {a.role, b.role} <= _DISCRETE and a.high <= thresholds.DISCRETE_FEW


def unlimited(a: Quantity, b: Quantity) -> bool:
    """Whether a threshold has lost its limit: 20歳未満, aged 20."""
    if a.role != b.role or a.role not in THRESHOLDS or a.soft or b.soft or a.vague or b.vague:
        return False
    if a.low < a.high or b.low < b.high:
        return False
    bare = [q for q in (a, b) if q.bound is None]
    return len(bare) == 1 and not bare[0].limited


def _bounds(a: Quantity, b: Quantity) -> tuple[Bound, Bound] | None:
    """Both bounds as the clauses mean them, where both are stated."""
    if a.bound is None or b.bound is None or a.soft or b.soft:
        return None
    if a.negated == b.negated:
        return a.bound, b.bound
    # Not above 20 on one side only is at most 20; whether it was meant so is not certain.
    first = _INVERSE[a.bound] if a.negated else a.bound
    second = _INVERSE[b.bound] if b.negated else b.bound
    return (first, second) if first == second else None


def _interval(quantity: Quantity) -> bool:
    return quantity.role == "frequency" and quantity.unit.startswith("every")


def _fasting(a: Quantity, b: Quantity) -> bool:
    """Whether one is 空腹時 and the other with or after meals."""
    return a.role == "meal" and a.soft != b.soft and not (a if b.soft else b).numbers[0] % 2


def _years_old(a: Quantity, b: Quantity) -> bool:
    return {a.role, b.role} == {"age", "duration"} and "year" in {a.unit, b.unit}


def _near(a: Quantity, b: Quantity) -> bool:
    a, b = _bare(a, b)
    if a.unsaid != b.unsaid:
        some, exact = (a, b) if a.unsaid else (b, a)
        # 十数人 is over ten, 数百人 hundreds or more than 200.
        if exact.bound in _UPWARD and exact.low * 2 >= some.low and exact.low <= some.high:
            return True
    if a.unsaid or b.unsaid:
        # 数か月 and several weeks overlap at their edges only.
        if a.unit != b.unit and a.low < a.high and b.low < b.high:
            return max(a.low, b.low) * thresholds.VAGUE_OVERLAP <= min(a.high, b.high)
        return a.low <= b.high * thresholds.VAGUE_EDGE and b.low <= a.high * thresholds.VAGUE_EDGE
    return _close(a.low, b.low, a, b) and _close(a.high, b.high, a, b)


def _close(x: float, y: float, a: Quantity, b: Quantity) -> bool:
    larger = max(abs(x), abs(y), 1e-300)
    gap = abs(x - y)
    if gap <= thresholds.FLOAT_ROUNDING * larger:
        return True
    if a.role in _EXACT:
        return False
    if a.role == "temperature":
        return a.unit != b.unit and gap <= thresholds.SLACK_DEGREES
    return gap <= _slack(a, b) * larger or _rounded(gap, larger, a, b)


def _slack(a: Quantity, b: Quantity) -> float:
    """By how much of the larger the two may differ."""
    slack = (
        thresholds.SLACK_SAME if a.unit != b.unit or a.role != b.role or a.vague or b.vague else 0.0
    )
    if a.role == "duration" and (a.unit in _LONG) != (b.unit in _LONG):
        slack = thresholds.SLACK_CALENDAR
    elif {a.role, b.role} & _TIMED and a.unit != b.unit:
        slack = thresholds.SLACK_TIMED
    if (a.unit in IMPERIAL) != (b.unit in IMPERIAL):
        slack = max(slack, thresholds.SLACK_CONVERTED)
    # 約20分 and about 22 minutes are two numbers; 約20分 and 19 minutes may be one.
    return (
        max(slack, thresholds.SLACK_ABOUT)
        if a.vague != b.vague or (a.vague and a.unit != b.unit)
        else slack
    )


def _rounded(gap: float, larger: float, a: Quantity, b: Quantity) -> bool:
    """Whether the coarser of the two is the other one rounded: 1.2億, 118 million.

    Prices and doses are exact, and so are smaller numbers unless a word says about.
    """
    coarse = max(a.step, b.step)
    if {a.role, b.role} & _PRICED or not (a.vague or b.vague or coarse >= thresholds.ROUNDED_FROM):
        return False
    return coarse <= thresholds.ROUNDED_SHARE * larger and gap <= coarse / 2 and coarse != 1.0


def _half_day(a: Quantity, b: Quantity) -> bool:
    """Whether 9時, which may be either half of the day, is 9 p.m."""
    return a.role == "clock" and (a.vague or b.vague) and abs(a.low - b.low) == 720


def _upward(a: Quantity, b: Quantity) -> bool:
    """Whether grade 3 or higher is written as grades 3 to 5."""
    return a.role in {"grade", "stage"} and a.low == b.low and "at least" in {a.bound, b.bound}
