"""Values that an English sentence names and its Japanese excludes, or the other way round.

A contrast is ``swap`` (another value of the same axis stands where one is expected: after for
before), ``lost`` (nothing of an expected axis stands there) or ``added`` (a value that nothing in
the Japanese calls for). The evidence is how much the Japanese makes one expect what is missing and
what stands there, and the length of the sentence, in which words may stand for other reasons. What
that amounts to is decided by ``decision.json``, one logistic model a shape and kind of axis: it was
fitted on human translations and on the same with a value exchanged, taken away or put in, families
of documents left out (``benchmarks/train_values.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from pipeline.checks.values.expected import Expected, learned
from pipeline.lexicon.values import Cue, Value, cues, rivals
from pipeline.model.tokens import Token

Shape = Literal["swap", "lost", "added"]


class Contrast(NamedTuple):
    """A value that is ``stated`` or missing (``meant``), and how likely a reviser minds.

    ``cue`` is where it is said in the English; ``witness`` is the token range of what calls for
    the missing one in the Japanese.
    """

    shape: Shape
    kind: str
    stated: Value | None
    meant: Value | None
    probability: float
    cue: Cue | None
    witness: tuple[int, int] | None


class _Evidence(NamedTuple):
    shape: Shape
    stated: Value | None
    meant: Value | None
    numbers: tuple[float, ...]


def contrasts(ja: Sequence[Token], en: Sequence[Token], least: float = 0.0) -> tuple[Contrast, ...]:
    """The likeliest contrast of each shape and kind, from a probability on; likeliest first."""
    found = cues(en)
    named: dict[Value, Cue] = {}
    for cue in sorted(found, key=lambda cue: cue.faint):
        named.setdefault(cue.value, cue)
    expected = Expected(ja, len(en))
    best: dict[tuple[Shape, str], tuple[float, _Evidence]] = {}
    for kind, each in _evidence(expected, named, len(ja), len(en)):
        probability = _probability(each.shape, kind, each.numbers)
        known = best.get((each.shape, kind))
        if probability >= least and (known is None or probability > known[0]):
            best[each.shape, kind] = (probability, each)
    made = [
        Contrast(
            each.shape,
            kind,
            each.stated,
            each.meant,
            probability,
            named[each.stated] if each.stated else None,
            _witness(expected, each),
        )
        for (_, kind), (probability, each) in best.items()
    ]
    return tuple(sorted(made, key=lambda c: (-c.probability, c.shape, c.kind)))


def _evidence(
    expected: Expected, named: dict[Value, Cue], ja: int, en: int
) -> Iterator[tuple[str, _Evidence]]:
    long_ja, long_en = math.log(max(2, ja)), math.log(max(2, en))
    known = set(learned())
    for value in learned():
        others = [other for other in rivals()[value] if other in known]
        if value not in named:
            if not any(other in named for other in rivals()[value]):
                yield value.kind, _Evidence("lost", None, value, (expected[value], long_ja))
            continue
        if named[value].faint:
            continue
        surprise = -expected[value]
        yield value.kind, _Evidence("added", value, None, (surprise, long_en))
        for other in others:
            if other not in named and expected[other] > -surprise:
                numbers = (expected[other], surprise, long_ja)
                yield value.kind, _Evidence("swap", value, other, numbers)


def _probability(shape: Shape, kind: str, numbers: Sequence[float]) -> float:
    model = _decision().get(f"{shape}.{kind}")
    if model is None:
        return 0.0
    odds = model["bias"] + sum(w * x for w, x in zip(model["weights"], numbers, strict=True))
    return round(1 / (1 + math.exp(-max(-60.0, min(60.0, odds)))), 4)


def _witness(expected: Expected, each: _Evidence) -> tuple[int, int] | None:
    if each.meant is None:
        return None
    found = expected.witness(each.meant, each.stated)
    if found is None:
        return None
    name, at = found
    return (at, at) if "…" in name else (at, at + name.count(" "))


@cache
def _decision() -> dict[str, dict[str, Any]]:
    path = files("pipeline.checks.values").joinpath("decision.json")
    models: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["decisions"]
    return models
