"""Dates, decades, weekdays and times of the day: one date is one quantity in any notation.

dateparser is not used: it answers one moment, filled up from today's date, where a comparison needs
what was written (a month without a day).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.checks.quantities.calendar_names import ERAS_EN, ERAS_JA, ERAS_SHORT
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule

_ERAS = {name.lower(): year for name, year in (ERAS_JA | ERAS_EN | ERAS_SHORT).items()}
_PARTS = ("early", "mid", "late")


def _date(found: Found) -> Iterable[Quantity] | None:
    """A date with what it says of year, month and day."""
    year = found.number("y", 0.0)
    if found.has("era"):
        number = 1.0 if found.has("first") else found.number("n", 0.0)
        if number < 1:
            return None
        year = _ERAS[found.sense("era", "ERA").lower()] + number - 1
    month, day = found.number("m", 0.0), found.number("d", 0.0)
    if found.has("month"):
        month = float(found.sense("month", "MONTH"))
    if month > 12 or day > 31 or (found.has("m") and month < 1):
        return None
    return [found.exactly((year, month, day), "date")]


def _days(found: Found) -> Iterable[Quantity] | None:
    """5月15日〜17日, 15–17 May 2006: the first day and the last."""
    first = _date(found)
    last = found.number("e")
    if first is None or last > 31:
        return None
    (date,) = first
    return [date, replace(date, numbers=(*date.numbers[:2], last))]


def _either(found: Found) -> Iterable[Quantity] | None:
    """25/4/2013 and 4/25/2013; where both could be the month, the day is left open."""
    first, second, year = found.number("a"), found.number("b"), found.number("y")
    if first > 12 and second <= 12:
        return [found.exactly((year, second, first), "date")]
    if second > 12 and first <= 12:
        return [found.exactly((year, first, second), "date")]
    return [found.exactly((year, 0.0, 0.0), "date")] if max(first, second) <= 12 else None


def _dotted(found: Found) -> Iterable[Quantity] | None:
    """2013.4.25; what has no such month is a version."""
    year, month, day = (float(part) for part in found.words.split("."))
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return []
    return [found.exactly((year, month, day), "date")]


def _bare_month(found: Found) -> Iterable[Quantity] | None:
    month = float(found.sense("month", "MONTH"))
    # May and March are words as well.
    return [found.exactly((0.0, month, 0.0), "date", soft=len(found.text("month")) < 4)]


def _bare_day(found: Found) -> Iterable[Quantity] | None:
    """3日に: as often the third day of a month as in three days."""
    day = found.number("d")
    return [found.exactly((0.0, 0.0, day), "date", soft=True)] if 0 < day < 32 else None


def _years(found: Found) -> Iterable[Quantity]:
    """One year, or the two ends of a range (2013〜15年)."""
    first = found.value("y")
    yield found.exactly((first.low, 0.0, 0.0), "date", soft=not 1900 <= first.low < 2100)
    if found.has("z"):
        last = found.number("z")
        whole = last if last > 99 else first.low - first.low % 100 + last
        yield found.exactly((whole, 0.0, 0.0), "date")


def _decade(found: Found) -> Iterable[Quantity] | None:
    year = found.number("y")
    if year % 10:
        return None
    part = next((part for part in _PARTS if found.has(part)), "")
    if not part and "mid-" in found.folded[max(0, found.span[0] - 4) : found.span[0]]:
        part = "mid"
    return [found.exactly((year, 0.0, 0.0), "date", unit=f"decade {part}".strip())]


def _weekdays(found: Found) -> Iterable[Quantity]:
    days = [float(found.sense(g, "WEEKDAY")) for g in ("a", "b") if found.has(g)]
    yield found.exactly(days, "weekday")


def _clock(found: Found) -> Iterable[Quantity] | None:
    hour, minute = found.number("h"), found.number("min", 0.0)
    if hour > 30 or minute > 59 or hour != int(hour):
        return None
    if found.has("min") and len(found.text("min")) != 2 and ":" in found.folded[slice(*found.span)]:
        return None
    half = found.sense("half", "MERIDIEM") if found.has("half") else ""
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if found.has("semi"):
        minute = 30.0
    # 9時 without a half of the day may be either; 一時 is as often for a while.
    vague = not half and 0 < hour <= 12
    soft = not found.value("h").figures and not half
    return [found.exactly((hour * 60 + minute,), "clock", vague=vague, soft=soft, limited=True)]


def _noon(found: Found) -> Iterable[Quantity]:
    value = found.sense("noon", "NOON")
    minutes = float(value) if value.isdigit() else 720.0
    yield found.exactly((minutes,), "clock", limited=True)


_PART = "(?: early:EARLY | mid:MID | late:LATE )?"
_ERA_YEAR = "era:ERA (?: first:FIRST | n:INT ) "
JA = (
    # 1895（明治28）年7月, 令和6年（2024年）4月1日
    Rule(
        "y:YEAR NEN? OPEN ERA (?:INT|FIRST) YEARLY? CLOSE YEARLY? "
        "(?: m:INT GATSU (?: d:INT NICHI)? )?",
        _date,
    ),
    Rule(
        f"{_ERA_YEAR} YEARLY? OPEN YEAR YEARLY? CLOSE YEARLY? (?: m:INT GATSU (?: d:INT NICHI)? )?",
        _date,
    ),
    Rule(f"{_ERA_YEAR} YEARLY (?: m:INT GATSU (?: d:INT NICHI)? )?", _date),
    Rule(f"y:YEAR (?: YEARS_DECADE | NEN DECADE ) NO? {_PART}", _decade),
    Rule(
        "(?: y:YEAR YEARLY )? m:INT GATSU d:INT NICHI? WEEKDAY? (?:TO|DASH|LIST|AND) e:INT NICHI",
        _days,
    ),
    Rule("y:YEAR YEARLY NO? m:INT GATSU NO? (?: d:INT NICHI )?", _date),
    Rule("y:YEAR SLASH m:INT SLASH d:INT", _date),
    Rule("y:YEAR DASH m:INT DASH d:INT", _date),
    Rule("DOTTED", _dotted),
    Rule("y:YEAR YEARLY? (?:TO|DASH) z:INT YEARLY", _years),
    Rule("y:YEAR YEARLY", _years),
    Rule("m:INT GATSU NO? d:INT NICHI", _date),
    Rule("m:INT GATSU", _date),
    Rule("d:INT NICHI (?=NI (?!VALUE))", _bare_day),
    Rule("a:WEEKDAY (?:TO|DASH) b:WEEKDAY", _weekdays),
    Rule("a:WEEKDAY", _weekdays),
    Rule("half:MERIDIEM? h:INT JI (?: min:INT FUN | semi:HALF )?", _clock),
    Rule("half:MERIDIEM? h:INT COLON min:INT half_:MERIDIEM?", _clock),
    Rule("noon:NOON", _noon),
)
EN = (
    Rule("DOTTED", _dotted),
    Rule(
        "y:INT DASH m:INT DASH d:INT",
        lambda found: _date(found) if found.number("y") > 99 else None,
    ),
    Rule("y:YEAR SLASH m:INT SLASH d:INT", _date),
    Rule("a:INT SLASH b:INT SLASH y:YEAR", _either),
    Rule("d:INT (?:TO|DASH|AND|OR) e:INT OF? month:MONTH (?: COMMA? OF? y:YEAR )?", _days),
    Rule(
        "month:MONTH d:INT (?:TO|DASH|AND|OR) e:INT (?!UNIT|COLON|MERIDIEM) "
        "(?: COMMA? OF? y:YEAR )?",
        _days,
    ),
    Rule("d:INT OF? month:MONTH COMMA? OF? y:YEAR", _date),
    Rule("month:MONTH d:INT COMMA? y:YEAR", _date),
    Rule("month:MONTH COMMA? OF? y:YEAR", _date),
    Rule("d:INT OF? month:MONTH", _date),
    Rule("month:MONTH d:INT (?!MERIDIEM|COLON|PERCENT)", _date),
    Rule("(?<=MONTH_IN) month:MONTH", _bare_month),
    Rule(f"{_ERA_YEAR}", _date),
    Rule(f"{_PART} DASH? y:YEAR DECADE_S", _decade),
    Rule("a:WEEKDAY (?:TO|DASH) b:WEEKDAY", _weekdays),
    Rule("a:WEEKDAY", _weekdays),
    Rule("h:INT COLON min:INT half:MERIDIEM?", _clock),
    Rule("h:INT half:MERIDIEM", _clock),
    Rule("h:INT OCLOCK half:MERIDIEM?", _clock),
    Rule("noon:NOON", _noon),
    Rule("FISCAL y:YEAR DASH z:INT (?!UNIT|TO)", _years),
    Rule("y:YEAR DASH z:INT (?!UNIT|DASH|WORD)", _years),
    Rule("FISCAL y:YEAR", _years),
    Rule("y:YEAR (?!UNIT|DASH|DOSE|PERSON|SLASH)", _years),
)
