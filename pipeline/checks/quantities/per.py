"""What a measure is for: 体重1kgあたり, 1日10mg; per kilogram, 10 mg a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rates import ADVERBS, unit_of
from pipeline.checks.quantities.units import UNITS, unit_pattern

_MASS = {"kg": "kg", "キ": "kg", "ki": "kg", "g": "g", "グ": "g", "㎏": "kg"}


def _made(found: Stretch, unit: str) -> list[Quantity]:
    at = UNITS[unit]
    return [found.plain((1.0,), f"per {at.role}", size=at.size, unit=unit, span=found.match.span())]


def _mass(found: Stretch) -> Iterable[Quantity]:
    word = found.match["mass"]
    return _made(found, _MASS.get(word[:2]) or _MASS.get(word[:1], "g"))


def _period(found: Stretch) -> Iterable[Quantity]:
    return _made(found, unit_of(found["period"] or found.match["each"]))


def _english_period(found: Stretch) -> Iterable[Quantity]:
    word = found.match["period"].lower()
    return _made(found, ADVERBS.get(word, word))


_NUM_JA = numerals.JA
_AHEAD = rf"(?={_NUM_JA}(?:[~–-]{_NUM_JA})?\s?(?!日|週|か月|年|回)(?:{unit_pattern('ja')}))"
_MEASURED = "".join(
    f"|(?<={unit} )"
    for unit in (
        "mg",
        " g",
        "kg",
        "mL",
        "ml",
        "μg",
        " L",
        "al",
        "units",
        "ies",
        "urs",
        "tes",
        "res",
        "yen",
    )
)[1:]
JA = (
    Form(
        re.compile(
            r"(?:体重)?1?(?:(?<=1)|(?<=重)|/)(?P<mass>kg|㎏|キログラム|キロ)(?:あたり|当たり|当り|につき|毎)?"
        ),
        _mass,
    ),
    Form(
        re.compile(
            r"(?:[1一](?P<period>日|週間|か月|年|時間)|毎(?P<each>日))(?:あたり|当たり|当り|につき|に|の|で|、)?"
            rf"(?:約|最大で?|合計|計|最低|少なくとも|およそ|上限は?)?{_AHEAD}"
        ),
        _period,
        sure=True,
    ),
)
EN = (
    Form(
        re.compile(
            r"(?:(?:\bper |\bfor each |\bfor every )|(?<=g)/|(?<=g )/ ?|(?<=[lL])/)"
            r"(?:1 )?(?P<mass>kg|kilograms?|kilo)\b"
            r"(?: of body ?weight)?",
            re.I,
        ),
        _mass,
    ),
    Form(
        re.compile(
            rf"(?:\bper |(?:{_MEASURED})(?:an?|each|every) )(?P<period>day|week|month"
            r"|year|hour|minute)\b",
            re.I,
        ),
        _english_period,
    ),
)
