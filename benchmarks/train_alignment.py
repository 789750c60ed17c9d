"""Learns the weights of the section aligner and measures them on families left out.

    python -m benchmarks.train_alignment --data DIR [--write] [--without KIND]… [--cache FILE]

DIR holds corpora with gold links (see corpus.py). Every figure is taken on a family of corpora
that was left out of training. ``--write`` then trains on all of them and writes
``pipeline/alignment/weights.json``. ``--without title`` (body, words, order, …) trains without a
kind of evidence, to show what it adds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import Example, Vectors, read
from benchmarks.reshape import reshaped
from pipeline.alignment import candidates
from pipeline.alignment.context import look_again
from pipeline.alignment.decode import decode
from pipeline.alignment.features import Candidates
from pipeline.alignment.scorer import Logistic

COPIES = 2
NEGATIVES = 25
STRENGTH = 0.05
WEIGHTS = Path("pipeline/alignment/weights.json")


@dataclass
class Case:
    """An example with the features of its candidate pairs, but for the kinds named ``without``."""

    example: Example
    pairs: Candidates
    copy: bool
    without: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[list[int], list[int]]:
        return [f.level for f in self.example.ja], [f.level for f in self.example.en]

    def deafened(self, pairs: Candidates) -> Candidates:
        keep = [
            k for k, name in enumerate(pairs.names) if not set(name.split(".")) & set(self.without)
        ]
        names = tuple(pairs.names[k] for k in keep)
        return Candidates(pairs.shape, pairs.ja, pairs.en, names, pairs.values[:, keep])

    def again(self, first: np.ndarray) -> Candidates:
        return self.deafened(look_again(self.pairs, first, *self.levels))

    def at_pairs(self, matrix: np.ndarray) -> np.ndarray:
        return matrix[self.pairs.ja, self.pairs.en]


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--without", action="append", default=[], metavar="KIND")
    arguments.add_argument("--cache", type=Path, metavar="FILE", help="keeps sentence vectors")
    options = arguments.parse_args()
    started = time.perf_counter()
    examples = list(read(options.data))
    vectors = Vectors(options.cache)
    vectors.learn(examples)
    cases = _cases(examples, vectors, tuple(options.without))
    print(
        f"{len(examples)} pairs and {len(cases) - len(examples)} adaptations made from them, "
        f"{cases[0].pairs.values.shape[1]} features, {time.perf_counter() - started:.0f} s"
    )
    left_out = cross_validate(cases)
    own = [case for case in cases if not case.copy]
    calibration = _calibration(own, left_out)
    threshold = _threshold(own, left_out)
    print(f"threshold {threshold:.2f}, calibration {calibration[0]:.3f} {calibration[1]:.3f}")
    show(own, left_out, threshold)
    reliability(own, left_out, calibration, threshold)
    if options.write:
        first, second = fit(cases)
        data = {
            "first": _json(first), "second": _json(second),
            "threshold": threshold, "calibration": [round(c, 4) for c in calibration],
        }  # fmt: skip
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
        print(f"wrote {WEIGHTS}")


def _cases(examples: Sequence[Example], vectors: Vectors, without: tuple[str, ...]) -> list[Case]:
    made = [
        reshaped(example, seed)
        for example in examples
        if example.kind != "reshaped"
        for seed in range(COPIES)
    ]
    cases = []
    for example in (*examples, *made):
        pairs = candidates(example.ja, example.en, vectors)
        case = Case(example, pairs, example.gold is None, without)
        case.pairs = case.deafened(pairs)
        cases.append(case)
    return cases


def fit(cases: Sequence[Case]) -> tuple[Logistic, Logistic]:
    """Both looks; the second learns from first probabilities of families left out."""
    first = _train(cases, [case.pairs for case in cases])
    honest = _left_out(cases, lambda part: _train(part, [case.pairs for case in part]))
    again = [case.again(p) for case, p in zip(cases, honest, strict=True)]
    return first, _train(cases, again)


def _left_out(
    cases: Sequence[Case], learn: Callable[[Sequence[Case]], Logistic]
) -> list[np.ndarray]:
    found: list[np.ndarray] = [np.empty(0)] * len(cases)
    for family in sorted({case.example.family for case in cases}):
        model = learn([case for case in cases if case.example.family != family])
        for k, case in enumerate(cases):
            if case.example.family == family:
                found[k] = model.probabilities(case.pairs)
    return found


def _train(cases: Sequence[Case], pairs: Sequence[Candidates]) -> Logistic:
    rng = np.random.default_rng(0)
    x = np.concatenate([p.values for p in pairs])
    y = np.concatenate([case.at_pairs(case.example.linked) for case in cases])
    weight = np.concatenate(
        [
            case.at_pairs(case.example.counts)
            * (1 + (case.example.kind != "parallel" and not case.copy))
            for case in cases
        ]
    )
    share = min(1.0, NEGATIVES * y.sum() / len(y))
    keep = (weight > 0) & ((y > 0) | (rng.random(len(y)) < share))
    mean, scale = x[keep].mean(axis=0), x[keep].std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=600)
    model.fit((x[keep] - mean) / scale, y[keep], sample_weight=weight[keep])
    slope = model.coef_[0] / scale
    bias = float(model.intercept_[0] - (slope * mean).sum())
    return Logistic(pairs[0].names, slope.astype(np.float32), bias)


def cross_validate(cases: Sequence[Case]) -> list[np.ndarray]:
    """Second-look probabilities of every original case, each by a model of the other families."""
    found = []
    models = {}
    for case in cases:
        if case.copy:
            continue
        family = case.example.family
        if family not in models:
            models[family] = fit([c for c in cases if c.example.family != family])
        first, second = models[family]
        found.append(second.probabilities(case.again(first.probabilities(case.pairs))))
    return found


def _calibration(cases: Sequence[Case], found: Sequence[np.ndarray]) -> tuple[float, float]:
    """Platt scaling of the log odds on families left out."""
    p = np.concatenate(found)
    y = np.concatenate([case.at_pairs(case.example.linked) for case in cases])
    w = np.concatenate([case.at_pairs(case.example.counts) for case in cases])
    odds = np.log((p + 1e-6) / (1 - p + 1e-6))
    model = LogisticRegression(C=1e6).fit(odds[w > 0, None], y[w > 0])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _threshold(cases: Sequence[Case], found: Sequence[np.ndarray]) -> float:
    """Where link and gap F1 of adapted documents are highest together."""

    def quality(threshold: float) -> float:
        counts = measure(cases, found, threshold)
        return sum(f1(counts[k], "link") + f1(counts[k], "gap") for k in ("drift", "reshaped"))

    return float(max(np.arange(0.15, 0.7, 0.05), key=quality))


def measure(
    cases: Sequence[Case], found: Sequence[np.ndarray], threshold: float
) -> dict[str, Counter[str]]:
    """Right, wrong and missed links and gaps per corpus and kind, counted on gold's headings."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case, scores in zip(cases, found, strict=True):
        example, gold = case.example, case.example.gold or {}
        places = zip(case.pairs.ja.tolist(), case.pairs.en.tolist(), strict=True)
        groups = decode(
            dict(zip(places, scores.tolist(), strict=True)), case.pairs.shape, threshold
        )
        everything = {
            (example.gold_ja[i], example.gold_en[j]) for g in groups for i in g.ja for j in g.en
        }
        unsure = [set(gold["uncertain"][lang]) for lang in ("ja", "en")]
        stated = {p for p in everything if p[0] not in unsure[0] and p[1] not in unsure[1]}
        true = {(a, b) for ours, theirs in gold["links"] for a in ours for b in theirs}
        true = {p for p in true if p[0] not in unsure[0] and p[1] not in unsure[1]}
        one = Counter(
            {"link+": len(stated & true), "link!": len(stated - true), "link-": len(true - stated)}
        )
        one["exact"], one["pairs"] = int(stated == true), 1
        for side, lang in enumerate(("ja", "en")):
            gaps = set(range(len(gold[f"{lang}_sections"]))) - {p[side] for p in everything}
            gaps -= unsure[side]
            only = set(gold[f"{lang}_only"])
            one += Counter(
                {"gap+": len(gaps & only), "gap!": len(gaps - only), "gap-": len(only - gaps)}
            )
        counts[example.kind] += one
        counts[example.corpus] += one
    return counts


def f1(counts: Counter[str], what: str) -> float:
    right = counts[f"{what}+"]
    return 2 * right / max(1, 2 * right + counts[f"{what}!"] + counts[f"{what}-"])


def show(cases: Sequence[Case], found: Sequence[np.ndarray], threshold: float) -> None:
    counts = measure(cases, found, threshold)
    print(
        "| left out | pairs | link F1 | gap F1 | wrong links | missed | wrong gaps | missed "
        "| exact |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    kinds = ("parallel", "drift", "reshaped")
    for name in (*sorted(set(counts) - set(kinds)), *kinds):
        c = counts[name]
        print(
            f"| {name} | {c['pairs']} | {f1(c, 'link'):.4f} | {f1(c, 'gap'):.4f} | {c['link!']} "
            f"| {c['link-']} | {c['gap!']} | {c['gap-']} | {c['exact']} |"
        )


def reliability(
    cases: Sequence[Case],
    found: Sequence[np.ndarray],
    calibration: tuple[float, float],
    threshold: float,
) -> None:
    """Of pairs and gaps scored so, how many are right."""
    bins: dict[tuple[str, int], list[float]] = defaultdict(list)
    right: dict[tuple[str, int], list[bool]] = defaultdict(list)

    def confidence(p: np.ndarray) -> np.ndarray:
        odds = np.log((p + 1e-6) / (1 - p + 1e-6))
        return 1 / (1 + np.exp(-(calibration[0] * odds + calibration[1])))

    limit = float(confidence(np.array([threshold]))[0])
    for case, scores in zip(cases, found, strict=True):
        places = zip(case.pairs.ja.tolist(), case.pairs.en.tolist(), strict=True)
        known = dict(zip(places, confidence(scores).tolist(), strict=True))
        for group in decode(known, case.pairs.shape, limit):
            pairs = [(i, j) for i in group.ja for j in group.en]
            if pairs:
                if not all(case.example.counts[p] for p in pairs):
                    continue
                correct = all(case.example.linked[p] for p in pairs)
            else:
                line = (
                    case.example.linked[group.ja[0]]
                    if group.ja
                    else case.example.linked[:, group.en[0]]
                )
                counts = (
                    case.example.counts[group.ja[0]]
                    if group.ja
                    else case.example.counts[:, group.en[0]]
                )
                if not counts.all():
                    continue
                correct = not line.any()
            key = ("link" if pairs else "gap", min(int(group.score * 10), 9))
            bins[key].append(group.score)
            right[key].append(bool(correct))
    print("| score | links | mean score | right | gaps | mean score | right |")
    print("|---|---|---|---|---|---|---|")
    for tenth in range(10):
        cells = [f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"]
        for what in ("link", "gap"):
            key = (what, tenth)
            n = len(bins[key])
            cells += [
                str(n),
                f"{np.mean(bins[key]):.3f}" if n else "",
                f"{np.mean(right[key]):.3f}" if n else "",
            ]
        print("| " + " | ".join(cells) + " |")


def _json(model: Logistic) -> dict[str, object]:
    return {
        "bias": round(model.bias, 5),
        "weights": {n: round(float(w), 5) for n, w in zip(model.names, model.weight, strict=True)},
    }


if __name__ == "__main__":
    main()
