"""Packed tokens come out as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.packed import Packer
from pipeline.model.tokens import Token

WORDS = st.sampled_from(["脳", "脳は", "brain", ""])
PLACES = st.integers(0, 2**32 - 1)
TOKENS = st.builds(Token, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, PLACES, PLACES)


@given(st.lists(st.lists(TOKENS).map(tuple)))
def test_every_block_comes_back(blocks: list[tuple[Token, ...]]) -> None:
    packer = Packer()
    ranges = [packer.add(block) for block in blocks]
    packed = packer.blocks(ranges)
    assert list(packed) == blocks
    assert packed[1:] == blocks[1:]
    assert len(packed) == len(blocks)
    assert len(packed.words) <= 4**6
