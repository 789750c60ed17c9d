"""Documents that hold both languages: ``tests/cases/split`` and what holds for every text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.split import split
from tests.documents.rejoining import lines, rejoined

CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted(Path(__file__).parents[1].glob("cases/split/*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_sides(case, end):
    found = split(case["text"].replace("\n", end))
    assert "".join(side[0] for side in found.sides) == case["sides"]
    assert found.arrangement == case["arrangement"]
    assert found.only == case.get("only")


WORDS = [
    "光と眠りの話",
    "朝の光は体内時計を整えます。",
    "TMS",
    "10:30",
    "---",
    "```",
    "#",
    "うつ病",
    "(2008)",
    "The",
    "of",
    "it",
    "can",
    "help",
    "Light_and_Sleep",
    "「うつ」",
    "https://example.org",
    "Morning light will reset the body clock. ",
    " ",
    "",
]
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", ""])
LINES = st.tuples(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), ENDS).map("".join)
TEXTS = st.lists(LINES, max_size=30).map("".join) | st.text(max_size=200)


@given(TEXTS)
def test_every_character_is_kept_in_order(text):
    found = split(text)
    assert rejoined(found) == text
    assert Counter([*lines(found.ja), *lines(found.en)]) == Counter(lines(text))


@given(TEXTS)
def test_one_language_is_one_text(text):
    found = split(text)
    if found.arrangement == "one language":
        assert (found.ja, found.en) in [(text, ""), ("", text)]
        assert found.only != ("en" if found.ja else "ja") or not text


@given(TEXTS)
def test_one_after_the_other_is_cut_once(text):
    found = split(text)
    if found.arrangement == "one after the other":
        assert text in (found.ja + found.en, found.en + found.ja)
