"""How many times as much: 2倍, 倍増; double, threefold, twice as high, halved."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity

_NUM = numerals.EN
_WORDS = {"doub": 2.0, "twic": 2.0, "trip": 3.0, "treb": 3.0, "quad": 4.0, "halv": 0.5}


def _word(found: Stretch) -> Iterable[Quantity]:
    number = _WORDS[found.match.group().lower()[:4]]
    yield found.measured((number,), "fold", soft=number < 1)


def _folded(found: Stretch) -> Iterable[Quantity]:
    word = found["word"]
    yield found.measured((numerals.english(word),) if word else found.numbers(), "fold")


def _twice(found: Stretch) -> Iterable[Quantity]:
    yield found.measured((2.0,), "fold", soft=True)


JA = (Form(re.compile("倍増|(?<![0-9〇-龥 ])倍(?!率|数)"), _twice),)
EN = (
    Form(
        re.compile(
            rf"(?P<a>{_NUM})(?:(?:-?\s?[-–~]\s?| to | or )(?P<b>{_NUM}))?"
            r"(?:[ -]?fold\b| times (?=(?:as|higher|more|greater|larger|faster|the"
            r"|lower|less|likelier)\b))"
            rf"|\b(?P<word>{'|'.join(numerals.ONES)})fold\b",
            re.I,
        ),
        _folded,
    ),
    Form(
        re.compile(
            r"\bdoubl(?:e[ds]?|ing)\b|\btripl(?:e[ds]?|ing)\b|\btrebl\w+|\bquadrupl\w+"
            r"|\bhalv(?:e[ds]?|ing)\b|\btwice(?= (?:as|the)\b)",
            re.I,
        ),
        _word,
    ),
)
