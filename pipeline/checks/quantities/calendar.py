"""Years, eras, dates in any order, and times of the day.

The beginnings of the eras are japanera's. dateparser is not used: it answers one moment, filled up
from today's date, where a comparison needs what was written (a month without a day), and it takes
milliseconds a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from japanera import ERA_DATA_GENERAL

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.units import unit_pattern

_MODERN = [era for era in ERA_DATA_GENERAL if era.since.year >= 1868]
_ERAS = {
    name: era.since.year
    for era in _MODERN
    # Taishou and Shouwa are written without their u as well.
    for name in (era.kanji, era.english.lower(), era.english.lower().replace("ou", "o"))
}
_ERA_JA = "|".join(name for name in _ERAS if not name.isascii())
_ERA_EN = "|".join(name for name in _ERAS if name.isascii())
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{m}|{m[:3]}\\b\\.?" for m in MONTHS if m != "May") + "|May|Sept\\b\\.?"
# A month by itself, since May and March are words as well.
_IN = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\bof )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Ff]rom )"
    r"|(?<=[Ll]ast )|(?<=[Ee]arly )|(?<=[Ll]ate )|(?<=\b[Tt]o )|(?<=[Mm]id-))"
)
_KANJI_YEAR = "[一二][〇一八九][〇一二三四五六七八九]{2}"


def _era(found: Stretch) -> Iterable[Quantity]:
    number = 1.0 if found["first"] else found.number("n")
    yield found.plain((_ERAS[found.match["era"].lower()] + number - 1,), "year")


def _years(found: Stretch) -> Iterable[Quantity]:
    first = _year(found.match["a"])
    if found["decade"]:
        yield found.plain((first, first + 9), "year")
        return
    yield found.plain((first,), "year", span=found.match.span())
    if found["b"]:
        last = found.match["b"]
        whole = last if len(last) == 4 else found.match["a"][:2] + last
        yield found.plain((_year(whole),), "year", span=found.match.span())


def _year(text: str) -> float:
    return numerals.japanese(text)


def _written(found: Stretch) -> Iterable[Quantity]:
    """A date in figures or with 月 and 日: each part by itself."""
    for group, role in (("y", "year"), ("m", "month of year"), ("d", "day of month")):
        if found[group]:
            end = found.match.end(group)
            end += found.text.folded[end : end + 1] in {"年", "月", "日"}
            value = numerals.japanese(found.match[group])
            yield found.plain((value,), role, span=(found.match.start(group), end))


def _month_and_day(found: Stretch) -> Iterable[Quantity] | None:
    return _written(found) if 1 <= numerals.japanese(found.match["m"]) <= 12 else None


def _english_date(found: Stretch) -> Iterable[Quantity]:
    name = next(found.match[g] for g in found.match.re.groupindex if len(g) > 2 and found.match[g])
    month = 1.0 + next(i for i, m in enumerate(MONTHS) if m.startswith(name[:3].title()))
    span = found.match.span()
    yield found.plain((month,), "month of year", span=span)
    for day in (found["d"], found["e"]):
        if day:
            yield found.plain((float(day),), "day of month", span=span)


def _clock(found: Stretch) -> Iterable[Quantity] | None:
    hour, half = (
        int(found.match["h"]),
        (found["half"] or found["half_"] or "").lower().replace(".", ""),
    )
    if hour > 24:
        return None
    late = half in {"午後", "夜", "夕方", "pm", "afternoon", "evening", "at night"}
    if late and hour < 12:
        hour += 12
    if half in {"午前", "am", "morning"} and hour == 12:
        hour = 0
    minutes = 30 if found["semi"] else int(found["m"] or found["colon"] or 0)
    # 9時 without a half of the day may be either.
    return [found.plain((hour * 60.0 + minutes,), "clock", vague=not half and 0 < hour <= 12)]


def _noon(found: Stretch) -> Iterable[Quantity]:
    return [found.plain((0.0 if found.match.group().lower() == "midnight" else 720.0,), "clock")]


_NUM = numerals.JA
JA = (
    Form(re.compile(rf"(?P<era>{_ERA_JA})(?:(?P<first>元)|(?P<n>{_NUM}))年度?"), _era, sure=True),
    Form(
        re.compile(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?![\d/-])"),
        _written,
    ),
    Form(
        re.compile(
            rf"(?<![\d,.])(?P<a>(?:1[89]|20)\d\d|{_KANJI_YEAR})"
            r"(?:年?度?[~–—-](?P<b>(?:1[89]|20)\d\d|\d\d(?=年)))?(?: ?年(?!間|以上|以内|前)"
            "(?P<decade>代)?度?)"
        ),
        _years,
        sure=True,
    ),
    Form(re.compile(rf"(?P<m>{_NUM})月(?!間)(?: ?(?P<d>{_NUM})日(?!間))?"), _month_and_day),
    Form(
        re.compile(
            r"(?P<half>午前|午後|夜|夕方)?(?<!\d)(?P<h>\d\d?)(?:時(?!間|点|期|代|系)"
            r"(?:(?P<m>\d\d?)分(?!間)|(?P<semi>半))?|:(?P<colon>[0-5]\d)(?![\d:]))"
        ),
        _clock,
    ),
    Form(re.compile("正午"), _noon),
)
EN = (
    Form(re.compile(rf"\b(?P<era>{_ERA_EN}) (?:(?P<first>gannen)|(?P<n>\d\d?))", re.I), _era),
    Form(
        re.compile(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?![\d/-])"),
        _written,
    ),
    Form(
        re.compile(
            rf"\b(?:(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?![a-z])"
            rf"|(?P<month_>{_MONTH}) (?P<e>\d\d?)(?:st|nd|rd|th)?(?![\d:%]| ?[ap]\.?m)"
            rf"|(?P<alone>{_MONTH})(?=,? (?:of )?(?:19|20)\d\d)"
            rf"|{_IN}(?P<within>{'|'.join(MONTHS)})\b)"
        ),
        _english_date,
    ),
    Form(
        re.compile(
            r"(?<![\d:.])(?P<h>\d\d?)(?:[:.](?P<m>[0-5]\d))?\s?(?:(?P<half>[ap]\.?m\b\.?)"
            r"|(?:o['’]clock )?(?:in the )(?P<half_>morning|afternoon|evening)\b|o['’]clock)",
            re.I,
        ),
        _clock,
    ),
    Form(re.compile(r"(?<![\d:])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])"), _clock),
    Form(re.compile(r"(?<=\bon the )(?P<d>\d\d?)(?:st|nd|rd|th)\b(?! (?:day|of)\b)"), _written),
    Form(re.compile(r"\b(?:noon|midnight)\b", re.I), _noon),
    Form(
        re.compile(
            r"(?:(?<![\w.,/$¥€-])|(?<=mid-))(?:FY ?|fiscal (?:year )?|FYs )?(?P<a>(?:1[89]|20)\d\d)"
            r"(?:(?P<decade>s)|[-–](?P<b>(?:1[89]|20)?\d\d)(?![\d]))?(?![\w%/]|[.,]\d|[-–]\d)"
            rf"(?!\s?(?:{unit_pattern('en')})(?![A-Za-z]))",
            re.I,
        ),
        _years,
    ),
)
