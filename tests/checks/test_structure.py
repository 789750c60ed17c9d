from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import (
    extra_article,
    extra_section,
    missing_article,
    missing_section,
    reordered_section,
)
from pipeline.checks.reordered_section import in_order
from tests.support import context, document

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/checks/structure.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_structure(case: dict[str, Any]) -> None:
    ctx = context(case["ja"], case["en"], case["links"], case.get("source", "ja"))
    texts = {"ja": case["ja"], "en": case["en"]}

    def cut(place: Any) -> str:
        return texts[place.lang][slice(*place.span)]

    rules = (missing_section, extra_section, reordered_section)
    findings = [finding for rule in rules for finding in rule.check(ctx)]
    shown = []
    for finding in findings:
        both = [cut(place) for place in (finding.ja, finding.en) if place]
        shown.append(
            f"{finding.rule}: {' = '.join(both)}"
            + "".join(f" > {cut(place)}" for place in finding.related)
        )
    assert shown == case["findings"]
    if "message" in case:
        assert [finding.message for finding in findings] == [case["message"]]


def test_the_data_of_a_missing_section_names_what_is_lost() -> None:
    ja = "# 仕組み\n磁気です。\n# 安全性\n注意です。\n## 禁忌\n金属です。\n"
    (finding,) = missing_section.check(context(ja, "# Mechanism\nMagnets.\n", "0-0 1- 2-"))
    assert finding.data["title"] == "安全性"
    assert finding.data["descendants"] == ["禁忌"]
    assert finding.data["after"] == "Mechanism"
    assert finding.data["before"] is None
    assert finding.confidence == 0.9


def test_identity_leaves_the_number_out_and_tells_repeated_headings_apart() -> None:
    ja = "# 1. 刺激\n甲です。\n## 仕組み\n乙です。\n# 2. 小胞\n丙です。\n## 仕組み\n丁です。\n"
    findings = missing_section.check(context(ja, "# A\nB.\n# C\nD.\n", "0-0 1- 2-1 3-"))
    assert [f.identity for f in findings] == [("刺激", "仕組み"), ("小胞", "仕組み")]


def test_articles_without_a_counterpart() -> None:
    lost = missing_article.finding(document("ja", "# 1. 仕組み\n磁気で脳を刺激します。\n"))
    assert lost.severity == "error"
    assert lost.ja
    assert lost.ja.span == (2, 8)
    assert lost.en is None
    assert lost.message == "“仕組み” has no English translation (1 sentence, 11 characters)"
    added = extra_article.finding(document("en", "No heading here.\n"))
    assert added.severity == "warning"
    assert added.en
    assert added.en.span == (0, 16)
    assert added.message == "“No heading here.” has no Japanese source (1 sentence, 16 characters)"


def test_an_article_of_furniture_or_nothing_still_has_a_place() -> None:
    empty = missing_article.finding(document("ja", "")).ja
    assert empty
    assert empty.span == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5)), max_size=9))
def test_in_order_is_the_best_of_all_subsequences(items: list[tuple[int, int]]) -> None:
    positions = [position for position, _ in items]
    weights = [weight for _, weight in items]
    unmoved = in_order(positions, weights)
    chain = [positions[index] for index in sorted(unmoved)]
    assert chain == sorted(chain)
    best = (0, 0)
    for chosen in range(1 << len(items)):
        indices = [index for index in range(len(items)) if chosen >> index & 1]
        candidate = [positions[index] for index in indices]
        if candidate == sorted(candidate):
            best = max(best, (len(indices), sum(weights[index] for index in indices)))
    assert (len(unmoved), sum(weights[index] for index in unmoved)) == best
