"""The cases a translator reads, through the real tokeniser and the rule."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from pipeline.checks import number_mismatch
from pipeline.languages import tokenise
from pipeline.model.check import Side
from pipeline.model.findings import Finding
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Lang
from tests.support import PlainContext, document

_CASES = Path(__file__).parents[1] / "cases"
READ = yaml.safe_load((_CASES / "quantities.yaml").read_text("utf-8"))
DIVIDED = yaml.safe_load((_CASES / "fidelity/numbers.yaml").read_text("utf-8"))


def half(case: dict[str, Any]) -> str:
    odd = int(hashlib.sha256(case["id"].encode()).hexdigest(), 16) % 2
    return ("tuned", "held-out")[odd]


TUNED = [case for case in DIVIDED if half(case) == "tuned"]
HELD_OUT = [case for case in DIVIDED if half(case) == "held-out"]


def side(lang: Lang, text: str) -> Side:
    tokens = tokenise(document(lang, text))
    return Side(tokens.document, tokens, ())


def found(
    ja: str, en: str, score: float = 0.95, source: Lang = "ja"
) -> tuple[PlainContext, list[Finding]]:
    sides = {"ja": side("ja", ja), "en": side("en", en)}
    spans = {
        lang: sides[lang].document.sections[0].blocks[0].prose.span(0, len(text))
        for lang, text in (("ja", ja), ("en", en))
    }
    link = Link((0,), (0,), 0.95, sentences=(SentenceLink((spans["ja"],), (spans["en"],), score),))
    ctx = PlainContext(sides[source], sides["en" if source == "ja" else "ja"], (link,))
    return ctx, [f for f in number_mismatch.check(ctx) if f.severity != "info"]


def shown(ctx: PlainContext, finding: Finding) -> str:
    words = []
    for place in (finding.ja, finding.en):
        assert place
        document = next(
            s.document for s in (ctx.source, ctx.target) if s.document.lang == place.lang
        )
        words.append(document.source.cut(place.span))
    return " / ".join(words)


def said(case: dict[str, Any]) -> list[str]:
    ctx, findings = found(case["ja"], case["en"], source=case.get("source", "ja"))
    return [shown(ctx, finding) for finding in findings]


class Score(NamedTuple):
    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def judged(cases: list[dict[str, Any]]) -> Score:
    right = false = missed = 0
    for case in cases:
        left = list(case["finds"])
        for words in said(case):
            hit = next((each for each in left if overlap(words, each)), None)
            if hit is None:
                false += 1
            else:
                left.remove(hit)
                right += 1
        missed += len(left)
    return Score(right, false, missed)


def overlap(marked: str, wanted: str) -> bool:
    pairs = zip(marked.split(" / "), wanted.split(" / "), strict=True)
    return all(one in two or two in one for one, two in pairs)


@pytest.mark.parametrize("case", READ, ids=[case["id"] for case in READ])
def test_pairs_that_were_read(case):
    assert said(case) == case["finds"]


@pytest.mark.parametrize("case", TUNED, ids=[case["id"] for case in TUNED])
def test_the_half_that_was_tuned_on(case):
    assert judged([case]) == Score(len(case["finds"]), 0, 0), said(case)


def test_precision_and_recall_on_the_half_that_was_not_looked_at():
    score = judged(HELD_OUT)
    assert score.precision >= 0.93
    assert score.recall >= 0.93


def test_half_of_the_cases_are_silent():
    for cases in (TUNED, HELD_OUT):
        assert len(cases) >= 65
        assert sum(not case["finds"] for case in cases) >= len(cases) / 2
