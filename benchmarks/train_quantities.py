"""Learns how probable it is that two numbers left over are one number said wrongly.

    python -m benchmarks.train_quantities FILE.tsv… [--limit N] [--write]

FILE holds family, English and Japanese segments a line (``quantity_recall``). What is left over on
both sides of segments as they are is no fault; what is left over only once a number was changed
(``quantity_changes``) is one. A fault counts as if ``PRIOR`` of the segments with a number had
one. Each family is judged by a model that did not see it: the table says which share of the
changes is found at 0.8 (error) and 0.5 (warning), and the alarms in a thousand segments.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.quantity_changes import changes
from benchmarks.quantity_recall import NUMBER, by_family
from pipeline.checking.aligning import align_pair
from pipeline.checking.reading import read_pair
from pipeline.checking.shared import EVERY_RULE, Stages, prepare
from pipeline.checks.linked.regions import regions
from pipeline.checks.number_mismatch import compared, exchanges
from pipeline.checks.quantities.answers import answers
from pipeline.checks.quantities.linked import groups
from pipeline.checks.quantities.weighing import evidence
from pipeline.model.source import LANGS, Lang, other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles

PRIOR = 0.07
# Of two values of a sentence that could have changed places, so many have.
PRIOR_EXCHANGED = 0.03
# For each segment that is changed so many are taken as they are.
UNCHANGED = 3
TABLE = Path("pipeline/checks/quantities/tables/weights.json")
SOURCE = (
    "Learned from the Python documentation and its Japanese translation (PSF licence) and from "
    "translations of documentation under CC BY 4.0, CC0 and MIT; weights only, no text."
)


Evidence = dict[str, float]


class Seen(NamedTuple):
    """One segment: what stands against each other as it is, and after each change what is new."""

    family: str
    clean: list[Evidence]
    changed: list[tuple[str, list[Evidence]]]
    straight: list[Evidence]
    crossed: list[Evidence]


def pairs(
    stages: Stages, texts: dict[Lang, str]
) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """The evidence of each pair of leftovers and of answers, under what they say."""
    files = PairFiles("a", "articles/ja/a.md", "articles/en/a.md")
    pair, _ = read_pair(files, {lang: f"{texts[lang]}\n".encode() for lang in LANGS}, stages)
    if pair is None or not pair.has_both:
        return {}, {}
    ctx = align_pair(pair, stages)
    left, exchanged = {}, {}
    for region in regions(ctx):
        for each in compared(ctx, region):
            left[f"{each.ours.quantity.words}|{each.theirs.quantity.words}"] = evidence(each)
        for group in groups(ctx, region):
            for one, other_, said in exchanges(ctx, answers(group)):
                key = "|".join(
                    p.quantity.words for p in (one.ours, one.theirs, other_.ours, other_.theirs)
                )
                exchanged[key] = said
    return left, exchanged


def seen(files: Sequence[Path], source: Lang, limit: int) -> Iterator[Seen]:
    """Segments with a number, and what the changes of the first of them leave over."""
    stages = prepare(
        Path(tempfile.mkdtemp()), Settings(source=source), asked=EVERY_RULE, note=print
    ).stages
    target = other(source)
    for family, members in by_family(files, None).items():
        dice = random.Random(29)
        dice.shuffle(members)
        told = [s for s in members if NUMBER.search(s.en + s.ja)][: limit * UNCHANGED]
        for at, segment in enumerate(told):
            texts: dict[Lang, str] = {"ja": segment.ja, "en": segment.en}
            before, straight = pairs(stages, texts)
            changed, crossed = [], []
            for kind, text in changes(texts[target], target, dice) if at < limit else ():
                after, turned = pairs(stages, {**texts, target: text})
                changed.append((kind, [v for k, v in after.items() if k not in before]))
                if kind == "exchange" and not changed[-1][1]:
                    crossed += [v for k, v in turned.items() if k not in straight]
            yield Seen(family, list(before.values()), changed, list(straight.values()), crossed)


class Model(NamedTuple):
    """A logistic model over named evidence."""

    names: DictVectorizer
    model: LogisticRegression

    def probabilities(self, some: Sequence[Evidence]) -> Sequence[float]:
        return self.model.predict_proba(self.names.transform(some))[:, 1] if some else ()


class Models(NamedTuple):
    """What stands against what of one kind, what else is left over, and exchanged values."""

    kin: Model
    loose: Model
    exchanged: Model

    def sure(self, left: Sequence[Evidence], turned: Sequence[Evidence]) -> float:
        """The highest probability that any of them gives."""
        kin = [x for x in left if "kin" in x]
        loose = [x for x in left if "kin" not in x]
        told = ((self.kin, kin), (self.loose, loose), (self.exchanged, turned))
        return max((float(p) for model, some in told for p in model.probabilities(some)), default=0)


def fit(rows: Sequence[Seen]) -> Models:
    """The models of the rows; kin are wrong so often that little else is learned of them."""
    weight = PRIOR * len(rows) / max(1, sum(len(row.changed) for row in rows))

    def left(is_kin: bool) -> Model:
        none = [x for row in rows for x in row.clean if ("kin" in x) == is_kin]
        some = [x for row in rows for _, new in row.changed for x in new if ("kin" in x) == is_kin]
        return _fit(none, some, weight, 0.1 if is_kin else 0.5)

    none = [x for row in rows for x in row.straight]
    some = [x for row in rows for x in row.crossed]
    crossed = _fit(none, some, PRIOR_EXCHANGED * len(none) / max(1, len(some)), 1.0)
    return Models(left(True), left(False), crossed)


def _fit(
    none: Sequence[Evidence], some: Sequence[Evidence], weight: float, freedom: float
) -> Model:
    names = DictVectorizer()
    x = names.fit_transform([*none, *some])
    y = np.r_[np.zeros(len(none)), np.ones(len(some))]
    model = LogisticRegression(C=freedom, max_iter=2000)
    model.fit(x, y, np.r_[np.ones(len(none)), np.full(len(some), weight)])
    return Model(names, model)


def main(arguments: Sequence[str]) -> None:
    """Prints the table; writes the weights learned from all families where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--limit", type=int, default=200)
    options.add_argument("--keep", type=Path)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args(arguments)
    if chosen.keep and chosen.keep.exists():
        rows = pickle.loads(chosen.keep.read_bytes())
    else:
        rows = [row for source in LANGS for row in seen(chosen.files, source, chosen.limit)]
        if chosen.keep:
            chosen.keep.write_bytes(pickle.dumps(rows))
    _table(rows)
    if chosen.write:
        written = {
            "source": SOURCE,
            "models": {name: _weights(*model) for name, model in fit(rows)._asdict().items()},
        }
        TABLE.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _weights(names: DictVectorizer, model: LogisticRegression) -> dict[str, object]:
    weights = {
        name: round(float(w), 3)
        for name, w in zip(names.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(w) >= 0.01
    }
    return {"bias": round(float(model.intercept_[0]), 3), "weights": weights}


def _table(rows: Sequence[Seen]) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for family in sorted({row.family for row in rows}):
        models = fit([row for row in rows if row.family != family])
        for row in rows:
            if row.family != family:
                continue
            p = models.sure(row.clean, row.straight)
            found[family].update(n=1, alarm8=int(p >= 0.8), alarm5=int(p >= 0.5))
            for kind, new in row.changed:
                p = models.sure(new, row.crossed if kind == "exchange" else ())
                for key in (family, f"  {kind}"):
                    found[key].update(
                        planted=1, any=int(bool(new)), at8=int(p >= 0.8), at5=int(p >= 0.5)
                    )
    print(
        f"{'':14}{'segments':>9}{'alarms/1000':>16}{'changes':>9}{'paired':>8}{'≥0.5':>7}{'≥0.8':>7}"
    )
    for name, c in found.items():
        alarms = (
            f"{1000 * c['alarm5'] / c['n']:.1f} {1000 * c['alarm8'] / c['n']:.1f}" if c["n"] else ""
        )
        planted = max(1, c["planted"])
        print(f"{name:14}{c['n'] or '':>9}{alarms:>16}{c['planted']:9}{c['any'] / planted:8.2f}"
              f"{c['at5'] / planted:7.2f}{c['at8'] / planted:7.2f}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
