"""Article pairs with gold section links, read as the project reads them.

A corpus folder holds ``<corpus>/<article>/{ja.md,en.md,gold.json}``; gold.json names the heading
lines of both sides and which of them are linked. A family is a corpus with all that was made from
it (``react``, ``react-drift``, ``react-reshaped``): the same article must not be trained on and
measured on.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.alignment import encoders, facts
from pipeline.alignment.facts import Facts
from pipeline.documents import parse
from pipeline.languages import loan_origins
from pipeline.model.document import Document
from pipeline.model.source import LANGS, Lang, Source


@dataclass(frozen=True)
class Example:
    """A pair to learn from. ``gold_ja[i]`` is the gold section in which section i stands.

    ``linked`` (n, m) holds 1.0 for a true pair; ``counts`` (n, m) is 0.0 where gold is silent.
    """

    corpus: str
    article: str
    ja: tuple[Facts, ...]
    en: tuple[Facts, ...]
    linked: np.ndarray
    counts: np.ndarray
    gold_ja: tuple[int, ...] = ()
    gold_en: tuple[int, ...] = ()
    gold: dict[str, Any] | None = None

    @property
    def family(self) -> str:
        return self.corpus.split("-")[0]

    @property
    def kind(self) -> str:
        return next((k for k in ("drift", "reshaped") if self.corpus.endswith(k)), "parallel")


def read(data: Path) -> Iterator[Example]:
    """Every pair below ``data``, in the order of their names."""
    for path in sorted(data.glob("*/*/gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        sides = {lang: _facts(path.parent / f"{lang}.md", lang) for lang in LANGS}
        starts = {lang: [s["line"] for s in gold[f"{lang}_sections"]] for lang in LANGS}
        places = {lang: place(sides[lang][1], starts[lang]) for lang in LANGS}
        linked, counts = _labels(gold, places["ja"], places["en"])
        yield Example(
            path.parent.parent.name,
            path.parent.name,
            sides["ja"][0],
            sides["en"][0],
            linked,
            counts,
            places["ja"],
            places["en"],
            gold,
        )


def place(lines: Sequence[int], headings: Sequence[int]) -> tuple[int, ...]:
    """In which gold section each line stands, given the lines of gold's headings."""
    return tuple(max(bisect_right(headings, line) - 1, 0) for line in lines)


def _facts(path: Path, lang: Lang) -> tuple[tuple[Facts, ...], list[int]]:
    source = Source(path.name, lang, path.read_text("utf-8"))
    document: Document = parse(source)
    found = facts.read(document, (), loan_origins)
    return found, [source.place(document.sections[f.id].span.start)[0] for f in found]


def _labels(
    gold: dict[str, Any], ja: Sequence[int], en: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Gold speaks of headings; where both sides are cut finer alike, order says which is which."""
    linked, counts = np.zeros((len(ja), len(en))), np.ones((len(ja), len(en)))
    for ours, theirs in gold["links"]:
        rows = [i for i, place in enumerate(ja) if place in ours]
        columns = [j for j, place in enumerate(en) if place in theirs]
        linked[np.ix_(rows, columns)] = 1
        if len(rows) == len(columns) and (len(rows) > len(ours) or len(columns) > len(theirs)):
            linked[np.ix_(rows, columns)] = np.eye(len(rows))
        elif len(rows) > len(ours) or len(columns) > len(theirs):
            counts[np.ix_(rows, columns)] = 0
    counts[[place in gold["uncertain"]["ja"] for place in ja], :] = 0
    counts[:, [place in gold["uncertain"]["en"] for place in en]] = 0
    return linked, counts


class Vectors:
    """Sentence vectors of a whole bench, kept in one file so that a second run is quick."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.known: dict[str, np.ndarray] = {}
        if path and path.exists():
            with np.load(path, allow_pickle=False) as stored:
                self.known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def learn(self, examples: Sequence[Example]) -> None:
        texts = {
            u.text for e in examples for side in (e.ja, e.en) for f in side for u in f.all_units
        }
        new = sorted(text for text in texts if _key(text) not in self.known)
        if new:
            vectors = encoders.load().embed(new)
            self.known.update(zip(map(_key, new), vectors, strict=True))
            if self.path:
                np.savez(
                    self.path, keys=list(self.known), vectors=np.stack(list(self.known.values()))
                )

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.known[_key(text)] for text in texts])


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
