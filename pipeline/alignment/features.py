"""The evidence for each pair of sections: one number a feature, ``NAMES`` in order.

Every feature is a matrix over (source section, target section) that is built, read at the
candidate pairs and dropped, so that long documents fit into memory. Nothing here knows a model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment import similarity
from pipeline.alignment.facts import AlignmentUnit, Facts
from pipeline.alignment.similarity import Matrix

Named = Iterator[tuple[str, Matrix]]
Words = Sequence[frozenset[str]]

# Beyond so many pairs only each section's most similar partners are looked at closely.
_ALL_PAIRS = 40_000
_CANDIDATES = 12

# Features in which being better than every rival counts beside the value itself.
_RIVALLED = {
    "body.soft_ja", "body.soft_en", "body.mutual_ja", "body.mutual_en",
    "body.cosine", "title.cosine", "words.share", "origins.share",
}  # fmt: skip


@dataclass(frozen=True)
class Vectors:
    """Unit vectors of every unit of a document, section by section, its title last."""

    vectors: Matrix
    owner: NDArray[np.intp]
    weight: Matrix
    titles: Matrix
    bodies: Matrix

    @staticmethod
    def of(facts: Sequence[Facts], vectors: Matrix) -> Vectors:
        """Places the rows of ``vectors`` (a row a unit, in the order of ``units``)."""
        owner = np.repeat(np.arange(len(facts)), [len(f.all_units) for f in facts])
        weight = np.array([unit.weight for unit in units(facts)], np.float32)
        last = np.searchsorted(owner, np.arange(len(facts)), side="right") - 1
        pooled = similarity.pooled(vectors, owner, weight)
        return Vectors(vectors, owner, weight, vectors[last], pooled)


def units(facts: Sequence[Facts]) -> list[AlignmentUnit]:
    """Every unit of a document in the order ``Vectors`` wants."""
    return [unit for section in facts for unit in section.all_units]


@dataclass(frozen=True)
class Candidates:
    """Pairs of sections to score, and their features: ``values`` has shape (len(ja), k)."""

    shape: tuple[int, int]
    ja: NDArray[np.intp]
    en: NDArray[np.intp]
    names: tuple[str, ...]
    values: Matrix


def compare(ja: Sequence[Facts], en: Sequence[Facts], a: Vectors, b: Vectors) -> Candidates:
    """Features of the pairs worth looking at (all of them in a document of usual size)."""
    rows, columns = _pairs(a, b)
    taken = {
        name: matrix[rows, columns].astype(np.float32)
        for name, matrix in _with_rivals(_matrices(ja, en, a, b))
    }
    names = tuple(taken)
    values = np.stack(list(taken.values()), axis=1)
    return Candidates((len(ja), len(en)), rows, columns, names, values)


def _pairs(a: Vectors, b: Vectors) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    n, m = len(a.titles), len(b.titles)
    if n * m <= _ALL_PAIRS:
        rows, columns = np.divmod(np.arange(n * m), m)
        return rows, columns
    likely = similarity.local_scaling(a.bodies, b.bodies)
    likely += 0.5 * similarity.local_scaling(a.titles, b.titles)
    k = min(_CANDIDATES, n, m)
    keep = np.zeros((n, m), bool)
    np.put_along_axis(keep, np.argpartition(likely, -k, axis=1)[:, -k:], True, axis=1)
    np.put_along_axis(keep, np.argpartition(likely, -k, axis=0)[-k:], True, axis=0)
    rows, columns = np.nonzero(keep)
    return rows, columns


def _with_rivals(matrices: Named) -> Named:
    for name, matrix in matrices:
        yield name, matrix
        if name in _RIVALLED:
            yield f"{name}.row", matrix - best_other(matrix, 1)
            yield f"{name}.column", matrix - best_other(matrix, 0)


def best_other(matrix: Matrix, axis: int) -> Matrix:
    """The greatest value of the same row (``axis`` 1) or column (0) apart from the place itself."""
    if matrix.shape[axis] < 2:
        return np.zeros_like(matrix)
    ordered = np.partition(matrix, -2, axis=axis)
    best, second = np.take(ordered, [-1], axis), np.take(ordered, [-2], axis)
    return np.where(matrix >= best, second, best)


def _matrices(ja: Sequence[Facts], en: Sequence[Facts], a: Vectors, b: Vectors) -> Named:
    yield from _body(a, b)
    yield from _title(a, b)
    yield from _identifiers(ja, en)
    yield from _title_words(ja, en)
    yield from _shape(ja, en)
    yield from _order(ja, en)


def _body(a: Vectors, b: Vectors) -> Named:
    soft, mutual = similarity.coverage(a.vectors, a.owner, a.weight, b.vectors, b.owner)
    yield "body.soft_ja", soft
    yield "body.mutual_ja", mutual
    soft, mutual = similarity.coverage(b.vectors, b.owner, b.weight, a.vectors, a.owner)
    yield "body.soft_en", soft.T
    yield "body.mutual_en", mutual.T
    yield "body.cosine", a.bodies @ b.bodies.T
    yield "body.scaled", similarity.local_scaling(a.bodies, b.bodies, 4)


def _title(a: Vectors, b: Vectors) -> Named:
    yield "title.cosine", a.titles @ b.titles.T
    yield "title.scaled", similarity.local_scaling(a.titles, b.titles, 4)
    yield "title.in_en", similarity.best_in_sections(a.titles, b.vectors, b.owner)
    yield "title.in_ja", similarity.best_in_sections(b.titles, a.vectors, a.owner).T


def _identifiers(ja: Sequence[Facts], en: Sequence[Facts]) -> Named:
    en_words = [f.union("words") | f.concepts for f in en]
    yield from _shared("words", [f.union("words") | f.concepts for f in ja], en_words)
    yield from _shared("origins", [f.union("origins") for f in ja], en_words)
    yield from _shared(
        "numbers", [f.union("numbers") for f in ja], [f.union("numbers") for f in en]
    )
    yield from _shared("urls", [f.urls for f in ja], [f.urls for f in en])
    yield from _shared("code", [f.code for f in ja], [f.code for f in en])


def _shared(name: str, ja: Words, en: Words) -> Named:
    """Weight of what both sides hold, as it is, as a share of each side, and what is left over.

    Weights are inverse document frequencies over the sections of both sides; what only one
    document holds anywhere says nothing and has none.
    """
    a, b, weight = _incidence(ja, en)
    held_a, held_b = a * weight, b * weight
    both = held_a @ b.T
    only_a, only_b = held_a.sum(axis=1)[:, None], held_b.sum(axis=1)[None, :]
    yield f"{name}.both", np.log1p(both)
    yield f"{name}.of_ja", both / np.maximum(only_a, 0.5)
    yield f"{name}.of_en", both / np.maximum(only_b, 0.5)
    yield f"{name}.share", both / np.sqrt(np.maximum(only_a, 0.3) * np.maximum(only_b, 0.3))
    yield f"{name}.left_ja", np.log1p(np.maximum(only_a - both, 0))
    yield f"{name}.left_en", np.log1p(np.maximum(only_b - both, 0))


def _incidence(ja: Words, en: Words) -> tuple[Matrix, Matrix, Matrix]:
    known = sorted(frozenset().union(*ja) & frozenset().union(*en))
    column = {word: k for k, word in enumerate(known)}
    a, b = _indicator(ja, column), _indicator(en, column)
    frequency = a.sum(axis=0) + b.sum(axis=0)
    weight = np.log((len(ja) + len(en) + 1) / (frequency + 1)) + 0.1
    return a, b, np.maximum(weight, 0.05).astype(np.float32)


def _indicator(sections: Words, column: dict[str, int]) -> Matrix:
    matrix = np.zeros((len(sections), len(column)), np.float32)
    for row, words in enumerate(sections):
        matrix[row, [column[word] for word in words if word in column]] = 1
    return matrix


def _title_words(ja: Sequence[Facts], en: Sequence[Facts]) -> Named:
    """Identifiers in titles, and those that clash: the other document knows them, not there.

    Siblings that differ in one word (``onMounted``, ``onUpdated``; 第1相, 第2相) part here.
    """
    titles_ja = [f.title.words | f.title.origins | f.title.numbers for f in ja]
    titles_en = [f.title.words | f.title.numbers for f in en]
    yield from _shared("title_words", titles_ja, titles_en)
    whole_ja = [f.union("words") | f.union("origins") | f.union("numbers") for f in ja]
    whole_en = [f.union("words") | f.union("numbers") for f in en]
    yield "clash.ja", _clash(titles_ja, whole_en)
    yield "clash.en", _clash(titles_en, whole_ja).T
    title_ja, title_en = (
        _clash(titles_ja, titles_en, whole_en),
        _clash(titles_en, titles_ja, whole_ja).T,
    )
    yield "clash.title_ja", title_ja
    yield "clash.title_en", title_en
    yield "clash.both", np.minimum(title_ja, title_en)
    lost_ja = _lost([f.title.names for f in ja], [f.union("words") for f in en])
    lost_en = _lost([f.title.names for f in en], [f.union("words") for f in ja]).T
    yield "clash.lost_ja", lost_ja
    yield "clash.lost_en", lost_en
    yield "clash.lost_both", lost_ja * lost_en
    yield "names.lost_ja", _lost([f.union("names") for f in ja], [f.union("words") for f in en])
    yield "names.lost_en", _lost([f.union("names") for f in en], [f.union("words") for f in ja]).T
    same = _equal(
        [f.title.text.casefold().strip() for f in ja], [f.title.text.casefold().strip() for f in en]
    )
    yield "title.same", same


def _clash(titles: Words, there: Words, known: Words | None = None) -> Matrix:
    """Share of each title's words, of those the other document knows, that a place there lacks."""
    words = frozenset().union(*titles) & frozenset().union(*(known or there))
    column = {word: k for k, word in enumerate(sorted(words))}
    a, b = _indicator(titles, column), _indicator(there, column)
    count = a.sum(axis=1, keepdims=True)
    return np.where(count > 0, 1 - (a @ b.T) / np.maximum(count, 1), 0).astype(np.float32)


def _lost(names: Words, there: Words) -> Matrix:
    """Share of each section's untranslatable names that a place of the other document lacks."""
    column = {word: k for k, word in enumerate(sorted(frozenset().union(*names)))}
    a, b = _indicator(names, column), _indicator(there, column)
    found: Matrix = (a @ b.T + 0.5) / (a.sum(axis=1, keepdims=True) + 0.5)
    return 1 - found


def _shape(ja: Sequence[Facts], en: Sequence[Facts]) -> Named:
    a = np.array([f.length for f in ja], np.float32)[:, None] + 1
    b = np.array([f.length for f in en], np.float32)[None, :] + 1
    yield "length.ratio", np.abs(np.log(a / b))
    yield "length.signed", np.log(a / b)
    yield "length.shorter", np.log(np.minimum(a, b))
    yield "length.both_empty", ((a < 5) & (b < 5)).astype(np.float32)
    yield "length.one_empty", ((a < 5) != (b < 5)).astype(np.float32)
    blocks_a, blocks_b = _column(ja, "code_blocks"), _column(en, "code_blocks")
    yield "code.blocks", np.minimum(np.abs(blocks_a - blocks_b.T), 4)
    yield "outline.level", np.abs(_column(ja, "level") - _column(en, "level").T)
    yield "outline.label", np.abs(_column(ja, "label") - _column(en, "label").T)
    numbers = [f.number for f in ja], [f.number for f in en]
    same, numbered = _equal(*numbers), _numbered(*numbers)
    yield "outline.same_number", same
    yield "outline.other_number", numbered - same


def _equal(a: Sequence[str], b: Sequence[str]) -> Matrix:
    """1.0 where two texts are the same and not empty."""
    one, two = np.array(a, object)[:, None], np.array(b, object)[None, :]
    return np.asarray((one == two) & (one != ""), np.float32)


def _numbered(a: Sequence[str], b: Sequence[str]) -> Matrix:
    """1.0 where both sections bear a number."""
    one, two = np.array(a, object)[:, None], np.array(b, object)[None, :]
    return np.asarray((one != "") & (two != ""), np.float32)


def _order(ja: Sequence[Facts], en: Sequence[Facts]) -> Named:
    a = (np.arange(len(ja), dtype=np.float32) + 0.5) / len(ja)
    b = (np.arange(len(en), dtype=np.float32) + 0.5) / len(en)
    yield "order.position", np.abs(a[:, None] - b[None, :])
    first_a, first_b = np.arange(len(ja))[:, None] == 0, np.arange(len(en))[None, :] == 0
    yield "order.both_first", (first_a & first_b).astype(np.float32)
    yield "order.one_first", (first_a != first_b).astype(np.float32)


def _column(facts: Sequence[Facts], name: str) -> Matrix:
    return np.array([[float(getattr(f, name))] for f in facts], np.float32)
