"""How much a Japanese sentence makes one expect each value in its English translation.

One small logistic model a value (sparse, L1), learned on human translations by
``benchmarks/train_values.py`` and shipped as ``expected.json``: bias, two weights for the lengths
of both sentences, and weights of morphemes and their runs (see ``features.py``). The result is a
log-odds, natural logarithm: 0 is even, 3 is twenty to one. A morpheme that no translation showed
says nothing, so that unknown words make a value neither expected nor excluded.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.checks.values.features import features
from pipeline.lexicon.values import Value, values
from pipeline.model.tokens import Token

# Logarithm of the length about which the weights of lengths were learned.
_USUAL = 3.0


class Expected:
    """The log-odds of every value in the translation of one Japanese sentence."""

    def __init__(self, ja: Sequence[Token], english_words: int) -> None:
        self.features = features(ja)
        lengths = [math.log(max(2, n)) - _USUAL for n in (len(ja), english_words)]
        odds = {
            value: model["b"] + model["len"][0] * lengths[0] + model["len"][1] * lengths[1]
            for value, model in _table().items()
        }
        for name in self.features:
            for value, weight in _index().get(name, ()):
                odds[value] += weight
        self.odds: dict[Value, float] = {value: round(each, 4) for value, each in odds.items()}

    def __getitem__(self, value: Value) -> float:
        return self.odds[value]

    def witness(self, value: Value, against: Value | None = None) -> tuple[str, int] | None:
        """The feature that speaks most for a value (rather than another), and its first token."""
        best: tuple[float, str, int] = (0.0, "", 0)
        for name, at in self.features.items():
            weights = dict(_index().get(name, ()))
            gain = weights.get(value, 0.0) - (weights.get(against, 0.0) if against else 0.0)
            if gain > best[0]:
                best = (gain, name, at)
        return best[1:] if best[0] > 0 else None


def learned() -> tuple[Value, ...]:
    """The values that occurred often enough to learn what renders them."""
    return tuple(_table())


@cache
def _table() -> dict[Value, dict[str, Any]]:
    path = files("pipeline.checks.values").joinpath("expected.json")
    models = json.loads(path.read_text("utf-8"))["values"]
    return {value: models[value.id] for value in values() if value.id in models}


@cache
def _index() -> dict[str, list[tuple[Value, float]]]:
    """The weights by feature: a sentence has few, the table many."""
    found: dict[str, list[tuple[Value, float]]] = {}
    for value, model in _table().items():
        for name, weight in model["w"].items():
            found.setdefault(name, []).append((value, weight))
    return found
