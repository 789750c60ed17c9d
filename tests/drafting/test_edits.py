"""Changes to a text, and where its offsets are afterwards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafting.edits import Edit, edited
from pipeline.model.source import Span


def test_edits_are_made_by_place_and_the_first_of_two_that_overlap_counts() -> None:
    edits = [Edit(Span(6, 9), "C"), Edit(Span(0, 3), "one"), Edit(Span(2, 4), "lost")]
    assert edited("abcdefghij", edits)[0] == "onedefCj"


def test_an_empty_span_is_a_place_to_put_words_in() -> None:
    text, moved = edited("ab", [Edit(Span(1, 1), "--")])
    assert text == "a--b"
    assert [moved(at) for at in (0, 1, 2)] == [0, 3, 4]


SPANS = st.tuples(st.integers(0, 20), st.integers(0, 5)).map(lambda s: Span(s[0], s[0] + s[1]))


@given(st.lists(st.builds(Edit, SPANS, st.sampled_from(["", "x", "yyyy"])), max_size=6))
def test_what_no_edit_touches_stands_where_its_offset_went(edits: list[Edit]) -> None:
    before = "abcdefghijklmnopqrstuvwxyz"
    text, moved = edited(before, edits)
    for at, char in enumerate(before):
        if not any(e.span.start <= at < e.span.end for e in edits):
            assert text[moved(at)] == char
