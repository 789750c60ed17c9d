"""Numbers that only name: telephone and postal numbers. What else names is for other rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule

_PHONE = re.compile(r"[+(]?[\d() -]{9,20}|〒\s?[\d-]{8}")


def _number(found: Found) -> Iterable[Quantity] | None:
    """A telephone number by its last figures, which are the same with a country before them."""
    words = found.folded[slice(*found.span)]
    if not _PHONE.fullmatch(words):
        return []
    figures = re.sub(r"\D", "", re.sub(r"\(0\)", "", words))[-9:]
    return [found.exactly((float(figures),), "identifier", unit=words)]


JA = (Rule("NAME", _number),)
EN = JA
