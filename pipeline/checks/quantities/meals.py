"""When a medicine is taken: 食前, 食後, 食間; before, after or between meals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity

_WITH, _BEFORE, _AFTER, _BETWEEN = range(4)


def _form(pattern: str, value: int, *, soft: bool = False) -> Form:
    def read(found: Stretch) -> Iterable[Quantity]:
        yield found.plain((float(value),), "meal", soft=soft, span=found.match.span())

    return Form(re.compile(pattern, re.I), read)


_MEAL = (
    r"(?:(?:a|each|every|your|the|main) )*(?:meals?|eating|food|breakfast|lunch|dinner|supper)\b"
)
JA = (
    _form("毎?[朝昼夕]?食直?前|食事の(?:直?前|[^。、]{0,6}前)", _BEFORE),
    _form("毎?[朝昼夕]?食直?後|食事の(?:直?後|あと)", _AFTER),
    _form("食間|食事と食事の(?:間|あいだ)", _BETWEEN),
    _form("食事中|食事と(?:一緒|いっしょ|とも)", _WITH),
    _form("空腹時", _BETWEEN, soft=True),
)
EN = (
    _form(rf"\bbefore {_MEAL}|(?<!\w)a\.c\.", _BEFORE),
    _form(rf"\bafter {_MEAL}|\bpostprandial(?:ly)?\b|(?<!\w)p\.c\.", _AFTER),
    _form(r"\bbetween (?:\w+ )?meals\b", _BETWEEN),
    _form(rf"\bwith {_MEAL}", _WITH),
    _form(r"\bon an empty stomach\b", _BETWEEN, soft=True),
)
