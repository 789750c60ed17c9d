"""Sentence links on real translations that were disturbed on purpose.

    python -m benchmarks.sentence_alignment --data DIR [--fit] [--articles N]

DIR holds corpora with gold section links (see corpus.py). Silver are the linked section pairs with
as many sentences on both sides that choose each other one by one. In copies of them sentences of
either side are dropped, merged, split and swapped with their neighbours; printed are precision,
recall and F1 of the links (pairs of sentences) and of the gaps. ``--fit`` prints weights for
``pipeline/alignment/sentence_odds.py``, learned from the undisturbed sections.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.alignment import encoders, sentence_core, sentence_odds
from pipeline.alignment.sentence_odds import Sentences
from pipeline.alignment.sentences import Sentence, arrays, read
from pipeline.checking.context import Embedder
from pipeline.documents import parse
from pipeline.languages import loan_origins, tokenise
from pipeline.model.check import Side
from pipeline.model.source import LANGS, Lang, Source

KINDS = ("none", "drop ja", "drop en", "merge ja", "merge en", "split en", "swap", "all")
SHARE = 0.2


@dataclass
class Case:
    """A section pair: its sentences and which of them belong together."""

    corpus: str
    ja: list[Sentence]
    en: list[Sentence]
    gold: set[tuple[int, int]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR")
    arguments.add_argument("--fit", action="store_true")
    arguments.add_argument("--articles", type=int, default=15, help="of each corpus")
    options = arguments.parse_args()
    embed = Embedder(encoders.load())
    documents = list(_documents(options.data, options.articles))
    cases, pairs, labels = [], [], []
    for corpus, sides, sections in documents:
        a, b, weight = arrays(*sides, embed)
        for rows, columns in sections:
            x, y = _pick(a, rows), _pick(b, columns)
            odds = sentence_odds.features(x, y, weight)
            chosen = _mutual(odds[:, :, 0])
            if options.fit and len(rows) == len(columns):
                straight = {(i, i) for i in range(len(rows))}
                if len(chosen & straight) >= 0.6 * len(rows):
                    pairs.append(odds.reshape(-1, odds.shape[2]))
                    labels.append(np.eye(len(rows)).reshape(-1))
            if len(rows) == len(columns) == len(chosen) and len(rows) > 1:
                texts = [
                    [side[k] for k in which]
                    for side, which in zip(sides, (rows, columns), strict=True)
                ]
                cases.append(Case(corpus, *texts, chosen))
    print(f"{len(documents)} articles, {len(cases)} sections, "
          f"{sum(len(c.ja) for c in cases)} sentences a side")  # fmt: skip
    if options.fit:
        _fit(np.concatenate(pairs), np.concatenate(labels))
    print(
        f"{'':12}{'links':>7}{'P':>8}{'R':>8}{'F1':>8}{'gaps':>7}{'P':>8}{'R':>8}{'F1':>8}     ms"
    )
    sides_of = {corpus: sides for corpus, sides, _ in documents}
    table: list[tuple[float, bool]] = []
    for kind in KINDS:
        counts: Counter[str] = Counter()
        for number, case in enumerate(cases):
            disturbed = _disturbed(case, kind, random.Random(f"{kind} {number}"))
            _measure(disturbed, sides_of[case.corpus], embed, counts, table)
        _row(kind, counts)
    _reliability(table)


def _documents(
    data: Path, articles: int
) -> Iterator[tuple[str, tuple[list[Sentence], list[Sentence]], list[tuple[list[int], list[int]]]]]:
    for corpus in sorted(p for p in data.iterdir() if p.is_dir() and "-" not in p.name):
        for path in sorted(corpus.glob("*/gold.json"))[:articles]:
            gold = json.loads(path.read_text("utf-8"))
            sides: dict[Lang, list[Sentence]] = {}
            owner: dict[Lang, list[int]] = {}
            for lang in LANGS:
                source = Source(path.name, lang, (path.parent / f"{lang}.md").read_text("utf-8"))
                document = parse(source)
                sides[lang] = list(read(Side(document, tokenise(document), ()), loan_origins))
                starts = [s["line"] for s in gold[f"{lang}_sections"]]
                owner[lang] = [
                    max(
                        (k for k, line in enumerate(starts) if line <= source.place(at)[0]),
                        default=0,
                    )
                    for at in (s.span.start for s in sides[lang])
                ]
            sections = []
            for ja, en in gold["links"]:
                if len(ja) == len(en) == 1:
                    rows, columns = (
                        [k for k, section in enumerate(owner[lang]) if section == which[0]]
                        for lang, which in (("ja", ja), ("en", en))
                    )
                    if rows and columns:
                        sections.append((rows, columns))
            if sides["ja"] and sides["en"]:
                yield f"{corpus.name}/{path.parent.name}", (sides["ja"], sides["en"]), sections


def _mutual(cosine: np.ndarray) -> set[tuple[int, int]]:
    over, down = cosine.argmax(axis=1), cosine.argmax(axis=0)
    return {(i, int(j)) for i, j in enumerate(over) if down[j] == i}


def _pick(side: Sentences, rows: Sequence[int]) -> Sentences:
    index = np.array(rows)
    keys = [side.keys[k] for k in rows]
    return Sentences(side.vectors[index], side.common[index], side.length[index], keys)


def _disturbed(case: Case, kind: str, chance: random.Random) -> Case:
    """A copy with about one sentence in five changed."""
    ja, en = [[s] for s in case.ja], [[s] for s in case.en]
    partner = dict(case.gold)
    made = Case(case.corpus, [], [], set())
    units_ja = [({i}, case.ja[i]) for i in range(len(ja))]
    units_en = [({j}, case.en[j]) for j in range(len(en))]
    kinds = [k for k in KINDS if k not in ("none", "all")] if kind == "all" else [kind]
    share = SHARE / max(1, len(kinds) / 2)
    for what in kinds:
        if what.startswith("drop"):
            units = units_ja if what == "drop ja" else units_en
            for unit in [u for u in units if chance.random() < share]:
                if len(units) > 1:
                    units.remove(unit)
        elif what.startswith("merge"):
            units = units_ja if what == "merge ja" else units_en
            k = 0
            while k + 1 < len(units):
                if chance.random() < share:
                    (a, first), (b, second) = units[k], units.pop(k + 1)
                    between = "" if what == "merge ja" else " "
                    text = first.text + between + second.text
                    units[k] = (a | b, replace(first, text=text, keys=first.keys | second.keys))
                k += 1
        elif what == "split en":
            for k in reversed(range(len(units_en))):
                ids, sentence = units_en[k]
                cut = _middle(sentence.text)
                if cut and chance.random() < share:
                    halves = sentence.text[:cut], sentence.text[cut:].lstrip(", ")
                    units_en[k : k + 1] = [
                        (ids, replace(sentence, text=half, keys=_concepts_of_half(sentence, half)))
                        for half in halves
                    ]
        elif what == "swap":
            k = 0
            while k + 1 < len(units_en):
                if chance.random() < share:
                    units_en[k], units_en[k + 1] = units_en[k + 1], units_en[k]
                    k += 1
                k += 1
    made.ja, made.en = [s for _, s in units_ja], [s for _, s in units_en]
    for x, (ids, _) in enumerate(units_ja):
        for y, (others, _) in enumerate(units_en):
            if {partner[i] for i in ids} & others:
                made.gold.add((x, y))
    return made


def _middle(text: str) -> int:
    """A comma or conjunction near the middle of a sentence that is long enough, else 0."""
    places = [m.start() for m in re.finditer(r",? (?:and|but|because|which|so|when|if) |, ", text)]
    near = [p for p in places if 0.3 < p / len(text) < 0.7]
    return min(near, key=lambda p: abs(p - len(text) / 2)) if near and len(text) > 60 else 0


def _concepts_of_half(sentence: Sentence, half: str) -> frozenset[tuple[str, str]]:
    return frozenset(k for k in sentence.keys if k[1] in half.lower())


def _measure(
    case: Case,
    sides: tuple[list[Sentence], list[Sentence]],
    embed: Embedder,
    counts: Counter[str],
    table: list[tuple[float, bool]],
) -> None:
    if not (case.ja and case.en):
        return
    # The whole article stays the background that common cosines and keys are taken from.
    a, b, weight = arrays([*case.ja, *sides[0]], [*case.en, *sides[1]], embed)
    x, y = a.part(0, len(case.ja)), b.part(0, len(case.en))
    started = time.perf_counter()
    groups = sentence_core.align(x, y, weight)
    counts["us"] += int(1e6 * (time.perf_counter() - started))
    found = {(i, j) for g in groups for i in g.ja for j in g.en}
    counts["tp"] += len(found & case.gold)
    counts["fp"] += len(found - case.gold)
    counts["fn"] += len(case.gold - found)
    sizes = (len(case.ja), len(case.en))
    for side in (0, 1):
        true = set(range(sizes[side])) - {p[side] for p in case.gold}
        gaps = set(range(sizes[side])) - {p[side] for p in found}
        counts["gtp"] += len(gaps & true)
        counts["gfp"] += len(gaps - true)
        counts["gfn"] += len(true - gaps)
    for group in groups:
        pairs = {(i, j) for i in group.ja for j in group.en}
        if pairs:
            table.append((group.score, pairs <= case.gold))
        else:
            side = 0 if group.ja else 1
            alone = (*group.ja, *group.en)[0]
            table.append((group.score, alone not in {p[side] for p in case.gold}))


def _row(kind: str, c: Counter[str]) -> None:
    def prf(tp: int, fp: int, fn: int) -> str:
        p = tp / (tp + fp) if tp + fp else 1.0
        r = tp / (tp + fn) if tp + fn else 1.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return f"{p:8.3f}{r:8.3f}{f:8.3f}"

    links = prf(c["tp"], c["fp"], c["fn"])
    gaps = prf(c["gtp"], c["gfp"], c["gfn"])
    total, alone = c["tp"] + c["fn"], c["gtp"] + c["gfn"]
    print(f"{kind:12}{total:7}{links}{alone:7}{gaps}{c['us'] / 1000:7.0f}")


def _reliability(table: Sequence[tuple[float, bool]]) -> None:
    print("score      links and gaps   right")
    for low in np.arange(0, 1, 0.1):
        here = [right for score, right in table if low <= score < low + 0.1 or low + score == 1.9]
        if here:
            print(f"{low:.1f}-{low + 0.1:.1f}{len(here):16}{np.mean(here):12.3f}")


def _fit(values: np.ndarray, labels: np.ndarray) -> None:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=1000).fit(values, labels)
    shown = ", ".join(f"{w:.2f}" for w in model.coef_[0])
    print(f"{int(labels.sum())} of {len(labels)} pairs: [{shown}], bias {model.intercept_[0]:.2f}")


if __name__ == "__main__":
    main()
