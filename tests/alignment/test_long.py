"""Long documents are aligned stretch by stretch, and come out as they would whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.alignment import long
from pipeline.alignment.facts import AlignmentUnit, Facts
from pipeline.model.decisions import Decided
from pipeline.model.links import Link

SECTIONS = 60
NOTHING: frozenset[str] = frozenset()


def section(number: int, about: int) -> Facts:
    """Section ``number`` of a document with three sentences on subject ``about``."""
    texts = [f"{about}.{k}" for k in range(4)]
    title, *body = (AlignmentUnit(t, 20.0, NOTHING, NOTHING, NOTHING, NOTHING) for t in texts)
    return Facts(number, 2, False, "", title, tuple(body), NOTHING, NOTHING, 0, NOTHING)


def embed(texts: Sequence[str]) -> np.ndarray:
    """A unit vector for every text that depends on its subject most."""
    vectors = []
    for text in texts:
        subject, sentence = map(int, text.split("."))
        own = np.random.default_rng([subject, sentence]).standard_normal(32)
        vectors.append(np.random.default_rng(subject).standard_normal(32) * 2 + own)
    found = np.array(vectors, np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


class Whole:
    """Links sections on one subject; remembers how many it was given."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def __call__(
        self, a: Sequence[Facts], b: Sequence[Facts], decided: Decided
    ) -> tuple[Link, ...]:
        self.sizes.append((len(a), len(b)))
        theirs = {f.title.text: f.id for f in b}
        links = [
            Link((f.id,), (theirs[f.title.text],) if f.title.text in theirs else (), 0.9) for f in a
        ]
        linked = {j for link in links for j in link.en}
        return (*links, *(Link((), (f.id,), 0.8) for f in b if f.id not in linked))


@pytest.fixture(autouse=True)
def _short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long, "_PAIRS", 4_000)
    monkeypatch.setattr(long, "_STRETCH", 800)


def test_stretches_are_small_and_the_links_those_of_the_whole() -> None:
    a = [section(k, k) for k in range(SECTIONS)]
    b = [section(k, k) for k in range(SECTIONS)]
    whole = Whole()
    assert long.is_long(a, b)
    links = long.in_stretches(a, b, embed, Decided(), whole)
    assert [(link.ja, link.en) for link in links] == [((k,), (k,)) for k in range(SECTIONS)]
    assert len(whole.sizes) > 5
    assert max(n * m for n, m in whole.sizes) < SECTIONS * SECTIONS / 4


def test_a_section_moved_to_the_other_end_is_found_and_a_lost_one_is_a_gap() -> None:
    order = [*range(2, SECTIONS), 0]
    a = [section(k, k) for k in range(SECTIONS)]
    b = [section(k, about) for k, about in enumerate(order)]
    links = long.in_stretches(a, b, embed, Decided(), Whole())
    found = {link.ja[0]: link.en for link in links}
    assert found == {0: (SECTIONS - 2,), 1: (), **{k: (k - 2,) for k in range(2, SECTIONS)}}
    assert [link.ja[0] for link in links] == list(range(SECTIONS))


def test_without_a_place_to_cut_stretches_are_halved() -> None:
    a = [section(k, k) for k in range(SECTIONS)]
    b = [section(k, SECTIONS - k) for k in range(SECTIONS)]
    whole = Whole()
    links = long.in_stretches(a, b, embed, Decided(), whole)
    assert sorted(i for link in links for i in link.ja) == list(range(SECTIONS))
    assert sorted(j for link in links for j in link.en) == list(range(SECTIONS))
    assert max(n * m for n, m in whole.sizes[:-1]) * 16 <= 4_000


def test_what_a_person_decided_stands_across_stretches() -> None:
    a = [section(k, k) for k in range(SECTIONS)]
    b = [section(k, k) for k in range(SECTIONS)]
    decided = Decided((((1, 2), (50,)),), alone=frozenset({("ja", 30), ("en", 31)}))
    links = long.in_stretches(a, b, embed, decided, Whole())
    confirmed = [(link.ja, link.en) for link in links if link.decision == "confirmed"]
    assert confirmed == [((1, 2), (50,)), ((30,), ()), ((), (31,))]
    assert sorted(i for link in links for i in link.ja) == list(range(SECTIONS))
    assert sorted(j for link in links for j in link.en) == list(range(SECTIONS))
