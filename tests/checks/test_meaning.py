"""Text of another meaning, placeholders, and sentences that one side alone says."""

from __future__ import annotations

import pytest

from pipeline.checks import added_content, omitted_content
from pipeline.checks.omissions.meaning import length, probability, says_nothing, unrelated
from tests.checks.test_omitted_content import context

JA = "点滴のあとは三十分ほど椅子に座って休み、めまいがないことを確かめてからお帰りいただきます。"
EN = (
    "After the drip please rest in a chair for about thirty minutes, "
    "and leave once you are sure that you do not feel dizzy."
)


def told(rule, ja, en, **more):
    return [(f.severity, f.message) for f in rule.check(context({"ja": ja, "en": en, **more}))]


def test_a_translation_is_left_alone():
    assert told(omitted_content, JA, EN) == []
    assert told(added_content, JA, EN) == []


@pytest.mark.parametrize(
    "en",
    [
        ".",
        "…",
        "TODO",
        "TBD",
        "N/A",
        "Coming soon",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "See the Japanese version.",
        "Our car park is behind the post office, next to the bakery on the corner.",
    ],
)
def test_what_is_no_translation_at_all_is_one_error(en):
    ((severity, message),) = told(omitted_content, JA, en)
    assert severity == "error"
    assert "says something else" in message
    assert told(added_content, JA, en) == []


def test_a_section_that_moved_is_not_missed():
    ja = f"# 点滴\n\n{JA}\n\n# 駐車場\n\n駐車場は郵便局の裏の角、パン屋の隣にあります。\n"
    parking = "The car park is behind the post office, next to the bakery on the corner."
    en = f"# Drip\n\n{parking}\n\n# Parking\n\n{EN}\n"
    assert told(omitted_content, ja, en) == []
    ja_only = f"# 点滴\n\n{JA}\n\n# 駐車場\n\n駐車場は郵便局の裏の角、パン屋の隣にあります。\n"
    lost = f"# Drip\n\n{parking}\n\n# Parking\n\n{parking}\n"
    assert [s for s, _ in told(omitted_content, ja_only, lost)] == ["error"]


def test_a_sentence_that_nothing_says_is_added():
    extra = "Everybody who was treated here has been completely cured of depression."
    ((severity, message),) = told(added_content, JA, f"{EN} {extra}")
    assert message == "nothing in the Japanese says “Everybody who was treated her…”"
    assert severity in {"warning", "error"}


def test_a_sentence_that_was_divided_adds_nothing():
    divided = (
        "After the drip please rest in a chair for about thirty minutes. "
        "Leave once you are sure that you do not feel dizzy."
    )
    assert told(added_content, JA, divided) == []


@pytest.mark.parametrize("text", ["", ".", "……", "—", "https://example.jp/a?b=1"])
def test_signs_and_addresses_say_nothing(text):
    assert says_nothing(text)


def test_what_is_alike_is_hardly_unrelated():
    sizes = {"ja": 3.5, "en": 3.5}
    assert probability(0.9, sizes) < 0.01 < 0.9 < probability(0.05, sizes)
    whole = context({"ja": JA, "en": EN})
    (same, other) = unrelated(whole, JA, "ja", [EN, "The bakery opens at seven on weekdays."])
    assert same < 0.05
    assert other > 0.8


def test_lengths_leave_out_addresses_and_numbers():
    assert length("報告があります（PMID: 12345678）", "ja") < 15
    assert length("See https://example.jp/a for more", "en") == pytest.approx(7.5)
