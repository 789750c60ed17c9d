"""Learns how katakana becomes Latin letters, from the loan words of UniDic.

    python -m benchmarks.train_transliteration [--write] [--rounds N]

unidic-lite (BSD licence, The UniDic Consortium) records the origin of a loan word in its lemma
(サイトカイン-cytokine). Nine tenths of these pairs, by a hash, teach the chunks of
``pipeline/wordlinks/transliteration.json`` (expectation maximisation over all alignments) and the
logistic regression that tells pairs from words paired at random; the rest, which taught nothing,
says how often it is right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.wordlinks.transliteration import (
    MOST_LETTERS,
    Model,
    gain,
    moras,
    plain_letters,
)

Pair = tuple[tuple[str, ...], str]
_TARGET = Path("pipeline/wordlinks/transliteration.json")
_LOAN = re.compile(r"([ァ-ヶー]{2,})-([A-Za-z][A-Za-z'.-]+)(?=,)")
# A chunk rarer than this (its share of a mora) is not kept.
_RARE = 0.0015


def main() -> None:
    """Fits, prints how well words are told apart, and writes the model where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    options.add_argument("--rounds", type=int, default=8)
    asked = options.parse_args()
    pairs = loan_pairs()
    held = [pair for pair in pairs if _hash(pair) % 10 == 0]
    taught = [pair for pair in pairs if _hash(pair) % 10]
    model = fit(taught, asked.rounds)
    weights = weigh(model, taught)
    model = model._replace(weights=weights)
    _report(model, held)
    if asked.write:
        _TARGET.write_text(_packed(model), encoding="utf-8")


def loan_pairs() -> list[Pair]:
    """The loan words of the installed dictionary with their origins, read from its entries."""
    import unidic_lite

    entries = Path(unidic_lite.DICDIR, "sys.dic").read_bytes().decode("utf-8", "ignore")
    found = {(moras(kana), plain_letters(word)) for kana, word in _LOAN.findall(entries)}
    return sorted(p for p in found if len(p[0]) > 1 and 2 < len(p[1]) <= 20)


def fit(pairs: Sequence[Pair], rounds: int) -> Model:
    """The chunks by expectation maximisation, from a start that prefers even chunks."""
    chunks: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for heard, letters in pairs:
            for mora, chunk, share in _expected(chunks, heard, letters):
                counts[mora][chunk] += share
        chunks = {mora: _shares(found) for mora, found in counts.items()}
    letters = Counter(letter for _, word in pairs for letter in word)
    total = sum(letters.values())
    alone = {letter: math.log(count / total) for letter, count in letters.items()}
    return Model(
        {m: {c: math.log(p) for c, p in known.items() if p > _RARE} for m, known in chunks.items()},
        alone,
        (0.0, 1.0, 0.0),
    )


def _shares(found: Counter[str]) -> dict[str, float]:
    total = sum(found.values()) + 0.5
    return {chunk: count / total for chunk, count in found.items() if count > 0.02}


def _probability(chunks: Mapping[str, Mapping[str, float]], mora: str, chunk: str) -> float:
    if not chunks:
        return float(0.3 ** abs(len(chunk) - (1 if mora in "ーッン" else 2)))
    return chunks.get(mora, {}).get(chunk, 1e-7)


def _expected(
    chunks: Mapping[str, Mapping[str, float]], heard: tuple[str, ...], letters: str
) -> Iterable[tuple[str, str, float]]:
    rows, count = len(heard), len(letters)
    ahead = [[0.0] * (count + 1) for _ in range(rows + 1)]
    ahead[0][0] = 1.0
    steps = []
    for i, mora in enumerate(heard):
        for start in range(count + 1):
            if ahead[i][start]:
                for end in range(start, min(count, start + MOST_LETTERS) + 1):
                    p = _probability(chunks, mora, letters[start:end])
                    ahead[i + 1][end] += ahead[i][start] * p
                    steps.append((i, start, end, p))
    total = ahead[rows][count]
    if not total:
        return
    behind = [[0.0] * (count + 1) for _ in range(rows + 1)]
    behind[rows][count] = 1.0
    for i, start, end, p in reversed(steps):
        behind[i][start] += p * behind[i + 1][end]
    for i, start, end, p in steps:
        share = ahead[i][start] * p * behind[i + 1][end] / total
        if share > 1e-3:
            yield heard[i], letters[start:end], share


def weigh(model: Model, pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """The logistic regression over gain a letter and length; as many pairs as chance ones."""
    rows, labels = _labelled(model, pairs[::3])
    fitted = LogisticRegression(C=10).fit(rows, labels)
    bias, (per_gain, per_letter) = float(fitted.intercept_[0]), fitted.coef_[0]
    return round(bias, 3), round(float(per_gain), 3), round(float(per_letter), 3)


def _labelled(model: Model, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    drawn = random.Random(1)
    rows, labels = [], []
    for heard, letters in pairs:
        rows.append((gain(model, heard, letters), min(len(letters), 10)))
        labels.append(1)
        for _ in range(4):
            other = drawn.choice(pairs)
            if other[1] != letters and other[0] != heard:
                rows.append((gain(model, heard, other[1]), min(len(other[1]), 10)))
                labels.append(0)
    return np.array(rows), np.array(labels)


def _report(model: Model, held: Sequence[Pair]) -> None:
    rows, labels = _labelled(model, held)
    bias, per_gain, per_letter = model.weights
    odds = bias + per_gain * rows[:, 0] + per_letter * rows[:, 1]
    sure = odds > 0
    print(f"{int(labels.sum())} pairs that taught nothing, {int((1 - labels).sum())} by chance")
    print(
        f"pairs known {sure[labels == 1].mean():.3f}, chance taken {sure[labels == 0].mean():.4f}"
    )


def _packed(model: Model) -> str:
    chunks = {
        mora: {chunk: round(-10 * p) for chunk, p in sorted(known.items(), key=lambda e: -e[1])}
        for mora, known in sorted(model.chunks.items())
    }
    letters = {letter: round(-10 * p) for letter, p in sorted(model.letters.items())}
    content = {
        "source": "learned from the loan words of UniDic (The UniDic Consortium, BSD licence) "
        "by benchmarks/train_transliteration.py",
        "chunks": chunks,
        "letters": letters,
        "weights": model.weights,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _hash(pair: Pair) -> int:
    return hashlib.sha256("".join((*pair[0], pair[1])).encode()).digest()[0]


if __name__ == "__main__":
    main()
