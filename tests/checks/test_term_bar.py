"""The bar for the rules about terms: cases divided before tuning, measured on the other half."""

from benchmarks.judged import HALVES, half
from benchmarks.term_cases import cases, score

CASES = cases()


def test_there_are_enough_cases_and_half_are_correct_translations():
    assert len({case["id"] for case in CASES}) == len(CASES) >= 200
    for name in HALVES:
        expect = [case["expect"] for case in CASES if half(case) == name]
        assert len(expect) >= 100
        assert sum(not each for each in expect) >= len(expect) / 2


def test_precision_and_recall_on_the_half_that_was_not_looked_at():
    total, named, _ = score(case for case in CASES if half(case) == "held-out")
    assert total.precision >= 0.95
    assert total.recall >= 0.95
    assert named.right >= 0.8 * named.wanted
