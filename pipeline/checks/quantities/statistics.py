"""p-values, pairs of blood pressure, and numbers that a name in Latin letters stands before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Bound, Quantity
from pipeline.checks.quantities.units import unit_pattern

_SIGNS: dict[str, Bound] = {
    "<": "less than",
    "less than": "less than",
    "≤": "at most",
    ">": "more than",
}


def _p(found: Stretch) -> Iterable[Quantity]:
    number = float(found.match["a"])
    made = found.plain((number,), "p", span=found.match.span())
    bound = _SIGNS.get(found["sign"] or "")
    yield Quantity(**{**made.__dict__, "bound": bound})


def _pressure(found: Stretch) -> Iterable[Quantity]:
    for value in (found.number("a"), found.number("b")):
        yield found.measured((value,), "mmHg")


def _named(found: Stretch) -> Iterable[Quantity]:
    name = found.match["name"]
    yield found.plain(found.numbers(), f"value of {name}")


_VALUE = r"\d{1,6}(?:\.\d{1,6})?"
_NAME = r"(?<![A-Za-z0-9-])(?!JPY|USD|EUR|FY|AM|PM)"
_NAME += r"(?P<name>HbA1c|eGFR|n(?=\s?=)|[A-Z]{2,}(?:-[A-Z]{1,2})?)"
_NOT_MEASURED = r"(?!\s?(?:" + unit_pattern("en") + r")(?![A-Za-z])|[\w.,-]{0,20}[A-Za-z\d])"

JA = (
    Form(
        re.compile(
            r"(?<![A-Za-z])[pP]\s?値?\s?(?:(?:が|は)?\s?(?P<sign>[<=≤>])|[はが])\s?(?P<a>0?\.\d{1,8})"
        ),
        _p,
    ),
    Form(
        re.compile(r"(?<![\d/])(?P<a>\d{2,3})/(?P<b>\d{2,3})(?![\d/])\s?(?:mm|㎜)\s?[Hh]g"),
        _pressure,
    ),
    Form(
        re.compile(
            rf"{_NAME}(?:値|スコア|得点)?\s?(?:が|は|の|で|[:=≥≤<>]| )\s?(?P<a>{_VALUE})"
            rf"(?:[~–-](?P<b>{_VALUE}))?(?=\s|以上|以下|未満|を|超|点|で|と|の|が|[。、)]|$)"
        ),
        _named,
    ),
)
EN = (
    Form(
        re.compile(
            r"\b[pP](?:[- ]values?)?\s?(?:of|was)?\s?(?P<sign>[<=≤>]|less than|of"
            r"|was)\s?(?P<a>0?\.\d{1,8})"
        ),
        _p,
    ),
    Form(
        re.compile(r"(?<![\d/])(?P<a>\d{2,3})/(?P<b>\d{2,3})(?![\d/])(?:\s?mm\s?[Hh]g)"), _pressure
    ),
    Form(
        re.compile(
            rf"{_NAME}(?: scores?| values?| levels?)?(?: of| was| is|\s?[:=≥≤<>])?\s"
            "(?:at least |over "
            r"|under |below |above |less than |more than |up to )?"
            rf"(?P<a>{_VALUE})(?:(?:[–-]| to )(?P<b>{_VALUE}))?{_NOT_MEASURED}"
        ),
        _named,
    ),
)
