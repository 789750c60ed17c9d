"""Which edits count, and which sentence became which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import languages
from pipeline.alignment import encoders
from pipeline.checking.context import Embedder
from pipeline.checks.staleness.counterpart import Counterpart
from pipeline.checks.staleness.pairing import pair
from pipeline.checks.staleness.units import units
from pipeline.checks.staleness.weight import Text, weigh
from pipeline.checks.staleness.words import steps
from pipeline.model.source import other
from tests.support import document

STALE = Path(__file__).parents[1] / "cases/stale"
CONTRASTS = yaml.safe_load((STALE / "contrasts.yaml").read_text("utf-8"))
CASES = yaml.safe_load((STALE / "edits.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def embed() -> Embedder:
    return Embedder(encoders.load())


@pytest.mark.parametrize("case", CASES, ids=[case["before"] for case in CASES])
def test_edits(case: dict[str, Any], embed: Embedder) -> None:
    texts = [case["before"], case["after"]]
    tokens = languages.tokenise_texts(texts, case["lang"])
    before, after = (Text(t, words) for t, words in zip(texts, tokens, strict=True))
    reasons = weigh(before, after, case["lang"], embed).reasons
    if "why" in case:
        assert case["why"] in reasons
    else:
        assert reasons == ()


def test_edits_beside_their_counterpart(embed: Embedder) -> None:
    right = wrong = missed = 0
    for case in CONTRASTS:
        sides = languages.tokenise_texts([case["before"], case["after"]], case["lang"])
        before, after = (Text(case[k], t) for k, t in zip(("before", "after"), sides, strict=True))
        counterpart = (
            case["facing"],
            languages.tokenise_texts([case["facing"]], other(case["lang"]))[0],
        )
        counts = bool(weigh(before, after, case["lang"], embed, Counterpart.of(*counterpart)))
        right += counts and "same" not in case
        wrong += counts and "same" in case
        missed += not counts and "same" not in case
    assert right / (right + wrong) >= 0.7
    assert right / (right + missed) >= 0.93


@given(
    st.lists(st.sampled_from(["薬を", "飲む。", "10 ", "mg ", "drug ", "、"]), max_size=8),
    st.data(),
)
def test_the_steps_give_both_texts(words: list[str], data: st.DataObject) -> None:
    before = "".join(words)
    after = "".join(data.draw(st.permutations(words))) if words else "薬"
    old, new = languages.tokenise_texts([before, after], "ja")
    way = steps(before, after, old, new)
    assert "".join(step.before for step in way) == before
    assert "".join(step.after for step in way) == after


def changes(before: str, after: str) -> list[tuple[str, str]]:
    olds, news = (units(document("ja", text)) for text in (before, after))
    found = pair(olds, news)
    return [
        ("".join(olds[i].text for i in b), "".join(news[j].text for j in a))
        for b, a in found.changes
    ]


def test_moved_divided_and_edited_sentences() -> None:
    assert (
        changes("# 章\n一つ目の文です。二つ目の文です。", "# 章\n二つ目の文です。一つ目の文です。")
        == []
    )
    assert changes("# 章\n薬を飲み、水を飲みます。", "# 章\n薬を飲みます。水を飲みます。") == [
        ("薬を飲み、水を飲みます。", "薬を飲みます。水を飲みます。")
    ]
    assert changes("# 章\n薬を飲みます。", "# 章\n薬を二回飲みます。雨が降ったら傘をさす。") == [
        ("", "雨が降ったら傘をさす。"),
        ("薬を飲みます。", "薬を二回飲みます。"),
    ]
    assert changes("# 用法\n薬を飲みます。", "# 用法と用量\n薬を飲みます。") == [
        ("用法", "用法と用量")
    ]
