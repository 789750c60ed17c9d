"""Numbers before units, counters and nouns, and those that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.units import COUNTERS, UNITS, unit_pattern
from pipeline.model.source import Lang

_NUM_JA, _NUM = numerals.JA, numerals.EN
_MONEY = {"¥": "yen", "Y": "yen", "$": "dollar", "D": "dollar", "€": "euro", "R": "euro"}
_FEVER = re.compile("[温熱]")
_BODY = re.compile("体重|重さ|減量")
_AROUND = 12
_LASTING = re.compile(r"(?:for|after|within|about|least|than|lasts|lasted|around|over) $", re.I)
_LATER = re.compile(r" (?:later|ago|earlier|after|before|or (?:so|more|longer|less))\b", re.I)
# A group of a pattern has a plain name, which μg is not.
_KEYS = {f"unit{number}": key for number, key in enumerate(UNITS)}
_ADVERBS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


@lru_cache(maxsize=4096)
def unit_named(name: str, lang: Lang) -> str | None:
    """The key in ``UNITS`` of a name as it stands in a text."""
    # What a name must not be followed by was looked at where it stands.
    found = _units(lang, exact=len(name) < 3).fullmatch(name)
    return _KEYS[found.lastgroup] if found and found.lastgroup else None


@cache
def _units(lang: Lang, *, exact: bool) -> re.Pattern[str]:
    """All names of a language, each unit a group; the first unit that a whole name fits counts."""
    names = (f"(?P<{group}>{getattr(UNITS[key], lang)})" for group, key in _KEYS.items())
    return re.compile("|".join(names), re.NOFLAG if exact else re.I)


def _money(found: Stretch) -> Iterable[Quantity]:
    # $6 million stands in Japanese text as well.
    size = numerals.SCALES[found.match["scale"].lower()] if found["scale"] else 1
    numbers = [number * size for number in found.numbers()]
    yield found.measured(numbers, _MONEY[found.match["sign"][-1].upper()])


def _measure(found: Stretch) -> Iterable[Quantity] | None:
    numbers = found.numbers()
    name = found.match["unit"]
    unit = unit_named(name, "ja")
    if unit is None:
        return None
    if found["half"]:
        numbers = tuple(n + 0.5 for n in numbers)
    after = found.text.folded[found.match.end() : found.match.end() + 2]
    sure = after.startswith(("以", "後", "前", "ほ", "程", "く", "ぶ", "は", "か"))
    date = name == "日" and (numbers == (1.0,) or not sure)
    soft = date or name in {"キロ", "ミリ"}
    return [found.measured(numbers, unit, soft=soft)]


def _degrees(found: Stretch) -> Iterable[Quantity]:
    """度 of fever or warmth; else times, which is no more than a hint."""
    start = found.match.start()
    warm = _FEVER.search(found.text.written, max(0, start - _AROUND), found.match.end() + 4)
    numbers = found.numbers()
    if warm or any(n != int(n) for n in numbers):
        yield found.measured(numbers, "°C")
    else:
        yield found.measured(numbers, "time", soft=True)


def _count(found: Stretch) -> Iterable[Quantity]:
    yield found.plain(found.numbers("abce"), "count")


def _number(found: Stretch) -> Iterable[Quantity]:
    """A bare number; one with decimals is no chance, all others are but hints."""
    numbers = found.numbers("abce")
    yield found.plain(numbers, "number", soft=all(n == int(n) for n in numbers))


def _english_measure(found: Stretch) -> Iterable[Quantity] | None:
    name = found.match["unit"]
    unit = unit_named(name, "en")
    if unit is None or (len(name) == 1 and name != "%" and not found.match.group()[0].isdigit()):
        return None
    numbers = found.numbers("abce")
    if found["post"] or found["semi"]:
        numbers = tuple(n + 0.5 for n in numbers)
    one = numbers == (1.0,) and not found.match.group()[0].isdigit() and unit == "day"
    return [found.measured(numbers, unit, soft=one or name.lower() in {"feet", "inch", "cases"})]


def _half(found: Stretch) -> Iterable[Quantity]:
    """Half an hour, three quarters of an hour, a year and a half."""
    number = 1.5 if found["more"] else 0.75 if found["three"] else 0.5
    yield found.measured((number,), found.match["unit"].lower())


def _half_word(found: Stretch) -> Iterable[Quantity]:
    unit = {"年": "year", "月": "month", "日": "day", "時": "hour"}[found.match["unit"][1]]
    yield found.measured((0.5,), unit)


def _article(found: Stretch) -> Iterable[Quantity]:
    """A week: a length where the words around it say so (after a week), else a hint."""
    before = found.text.folded[max(0, found.match.start() - 8) : found.match.start()]
    length = _LASTING.search(before) or _LATER.match(found.text.folded, found.match.end())
    yield found.measured((1.0,), found.match["unit"].lower(), soft=not length)


def _english_degrees(found: Stretch) -> Iterable[Quantity]:
    """Degrees without a scale: of fever where they are Celsius, else a hint."""
    numbers = found.numbers("abce")
    fever = all(30 <= n <= 45 for n in numbers)
    yield found.measured(numbers, "°C", soft=not fever)


def _compound(found: Stretch) -> Iterable[Quantity] | None:
    """1年6か月, two hours and 30 minutes."""
    larger, smaller = (unit_named(found.match[g], found.text.lang) for g in ("unit", "unit_"))
    if larger is None or smaller is None:
        return None
    more = found.number("b") * UNITS[smaller].size / UNITS[larger].size
    return [found.measured((found.number("a") + more,), larger)]


def _times(found: Stretch) -> Iterable[Quantity]:
    number = _ADVERBS[found.match.group().lower()]
    yield found.measured((number,), "time", soft=number == 1)


_UNIT_JA = rf"(?P<unit>{unit_pattern('ja')})(?![A-Za-z])"
_TO_JA = (
    r"(?:~|–|—|‐|-|から|ないし|(?<=[\d二三四五六七八九])[、・](?=[\d二三四五六七八九](?![\d.,])))"
)
# 2日から3日: the unit may stand twice.
_RANGED_JA = (
    rf"(?P<a>{_NUM_JA})(?:(?:(?P<mid>{unit_pattern('ja')}|[か所つ])(?:以上)?(?=(?:~|から|[-–—]){_NUM_JA}\s?(?P=mid)))?"
    rf"{_TO_JA}(?P<b>{_NUM_JA}))?"
)
_SPAN = r"(?:\s?[-–—~]\s?|-?\sto\s|\sor\s)"
_TIME = "second|minute|hour|day|week|fortnight|month|year|decade|century"
_BETWEEN = (
    rf"(?:between (?P<c>{_NUM})(?:%| (?:{_TIME})s)? and (?P<e>{_NUM})"
    rf"|(?P<a>{_NUM})(?P<semi>(?: |-)and(?: |-)a(?: |-)half)?(?:(?:%|°C)?{_SPAN}(?P<b>{_NUM}))?)"
)
JA = (
    Form(re.compile("(?P<unit>半年|半月|半日|半時)間?"), _half_word),
    Form(
        re.compile(
            rf"(?P<sign>[¥$€])\s?(?P<a>{_NUM_JA})(?: ?(?P<scale>thousand|[mb]illion)\b)?", re.I
        ),
        _money,
    ),
    Form(re.compile(rf"{_RANGED_JA}\s?度(?![合数目Cc])"), _degrees),
    Form(
        re.compile(
            rf"(?P<a>{_NUM_JA})(?P<unit>年|時間)(?:と)?(?P<b>{_NUM_JA})(?P<unit_>[かカヵケヶ箇]月|分)間?(?!の)"
        ),
        _compound,
    ),
    Form(re.compile(rf"{_RANGED_JA}\s?{_UNIT_JA}(?P<half>半(?![年日月数分]))?"), _measure),
    Form(re.compile(rf"{_RANGED_JA}\s?(?:{COUNTERS})"), _count),
    Form(re.compile(rf"(?P<a>{_NUM_JA})(?:[~–](?P<b>{_NUM_JA}))?"), _number),
)


EN = (
    Form(
        re.compile(
            rf"(?P<sign>US\$|[¥$€]|JPY|USD|EUR)\s?(?P<a>{_NUM})(?:{_SPAN}[¥$€]?(?P<b>{_NUM}))?",
            re.I,
        ),
        _money,
    ),
    Form(
        re.compile(
            r"\b(?:half an? |(?:a )?half[- ]|(?P<three>three[ -]quarters of an )|"
            r"(?P<more>(?:an?|one) (?=\w+ and a half\b)))"
            r"(?P<unit>year|hour|day|month|decade|century)(?(more) and a half)\b",
            re.I,
        ),
        _half,
    ),
    Form(
        re.compile(
            rf"(?P<a>{_NUM}) (?P<unit>hours?|years?)(?:,? and |,? )(?P<b>{_NUM}) "
            r"(?P<unit_>minutes?|months?)\b",
            re.I,
        ),
        _compound,
    ),
    Form(
        re.compile(
            rf"{_BETWEEN}[\s-]?(?P<unit>{unit_pattern('en')})(?![A-Za-z])(?P<post> and a half)?"
        ),
        _english_measure,
    ),
    Form(re.compile(rf"{_BETWEEN} degrees?\b"), _english_degrees),
    Form(re.compile(r"\b(?:once|twice|thrice)\b", re.I), _times),
    Form(re.compile(rf"\b(?:an?|another|per|each) (?P<unit>{_TIME})\b", re.I), _article),
    Form(
        re.compile(rf"{_BETWEEN}(?= (?:[a-z]+[ -]){{0,2}}(?:[a-z]+s|criteria|mice|teeth)\b)"),
        _count,
    ),
    Form(re.compile(_BETWEEN), _number),
)
