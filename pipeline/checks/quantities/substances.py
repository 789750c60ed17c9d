"""Concentrations of a substance by mass and by amount: 180 mg/dL of glucose are 10 mmol/L."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.checks import thresholds
from pipeline.checks.quantities.lexicon import UNITS
from pipeline.checks.quantities.quantity import Quantity

_TABLE = Path(__file__).parent / "tables" / "substances.tsv"


@cache
def _molar_masses() -> tuple[tuple[re.Pattern[str], float], ...]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        (
            re.compile(rf"(?<![ァ-ー])(?:{japanese})(?![ァ-ー])|\b(?:{english})\b", re.IGNORECASE),
            float(mass),
        )
        for _, mass, _, japanese, english in rows
    )


def is_concentration_pair(a: Quantity, b: Quantity) -> bool:
    """Whether one is a mass and the other an amount in a volume."""
    return {a.role, b.role} == {"mass", "amount"} and a.per == b.per == ("volume",)


def is_known(around: str) -> bool:
    """Whether the text names a substance whose two measures can be compared."""
    return any(True for _ in _named(around))


def converted(a: Quantity, b: Quantity, around: str) -> bool:
    """Whether the two are one concentration of a substance that the texts around them name."""
    if not is_concentration_pair(a, b):
        return False
    mass, amount = (a, b) if a.role == "mass" else (b, a)
    return any(_same(mass, amount, molar) for molar in _named(around))


def _named(text: str) -> Iterator[float]:
    return (molar for names, molar in _molar_masses() if names.search(text))


def _same(mass: Quantity, amount: Quantity, molar: float) -> bool:
    grams, moles = UNITS["g"].size, UNITS["mol"].size
    pairs = ((mass.low, amount.low), (mass.high, amount.high))
    return all(
        abs(m / grams - n / moles * molar)
        <= thresholds.CONCENTRATION_ROUNDED * abs(n / moles * molar)
        for m, n in pairs
    )
