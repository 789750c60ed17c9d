"""Runs without a space are read in linear time, all other text as spaCy reads it."""

from __future__ import annotations

import time

import pytest

from pipeline.languages import en
from pipeline.languages.unbroken import PieceByPiece

TEXTS = [
    "The dose (10mg/kg) isn't “safe”; see https://example.org/a/b?c=d-e.",
    "  Two  spaces, a\ttab and\n\na line.  ",
    "",
    " ",
    "A token of 300 " + "x" * 300 + ", no more.",
]


@pytest.fixture(scope="module")
def tokeniser() -> PieceByPiece:
    made = en.full_model().tokenizer
    assert isinstance(made, PieceByPiece)
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_ordinary_text_is_read_as_before(tokeniser: PieceByPiece, text: str) -> None:
    expected = tokeniser.tokeniser(text)
    found = tokeniser(text)
    assert [(t.text, t.idx) for t in found] == [(t.text, t.idx) for t in expected]


@pytest.mark.parametrize("sign", ["![", "*", "（", "<", "&", "€", "a-b/", "語", "word-"])
@pytest.mark.parametrize("around", [("", ""), ("The value is ", " here."), ("\n", "\n")])
def test_no_character_is_lost(tokeniser: PieceByPiece, sign: str, around: tuple[str, str]) -> None:
    text = around[0] + sign * 999 + around[1]
    found = tokeniser(text)
    assert found.text == text
    assert all(text.startswith(token.text, token.idx) for token in found)
    assert max(len(token) for token in found) <= 300


@pytest.mark.parametrize("sign", ["![", "*", "（", "€"])
def test_a_run_of_signs_takes_no_minute(tokeniser: PieceByPiece, sign: str) -> None:
    """spaCy alone takes more than half a minute for each."""
    start = time.process_time()
    tokeniser(sign * (20_000 // len(sign)))
    assert time.process_time() - start < 3
