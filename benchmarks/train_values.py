"""Learns what in a Japanese sentence makes one expect which value in its English translation.

    python -m benchmarks.train_values --data CORPORA --segments FILE.tsv.gz [--write]
        [--held-out FAMILY]… [--limit N]

CORPORA holds ``<corpus>/<article>/{ja.md,en.md}`` of human translations, FILE English and
Japanese segments, tab-separated. Two things are learned: ``expected.json``, one sparse
logistic model a value (``pipeline/checks/values/expected.py``), and ``decision.json``, which weighs
a contrast. For the second, families that the first did not see are taken as they are (no fault),
and with a value exchanged, taken away or put in (a fault). A fault of each kind is held to be as
frequent as ``PRIORS`` says. The table that is printed says, kind by kind, which share of the faults
is found at 1 and at 0.1 false alarms in 100 translated sentences of those families.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from pipeline import languages
from pipeline.checks.linked.pairs import sentence_pairs
from pipeline.checks.values.features import features
from pipeline.lexicon.values import Value, cues, rivals, values
from pipeline.model.check import Context, Rule
from pipeline.model.tokens import Token
from pipeline.running import report as run
from pipeline.settings.project import Settings

HERE = Path("pipeline/checks/values")
HELD_OUT = ("ddbj", "neurotech", "hospital")
PRIORS = {"swap": 0.01, "lost": 0.004, "added": 0.004}
# A duty is said in many ways in either language.
PRIOR_OF_DUTY = 0.004
LEAST_SEEN, LEAST_OF_A_VALUE, LEAST_WEIGHT = 6, 40, 0.05
MOST_FOR, MOST_AGAINST = 300, 100
ADDED = ("negation.denied", "possibility.possible", "duty.must", "quantity.only", "quantity.all")
SOURCES = (
    "Learned from the Python documentation and its Japanese translation (PSF licence, contributors "
    "of python-doc-ja) and from translations of documentation under CC BY 4.0 and MIT (React, Vue, "
    "OpenTelemetry, Angular, DDBJ, NeurotechJP); weights only, no text."
)

Models = dict[str, dict[str, Any]]
Contrasts = dict[tuple[str, str], tuple[list[float], str, str | None]]


Faults = dict[tuple[str, str], list[list[float] | None]]


class Row(NamedTuple):
    """One sentence pair: its features, the values its English names, the lengths of both."""

    family: str
    features: frozenset[str]
    stated: frozenset[str]
    ja: int
    en: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--segments", type=Path, required=True)
    parser.add_argument("--held-out", nargs="*", default=HELD_OUT)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = list(
        dict.fromkeys((*_segments(options.segments, options.limit), *_linked(options.data)))
    )
    print(f"{len(rows)} pairs of {dict(Counter(row.family for row in rows))}")
    partial = fit([row for row in rows if row.family not in options.held_out])
    decisions = decide(partial, [row for row in rows if row.family in options.held_out])
    if options.write:
        _write("expected.json", {"sources": SOURCES, "values": fit(rows)})
        _write("decision.json", {"decisions": decisions})


def _row(family: str, ja: Sequence[Token], en: Sequence[Token]) -> Iterator[Row]:
    if min(len(ja), len(en)) > 1:
        stated = frozenset(cue.value.id for cue in cues(en))
        yield Row(family, frozenset(features(ja)), stated, len(ja), len(en))


def _segments(path: Path, limit: int | None) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t") for line in file][:limit]
    texts = [[_plain(text) for text in pair] for pair in pairs if len(pair) == 2]
    en = languages.tokenise_texts([pair[0] for pair in texts], "en")
    ja = languages.tokenise_texts([pair[1] for pair in texts], "ja")
    for ours, theirs in zip(ja, en, strict=True):
        yield from _row("python", ours, theirs)


def _plain(text: str) -> str:
    """Without the markup of reStructuredText."""
    text = re.sub(r"``(.+?)``", r"\1", text)
    text = re.sub(r":[\w:+-]+:`([^`<]*?)(?: *<[^>]*>)?`", r"\1", text)
    text = re.sub(r"[*|]{1,2}(\S.*?)[*|]{1,2}", r"\1", text)
    return re.sub(r"`([^`<]*?)(?: *<[^>]*>)?`_*", r"\1", text).replace("\\ ", "")


def _linked(data: Path) -> list[Row]:
    """The surely linked sentences of every article, as the tool itself links them."""
    import pipeline.checks as every

    rows: list[Row] = []
    family = ""

    def collect(ctx: Context) -> tuple[()]:
        for pair in sentence_pairs(ctx):
            if pair.score >= 0.6:
                rows.extend(_row(family, pair.ours.tokens, pair.theirs.tokens))
        return ()

    every.RULES = (Rule("negation-drift", "error", collect, ""),)
    for corpus in sorted(data.iterdir()):
        if corpus.name.endswith(("-drift", "-reshaped")):
            continue
        family = corpus.name.split("-")[0]
        with tempfile.TemporaryDirectory() as folder:
            for article in sorted(corpus.glob("*/ja.md")):
                for lang in ("ja", "en"):
                    file = Path(folder, "articles", lang, f"{article.parent.name}.md")
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes((article.parent / f"{lang}.md").read_bytes())
            run.check(Path(folder), Settings())
    return rows


def fit(rows: Sequence[Row]) -> Models:
    """One sparse model a value that was said often enough."""
    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    number = {name: at for at, name in enumerate(names)}
    held = [[number[name] for name in sorted(row.features) if name in number] for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    flat = [at for each in held for at in each]
    x = csr_matrix((np.ones(len(flat), np.float32), flat, ends), (len(rows), len(names))).tocsc()
    lengths = csr_matrix([[math.log(max(2, n)) - 3 for n in (row.ja, row.en)] for row in rows])
    total = np.asarray(x.sum(0)).ravel()
    models: Models = {}
    for value in values():
        y = np.array([value.id in row.stated for row in rows])
        if y.sum() < LEAST_OF_A_VALUE:
            continue
        seen = np.asarray(x.T @ y.astype(np.float32)).ravel()
        chance = total * y.mean()
        telling = (seen - chance) ** 2 / (chance + 1)
        for_it = np.argsort(-telling)[:MOST_FOR]
        against = np.argsort(-((seen < chance) * telling))[:MOST_AGAINST]
        chosen = np.unique(np.r_[for_it[seen[for_it] > 0], against])
        model = LogisticRegression(penalty="l1", C=0.25, solver="liblinear", max_iter=60)
        model.fit(hstack([x[:, chosen], lengths]).tocsr(), y)
        weights = model.coef_[0]
        models[value.id] = {
            "b": round(float(model.intercept_[0]), 3),
            "len": [round(float(w), 3) for w in weights[-2:]],
            "n": int(y.sum()),
            "w": {
                names[at]: round(float(w), 3)
                for at, w in zip(chosen, weights[:-2], strict=True)
                if abs(w) >= LEAST_WEIGHT
            },
        }
    return models


def decide(models: Models, rows: Sequence[Row]) -> dict[str, Any]:
    """A model a shape and kind of contrast, with what it finds."""
    clean = [strongest(models, row) for row in rows]
    faults = _faults(models, rows)
    decisions: dict[str, Any] = {}
    for key in sorted(faults):
        none = [found[key][0] for found in clean if key in found]
        some = [numbers for numbers in faults[key] if numbers]
        if not none or not some:
            continue
        prior = PRIOR_OF_DUTY if key[1] == "duty" else PRIORS[key[0]]
        weight = prior * len(rows) / len(faults[key])
        model = LogisticRegression(C=10).fit(
            np.array(none + some),
            np.r_[np.zeros(len(none)), np.ones(len(some))],
            sample_weight=np.r_[np.ones(len(none)), np.full(len(some), weight)],
        )
        wrong = np.sort(model.predict_proba(np.array(none))[:, 1])[::-1]
        right = model.predict_proba(np.array(some))[:, 1]
        at = [wrong[min(len(wrong) - 1, int(len(rows) * share))] for share in (0.01, 0.001)]
        recall = [(right >= least).sum() / len(faults[key]) for least in at]
        print(f"{'.'.join(key):18}{len(faults[key]):6} faults: {recall[0]:.2f} at 1, "
              f"{recall[1]:.2f} at 0.1 false alarms in 100 sentences")  # fmt: skip
        decisions[".".join(key)] = {
            "bias": round(float(model.intercept_[0]), 4),
            "weights": [round(float(w), 4) for w in model.coef_[0]],
        }
    return decisions


def strongest(models: Models, row: Row) -> Contrasts:
    """The evidence of the strongest contrast of each shape and kind in one pair."""
    odds = {value: _odds(model, row) for value, model in models.items()}
    best: Contrasts = {}

    def offer(shape: str, value: Value, numbers: list[float], other: str | None = None) -> None:
        key = (shape, value.kind)
        if key not in best or sum(numbers[:-1]) > sum(best[key][0][:-1]):
            best[key] = (numbers, value.id, other)

    for value, others in rivals().items():
        if value.id not in models:
            continue
        free = [o.id for o in others if o.id in models and o.id not in row.stated]
        if value.id in row.stated:
            offer("added", value, [-odds[value.id], math.log(row.en)])
            for other in free:
                if odds[other] > odds[value.id]:
                    numbers = [odds[other], -odds[value.id], math.log(row.ja)]
                    offer("swap", value, numbers, other)
        elif not any(o.id in row.stated for o in others):
            offer("lost", value, [odds[value.id], math.log(row.ja)])
    return best


def _odds(model: dict[str, Any], row: Row) -> float:
    lengths = (math.log(n) - 3 for n in (row.ja, row.en))
    odds = model["b"] + sum(w * x for w, x in zip(model["len"], lengths, strict=True))
    return float(odds + sum(model["w"].get(name, 0.0) for name in sorted(row.features)))


def _faults(models: Models, rows: Sequence[Row]) -> Faults:
    """The pairs with a value exchanged, lost or added; None where that is not the strongest."""
    chance = random.Random(1)
    kind = {value.id: value for value in values()}
    found: Faults = defaultdict(list)

    def plant(shape: str, row: Row, stated: frozenset[str], value: str, other: str | None) -> None:
        key = (shape, kind[value].kind)
        best = strongest(models, row._replace(stated=stated)).get(key)
        found[key].append(best[0] if best and best[1:] == (value, other) else None)

    for row in rows:
        for value in sorted(row.stated & models.keys()):
            for other in (o.id for o in rivals()[kind[value]]):
                if other in models and other not in row.stated and chance.random() < 0.5:
                    plant("swap", row, row.stated - {value} | {other}, other, value)
            plant("lost", row, row.stated - {value}, value, None)
        if chance.random() < 0.3:
            for value in ADDED:
                if value in models and value not in row.stated:
                    plant("added", row, row.stated | {value}, value, None)
    return found


def _write(name: str, content: dict[str, Any]) -> None:
    parts = [
        f'"{key}": ' + (json.dumps(part) if isinstance(part, str) else "{\n" + ",\n".join(
            f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, separators=(',', ':'))}"
            for k, v in part.items()) + "\n}")
        for key, part in content.items()
    ]  # fmt: skip
    HERE.joinpath(name).write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
