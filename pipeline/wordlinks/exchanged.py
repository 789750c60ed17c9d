"""A name that stands for another one: neither is rendered on the other side.

Of the names that no link carries over, one Japanese and one English may be each other's
counterpart. How likely the one replaced the other is decided by a logistic regression over the
numbers of `evidence` (``exchanged.json``, trained by ``benchmarks/train_names.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.wordlinks.names import Name
from pipeline.wordlinks.transliteration import is_clipped, plain_letters, sounds_alike

_KINDS = ("kanji", "katakana", "titled", "unknown", "latin")


class Exchange(NamedTuple):
    """A Japanese and an English name, with the probability that one stands for the other wrongly.

    ``ja`` and ``en`` are the parts that differ: Jane of Jane Smith for ジョン of ジョン・スミス.
    """

    ours: Name
    theirs: Name
    probability: float


def exchange(
    japanese: Sequence[Name], english: Sequence[Name], weights: Sequence[float] = ()
) -> Exchange | None:
    """The likeliest exchange in linked sentences, if they hold one at all."""
    best = None
    for ours, theirs, numbers in candidates(japanese, english):
        probability = _probability(numbers, weights or _weights())
        if best is None or probability > best.probability:
            best = Exchange(ours, theirs, probability)
    return best


def candidates(
    japanese: Sequence[Name], english: Sequence[Name]
) -> list[tuple[Name, Name, tuple[float, ...]]]:
    """Every Japanese and English name that may be an exchange, with its evidence."""
    ours = [name for name in japanese if not name.carried]
    theirs = [name for name in english if not name.carried]
    carried = sum(n.carried for n in japanese)
    found = [(a, b, _evidence(a, b, ours, theirs, carried)) for a in ours for b in theirs]
    halves_ja = [n for n in japanese if n.carried and n.loose]
    halves_en = [n for n in english if n.carried and n.loose]
    if len(halves_ja) == len(halves_en) == 1:
        a, b = halves_ja[0], halves_en[0]
        if len(a.parts) == len(b.parts) and len(a.loose) == len(b.loose) == 1:
            found.append((a, b, _evidence(a, b, halves_ja, halves_en, carried)))
    return found


def _evidence(
    ours: Name, theirs: Name, japanese: Sequence[Name], english: Sequence[Name], carried: int
) -> tuple[float, ...]:
    alike = max(
        (sounds_alike(a, b) for a in ours.loose for b in (*theirs.loose, theirs.text)), default=0.0
    )
    strong = sum(n.kind != "unknown" for n in japanese)
    return (
        *(float(ours.kind == kind) for kind in _KINDS),
        alike,
        _shared_stem(ours, theirs),
        float(theirs.start == 0),
        float(len(theirs.parts) > 1),
        float(len(theirs.parts) > 2),
        min(3.0, len(english) - 1.0),
        min(3.0, max(0.0, strong - 1.0)),
        min(2.0, float(carried)),
        float(ours.carried),
        min(10.0, len(plain_letters(theirs.loose[0]))) if theirs.loose else 0.0,
        float(min(6, len(ours.loose[0]))) if ours.loose else 0.0,
    )


def _shared_stem(ours: Name, theirs: Name) -> float:
    """Whether the beginnings sound the same: イスラエル and Israelites, アプリ and App."""
    return float(any(is_clipped(a, b) for a in ours.loose for b in theirs.loose))


def _probability(numbers: Sequence[float], weights: Sequence[float]) -> float:
    odds = weights[0] + sum(w * x for w, x in zip(weights[1:], numbers, strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


@cache
def _weights() -> tuple[float, ...]:
    text = files("pipeline.wordlinks").joinpath("exchanged.json").read_text("utf-8")
    return tuple(json.loads(text)["weights"])
