"""The numeric core on arrays: no text, no model.

Similarities come in as unit vectors; what goes out are links. Order has no say where a test says
so: the features named ``order.*`` are deafened in both looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.alignment import scorer
from pipeline.alignment.context import parents
from pipeline.alignment.decode import decode
from pipeline.alignment.facts import AlignmentUnit, Facts
from pipeline.alignment.features import Vectors, compare, units
from pipeline.alignment.scorer import Scorer

DIMENSIONS = 96
MODEL = scorer.load()
DEAF = Scorer(
    MODEL.first.without("order."),
    MODEL.second.without("order."),
    MODEL.threshold,
    MODEL.calibration,
)


def section(number: int, sentences: int = 4, level: int = 2, title: int | None = None) -> Facts:
    """A section whose sentences are numbered ``number:k``; ``title`` lets two share one."""

    def unit(name: str) -> AlignmentUnit:
        nothing: frozenset[str] = frozenset()
        return AlignmentUnit(name, 60.0, nothing, nothing, nothing, nothing)

    head = unit(f"title {number if title is None else title}")
    body = tuple(unit(f"{number}:{k}") for k in range(sentences))
    nothing: frozenset[str] = frozenset()
    return Facts(number, level, False, "", head, body, nothing, nothing, 0, nothing)


def vectors(texts: Sequence[str], side: str) -> np.ndarray:
    """A direction of its own for every text, the same on both sides but for a little noise."""

    def drawn(name: str) -> np.ndarray:
        made = np.random.default_rng([*name.encode()]).standard_normal(DIMENSIONS)
        return made / np.linalg.norm(made)

    mixed = np.stack([drawn(text) + 0.4 * drawn(side + text) for text in texts])
    return (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)


def joined(ja: Sequence[Facts], en: Sequence[Facts], model: Scorer) -> set[tuple[int, int]]:
    """Pairs of section ids that are linked."""
    a = Vectors.of(ja, vectors([u.text for u in units(ja)], "ja"))
    b = Vectors.of(en, vectors([u.text for u in units(en)], "en"))
    pairs = compare(ja, en, a, b)
    raw = model.score(pairs, [f.level for f in ja], [f.level for f in en])
    places = zip(pairs.ja.tolist(), pairs.en.tolist(), strict=True)
    groups = decode(dict(zip(places, raw.tolist(), strict=True)), pairs.shape, model.threshold)
    return {(ja[i].id, en[j].id) for g in groups for i in g.ja for j in g.en}


@given(st.integers(1, 14), st.integers(1, 6))
@settings(max_examples=25)
def test_a_document_aligns_with_itself_as_identity(count: int, sentences: int) -> None:
    sections = [section(k, sentences) for k in range(count)]
    assert joined(sections, sections, MODEL) == {(k, k) for k in range(count)}


@given(st.permutations(range(9)))
@settings(max_examples=25)
def test_without_order_permuting_the_target_permutes_the_links(order: list[int]) -> None:
    sections = [section(k) for k in range(9)]
    moved = [sections[k] for k in order]
    assert joined(sections, moved, DEAF) == {(k, k) for k in range(9)}


@given(st.permutations(range(9)), st.integers(0, 8))
@settings(max_examples=25)
def test_without_order_deleting_a_section_deletes_its_link_and_no_other(
    order: list[int], gone: int
) -> None:
    sections = [section(k) for k in range(9)]
    left = [sections[k] for k in order if k != gone]
    assert joined(sections, left, DEAF) == {(k, k) for k in range(9) if k != gone}
    assert joined(left, sections, DEAF) == {(k, k) for k in range(9) if k != gone}


@pytest.mark.parametrize("gone", range(1, 9))
def test_dropping_one_section_never_shifts_the_blame_to_its_neighbours(gone: int) -> None:
    sections = [section(k) for k in range(9)]
    left = [s for s in sections if s.id != gone]
    assert joined(sections, left, MODEL) == {(k, k) for k in range(9) if k != gone}


def test_repeated_headings_under_different_parents_do_not_cross() -> None:
    """Three chapters with the same two bare headings; the target takes the chapters in another
    order, so that only the parents and the texts can tell one heading from the next."""

    def chapter(k: int) -> list[Facts]:
        return [
            section(10 * k, 1, level=2),
            section(10 * k + 1, 3, level=3, title=901),
            section(10 * k + 2, 3, level=3, title=902),
        ]

    ja = [s for k in (1, 2, 3) for s in chapter(k)]
    en = [s for k in (3, 1, 2) for s in chapter(k)]
    assert joined(ja, en, MODEL) == {(s.id, s.id) for s in ja}


def test_neighbours_merged_under_one_heading_are_one_link() -> None:
    """The second heading lives on as a sentence, as where a label opens a paragraph."""
    ja = [section(k) for k in range(7)]
    merged = replace(ja[3], units=(*ja[3].units, ja[4].title, *ja[4].units))
    en = [*ja[:3], merged, *ja[5:]]
    assert joined(ja, en, MODEL) == {(k, k) for k in (0, 1, 2, 3, 5, 6)} | {(4, 3)}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [([1, 2, 2, 3, 2], [-1, 0, 0, 2, 0]), ([2, 1, 3], [-1, -1, 1]), ([0, 1], [-1, 0])],
)
def test_parents(levels: list[int], expected: list[int]) -> None:
    assert parents(levels).tolist() == expected
