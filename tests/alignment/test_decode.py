"""Probabilities in, links out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment.decode import Group, decode

CERTAIN, UNSURE = 0.95, 0.1


def scores(pairs: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    return pairs


def test_what_nobody_wants_is_a_gap_on_its_own_side() -> None:
    links = decode({(0, 0): CERTAIN, (1, 1): UNSURE}, (2, 2), 0.5)
    assert links == (Group((0,), (0,), CERTAIN), Group((1,), (), 0.9), Group((), (1,), 0.9))


def test_what_nothing_was_held_against_is_surely_a_gap() -> None:
    assert decode({}, (1, 1), 0.5) == (Group((0,), (), 1.0), Group((), (0,), 1.0))


def test_a_pair_at_the_threshold_is_a_link() -> None:
    assert decode({(0, 0): 0.5}, (1, 1), 0.5) == (Group((0,), (0,), 0.5),)


def test_two_that_have_partners_make_no_third_pair() -> None:
    found = decode({(0, 0): 0.95, (1, 1): 0.9, (0, 1): 0.8}, (2, 2), 0.5)
    assert found == (Group((0,), (0,), 0.95), Group((1,), (1,), 0.9))


def test_a_part_of_a_divided_section_takes_nobody_in() -> None:
    linked, gap = decode({(0, 0): 0.95, (0, 1): 0.9, (1, 1): 0.8}, (2, 2), 0.5)
    assert (linked.ja, linked.en) == ((0,), (0, 1))
    assert (gap.ja, gap.en) == ((1,), ())


def test_of_equal_pairs_the_first_is_joined_first_in_whatever_order_they_come() -> None:
    equal = [(0, 0), (0, 1), (1, 1)]
    one, two = (
        decode(dict.fromkeys(order, CERTAIN), (2, 2), 0.5) for order in (equal, equal[::-1])
    )
    assert one == two
    assert one[0].en == (0, 1)


def test_a_section_that_was_divided_is_one_link() -> None:
    assert decode({(0, 0): CERTAIN, (0, 1): CERTAIN}, (1, 2), 0.5) == (
        Group((0,), (0, 1), CERTAIN),
    )


def test_sections_that_were_merged_are_one_link() -> None:
    assert decode({(0, 0): CERTAIN, (1, 0): CERTAIN}, (2, 1), 0.5) == (
        Group((0, 1), (0,), CERTAIN),
    )


def test_no_link_claims_a_pair_that_was_not_kept() -> None:
    likely = {(0, 0): 0.9, (1, 0): 0.8, (1, 1): 0.95}
    links = decode(likely, (2, 2), 0.5)
    claimed = {(i, j) for link in links for i in link.ja for j in link.en}
    assert claimed <= set(likely)
    assert {i for link in links for i in link.ja} == {0, 1}


PROBABILITIES = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), st.floats(0, 1), max_size=40
)


@given(PROBABILITIES)
def test_every_section_stands_in_a_link_and_links_claim_only_what_was_kept(
    found: dict[tuple[int, int], float],
) -> None:
    links = decode(found, (7, 7), 0.5)
    for side in (0, 1):
        assert {index for link in links for index in link[side]} == set(range(7))
    claimed = {(i, j) for link in links for i in link.ja for j in link.en}
    assert claimed <= {pair for pair, score in found.items() if score >= 0.5}


@given(PROBABILITIES, st.permutations(range(7)))
def test_permuting_the_target_permutes_the_links(
    found: dict[tuple[int, int], float], order: list[int]
) -> None:
    distinct = {pair: (rank + 1) / 50 for rank, pair in enumerate(sorted(found))}
    moved = {(i, order[j]): score for (i, j), score in distinct.items()}
    one = {(g.ja, tuple(sorted(order[j] for j in g.en))) for g in decode(distinct, (7, 7), 0.3)}
    two = {(g.ja, g.en) for g in decode(moved, (7, 7), 0.3)}
    assert one == two


@given(PROBABILITIES)
def test_one_threshold_more_never_adds_a_pair(found: dict[tuple[int, int], float]) -> None:
    def pairs(threshold: float) -> set[tuple[int, int]]:
        return {(i, j) for g in decode(found, (7, 7), threshold) for i in g.ja for j in g.en}

    assert len(pairs(0.8)) <= len(pairs(0.2))
