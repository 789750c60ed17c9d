"""Learns when two texts cannot be translations of each other, and how often that is right.

    python -m benchmarks.train_meaning --data DIR [--pairs FILE…] [--write]

DIR holds corpora with gold section links (see ``corpus.py``), FILE tab-separated English and
Japanese sentences in its last two columns. What is linked is good; the same source text with a
target text of another place in its corpus is a fault. A fault is taken to stand in 3 of 100 linked
texts (``_FAULTS``, set by hand). Each family of documents is left out in turn: what is printed is
how many faults of it are shown (0.5) and shown as errors (0.8), and the same of what is good.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.alignment import encoders
from pipeline.checks.omissions.meaning import LONGEST, size
from pipeline.documents import parse
from pipeline.model.source import LANGS, Lang, Source

_TARGET = Path("pipeline/checks/omissions/meaning.json")
_FAULTS = 0.03
_EACH = 220
_SEED = 4


class Pair(NamedTuple):
    """Two texts that translate each other, and the family of documents they come from."""

    family: str
    ja: str
    en: str


def main() -> None:
    """Prints the table and, where asked, writes the model learned from every family."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--pairs", type=Path, nargs="*", default=[])
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    pairs = [*_sampled(_sections(asked.data)), *_sampled(_sentences(asked.pairs))]
    numbers, faults, families = _examples(pairs)
    print("family\tfaults shown\tas error\tgood shown\tas error")
    for family in sorted(set(families)):
        left_out = families == family
        model = _fitted(numbers[~left_out], faults[~left_out])
        likely = model.predict_proba(numbers[left_out])[:, 1]
        rates = [
            float((likely[faults[left_out] == kind] >= least).mean())
            for kind in (1, 0)
            for least in (0.5, 0.8)
        ]
        print(family, *(f"{rate:.4f}" for rate in rates), sep="\t")
    model = _fitted(numbers, faults)
    names = ("cosine", "ja", "en")
    learned = {"bias": round(float(model.intercept_[0]), 4)}
    learned |= {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    print(learned)
    if asked.write:
        _TARGET.write_text(json.dumps({"model": learned}) + "\n", encoding="utf-8")


def _fitted(numbers: np.ndarray, faults: np.ndarray):  # type: ignore[no-untyped-def]
    from sklearn.linear_model import LogisticRegression

    share = faults.mean()
    weights = np.where(faults == 1, _FAULTS / share, (1 - _FAULTS) / (1 - share))
    return LogisticRegression(C=100, max_iter=1000).fit(numbers, faults, sample_weight=weights)


def _examples(pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of cosine and both sizes; whether it is a fault; the family."""
    random_ = random.Random(_SEED)
    encoder = encoders.load()
    ja = np.asarray(encoder.embed([pair.ja[:LONGEST] for pair in pairs]))
    en = np.asarray(encoder.embed([pair.en[:LONGEST] for pair in pairs]))
    by_family = defaultdict(list)
    for number, pair in enumerate(pairs):
        by_family[pair.family].append(number)
    rows, faults, families = [], [], []
    for number, pair in enumerate(pairs):
        others = [other for other in by_family[pair.family] if other != number]
        for other in (number, *random_.sample(others, min(2, len(others)))):
            sizes = size(pair.ja, "ja"), size(pairs[other].en, "en")
            rows.append((float(ja[number] @ en[other]), *sizes))
            faults.append(int(other != number))
            families.append(pair.family)
    return np.array(rows), np.array(faults), np.array(families)


def _sampled(found: Iterator[Pair]) -> list[Pair]:
    """So many of each corpus, by chance that comes the same every time."""
    by_family = defaultdict(list)
    for pair in found:
        by_family[pair.family].append(pair)
    random_ = random.Random(_SEED)
    return [
        pair
        for _, pairs in sorted(by_family.items())
        for pair in random_.sample(pairs, min(_EACH * 2, len(pairs)))
    ]


def _sections(data: Path) -> Iterator[Pair]:
    """The bodies of sections that gold links one to one."""
    for path in sorted(data.glob("*/*/gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        bodies = {lang: _bodies(path.parent / f"{lang}.md", lang, gold) for lang in LANGS}
        family = path.parent.parent.name.split("-")[0]
        for ours, theirs in gold["links"]:
            if len(ours) == len(theirs) == 1:
                ja, en = bodies["ja"][ours[0]], bodies["en"][theirs[0]]
                if len(ja) >= 8 and len(en.split()) >= 3:
                    yield Pair(family, ja, en)


def _bodies(path: Path, lang: Lang, gold: dict) -> list[str]:  # type: ignore[type-arg]
    document = parse(Source(path.name, lang, path.read_text("utf-8")))
    starts = [section["line"] for section in gold[f"{lang}_sections"]]
    found: list[list[str]] = [[] for _ in starts]
    for section in document.sections:
        line = document.source.text.count("\n", 0, section.span.start) + 1
        if (number := bisect_right(starts, line) - 1) >= 0:
            found[number] += [b.prose.text for b in section.blocks if b.kind != "code"]
    return [" ".join(texts) for texts in found]


def _sentences(paths: Sequence[Path]) -> Iterator[Pair]:
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            for line in lines:
                *_, en, ja = line.rstrip("\n").split("\t")
                if len(ja) >= 8 and len(en.split()) >= 3:
                    yield Pair(path.name.split(".")[0], ja, en)


if __name__ == "__main__":
    main()
