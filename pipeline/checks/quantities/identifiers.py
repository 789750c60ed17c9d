"""Numbers that only name: telephone and postal numbers. What else names is for other rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule

_FIGURES, _LETTERS = re.compile(r"\d+"), re.compile(r"[A-Za-z]{1,40} ?\d+")
# Longer rows of figures are identifiers, which other rules compare.
_LONGEST = 5
_PHONE = re.compile(r"[+(]?[\d() -]{9,20}|〒\s?[\d-]{8}")


def _number(found: Found) -> Iterable[Quantity] | None:
    """A telephone number by its last figures, which are the same with a country before them."""
    words = found.folded[slice(*found.span)]
    if not _PHONE.fullmatch(words):
        return _code(found, words)
    figures = re.sub(r"\D", "", re.sub(r"\(0\)", "", words))[-9:]
    return [found.exactly((float(figures),), "identifier", unit=words)]


def _code(found: Found, words: str) -> Iterable[Quantity]:
    """The figures of a name (D12, Petergriffin9901): a hint for a number that stands alone."""
    figures = _FIGURES.findall(words)
    if not _LETTERS.fullmatch(words) or len(figures) != 1 or len(figures[0]) > _LONGEST:
        return []
    return [replace(found.exactly((float(figures[0]),), "code", soft=True), figures=True)]


JA = (Rule("NAME", _number),)
EN = JA
