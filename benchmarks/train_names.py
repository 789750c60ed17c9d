"""Learns when a name on one side stands for another one on the other.

    python -m benchmarks.train_names --pairs FILE… [--write]

FILE holds one JSON list a line: family, English text, Japanese text (human translations, one
sentence or a few). No fault: the sentences as they are. A fault: one English name that is carried
over exchanged for another of as many words, of another sentence. A fault is held to be as frequent
as `_PRIOR` says. Families are left out in turn; the table says which share of the faults is found
at 1 and at 3 false alarms in 100 sentences *with an English name*, and at a probability of 0.5 and
0.8.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline import languages
from pipeline.languages.short_words import short_words
from pipeline.model.tokens import Token
from pipeline.wordlinks import link_words
from pipeline.wordlinks.exchanged import candidates
from pipeline.wordlinks.names import Name, english_names, japanese_names

_TARGET = Path("pipeline/wordlinks/exchanged.json")
# Of sentences with an English name, how many have a wrong one.
_PRIOR = 0.05
_AT_MOST = 4000


class Row(NamedTuple):
    """A sentence with a name, the evidence of each candidate in it, and whether it was changed."""

    family: str
    fault: bool
    evidence: tuple[tuple[float, ...], ...]


def main() -> None:
    """Fits with each family left out, prints the table, writes the weights of all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", nargs="+", type=Path, required=True)
    options.add_argument("--test-only", action="append", default=[], metavar="FAMILY")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    rows = list(_rows(asked.pairs))
    taught = [row for row in rows if row.family not in asked.test_only]
    for family in sorted({row.family for row in rows}):
        weights = _fit([row for row in taught if row.family != family])
        _report(family, [row for row in rows if row.family == family], weights)
    if asked.write:
        content = {
            "source": "trained by benchmarks/train_names.py",
            "weights": [round(float(w), 3) for w in _fit(taught)],
        }
        _TARGET.write_text(json.dumps(content) + "\n", encoding="utf-8")


def _rows(paths: Sequence[Path]) -> Iterator[Row]:
    drawn = random.Random(5)
    pool: dict[int, list[Name]] = defaultdict(list)
    texts = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
    drawn.shuffle(texts)
    lines = iter(texts)
    while chunk := list(islice(lines, 500)):
        english = languages.tokenise_texts([en for _, en, _ in chunk], "en")
        for (family, _, ja), tokens in zip(chunk, english, strict=True):
            if not any(token.pos == "PROPN" for token in tokens):
                continue
            words = short_words(ja)
            links = link_words(words, tokens, ja)
            names = list(english_names(tokens, links))
            japanese = list(japanese_names(ja, words, links))
            if not names:
                continue
            yield Row(family, False, tuple(e for *_, e in candidates(japanese, names)))
            whole = [name for name in names if not name.loose]
            if not whole:
                continue
            old = drawn.choice(whole)
            known = pool[len(old.parts)]
            if len(known) > 20:
                new = drawn.choice(known)
                if not {*new.parts} & {*old.parts}:
                    changed = tuple(_exchanged(tokens, old, new))
                    links = link_words(words, changed, ja)
                    japanese = list(japanese_names(ja, words, links))
                    found = candidates(japanese, list(english_names(changed, links)))
                    yield Row(family, True, tuple(e for *_, e in found))
            known += whole


def _exchanged(tokens: Sequence[Token], old: Name, new: Name) -> Iterator[Token]:
    """The tokens with one name in the place of another; their offsets stay as they were."""
    parts = iter(new.parts)
    for token in tokens:
        if old.start <= token.start < old.end:
            word = next(parts, "")
            yield token._replace(text=word, norm=word.casefold(), lemma=word)
        else:
            yield token


def _fit(rows: Sequence[Row]) -> np.ndarray:
    features, labels, weights = [], [], []
    clean = sum(not row.fault for row in rows)
    faulty = sum(row.fault for row in rows)
    heavy = _PRIOR * clean / max(1, faulty)
    for row in rows:
        for each in row.evidence:
            features.append(each)
            labels.append(row.fault)
            weights.append((heavy if row.fault else 1.0) / len(row.evidence))
    model = LogisticRegression(C=1.0, max_iter=2000).fit(features, labels, weights)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _report(family: str, rows: Sequence[Row], weights: np.ndarray) -> None:
    def scores(fault: bool) -> np.ndarray:
        return np.array(
            [
                max((weights[0] + np.dot(weights[1:], e) for e in row.evidence), default=-99.0)
                for row in rows
                if row.fault == fault
            ]
        )

    clean, faults = np.sort(scores(False))[::-1], scores(True)
    cells = [f"{family:12} {len(clean):6} {len(faults):6}"]
    for share in (0.01, 0.03):
        bound = max(clean[int(share * len(clean))], -90.0) if len(clean) else 0.0
        cells.append(f"{(faults > bound).mean():.2f} at {100 * share:.0f}")
    for odds in (0.0, float(np.log(4))):
        cells.append(f"{(faults >= odds).mean():.2f} / {100 * (clean >= odds).mean():.2f}")
    print("  ".join(cells))


if __name__ == "__main__":
    main()
