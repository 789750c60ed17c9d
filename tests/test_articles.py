"""What `taiyaku check` says of the project's own articles, held against articles.yaml."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.checks import RULES
from pipeline.model.findings import Finding, PairReport, Place
from pipeline.model.source import LANGS
from pipeline.running.report import check_pairs
from pipeline.settings.project import load_settings

ROOT = Path(__file__).parent.parent
EXPECTED: dict[str, Any] = yaml.safe_load((ROOT / "tests/cases/articles.yaml").read_text("utf-8"))[
    "pairs"
]

SECTION_RULES = {"missing-article", "missing-section", "extra-section", "reordered-section"}


@cache
def checked() -> dict[str, PairReport]:
    report = check_pairs(ROOT, load_settings(ROOT, [rule.id for rule in RULES]))
    assert report.failures == ()
    return {pair.id: pair for pair in report.pairs}


def test_every_pair_is_listed() -> None:
    assert set(checked()) == set(EXPECTED)


@pytest.mark.parametrize("pair", EXPECTED)
def test_findings_are_those_a_reviser_expects(pair: str) -> None:
    report = checked()[pair]
    found = Counter(_identity(finding, report) for finding in report.findings)
    expected = Counter(
        (f["rule"], f["severity"], f["ja"], f["en"] if f["rule"] in SECTION_RULES else None)
        for f in EXPECTED[pair]["findings"]
    )
    assert found == expected


@pytest.mark.parametrize(
    "case",
    [(pair, case) for pair, e in EXPECTED.items() for case in e["findings"] if "in" in case],
    ids=lambda case: f"{case[0]}-{case[1]['ja'] or case[1]['en']}",
)
def test_places_and_words_of_a_finding(case: tuple[str, dict[str, Any]]) -> None:
    pair, expected = case
    report = checked()[pair]
    (finding,) = [
        f
        for f in report.findings
        if f.rule == expected["rule"] and (_words(f.ja, report) or None) == expected["ja"]
        and (expected["ja"] or _words(f.en, report) == expected["en"])
    ]  # fmt: skip
    all_places = [place for place in (finding.ja, finding.en, *finding.related) if place]
    assert max(Counter(place.lang for place in all_places).values()) == expected.get("places", 1)
    if expected.get("found"):
        words = [str(word).casefold() for word in finding.data["found"]]
        assert any(expected["found"].casefold() in word for word in words), words
    if expected.get("expected"):
        assert expected["expected"] in finding.message


@pytest.mark.parametrize("pair", [pair for pair, e in EXPECTED.items() if "links" in e])
def test_sections_are_joined_as_a_reader_joins_them(pair: str) -> None:
    report = checked()[pair]
    joined = {
        (_title(report, "ja", i), _title(report, "en", j))
        for link in report.links
        for i in link.ja
        for j in link.en
    }
    wanted = {(link["ja"], link["en"]) for link in EXPECTED[pair]["links"]}
    assert wanted <= joined
    # What is joined beside them has titles the list does not name (the preamble and the like).
    named = [{titles[side] for titles in wanted} for side in (0, 1)]
    assert not {t for t in joined - wanted if t[0] in named[0] and t[1] in named[1]}


def _identity(finding: Finding, report: PairReport) -> tuple[str, str, str | None, str | None]:
    if finding.rule not in SECTION_RULES:
        return finding.rule, finding.severity, _words(finding.ja, report) or None, None
    titles = [
        _title(report, lang, place.section) if place else None
        for lang, place in zip(LANGS, (finding.ja, finding.en), strict=True)
    ]
    return finding.rule, finding.severity, titles[0], titles[1]


def _words(place: Place | None, report: PairReport) -> str:
    document = place and report.document(place.lang)
    return document.source.cut(place.span) if place and document else ""


def _title(report: PairReport, lang: Any, section: int) -> str:
    document = report.document(lang)
    assert document is not None
    return document.sections[section].title.text
