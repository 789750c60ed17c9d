"""What a person decided comes out of the decoder as it went in, and nothing else moves."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment.decided import Imposed
from pipeline.alignment.decode import Group, decode
from pipeline.model.decisions import Decided

SIZE = 5
ids = st.integers(0, SIZE - 1)
scores = st.dictionaries(st.tuples(ids, ids), st.floats(0, 1).map(lambda p: round(p, 4)))
# Ids are not positions: furniture is numbered too, and stands in neither side.
ROWS = [SimpleNamespace(id=10 + n) for n in range(SIZE)]
COLUMNS = [SimpleNamespace(id=20 + n) for n in range(SIZE)]


@st.composite
def decisions(draw: st.DrawFn) -> Decided:
    ja, en = draw(st.permutations(range(SIZE))), draw(st.permutations(range(SIZE)))
    cut, more = draw(st.integers(0, 2)), draw(st.integers(0, 1))
    together = tuple(
        ((10 + ja[n],), (20 + en[n],) + ((20 + en[SIZE - 1],) if more and n == 0 else ()))
        for n in range(cut)
    )
    alone = {("ja", 10 + ja[cut])} if draw(st.booleans()) else set()
    apart = draw(st.frozensets(st.tuples(ids.map(lambda n: 10 + n), ids.map(lambda n: 20 + n))))
    return Decided(together, apart, frozenset(alone))


def linked(scored: dict[tuple[int, int], float], decided: Decided) -> tuple[Group, ...]:
    imposed = Imposed.of(decided, ROWS, COLUMNS)
    return imposed.complete(decode(imposed.leave_open(scored), (SIZE, SIZE), 0.5))


@given(scores, decisions())
def test_decisions_hold_and_every_section_stands_once(
    scored: dict[tuple[int, int], float], decided: Decided
) -> None:
    groups = linked(scored, decided)
    named = {
        (tuple(10 + i for i in group.ja), tuple(20 + j for j in group.en)): group.score
        for group in groups
    }
    for ja, en in decided.together:
        assert named[tuple(sorted(ja)), en] == 1.0
    for _, number in decided.alone:
        assert named[(number,), ()] == 1.0
    forced = {(i, j) for ja, en in decided.together for i in ja for j in en}
    pairs = {(i, j) for ja, en in named for i in ja for j in en}
    assert not (pairs - forced) & decided.apart
    rows = [i for group in groups for i in group.ja]
    columns = [j for group in groups for j in group.en]
    assert sorted(set(rows)) == list(range(SIZE))
    assert sorted(set(columns)) == list(range(SIZE))


@given(scores)
def test_without_decisions_nothing_changes(scored: dict[tuple[int, int], float]) -> None:
    assert linked(scored, Decided()) == decode(scored, (SIZE, SIZE), 0.5)


def test_a_decision_frees_the_section_that_had_been_taken() -> None:
    scored = {(0, 0): 0.9, (1, 0): 0.4, (1, 1): 0.7}
    before = linked(scored, Decided())
    assert Group((0,), (0,), 0.9) in before
    after = linked(scored, Decided(together=(((11,), (20,)),)))
    assert Group((1,), (0,), 1.0) in after
    assert Group((), (1,), 1.0) in after
    assert any(group.ja == (0,) and not group.en for group in after)


def test_sections_that_are_not_compared_are_passed_over() -> None:
    assert Imposed.of(
        Decided((((99,), (20,)),), frozenset({(99, 20)}), frozenset({("en", 99)})), ROWS, COLUMNS
    ) == Imposed((), frozenset())
