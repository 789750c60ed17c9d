"""Enumerations: their members, and which words of the other side each of them may have."""

import pytest

from pipeline.checks.omissions.enumerations import _enumerations, _marks, _shared_out
from pipeline.languages import tokenise_texts


def tokens(text, lang):
    return tokenise_texts([text], lang)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("卵、牛乳、小麦、そばは食べないでください。", ["卵", "牛乳", "小麦", "そば"]),
        ("発熱や頭痛、吐き気があれば受診します。", ["発熱", "頭痛", "吐き気"]),
        ("痛みがある場合、検査を行い、薬を出します。", []),
        ("薬と水を飲みます。", []),
    ],
)
def test_members_are_nouns_between_commas(text, expected):
    found = [
        "".join(token.text for token in member)
        for members in _enumerations(tokens(text, "ja"))
        for member in members
    ]
    assert found == expected


def test_a_comma_before_and_is_one_mark():
    assert _marks("Eggs, milk, and wheat or rye") == 3


def test_no_words_stand_for_two_members():
    ranges = [(0, 0), (0, 1), (3, 3)]
    assert _shared_out([[0.9, 0.8, 0.1], [0.7, 0.6, 0.2]], ranges) == [0.9, 0.2]


def test_a_member_for_which_no_words_are_left_has_none():
    assert _shared_out([[0.9], [0.7]], [(0, 0)]) == [0.9, 0.0]
