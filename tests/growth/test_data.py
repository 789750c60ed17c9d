"""What is read and written beside the articles: twice as many entries take about twice the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.languages import first_words, short_units, tokenise_texts
from pipeline.terms.exchange import merge, read, write
from pipeline.terms.glossary import mistakes, read_glossary
from pipeline.terms.matcher import build
from pipeline.translation import tmx, xliff
from tests.translation.test_xliff import article

_FLOOR = 0.1
# What goes through all entries for each of them comes to 4.
_GROWTH = 3.0
_MEASURED = 4

Work = Callable[[], object]


def glossary(n: int) -> str:
    rows = (f"治療法{i}\ttherapy {i}\t療法{i}\tprocedure {i}\t\n" for i in range(n))
    return "ja\ten\tja_variants\ten_variants\ten_forbidden\n" + "".join(rows)


def exchanged(format: str) -> Callable[[int], Work]:
    def made(n: int) -> Work:
        data = write(glossary(n), format, "g")
        return lambda: merge(glossary(n // 2), "glossary.tsv", read(data, format, "t"), "t")

    return made


def reviewed(format: str) -> Callable[[int], Work]:
    def made(n: int) -> Work:
        one = article(("頭が痛い",), ("My head hurts",), words="頭痛")
        units = tuple(replace(one.units[0], id=f"1.{i}.0_1.{i}.1") for i in range(n))
        whole = replace(one, units=units)
        return lambda: xliff.read(xliff.write([whole], format, "1").encode(), "f.xlf")

    return made


def memory(n: int) -> Work:
    unit = (
        '<tu><tuv xml:lang="ja"><seg>患者{0}は歩いた。</seg></tuv>'
        '<tuv xml:lang="en"><seg>Patient {0} walked.</seg></tuv></tu>'
    )
    units = "".join(unit.format(i) for i in range(n))
    data = f'<tmx version="1.4"><header srclang="ja"/><body>{units}</body></tmx>'.encode()
    return lambda: list(tmx.read(data, "m.tmx"))


def matcher(n: int) -> Work:
    terms = read_glossary(glossary(n), "glossary.tsv")
    return lambda: build(terms, "en", tokenise_texts, short_units, first_words)


# How each is made of so many entries, and how many.
_QUICK = ("glossary", "xliff-2.1", "memory")
KINDS: dict[str, tuple[Callable[[int], Work], int]] = {
    "glossary": (lambda n: lambda: read_glossary(glossary(n), "glossary.tsv"), 2000),
    "glossary of mistakes": (lambda n: lambda: mistakes(glossary(n) + "x\n" * n), 1000),
    "glossary of one term": (lambda n: lambda: mistakes("ja\ten\n" + "薬\tdrug\n" * n), 2000),
    "matcher": (matcher, 2500),
    "csv": (exchanged("csv"), 500),
    "tbx": (exchanged("tbx"), 250),
    "xlsx": (exchanged("xlsx"), 250),
    "xliff": (reviewed("xliff"), 250),
    "xliff-2.1": (reviewed("xliff-2.1"), 250),
    "memory": (memory, 2500),
}


@pytest.mark.parametrize(
    "kind",
    [k if k in _QUICK else pytest.param(k, marks=pytest.mark.external) for k in KINDS],
)
def test_time_grows_with_the_entries(kind: str) -> None:
    made, entries = KINDS[kind]
    works = [made(entries * times) for times in (1, 2, 4)]
    cost = [float("inf")] * len(works)
    for _ in range(_MEASURED):
        cost = [min(known, _cpu(work)) for known, work in zip(cost, works, strict=True)]
        growth = [after / max(before, _FLOOR) for before, after in pairwise(cost)]
        if growth[-1] < _GROWTH:
            break
    assert growth[-1] < _GROWTH, (kind, cost)


def _cpu(work: Work) -> float:
    # When garbage is collected is chance.
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.enable()
    return spent
