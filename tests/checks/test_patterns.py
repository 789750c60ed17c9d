"""What is said to stand in every match of a pattern does, so that no match is passed over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.claims.patterns import certain_literal
from pipeline.checks.claims.wording import scale

PATTERNS = sorted({pattern for wording in scale() for pattern in wording.patterns})


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("明らかだ", "明らかだ"),
        ("(あまり)?効く(ます)?ないらしい", "ないらしい"),
        ("みたいだ?$", "みたい"),
        ("[うくす]得る(?!れる)", "得る"),
        ("(必ず|決して)", ""),
        ("絶対|必ず", ""),
        ("御((?!ない).){1,8}くださる", "くださる"),
        ("ab+?c{0,2}de*", "ab"),
        (r"have yet to be \w+", "have yet to be "),
        (r"1\.5 g", "5 g"),
        ("[]|(]は", "は"),
    ],
)
def test_the_longest_sure_run(pattern: str, expected: str) -> None:
    assert certain_literal(pattern) == expected


@given(st.data())
def test_it_stands_in_every_match(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    assert all(certain_literal(pattern) in match[0] for match in re.finditer(pattern, text))
