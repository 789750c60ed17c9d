"""The second look: what the first probabilities say about a pair's rivals and neighbours.

A pair is likelier where its diagonal neighbours, its parents and its children are linked, where it
lies between the links before and after it, and where nobody else wants either section. Features
whose names begin with ``order.`` fall out when order is to have no say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.features import Candidates, best_other
from pipeline.alignment.similarity import Matrix

Named = Iterator[tuple[str, Matrix]]

# What is compared with the usual of this very document: how close its sure links are.
_USUAL = (
    "body.soft_ja", "body.soft_en", "body.mutual_ja", "body.mutual_en", "body.cosine",
    "title.cosine", "words.share", "origins.share", "names.lost_ja", "names.lost_en",
    "length.signed", "length.ratio",
)  # fmt: skip
_CONFIDENT = 0.9

# A link so sure that the order of its neighbours may lean on it; how far its influence is counted.
_ANCHOR = 0.7
_REACH = 9.0


def look_again(
    first: Candidates, probabilities: Matrix, levels_ja: Sequence[int], levels_en: Sequence[int]
) -> Candidates:
    """The candidates with the features of the second look beside those of the first.

    ``probabilities`` (k,) are the first scores of the candidates; ``levels`` the outline.
    """
    dense = np.zeros(first.shape, np.float32)
    dense[first.ja, first.en] = probabilities
    taken = dict(_named(dense, first, levels_ja, levels_en))
    values = np.concatenate([first.values, np.stack(list(taken.values()), axis=1)], axis=1)
    names = (*first.names, *taken)
    return Candidates(first.shape, first.ja, first.en, names, values.astype(np.float32))


def _named(p: Matrix, pairs: Candidates, ja: Sequence[int], en: Sequence[int]) -> Named:
    i, j = pairs.ja, pairs.en
    here = p[i, j]
    yield "first.probability", here
    yield "first.log_odds", np.log((here + 1e-4) / (1 - here + 1e-4))
    yield from _against_usual(pairs, here)
    yield from _rivals(p, i, j)
    yield from _neighbours(p, i, j)
    yield from _outline(p, i, j, parents(ja), parents(en))
    yield from _title_in_place(p, pairs, parents(ja), parents(en))
    yield from _chain(p, i, j)


def _against_usual(pairs: Candidates, here: Matrix) -> Named:
    """How far a pair falls short of the document's own sure links.

    A faithful translation and a free one differ in every similarity; what is suspicious in the
    first is usual in the second.
    """
    column = {name: k for k, name in enumerate(pairs.names)}
    weight = np.where(here > _CONFIDENT, here, 0) + 1e-3 * here
    for name in _USUAL:
        if name in column:
            values = pairs.values[:, column[name]]
            mean = float((values * weight).sum() / weight.sum())
            spread = float(np.sqrt((weight * (values - mean) ** 2).sum() / weight.sum())) + 0.05
            yield f"usual.{name}", np.clip((values - mean) / spread, -5, 5)


def _rivals(p: Matrix, i: NDArray[np.intp], j: NDArray[np.intp]) -> Named:
    in_row, in_column = best_other(p, 1)[i, j], best_other(p, 0)[i, j]
    yield "rival.row", in_row
    yield "rival.column", in_column
    yield "rival.row_lead", p[i, j] - in_row
    yield "rival.column_lead", p[i, j] - in_column
    yield "rival.row_sum", p.sum(axis=1)[i]
    yield "rival.column_sum", p.sum(axis=0)[j]


def _neighbours(p: Matrix, i: NDArray[np.intp], j: NDArray[np.intp]) -> Named:
    padded = np.pad(p, 2)

    def at(down: int, right: int) -> Matrix:
        found: Matrix = padded[i + 2 + down, j + 2 + right]
        return found

    yield "order.before", at(-1, -1)
    yield "order.after", at(1, 1)
    yield "order.two_before", np.maximum(at(-1, -1), at(-2, -2))
    yield "order.two_after", np.maximum(at(1, 1), at(2, 2))
    yield "order.left", at(0, -1)
    yield "order.right", at(0, 1)
    yield "order.above", at(-1, 0)
    yield "order.below", at(1, 0)


def _outline(
    p: Matrix,
    i: NDArray[np.intp],
    j: NDArray[np.intp],
    parent_ja: NDArray[np.intp],
    parent_en: NDArray[np.intp],
) -> Named:
    padded = np.pad(p, ((0, 1), (0, 1)))
    # The row and column of padding stand for the parent of what stands at the top.
    parent_ja, parent_en = parent_ja % len(padded), parent_en % padded.shape[1]
    up, over = parent_ja[i], parent_en[j]
    yield "outline.parents", padded[up, over]
    yield "outline.with_parent_ja", padded[up, j]
    yield "outline.with_parent_en", padded[i, over]
    children = np.zeros_like(padded)
    np.add.at(children, (parent_ja[:, None], parent_en[None, :]), p)
    below_ja = np.bincount(parent_ja, minlength=len(padded))[i]
    below_en = np.bincount(parent_en, minlength=padded.shape[1])[j]
    most = np.maximum(1, np.maximum(below_ja, below_en)).astype(np.float32)
    shared: Matrix = children[i, j] / most
    yield "outline.children", shared
    yield "outline.children_ja", np.minimum(below_ja, 3).astype(np.float32)
    yield "outline.children_en", np.minimum(below_en, 3).astype(np.float32)


def _title_in_place(
    p: Matrix, pairs: Candidates, parent_ja: NDArray[np.intp], parent_en: NDArray[np.intp]
) -> Named:
    """Like titles under linked parents: what tells one 仕組み from the next."""
    if "title.cosine" not in pairs.names:
        return
    padded = np.pad(p, ((0, 1), (0, 1)))
    padded[-1, -1] = 1.0  # both stand at the top
    placed = np.zeros_like(p)
    titles = np.maximum(pairs.values[:, pairs.names.index("title.cosine")], 0)
    placed[pairs.ja, pairs.en] = titles * padded[parent_ja[pairs.ja], parent_en[pairs.en]]
    here = placed[pairs.ja, pairs.en]
    yield "outline.title_placed", here
    yield "outline.title_row_lead", here - best_other(placed, 1)[pairs.ja, pairs.en]
    yield "outline.title_column_lead", here - best_other(placed, 0)[pairs.ja, pairs.en]


def parents(levels: Sequence[int]) -> NDArray[np.intp]:
    """Index of each section's parent; of one at the top, -1."""
    found: list[int] = []
    open_sections: list[int] = []
    for index, level in enumerate(levels):
        while open_sections and levels[open_sections[-1]] >= level:
            open_sections.pop()
        found.append(open_sections[-1] if open_sections else -1)
        open_sections.append(index)
    return np.array(found, np.intp)


def _chain(p: Matrix, i: NDArray[np.intp], j: NDArray[np.intp]) -> Named:
    """Where the pair lies between the sure links before and after it."""
    n, m = p.shape
    anchored = p > _ANCHOR
    count = anchored.sum(axis=1)
    where = (anchored * np.arange(m, dtype=np.float32)).sum(axis=1) / np.maximum(count, 1)
    row, before = -1, np.full(n, -1)
    for index in range(n):
        before[index], row = row, index if count[index] else row
    row, after = n, np.full(n, n)
    for index in reversed(range(n)):
        after[index], row = row, index if count[index] else row
    place = np.concatenate([where, [m, -1.0]]).astype(np.float32)  # after[-1] = n, before = -1
    since, until = j - place[before[i]], place[after[i]] - j
    far_before, far_after = i - before[i], after[i] - i
    yield "order.since_anchor", np.clip(since, -_REACH, _REACH).astype(np.float32)
    yield "order.until_anchor", np.clip(until, -_REACH, _REACH).astype(np.float32)
    yield "order.rows_since", np.minimum(far_before, _REACH).astype(np.float32)
    yield "order.rows_until", np.minimum(far_after, _REACH).astype(np.float32)
    yield "order.between", ((since > 0) & (until > 0)).astype(np.float32)
    yield "order.drift_before", np.clip(since - far_before, -_REACH, _REACH).astype(np.float32)
    yield "order.drift_after", np.clip(until - far_after, -_REACH, _REACH).astype(np.float32)
