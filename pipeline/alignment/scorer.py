"""Two logistic models, one a look, learned by ``benchmarks/train_alignment.py``.

A logistic model is small and quick, and what it learned can be read in ``weights.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.alignment.context import look_again
from pipeline.alignment.features import Candidates
from pipeline.alignment.similarity import Matrix


@dataclass(frozen=True)
class Logistic:
    """Weights (k,) of the features ``names`` and a bias."""

    names: tuple[str, ...]
    weight: Matrix
    bias: float

    def probabilities(self, pairs: Candidates) -> Matrix:
        """Probability of each pair: shape (pairs,)."""
        column = {name: k for k, name in enumerate(pairs.names)}
        values = pairs.values[:, [column[name] for name in self.names]]
        return logistic(values @ self.weight + self.bias)

    def without(self, prefix: str) -> Logistic:
        """The same model deaf to the features whose names begin with ``prefix``."""
        heard = np.array([not name.startswith(prefix) for name in self.names])
        return Logistic(self.names, np.where(heard, self.weight, 0).astype(np.float32), self.bias)


@dataclass(frozen=True)
class Scorer:
    """Both looks, the probability from which a pair is linked, and the calibration of a score.

    ``calibration`` (slope, offset) maps the second look's log odds to how often such a pair is
    right (Platt, 1999), since a model trained on chosen negatives is surer than it should be.
    """

    first: Logistic
    second: Logistic
    threshold: float
    calibration: tuple[float, float]

    def score(
        self, pairs: Candidates, levels_ja: Sequence[int], levels_en: Sequence[int]
    ) -> Matrix:
        """Probability of each candidate pair as the second look sees it: shape (pairs,)."""
        first = self.first.probabilities(pairs)
        return self.second.probabilities(look_again(pairs, first, levels_ja, levels_en))

    def calibrated(self, probabilities: Matrix) -> Matrix:
        """How often pairs that score so are right, rounded to four places."""
        odds = np.log((probabilities + 1e-6) / (1 - probabilities + 1e-6))
        slope, offset = self.calibration
        return logistic(np.asarray(slope * odds + offset, np.float32)).round(4)


@cache
def load() -> Scorer:
    """The weights that come with the package."""
    return from_json(json.loads(files(__package__).joinpath("weights.json").read_text("utf-8")))


def from_json(data: Mapping[str, Any]) -> Scorer:
    """A scorer as ``benchmarks/train_alignment.py`` writes it."""
    slope, offset = data["calibration"]
    first, second = _model(data["first"]), _model(data["second"])
    return Scorer(first, second, float(data["threshold"]), (float(slope), float(offset)))


def _model(data: Mapping[str, Any]) -> Logistic:
    weights: Mapping[str, float] = data["weights"]
    return Logistic(
        tuple(weights), np.array(list(weights.values()), np.float32), float(data["bias"])
    )


def logistic(odds: Matrix) -> Matrix:
    """Log odds to probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))), np.float32)
