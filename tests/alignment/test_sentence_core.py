"""The numeric core on vectors made by hand: no model, no text."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import sentence_core, sentence_stretches, similarity
from pipeline.alignment.sentence_odds import Sentences, background

SIZE = 512
NOTHING = np.zeros(0, np.float32)


def vectors(rows, noise, seed):
    """Unit vectors of sentences that say the given things: row [1, 2] says two of them."""
    meanings = np.random.default_rng(7).normal(size=(2_000, SIZE))
    dust = np.random.default_rng(seed).normal(size=(len(rows), SIZE)) * noise
    made = np.array([meanings[list(row)].sum(axis=0) for row in rows]) + dust
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def aligned(ja, en, keys=None, weight=NOTHING, noise=0.15):
    """Links between sentences given by what they say: ``[[0], [1, 2]]``."""
    a, b = vectors(ja, noise, seed=1), vectors(en, noise, seed=2)
    held = keys or ([frozenset()] * len(ja), [frozenset()] * len(en))
    sides = (
        Sentences(a, background(a, b), np.array([20.0 * len(r) for r in ja], np.float32), held[0]),
        Sentences(b, background(b, a), np.array([20.0 * len(r) for r in en], np.float32), held[1]),
    )  # fmt: skip
    return sentence_core.align(*sides, weight)


def links(groups):
    return sorted((g.ja, g.en) for g in groups)


def written(groups):
    """``{"0-0", "1,2-1", "3-"}``."""
    return {"-".join(",".join(map(str, side)) for side in (g.ja, g.en)) for g in groups}


def alone(n, *but):
    return [[k] for k in range(n) if k not in but]


CASES = {
    "one to one": (alone(5), alone(5), "0-0 1-1 2-2 3-3 4-4"),
    "one gone": (alone(5), alone(5, 2), "0-0 1-1 2- 3-2 4-3"),
    "one added": (alone(4, 1), alone(4), "0-0 -1 1-2 2-3"),
    "merged": (alone(4), [[0], [1, 2], [3]], "0-0 1,2-1 3-2"),
    "three merged": (alone(5), [[0], [1, 2, 3], [4]], "0-0 1,2,3-1 4-2"),
    "split": ([[0], [1, 2], [3]], alone(4), "0-0 1-1,2 2-3"),
    "neighbours change places": (alone(3), [[0], [2], [1]], "0-0 1-2 2-1"),
    "the first comes last": (alone(5), [[1], [2], [3], [4], [0]], "0-4 1-0 2-1 3-2 4-3"),
    "nothing in common": ([[0], [1]], [[8], [9]], "0- 1- -0 -1"),
}


@pytest.mark.parametrize("name", CASES)
def test_links(name):
    ja, en, expected = CASES[name]
    assert written(aligned(ja, en)) == set(expected.split())


def test_nothing_is_lost_where_two_sentences_are_told_in_two_others():
    groups = aligned([[0], [1, 2], [3, 4], [5]], [[0], [1, 3], [2, 4], [5]])
    assert all(g.ja and g.en for g in groups)


def test_what_identifies_sentences_tells_them_apart():
    same = [[0], [1], [1]]
    held = (
        [frozenset(), frozenset({0}), frozenset({1})],
        [frozenset(), frozenset({1}), frozenset({0})],
    )
    groups = aligned(same, same, held, np.array([4.0, 4.0], np.float32), 0.7)
    assert links(groups) == [((0,), (0,)), ((1,), (2,)), ((2,), (1,))]


def test_one_side_may_be_empty():
    none = Sentences(np.zeros((0, SIZE), np.float32), NOTHING, NOTHING, [])
    some = Sentences(
        vectors([[0]], 0.1, 3), np.zeros(1, np.float32), np.ones(1, np.float32), [frozenset()]
    )
    assert sentence_core.align(some, none, NOTHING) == (sentence_core.Group((0,), (), 1.0),)
    assert sentence_core.align(none, some, NOTHING) == (sentence_core.Group((), (0,), 1.0),)
    assert sentence_core.align(none, none, NOTHING) == ()


def test_scores_are_probabilities_and_a_clear_gap_is_surer_than_a_doubtful_one():
    clear = aligned(alone(4), alone(4, 2))
    assert all(0 <= g.score <= 1 for g in clear)
    assert next(g for g in clear if not g.en).score > 0.9


@given(st.lists(st.integers(0, 11), min_size=0, max_size=14), st.data())
def test_every_sentence_stands_in_exactly_one_group(pairs, data):
    again = data.draw(st.lists(st.integers(0, 11), max_size=14))
    if not (pairs and again):
        return
    groups = aligned([[k] for k in pairs], [[k] for k in again])
    assert sorted(i for g in groups for i in g.ja) == list(range(len(pairs)))
    assert sorted(j for g in groups for j in g.en) == list(range(len(again)))


def test_long_stretches_are_cut_where_nothing_is_in_doubt():
    count = 700
    en = [[k] for k in range(count) if k % 50 != 17]
    started = time.process_time()
    groups = aligned(alone(count), en)
    assert time.process_time() - started < 5
    gone = [g.ja[0] for g in groups if not g.en]
    assert gone == [k for k in range(count) if k % 50 == 17]
    assert sum(len(g.ja) == len(g.en) == 1 for g in groups) == len(en)


@pytest.mark.parametrize("sure", [True, False], ids=["anchors", "nothing sure"])
def test_what_is_compared_grows_with_the_length(monkeypatch, sure):
    """Counted in cells, of the search for anchors and of the programme."""
    cells = 0

    def counted(ja, en, weight):
        nonlocal cells
        cells += len(ja) * len(en)
        # Beyond doubt where two stand as far into their texts, if anywhere.
        odds = np.full((len(ja), len(en)), -6.0, np.float32)
        if sure:
            odds[ja.length[:, None] == en.length[None, :]] = 6.0
        return odds

    monkeypatch.setattr(sentence_stretches, "log_odds", counted)
    monkeypatch.setattr(sentence_stretches, "_NEAR", 512)
    cost = []
    for count in (4_000, 8_000, 16_000):
        cells = 0
        side = Sentences(
            np.zeros((count, 1), np.float32),
            np.zeros(count, np.float32),
            np.arange(count, dtype=np.float32),
            [frozenset()] * count,
        )
        found = list(sentence_stretches.stretches(side, side, NOTHING))
        assert [start for start, *_ in found] == [0, *(end for _, end, *_ in found[:-1])]
        cost.append((cells, sum((b - a) * (d - c) for a, b, c, d in found)))
    for before, after in pairwise(cost):
        assert after[0] < 2.4 * before[0]
        assert after[1] < 2.4 * before[1]


def test_what_sentences_have_in_common_is_measured_around_them():
    a = vectors(alone(300), 0.2, seed=1)
    whole = similarity.nearest_mean(a, a)
    assert (similarity.nearest_mean_around(a, a, 300) == whole).all()
    near = similarity.nearest_mean_around(a, a, 100)
    assert near.shape == whole.shape
    assert (near <= whole + 1e-6).all()


def test_a_long_stretch_without_anything_sure_is_still_aligned():
    groups = aligned(alone(450), [[k] for k in range(1_000, 1_420)])
    assert len({i for g in groups for i in g.ja}) == 450


def test_forty_sentences_take_milliseconds():
    started = time.process_time()
    aligned(alone(40), alone(40))
    assert time.process_time() - started < 0.5
