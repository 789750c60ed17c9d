from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.checking.precedence import settle
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Place
from pipeline.model.source import Lang, Span
from tests.support import document, links

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/precedence.yaml").read_text("utf-8"))


def place(words: str, made: Document) -> Place | None:
    words = words.strip().strip('"')
    if words == "-":
        return None
    start = made.source.text.index(words)
    (section,) = [s.id for s in made.sections if s.span.start <= start < s.span.end]
    return Place(made.lang, Span(start, start + len(words)), section)


def settled(
    ja: Document, en: Document, findings: list[Finding], pairs: str, source: Lang = "ja"
) -> tuple[Finding, ...]:
    return settle(findings, links(pairs), {"ja": ja.source, "en": en.source}, source)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_place_one_finding(case: dict[str, Any]) -> None:
    ja, en = document("ja", case["ja"]), document("en", case["en"])
    findings = []
    for written in case["findings"]:
        rule, left, right = (part.strip() for part in written.split("|"))
        findings.append(Finding(rule, "error", "", place(left, ja), place(right, en), (left,)))
    for given in (findings, findings[::-1]):
        remain = settled(ja, en, given, case["links"])
        assert [finding.rule for finding in remain] == case["remain"]


def test_a_finding_with_a_further_place_of_its_own_stands() -> None:
    ja = document("ja", "# 刺激\n前頭前野です。前頭前野でした。\n")
    en = document("en", "# Stimulation\nIt is the 前頭前野. It was the lobe.\n")
    left_over = Finding("untranslated-text", "error", "", None, place("前頭前野", en), ())
    first = place("前頭前野", ja)
    second = Place("ja", Span(13, 17), 0)
    sentence = place("It is the 前頭前野.", en)
    once = Finding("term-mismatch", "error", "", first, sentence, ())
    twice = Finding("term-mismatch", "error", "", first, sentence, (), related=(second,))
    assert settled(ja, en, [left_over, once], "0-0") == (left_over,)
    assert settled(ja, en, [left_over, twice], "0-0") == (twice, left_over)


def test_a_finding_whose_every_place_is_spoken_for_goes() -> None:
    ja = document("ja", "# 刺激\n前頭前野です。前頭前野でした。\n")
    en = document("en", "# Stimulation\nIt is the lobe. It was the lobe.\n")
    first, second = Span(5, 9), Span(12, 16)
    assert [ja.source.cut(span) for span in (first, second)] == ["前頭前野"] * 2
    names = [
        Finding("name-mismatch", "error", "", Place("ja", s, 0), None, (str(s),))
        for s in (first, second)
    ]
    sentence = place("It is the lobe.", en)
    term = Finding(
        "term-mismatch",
        "error",
        "",
        Place("ja", first, 0),
        sentence,
        (),
        related=(Place("ja", second, 0),),
    )
    assert settled(ja, en, [*names, term], "0-0") == tuple(names)
    assert settled(ja, en, [names[0], term], "0-0") == (names[0], term)
