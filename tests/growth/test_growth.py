"""Twice as much of anything takes about twice the time.

CPU time is measured at a size, its double and that doubled again. Below the floor a figure says
nothing. The bound leaves room for caches of the processor; what compares all with all comes to 4.
What else the machine does only adds to a figure, so the least of a few counts.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.growth.every import KINDS, mixture
from tests.growth.measure import seconds, seconds_apart

_FLOOR = 0.15
_GROWTH = 2.6
_MEASURED = 4

# What once took minutes at sizes that a person may well write.
_ONCE_SLOW = {
    "people_in_a_list": 75,
    "people_in_a_sentence": 100,
    "identifiers_in_a_row": 100,
    "identifiers_one_a_sentence": 50,
    "numbers_that_differ": 100,
    "terms_in_a_row": 200,
    "list_items_left_out": 100,
    "denials_in_a_sentence": 200,
    "ignore_comments_alone": 1000,
}

# The mixture holds every kind in every part, so that ten times as much may cost ten times as much,
# and a little more for what the caches of the processor no longer hold.
_PART = 500_000
_ROOM = 1.5


@pytest.mark.parametrize(("kind", "items"), _ONCE_SLOW.items())
def test_time_grows_as_the_text_does(kind: str, items: int) -> None:
    texts = [KINDS[kind](items * times) for times in (1, 2, 4)]
    cost = [float("inf")] * len(texts)
    for _ in range(_MEASURED):
        cost = [min(known, seconds(text)) for known, text in zip(cost, texts, strict=True)]
        growth = [after / max(before, _FLOOR) for before, after in pairwise(cost)]
        if growth[-1] < _GROWTH:
            break
    assert growth[-1] < _GROWTH, (kind, cost)


def test_150_names_take_no_minute() -> None:
    assert seconds(KINDS["people_in_a_list"](150)) < 8


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["md", "txt", "html"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_grows_with_its_length(kind: str, form: str) -> None:
    items, cost = 50, [0.0]
    while cost[-1] < 1.5 and items < 400_000:
        items *= 2
        cost.append(seconds_apart(KINDS[kind](items), form, 60))
    growth = cost[-1] / max(cost[-2], _FLOOR)
    assert growth < _GROWTH + 0.4, (kind, form, items, cost)


@pytest.mark.thorough
def test_five_megabytes_of_everything_stay_in_their_budget() -> None:
    part, whole = mixture(_PART), mixture(10 * _PART)
    assert sum(len(text.encode()) for text in whole) / 2e6 >= 4
    cost = seconds_apart(part, "md", 1_800)
    budget = 10 * _ROOM * cost
    assert seconds_apart(whole, "md", int(budget) + 60) < budget
