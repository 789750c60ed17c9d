"""What is numbered, not counted: 第II相, 2型, 3回目, 21世紀, 第2版; phase 2, the third visit."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks import thresholds
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule


def _level(found: Found) -> Iterable[Quantity] | None:
    kind = found.sense("kind", "LEVEL_WORD") if found.has("kind") else found.sense("k", "LEVEL")
    values = [found.number(g) for g in ("a", "b") if found.has(g)]
    return [found.exactly(values, kind, limited=True)] if max(values) < 50 else None


def _label(found: Found) -> Iterable[Quantity]:
    yield found.exactly((found.number("a"),), "label", soft=True)


def _edition(found: Found) -> Iterable[Quantity]:
    yield found.exactly((found.number("a"),), "edition")


def _century(found: Found) -> Iterable[Quantity] | None:
    number = found.number("a")
    return [found.exactly((number,), "century")] if number > 9 else None


def _ordinal(found: Found) -> Iterable[Quantity]:
    # 第一 and 第二 begin many a compound; 3回目 is counted; first and second begin sentences.
    number = found.number("a")
    soft = number < thresholds.ORDINAL_SOFT and not (
        found.has("counted") or found.words[0].isdigit()
    )
    yield found.exactly((number,), "ordinal", soft=soft)


def _first(found: Found) -> Iterable[Quantity]:
    """最初, 初めて: the first, a hint."""
    yield found.exactly((1.0,), "ordinal", soft=True)


def _nth(found: Found) -> Iterable[Quantity]:
    """3回目; 4週目 is week 4, a length of time in both languages."""
    unit = found.lexeme("u").senses.get("UNIT")
    if unit in {"week", "month", "day"}:
        return [found.measured([found.value("a")], unit)]
    return _ordinal(found)


def _line(found: Found) -> Iterable[Quantity]:
    """第一選択薬, 二次治療: first-line."""
    yield found.exactly((found.number("a"),), "line of treatment")


def _degree(found: Found) -> Iterable[Quantity]:
    """二次性, secondary."""
    value = found.number("a") if found.has("a") else float(found.sense("x", "DEGREE_OF"))
    yield found.exactly((value,), "degree", soft=value == 1)


def _school(found: Found) -> Iterable[Quantity] | None:
    number = found.number("a")
    return [found.exactly((number,), "school year")] if 0 < number < 13 else None


def _course(found: Found) -> Iterable[Quantity] | None:
    """Week 28 is 28週 in Japanese; visit 3 is a hint."""
    unit = found.lexeme("c").senses.get("UNIT")
    value = found.value("a")
    if unit in {"week", "month", "day"} and value.figures:
        return [found.measured([value], unit)]
    return [found.exactly((value.low,), "ordinal", soft=True)]


_NUMBER = "(?: a:INT | a_:ROMAN )"
JA = (
    Rule("DAI? a:ROMAN (?: (?:SLASH|TO|DASH|LIST) b:ROMAN )? k:LEVEL", _level),
    Rule("DAI a:INT (?: (?:SLASH|TO|DASH|LIST) b:INT )? k:LEVEL", _level),
    Rule("kind:LEVEL_WORD a:ROMAN (?: (?:SLASH|TO|DASH|LIST) b:ROMAN )?", _level),
    Rule("kind:LEVEL_WORD a:INT (?: (?:SLASH|TO|DASH|LIST) b:INT )? (?!UNIT|COUNT|TIMES)", _level),
    Rule("a:INT k:LEVEL", _level),
    Rule("SCHOOL_KIND a:INT SCHOOL", _school),
    Rule("DAI a:INT EDITION", _edition),
    Rule("DAI a:INT LABELLED", _label),
    Rule("LABEL DAI? a:VALUE", _label),
    Rule("a:INT CENTURY", _century),
    Rule("DAI a:INT LINE", _line),
    Rule("a:INT LINE", _line),
    Rule("a:INT DEGREE_OF", _degree),
    Rule("DAI a:INT", _ordinal),
    Rule("a:INT u:UNIT counted:MEATE", _nth),
    Rule("a:INT (?:TIMES|COUNT) counted:MEATE", _ordinal),
    Rule("a:INT MEATE", _ordinal),
    Rule("FIRST_OF", _first),
)
EN = (
    Rule("kind:LEVEL_WORD DASH? a:INT (?: (?:SLASH|TO|DASH|OR|AND) b:INT )? (?!UNIT)", _level),
    Rule("kind:LEVEL_WORD DASH? a:ROMAN (?: (?:SLASH|TO|DASH|OR|AND) b:ROMAN )?", _level),
    Rule("a:ORD DASH? CENTURY", _century),
    Rule("a:ORD EDITION", _edition),
    Rule("a:ORD DASH? LINE", _line),
    Rule("a:ORD SCHOOL", _school),
    Rule("LABEL a:VALUE", _label),
    Rule("c:COURSE a:INT (?!UNIT|COLON|PERCENT|PLURAL|DASH|SLASH)", _course),
    Rule("x:DEGREE_OF", _degree),
)
# After the dates: December 29th is a day.
LATE_EN = (Rule("a:ORD", _ordinal),)
