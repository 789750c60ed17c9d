"""Learns the translation table of word links from parallel text.

    python -m benchmarks.train_word_table --pairs FILE… [--leave-out FAMILY]… [--write]

FILE holds one JSON list a line: family, English text, Japanese text. IBM model 1 (Brown et al.,
*The Mathematics of Statistical Machine Translation*, 1993) is fitted in both directions over
UniDic's short units and English lemmas; a pair of words stays where both directions agree, its
probability being the share of sentences with the Japanese word in which the English one, standing
there, is its likeliest rendering. Rare and weak pairs are cut, so that the table is small.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline import languages
from pipeline.languages.short_words import short_words

_TARGET = Path("pipeline/wordlinks/translations.tsv")
_HEAD = """\
# Japanese lemma (UniDic), then English lemmas, each with the percentage at which it renders it.
# Learned by benchmarks/train_word_table.py from translations of open licence (NOTICE).
"""
_SMALL = frozenset({"PUNCT", "SPACE", "SYM", "NUM", "DET", "AUX", "PART", "ADP", "PRON", "X"})
_JA_SMALL = ("助詞", "助動詞", "補助記号", "空白", "記号", "代名詞")
_MOST_RENDERINGS = 8
Sentences = list[tuple[list[str], list[str]]]


def main() -> None:
    """Reads, fits both ways, prints the size, and writes the table where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", nargs="+", type=Path, required=True)
    options.add_argument("--leave-out", action="append", default=[])
    options.add_argument("--write", nargs="?", type=Path, const=_TARGET)
    options.add_argument("--least", type=float, default=0.04)
    asked = options.parse_args()
    texts = [
        (family, en, ja)
        for path in asked.pairs
        for family, en, ja in map(json.loads, path.open(encoding="utf-8"))
        if family not in asked.leave_out
    ]
    table = prune(learn(_lemmas(texts)), asked.least)
    text = _HEAD + "".join(f"{line}\n" for line in _lines(table))
    print(f"{len(table)} pairs, {len(text.encode()):,} bytes")
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")


def _lemmas(texts: Sequence[tuple[str, str, str]]) -> Sentences:
    found: Sentences = []
    rows = iter(texts)
    while chunk := list(islice(rows, 1000)):
        english = languages.tokenise_texts([en for _, en, _ in chunk], "en")
        for (_, _, ja), tokens in zip(chunk, english, strict=True):
            ours = [t.lemma.casefold() for t in tokens if t.pos not in _SMALL]
            theirs = [w.lemma for w in short_words(ja) if not w.kind.startswith(_JA_SMALL)]
            if ours and theirs and max(len(ours), len(theirs)) <= 60:
                found.append((theirs, ours))
    return found


def learn(sentences: Sentences) -> dict[tuple[str, str], float]:
    """Pairs of lemmas both directions agree on, with the smaller of their probabilities."""
    there = _model(sentences)
    back = _model([(en, ja) for ja, en in sentences])
    return {(ja, en): min(p, back[en, ja]) for (ja, en), p in there.items() if (en, ja) in back}


def _model(sentences: Sentences, rounds: int = 6) -> dict[tuple[str, str], float]:
    """IBM model 1 of the second words given the first, weak and single pairs left out."""
    from_ids, to_ids = _numbered(s for s, _ in sentences), _numbered(s for _, s in sentences)
    pairs: dict[int, int] = {}
    cells: list[int] = []
    groups: list[int] = []
    count = 0
    width = len(to_ids) + 1
    for ours, theirs in sentences:
        own = [0, *(from_ids[w] for w in set(ours))]
        for word in set(theirs):
            for other in own:
                cells.append(pairs.setdefault(other * width + to_ids[word], len(pairs)))
            groups.extend([count] * len(own))
            count += 1
    cell, group = np.array(cells, np.int32), np.array(groups, np.int32)
    keys = np.fromiter(pairs, np.int64, len(pairs))
    first = (keys // width).astype(np.int32)
    p = np.ones(len(keys))
    for _ in range(rounds):
        shares = p[cell]
        shares /= np.bincount(group, shares, count)[group]
        counts = np.bincount(cell, shares, len(keys))
        p = counts / np.bincount(first, counts)[first]
    names, others = list(from_ids), list(to_ids)
    return {
        (names[int(key) // width - 1], others[int(key) % width - 1]): float(value)
        for key, value, seen in zip(keys, p, counts, strict=True)
        if value > 0.01 and seen > 0.9 and key >= width
    }


def _numbered(sentences: Iterable[Sequence[str]]) -> dict[str, int]:
    """Words by number, those of the first language from 1 (0 is no word)."""
    found: dict[str, int] = {}
    for words in sentences:
        for word in words:
            found.setdefault(word, len(found) + 1)
    return found


def prune(table: dict[tuple[str, str], float], least: float) -> dict[tuple[str, str], float]:
    """The best renderings of each word, none below ``least``, none that spell the same."""
    by_word: dict[str, Counter[str]] = defaultdict(Counter)
    for (ja, en), p in table.items():
        if p >= least and not ja.isascii() and en[:1].isalpha() and "\t" not in ja + en:
            by_word[ja][en] = p
    return {
        (ja, en): p
        for ja, found in by_word.items()
        for en, p in found.most_common(_MOST_RENDERINGS)
    }


def _lines(table: dict[tuple[str, str], float]) -> list[str]:
    rows: dict[str, list[str]] = defaultdict(list)
    for (ja, en), p in sorted(table.items(), key=lambda e: (e[0][0], -e[1])):
        rows[ja].append(f"{en}:{round(100 * p)}")
    return ["\t".join([ja, *found]) for ja, found in rows.items()]


if __name__ == "__main__":
    main()
