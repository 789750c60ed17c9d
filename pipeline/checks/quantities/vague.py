"""Numbers that are not said: 数日, 数十人, 十数年; several weeks, dozens, a couple of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.measures import unit_named
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.units import COUNTERS, unit_pattern

_FEW = (2.0, 9.9)
_WORDS: dict[str, tuple[float, float]] = {
    "a couple of": (2, 3), "a dozen or so": (10, 15), "dozens": (20, 99), "scores": (20, 99),
    "tens": (20, 99), "hundreds": (150, 999), "thousands": (1500, 9999), "millions": (1.5e6, 9.9e6),
    "tens of thousands": (20_000, 99_000), "hundreds of thousands": (150_000, 999_000),
    "decades": (20, 99),
}  # fmt: skip


def _some(found: Stretch) -> Iterable[Quantity]:
    size = numerals.japanese(found.match["size"]) if found["size"] else 1.0
    low, high = (11.0, 19.0) if found["ten"] else (_FEW[0] * size, _FEW[1] * size)
    unit = unit_named(found.match["unit"], "ja")
    # 何万人 is as often a question as a number.
    soft = found.match.group()[0] == "何"
    if unit:
        yield found.measured((low, high), unit, vague=True, soft=soft)
    else:
        yield found.plain((low, high), "count", vague=True, soft=soft)


def _several(found: Stretch) -> Iterable[Quantity]:
    word = (
        re.sub(r"(?<!\s)\s+of$", "", found.match["word"].lower())
        if found.match["word"].lower() != "a couple of"
        else "a couple of"
    )
    low, high = _WORDS.get(word, _FEW)
    if found["scale"]:
        low, high = (n * numerals.SCALES[found.match["scale"].lower()] for n in (low, high))
    name = "years" if word == "decades" else found["unit"]
    unit = unit_named(name, "en") if name else None
    # Some, many and few are as often no number; they only satisfy.
    soft = word in {"many", "some", "multiple", "few", "a number"} or unit is None
    if unit:
        yield found.measured((low, high), unit, vague=True, soft=soft)
    else:
        yield found.plain((low, high), "count", vague=True, soft=soft)


JA = (
    Form(
        re.compile(
            rf"(?P<ten>十)?[数何](?P<size>[十百千万億]*)(?P<unit>{unit_pattern('ja')}|{COUNTERS})(?![学値式])"
        ),
        _some,
        sure=True,
    ),
)
EN = (
    Form(
        re.compile(
            r"\b(?P<word>several|a few|few|a couple of|(?:tens|hundreds) of thousands"
            "(?: of)?|dozens of"
            "|scores of|tens of|hundreds of|thousands of|millions of|a dozen or so"
            "|multiple|many|some"
            r"|a number of|decades)\b(?: (?P<scale>dozen|hundred|thousand|million))?(?: [a-z]+)??"
            rf"(?: (?P<unit>(?:{unit_pattern('en')})(?![A-Za-z])))?(?!\w)",
            re.I,
        ),
        _several,
    ),
)
