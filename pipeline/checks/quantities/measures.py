"""Numbers before units, counters and nouns, with what they are per, and those that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.checks import thresholds
from pipeline.checks.quantities.lexicon import UNITS
from pipeline.checks.quantities.numerals import Value
from pipeline.checks.quantities.quantity import Bound, Quantity, Rate
from pipeline.checks.quantities.rates import is_period, period
from pipeline.checks.quantities.rules import Found, Rule

_FEVER = re.compile("[温熱]")
_LASTING = re.compile(r"(?:for|after|within|about|least|than|lasts|lasted|around|over) $", re.I)
_LATER = re.compile(r" (?:later|ago|earlier|after|before|or (?:so|more|longer|less))\b", re.I)
_SMALL = ("minute", "hour", "second")
_SIGNS: dict[str, Bound] = {"<": "less than", "less than": "less than", "≤": "at most",
                            ">": "more than", "≥": "at least"}  # fmt: skip


def _rates(found: Found) -> list[Rate] | None:
    """What a measure is per; None where a period before it is none (3年20日)."""
    rates = []
    if found.has("p"):
        many = found.number("n")
        if not is_period(found):
            return None
        if not many or found.value("n").unsaid if found.has("n") else False:
            return None
        rates.append(period(found, "p", many))
    for group in ("r", "s"):
        if found.has(group):
            many = found.number(f"{group}n")
            lexeme = found.lexeme(group)
            unit = lexeme.senses.get("UNIT")
            if unit is None or (group == "r" and found.has("adverb")):
                rates.append(period(found, group))
            elif many:
                at = UNITS[unit]
                shown = unit if many == 1 else f"{many:g} {unit}"
                rates.append(Rate(at.role, many * at.size, shown))
    if found.has("adverb"):
        rates.append(period(found, "adverb"))
    if found.has("mass"):
        unit = found.sense("mass", "UNIT")
        if UNITS[unit].role != "mass":
            return None
        rates.append(Rate("mass", UNITS[unit].size, unit))
    roles = [rate.role for rate in rates]
    return rates if len(set(roles)) == len(roles) else rates[:1]


def _measure(found: Found) -> Iterable[Quantity] | None:
    unit = found.sense("u", "UNIT")
    role = UNITS[unit].role
    rates = _rates(found)
    if rates is None:
        return None
    if found.has("p"):
        inside = role == "duration" and UNITS[unit].size < rates[0].size and unit in _SMALL
        if role == "duration" and not inside:
            return None
    # 1日 is as often a day of the calendar, and what a unit is per may not be itself.
    rates = [rate for rate in rates if rate.role != role or role in {"duration", "mass"}]
    values = found.values("a", "b")
    name = found.text("u")
    soft = name in {"キロ", "ミリ", "単位", "方", "者", "袋", "管"} and role != "activity"
    if found.lang == "ja" and name == "日" and not rates:
        soft = all(v.low == v.high == 1 for v in values)
    if found.lang == "en":
        one = [v.low for v in values] == [1.0] and not values[0].figures
        soft = (one and unit == "day") or name.lower() in {"feet", "amp", "m", "shots"}
        if name.lower() == "feet" and len(values) == 1 and values[0].figures:
            soft = False
    return [found.measured(values, unit, rates=rates, soft=soft, half=found.has("half"))]


def _listed(found: Found) -> Iterable[Quantity] | None:
    """3, 6 and 12 months: each of the values by itself; 2、3日 is two or three days."""
    values = [lexeme.value for lexeme in found.lexemes[found.match.start() : found.match.end()]
              if lexeme.value is not None]  # fmt: skip
    unit = found.sense("u", "UNIT")
    if len(values) == 2 and values[1].low == values[0].low + 1 and values[0].low < 10:
        return [found.measured(values, unit)]
    if any(b.low <= a.low for a, b in pairwise(values)) and len(values) == 2:
        return None
    return [found.measured([value], unit) for value in values]


def _counted_list(found: Found) -> Iterable[Quantity] | None:
    values = found.values("a", "b")
    if values[1].low == values[0].low + 1 and values[0].low < 10:
        return [found.plain(values, "count")]
    return None


def _half(found: Found) -> Iterable[Quantity]:
    number = 1.5 if found.has("more") else 0.5
    value = Value(number, number, 0.5, 1.0, True, "")
    unit = found.sense("u", "UNIT") if "UNIT" in found.lexeme("u").senses else "month"
    yield found.measured([value], unit, rates=_rates(found) or ())


def _fraction(found: Found) -> Iterable[Quantity] | None:
    """1/2錠, a quarter of a tablet."""
    unit = found.sense("u", "UNIT")
    whole = found.number("w") if found.has("w") else float(found.sense("part", "PART"))
    if not whole:
        return None
    number = round(found.number("a") / whole, 6)
    return [found.measured([Value(number, number, 0.01, 1.0, True, "")], unit)]


def _pressure(found: Found) -> Iterable[Quantity] | None:
    if found.sense("u", "UNIT") != "mmHg":
        return None
    return [found.measured([found.value(g)], "mmHg") for g in ("a", "b")]


def _compound(found: Found) -> Iterable[Quantity] | None:
    """1年6か月, two hours and 30 minutes, 5 feet 6 inches."""
    large, small = found.sense("u", "UNIT"), found.sense("v", "UNIT")
    one, other = UNITS[large], UNITS[small]
    if one.role != other.role or one.role not in {"duration", "length"} or one.size <= other.size:
        return None
    if one.role == "duration" and (large, small) not in {
        ("year", "month"), ("hour", "minute"), ("minute", "second"), ("month", "week"),
        ("week", "day"), ("month", "day"),
    }:  # fmt: skip
        return None
    number = found.number("a") + found.number("b") * other.size / one.size
    return [found.measured([found.value("a")._replace(low=number, high=number)], large)]


def _degrees(found: Found) -> Iterable[Quantity]:
    """度 of fever or warmth; else times, which is no more than a hint."""
    start, end = found.span
    values = found.values("a", "b")
    warm = _FEVER.search(found.written, max(0, start - thresholds.FEVER_AROUND), end + 4)
    if found.has("f") or "華氏" in found.words:
        yield found.measured(values, "°F")
    elif warm or "摂氏" in found.words or any(v.low != int(v.low) for v in values):
        yield found.measured(values, "°C")
    else:
        yield found.measured(values, "time", soft=True)


def _english_degrees(found: Found) -> Iterable[Quantity]:
    values = found.values("a", "b")
    yield found.measured(values, "°C", soft=not all(30 <= v.low <= 45 for v in values))


def _money(found: Found) -> Iterable[Quantity]:
    kind = "YEN" if "YEN" in found.lexeme("x").senses else "MONEY"
    yield found.measured(found.values("a", "b"), found.sense("x", kind))


def _times(found: Found) -> Iterable[Quantity]:
    values = found.values("a", "b")
    if found.has("once"):
        number = float(found.sense("once", "ONCE"))
        values = [Value(number, number, 1.0, 1.0, False, "")]
    yield found.measured(values, "time", rates=_rates(found) or ())


def _count(found: Found) -> Iterable[Quantity] | None:
    rates = _rates(found)
    if rates is None:
        return None
    yield_ = found.plain(found.values("a", "b"), "count", rates=rates)
    # What is counted by several words in English may be written without a number.
    return [replace(yield_, soft=yield_.soft or (found.lang == "en" and _is_loose(found)))]


def _is_loose(found: Found) -> bool:
    return found.values("a")[0].unsaid


def _number(found: Found) -> Iterable[Quantity]:
    """A bare number: small ones and those in words are but hints."""
    values = found.values("a", "b")
    soft = all(v.low == int(v.low) and (v.low <= 10 or not v.figures) for v in values)
    yield found.plain(values, "number", soft=soft)


def _negative(found: Found) -> Iterable[Quantity] | None:
    start = found.span[0]
    glued = found.lexeme("x").end == found.lexeme("a").start
    before = found.folded[start - 1 : start]
    if (not glued and found.text("x") == "-") or (before.isalnum() and before.isascii()):
        return None
    values = [v._replace(low=-v.high, high=-v.low) for v in found.values("a")]
    if found.has("u"):
        return [found.measured(values, found.sense("u", "UNIT"))]
    return [found.plain(values, "number")]


def _named(found: Found) -> Iterable[Quantity]:
    """BMIが30, an eGFR of 60: the value of a name in Latin letters."""
    yield found.plain(found.values("a", "b"), f"value of {found.text('name')}")


def _p(found: Found) -> Iterable[Quantity] | None:
    value = found.value("a")
    if not 0 < value.low < 1:
        return None
    made = found.exactly((value.low,), "p")
    sign = found.text("sign") if found.has("sign") else ""
    return [replace(made, bound=_SIGNS.get(sign))]


def _article(found: Found) -> Iterable[Quantity]:
    """A week: a length where the words around it say so (after a week), else a hint."""
    before = found.folded[max(0, found.span[0] - 8) : found.span[0]]
    length = _LASTING.search(before) or _LATER.match(found.folded, found.span[1])
    value = Value(1.0, 1.0, 1.0, 1.0, False, "")
    yield found.measured([value], found.sense("u", "UNIT"), soft=not length)


_TO_JA = "(?:TO|DASH)"
_RANGE_JA = (
    "a:VALUE (?: (?:UNIT|COUNT|TIMES)? (?: AFTER_NUMBER? (?:TO|DASH) | from:AFTER_NUMBER LIST? )"
    " b:VALUE )?"
)
_PERIOD = (
    "(?: (?: n:VALUE | MAI )? p:PERIOD (?:AT|PER|TOTAL|NO|ABOUT|BEFORE_NUMBER){0,4} (?<!LIST) )"
)
_BODY = "(?: BODY? VALUE? mass:DOSE PER AT? )"
_SLASHES = "(?: (?:SLASH|PER) rn:VALUE? r:UNIT (?: SLASH s:UNIT )? )?"
JA = (
    Rule("PVALUE sign:SIGN a:VALUE", _p),
    Rule("PVALUE AT a:VALUE", _p),
    Rule("a:FIGURE SLASH b:FIGURE u:MEASURE", _pressure),
    Rule("x:YEN a:VALUE", _money),
    Rule("x:MONEY a:VALUE", _money),
    Rule(f"(?: CELSIUS | FAHRENHEIT ) {_RANGE_JA} DEGREE", _degrees),
    Rule(f"{_RANGE_JA} DEGREE (?!UNIT|MEATE|TAI)", _degrees),
    Rule("a:INT u:UNIT b:INT v:UNIT (?!MEATE)", _compound),
    Rule("a:INT SLASH w:INT u:DOSE", _fraction),
    Rule(f"(?<!VALUE) {_PERIOD}? HALF u:DOSE", _half),
    Rule("(?<!VALUE) HALF u:TIME", _half),
    Rule("(?<!VALUE) HALF u:GATSU", _half),
    Rule("(?<!VALUE|UNIT|COUNT|TIMES) x:MINUS a:VALUE u:UNIT?", _negative),
    Rule(f"{_PERIOD} {_RANGE_JA} COUNT (?!MEATE)", _count),
    Rule(f"{_PERIOD} {_BODY}? {_RANGE_JA} u:UNIT half:HALF? {_SLASHES} (?!MEATE)", _measure),
    Rule(f"{_BODY} {_PERIOD}? {_RANGE_JA} u:UNIT half:HALF? {_SLASHES} (?!MEATE)", _measure),
    Rule("(?: VALUE LIST ){1,7} VALUE u:UNIT (?!MEATE)", _listed),
    Rule(f"{_RANGE_JA} u:UNIT half:HALF? {_SLASHES}", _measure),
    Rule("a:VALUE LIST b:VALUE COUNT", _counted_list),
    Rule(f"{_RANGE_JA} (?:COUNT|SETS) (?: SLASH r:UNIT )?", _count),
    Rule("a:VALUE LIST b:VALUE TIMES", _counted_list),
    Rule(f"{_RANGE_JA} TIMES (?: SLASH r:UNIT )?", _times),
    Rule(
        f"name:ACRONYM (?:IS|EQUALS|SIGN){{0,4}} a:FIGURE (?: {_TO_JA} b:FIGURE )? "
        "(?!UNIT|COUNT|SLASH|DASH)",
        _named,
    ),
    Rule(f"a:VALUE (?: {_TO_JA} b:VALUE )?", _number),
)

_TO = "(?:TO|DASH)"
_PER_EN = "(?: (?:SLASH|PER) rn:VALUE? r:UNIT (?: (?:SLASH|PER) s:UNIT )? | adverb:ADVERB )?"
# Before shares of anything: half a tablet, a quarter of a tablet.
PARTS_EN = (
    Rule("a:INT SLASH w:INT DASH? (?:OF? ART)? u:DOSE", _fraction),
    Rule("ART part:PART OF? ART? u:DOSE", _fraction),
    Rule("a:VALUE DASH? part:PART OF? ART? u:DOSE", _fraction),
    Rule("part:PART (?: OF ART | ART | OF ) u:DOSE", _fraction),
    Rule("ART? HALF (?: OF? ART | DASH | OF )? u:DOSE", _half),
    Rule("ART? HALF (?: OF? ART | DASH )? u:TIME", _half),
)
EN = (
    Rule("PVALUE sign:SIGN a:VALUE", _p),
    Rule("PVALUE VALUE_OF a:VALUE", _p),
    Rule("a:FIGURE SLASH b:FIGURE u:MEASURE", _pressure),
    Rule("x:MONEY a:VALUE (?: (?:TO|DASH) MONEY? b:VALUE )?", _money),
    Rule("BETWEEN MONEY? x:MONEY a:VALUE AND MONEY b:VALUE", _money),
    Rule("a:VALUE u:UNIT COMMA? AND? b:VALUE v:UNIT", _compound),
    Rule("(?:ART|INT) u:TIME more:HALF_MORE", _half),
    Rule("(?<!VALUE|NAME|UNIT|PLURAL) x:MINUS a:VALUE u:UNIT?", _negative),
    Rule(f"BETWEEN a:VALUE UNIT? AND b:VALUE DASH? u:UNIT {_PER_EN}", _measure),
    Rule(
        "(?: VALUE (?:COMMA|OR|AND|COMMA AND|COMMA OR) ){1,7} VALUE DASH? u:UNIT (?!YEAR_OLD)",
        _listed,
    ),
    Rule(f"a:VALUE half:HALF_MORE DASH? u:UNIT {_PER_EN}", _measure),
    Rule("a:VALUE u:UNIT half:HALF_MORE", _measure),
    Rule(f"a:VALUE (?: DASH? UNIT? {_TO} b:VALUE )? (?:DASH|OF)? u:UNIT {_PER_EN}", _measure),
    Rule(f"a:VALUE (?: {_TO} b:VALUE )? DEGREES", _english_degrees),
    Rule("BETWEEN a:VALUE AND b:VALUE", _count),
    Rule("once:ONCE", _times),
    Rule(
        "a:VALUE (?: (?:TO|DASH|OR) b:VALUE )? DASH? COUNTING (?: (?:SLASH|PER) r:TIME )?", _times
    ),
    Rule(
        "a:VALUE (?: (?:TO|DASH|OR) b:VALUE )? DASH? (?: WORD DASH? ){0,2} (?:PLURAL|PERSON) "
        "(?: (?:SLASH|PER) r:TIME | adverb:ADVERB )",
        _count,
    ),
    Rule(
        "a:VALUE (?: (?:TO|DASH|OR) b:VALUE )? "
        "(?= (?:DASH|OF)? (?: WORD DASH? ){0,2} (?:PLURAL|PERSON) )",
        _count,
    ),
    Rule("(?:ART|PER|EACH) u:TIME", _article),
    Rule("(?<=SKIPPED|BEFORE_NUMBER) u:TIME", _article),
    Rule(
        "name:ACRONYM (?: VALUE_OF | SIGN | BEFORE_NUMBER ){0,4} "
        "a:FIGURE (?: (?:TO|DASH) b:FIGURE )? (?!UNIT|COUNT|SLASH|DASH|WORD|PLURAL)",
        _named,
    ),
    Rule(f"a:VALUE (?: {_TO} b:VALUE )?", _number),
)
