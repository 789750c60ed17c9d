"""English cues of meaning: what the tables hold, and which words of a sentence are cues."""

from __future__ import annotations

from itertools import combinations

import pytest

from pipeline.lexicon.values import OPPOSITE, Cue, cues, plainest, rivals, values
from pipeline.model.tokens import Token


def tokens(text: str, **pos: str) -> list[Token]:
    """The words of a text as tokens whose lemma is the word; ``pos`` by word."""
    found, at = [], 0
    for word in text.split():
        form = word.lower()
        found.append(Token(word, form, form, pos.get(form, ""), "", "", at, at + len(word)))
        at += len(word) + 1
    return found


def read(text: str, **pos: str) -> list[tuple[str, int, int]]:
    return [(cue.value.id, cue.first, cue.last) for cue in cues(tokens(text, **pos))]


def test_an_id_is_one_value_and_each_axis_has_one_kind() -> None:
    every = values()
    assert len({value.id for value in every}) == len(every) > 60
    kinds = {(value.axis, value.kind) for value in every}
    assert len(kinds) == len({axis for axis, _ in kinds})


def test_ends_of_an_axis_are_each_others_rivals_and_nothing_elses() -> None:
    for value, others in rivals().items():
        assert value not in others
        assert {other.axis for other in others} <= {value.axis}
        assert all(value in rivals()[other] for other in others)
    opposites = [value for value in values() if value.kind == OPPOSITE]
    assert opposites
    assert all(len(rivals()[value]) == 1 for value in opposites)


def test_a_certain_cue_says_one_thing_on_its_axis() -> None:
    said: dict[str, set[str]] = {}
    for value in values():
        words = plainest(value)
        found = {cue.value.id for cue in cues(tokens(words)) if not cue.faint}
        assert value.id in found, words
        said[value.id] = found
    for one, other in combinations(values(), 2):
        if one.axis == other.axis:
            assert not {one.id, other.id} <= said[one.id]


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("It must stop .", "duty.must", 1, 1),
        ("You have to stop .", "duty.must", 1, 2),
        ("Before surgery", "order.before", 0, 0),
        ("in advance", "order.before", 0, 1),
    ],
)
def test_where_a_cue_stands(text: str, value: str, first: int, last: int) -> None:
    assert (value, first, last) in read(text)


def test_the_longest_cue_takes_its_words() -> None:
    found = read("no more than two")
    assert [each for each in found if each[0].startswith("negation")] == []
    assert any((first, last) == (0, 2) for _, first, last in found)


@pytest.mark.parametrize("text", ["No 1", "No . 3", "NO. 2"])
def test_a_numbered_thing_is_not_denied(text: str) -> None:
    assert "negation.denied" not in {value for value, *_ in read(text)}


def test_no_before_a_word_denies() -> None:
    assert ("negation.denied", 0, 0) in read("No pain")


def test_a_conjunction_that_is_a_noun_is_none() -> None:
    assert ("order.while", 1, 1) not in read("a while ago", **{"while": "NOUN"})
    assert ("order.while", 0, 0) in read("while asleep", **{"while": "SCONJ"})


def test_a_faint_cue_is_marked() -> None:
    (cue,) = (cue for cue in cues(tokens("lack")) if cue.value.id == "negation.denied")
    assert cue.faint
    assert cues([]) == []
    assert Cue(values()[0], 0, 0).faint is False
