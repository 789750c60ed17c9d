"""Sentence boundaries, read from cases and as properties of any text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.sentences import joins, split

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/documents/sentences.yaml").read_text("utf-8")
)
ALPHABET = st.sampled_from("。．.！？!?「」『』（）()[]\"'”“ \n\r\u3000aB1eあ漢ア😀ｶ、,…:/-*")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_case(case):
    ranges = split(case["text"], case["lang"])
    assert [case["text"][start:end] for start, end in ranges] == case["sentences"]


@given(st.text(ALPHABET, max_size=60), st.sampled_from(("ja", "en")))
def test_every_character_lies_in_one_trimmed_sentence(text, lang):
    last = 0
    for start, end in split(text, lang):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


SOLID = st.text(ALPHABET.filter(lambda char: not char.isspace()), min_size=1, max_size=20)


@given(st.text(ALPHABET, max_size=40), SOLID, st.text(ALPHABET), st.sampled_from(("ja", "en")))
def test_a_whole_stretch_is_never_cut(before, inside, after, lang):
    stretch = (len(before), len(before) + len(inside))
    ranges = split(before + inside + after, lang, whole=[stretch])
    borders = {border for sentence in ranges for border in sentence}
    assert not borders & set(range(stretch[0] + 1, stretch[1]))


def test_code_does_not_end_a_sentence():
    text = "値は a. B です。次"
    assert [text[a:b] for a, b in split(text, "ja", whole=[(3, 7)])] == ["値は a. B です。", "次"]


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("日本", "語", ""),
        ("本。", "「次」", ""),
        ("a", "b", " "),
        ("薬", "mg", " "),
        ("한", "국", " "),
    ],
)
def test_wrapped_lines_join_as_a_reader_sees_them(before, after, seen):
    assert joins(before, after) == seen
