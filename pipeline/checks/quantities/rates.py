"""How often: 週5回, 1日3錠, 4週間ごと, 隔日; twice daily, b.i.d., every other week."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.units import COUNTERS, UNITS

_NUM_JA, _NUM = numerals.JA, numerals.EN
_JA = {"時": "hour", "日": "day", "週": "week", "年": "year", "分": "minute"}
ADVERBS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month",
            "yearly": "year", "annually": "year", "hourly": "hour"}  # fmt: skip
_LATIN = {"qd": 1, "od": 1, "bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
_ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_TO = r"(?:\s?[-–—~]\s?|-?\sto\s|\sor\s)"
_TIME = "(?:minute|hour|day|week|month|year|fortnight|h(?![a-z]))"


def _often(
    found: Stretch, numbers: tuple[float, ...], unit: str, many: float, role: str = "frequency"
) -> list[Quantity]:
    """So many times in ``many`` units, or so many things (``rate``)."""
    size = 1 / (many * UNITS[unit].size)
    name = f"per {unit}" if many == 1 else f"per {many:g} {unit}s"
    return [found.plain(numbers, role, size=size, unit=name)]


def _every(
    found: Stretch, gaps: tuple[float, ...], unit: str, *, soft: bool = False, vague: bool = False
) -> list[Quantity]:
    """Once in each of ``gaps`` units; kept as written, since for and every are confused."""
    days = [gap * UNITS[unit].size for gap in gaps]
    figures = "–".join(f"{gap:g}" for gap in dict.fromkeys(gaps))
    name = f"every {unit}" if set(gaps) == {1.0} else f"every {figures} {unit}s"
    made = found.plain((1.0,), "frequency", unit=name, soft=soft, vague=vague,
                       span=found.match.span())  # fmt: skip
    return [replace(made, low=1 / max(days), high=1 / min(days), numbers=gaps, unsaid=vague)]


def unit_of(period: str) -> str:
    """The unit of 日, 週間, か月 and the like."""
    return _JA.get(period[0], "month")


def _japanese_rate(found: Stretch) -> Iterable[Quantity] | None:
    period, counted = found["each"] or found.match["period"], found.match["counted"]
    before = found.text.folded[: found.match.start()][-1:]
    if (
        period[0] in "月年"
        and found["n"] is None
        and (before.isdigit() or (before in numerals.KANJI and before))
    ):
        return None
    if counted == "日" and (period[0] == "日" or found["n"]):
        return None
    many = 0.5 if found["half"] else found.number("n") or 1.0
    role = "frequency" if counted in {"回", "度", "日"} else "rate"
    return _often(found, found.numbers(), unit_of(period), many, role)


def _japanese_every(found: Stretch) -> Iterable[Quantity] | None:
    gaps, unit = found.numbers("nm"), unit_of(found.match["period"])
    if not all(gaps):
        return None
    if found.match["how"] != "おき" or unit in {"hour", "minute"}:
        return _every(found, gaps, unit)
    # 1日おき is every other day; with larger numbers people mean the one or the other.
    if unit == "day" and gaps == (1.0,):
        return _every(found, (2.0,), unit)
    return _every(found, (gaps[0], gaps[-1] + 1), unit, vague=True)


def _other(found: Stretch) -> Iterable[Quantity]:
    period = found["alternate"] or found["period"] or ""
    name = period.lower() if period.isascii() and period else unit_of(period) if period else "week"
    return _every(found, (2.0,), name)


def _each(found: Stretch) -> Iterable[Quantity]:
    # 毎日 and "every day" are often no more than always.
    period = found.match["period"]
    return _every(found, (1.0,), "day" if period in "朝晩夜" else unit_of(period), soft=True)


def _english_rate(found: Stretch) -> Iterable[Quantity] | None:
    once = found["once"]
    numbers = (_ONCE[once.lower()],) if once else found.numbers()
    role = "frequency" if once or found["times"] or found["days"] else "rate"
    if found["adverb"]:
        return _often(found, numbers, ADVERBS[found.match["adverb"].lower()], 1.0, role)
    period = {"h": "hour"}.get(found.match["period"].lower(), found.match["period"].lower())
    if found["days"] and period == "day":
        return None
    many = 2.0 if found["other"] else found.number("k") or 1.0
    return _often(found, numbers, period, many, role)


def _english_every(found: Stretch) -> Iterable[Quantity] | None:
    gaps = (2.0,) if found["other"] else found.numbers("nm") or (1.0,)
    if found["hours"]:
        return _every(found, (float(found.match["n_"]),), "hour")
    if not all(gaps):
        return None
    period = (found["period"] or found.match["single"]).lower()
    period = {"h": "hour", "morning": "day", "evening": "day", "night": "day"}.get(period, period)
    return _every(found, gaps, period, soft=gaps == (1.0,))


def _adverb(found: Stretch) -> Iterable[Quantity]:
    return _every(found, (1.0,), ADVERBS[found.match.group().lower()], soft=True)


def _latin(found: Stretch) -> Iterable[Quantity]:
    count = _LATIN[found.match.group().replace(".", "").lower()]
    return _often(found, (float(count),), "day", 1.0)


_PERIOD = "日|週間?|[かカヵケヶ箇]月間?|月|年間?|時間|分間?"
_RANGE_JA = (
    rf"(?P<a>{_NUM_JA})(?:[回度]?(?:~|から|ないし|[-–、・](?=[\d二三四五六七八九]))"
    f"(?P<b>{_NUM_JA}))?"
)
JA = (
    Form(
        re.compile(
            rf"(?:(?:(?P<n>{_NUM_JA})|毎|(?P<half>半))?(?P<period>{_PERIOD})(?!前|後|目)|毎(?P<each>[日週月年]))"
            r"(?:に|で|あたり|当たり|につき|の間に|、|/)? ?(?:各|計|合計|合わせて)?"
            r"(?:約|最大で?|最低|少なくとも|多くても)?"
            rf"{_RANGE_JA}(?P<counted>回(?!目)|度(?!目)|日(?!目|後|前|分|以)|{COUNTERS})"
        ),
        _japanese_rate,
        sure=True,
    ),
    Form(
        re.compile(rf"{_RANGE_JA}(?P<counted>回)(?:/|毎)(?P<period>日|週|月|年)"),
        _japanese_rate,
    ),
    Form(
        re.compile(
            rf"(?P<n>{_NUM_JA})(?:(?:~|から|[-–、・](?=\d))(?P<m>{_NUM_JA}))?"
            rf"(?P<period>{_PERIOD})(?P<how>ごと|毎|おき|間隔)"
        ),
        _japanese_every,
        sure=True,
    ),
    Form(re.compile("隔(?P<period>[日週月年])"), _other),
    Form(re.compile("毎(?P<period>[日週月年朝晩夜])"), _each),
)

# What stands between a number and a period is counted, unless it is a measure or a small word.
_NOT_COUNTED = (
    r"(?:minutes?|hours?|weeks?|months?|years?|[mkμn]?g|mcg|[mdμ]?[lL]|IU|units|per|to|or|and|for"
    "|in|of|an?|each|every|at|over|within|from|the|people|patients|participants|percent|yen|on"
    "|dollars|[mck]?m|kcal|calories|by|than|men|women|children|adults|cases|is|was|were|are|if"
    "|later|after|before|more|less|half|until|with|daily|weekly|monthly|hundred|thousand|million)"
)
_COUNTED = rf"(?:(?!{_NOT_COUNTED}\b)[a-z]+)"
_ONCE_EN = (
    rf"(?<![\w-])(?:(?P<once>once|twice|thrice)|(?P<a>{_NUM})(?:{_TO}(?P<b>{_NUM}))?[ -]"
    "(?P<times>times))"
)
_THINGS = (
    rf"(?P<a>{_NUM})(?:{_TO}(?P<b>{_NUM}))?(?:[ -](?P<days>days)|[ -](?:{_COUNTED} )?{_COUNTED})"
)
_ADVERB = "daily|nightly|weekly|monthly|yearly|annually|hourly"
_PER = rf"(?:(?:(?P<k>{_NUM})|(?P<other>other|second))[ -])?(?P<period>{_TIME})s?\b(?!-)"
EN = (
    Form(
        re.compile(
            rf"{_ONCE_EN}(?:[ -](?:an?|per|each|every|in(?: an?| every)?)[ -]|/){_PER}", re.I
        ),
        _english_rate,
    ),
    Form(re.compile(rf"{_ONCE_EN}[ -](?:[a-z]+ )?(?P<adverb>{_ADVERB})\b", re.I), _english_rate),
    Form(re.compile(rf"{_THINGS}(?: (?:an?|per|each) |/){_PER}", re.I), _english_rate),
    Form(re.compile(rf"{_THINGS} (?P<adverb>{_ADVERB})\b", re.I), _english_rate),
    Form(
        re.compile(
            rf"\b(?:every|each) (?:(?P<n>{_NUM})(?:{_TO}(?P<m>{_NUM}))?|(?P<other>other"
            "|second))[ -]"
            rf"(?P<period>{_TIME})s?\b(?! (?:old|of age))"
            rf"|\b(?:every|each) (?P<single>{_TIME}|morning|evening|night)\b"
            rf"|(?<!\w)q(?P<n_>\d\d?)(?P<hours>h)\b",
            re.I,
        ),
        _english_every,
    ),
    Form(
        re.compile(rf"\balternate (?P<alternate>{_TIME})s?\b|\b(?:bi-?weekly|fortnightly)\b", re.I),
        _other,
    ),
    Form(re.compile(rf"\b(?:{_ADVERB})\b", re.I), _adverb),
    Form(
        re.compile(
            r"(?<![\w.])(?:[bqt]\.i\.d\b\.?|q\.d\b\.?|o\.d\b\.?|[bqt]id\b|tds\b|b[.]d[.])", re.I
        ),
        _latin,
    ),
)
