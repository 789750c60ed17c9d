"""The table of words that exclude each other."""

import pytest

from pipeline.checks.claims.wording import data

AXES = data("opposites.toml")["axes"]


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis["name"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_entry_has_two_ends_and_no_word_stands_at_both(axis, lang):
    pairs = [entry.split("/") for entry in axis[lang]]
    assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert not {one for one, _ in pairs} & {other for _, other in pairs}


def test_words_that_count_as_verbs_only_stand_in_the_table():
    known = {word for axis in AXES for entry in axis["en"] for word in entry.split("/")}
    assert set(data("opposites.toml")["verbs"]) <= known
