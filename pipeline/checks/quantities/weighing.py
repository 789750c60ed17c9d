"""How probable it is that two numbers left over are one number said wrongly.

A logistic model over what is known of the two, learned from translations as they are and with one
number changed (``benchmarks/train_quantities.py``); its weights stand in ``tables/weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.checks.quantities.compare import clash, mistaken
from pipeline.checks.quantities.leftovers import COUNTABLE, Against, is_article
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.substances import is_concentration_pair

_WEIGHTS = Path(__file__).parent / "tables" / "weights.json"
_TIMED = frozenset({"duration", "frequency", "date", "clock", "age"})


@cache
def _weights(model: str) -> tuple[float, Mapping[str, float]]:
    known = json.loads(_WEIGHTS.read_text(encoding="utf-8"))["models"][model]
    return float(known["bias"]), known["weights"]


def weighed(model: str, said: Mapping[str, float]) -> float:
    """The probability that one of the models gives to what is known."""
    bias, weights = _weights(model)
    odds = bias + sum(weights.get(name, 0.0) * x for name, x in said.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def probability(pair: Against) -> float:
    """That one of two numbers left over is wrong."""
    if pair.level != "kin":
        return weighed("loose", evidence(pair))
    # Quantities of one kind are one number as surely as their sentences are linked.
    return pair.score * weighed("kin", evidence(pair))


def evidence(pair: Against) -> dict[str, float]:
    """What speaks for and against, by name."""
    a, b = pair.ours.quantity, pair.theirs.quantity
    relation = _relation(a, b)
    said = {
        f"{pair.level}": 1.0,
        f"{relation}": 1.0,
        f"{'+'.join(sorted((_kind(a), _kind(b))))}": 1.0,
        "choice": math.log(pair.ours_left * pair.theirs_left),
        "uneven": float(pair.ours_left != pair.theirs_left),
        "link": math.log(max(0.02, 1 - pair.score)),
        f"echoes {pair.echoes}": 1.0,
        "vague": float(a.vague or b.vague),
        "range": float((len(set(a.numbers)) > 1) != (len(set(b.numbers)) > 1)),
        "units differ": float(a.role == b.role and a.unit != b.unit),
        "rates differ": float(a.per != b.per),
        "one": float(a.numbers == (1.0,) or b.numbers == (1.0,)),
        "small": float(max(*a.numbers, *b.numbers) <= 3),
    }
    return {name: x for name, x in said.items() if x}


def _kind(quantity: Quantity) -> str:
    """How much of a number a reading is."""
    if is_article(quantity):
        return "article"
    if quantity.role == "code":
        return "code"
    written = "figure" if quantity.figures else "word"
    return f"soft {written}" if quantity.soft else written


def _relation(a: Quantity, b: Quantity) -> str:
    roles = {a.role, b.role}
    if is_concentration_pair(a, b):
        return "same"
    if len(roles) == 1:
        return f"same {a.role}" if a.role in _TIMED | {"share"} else "same"
    if mistaken(a, b):
        return "mistaken"
    if roles <= COUNTABLE:
        return "clash" if clash(a, b) else "counted"
    if clash(a, b):
        return "clash timed"
    return "timed" if roles & _TIMED else "different"
