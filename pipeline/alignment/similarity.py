"""How much the sentences of two documents say the same: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

# Cells of a similarity matrix that are held at once (16 MB): memory stays linear in the text.
_CELLS = 4_194_304
_NEAREST = 5
_SHARPNESS = 20.0


def nearest_mean(
    a: Matrix, b: Matrix, nearest: int = _NEAREST, cosines: Matrix | None = None
) -> Matrix:
    """Mean cosine of each row of ``a`` (n, d) with its nearest rows of ``b`` (m, d): shape (n,).

    ``cosines`` (n, m) of the two are not computed again where they are known.
    """
    k = min(nearest, len(b))
    blocks = _blocks(a, b, cosines)
    means = [np.partition(rows, -k, axis=1)[:, -k:].mean(axis=1) for _, rows in blocks]
    return np.concatenate(means)


def nearest_mean_around(a: Matrix, b: Matrix, reach: int) -> Matrix:
    """The same with the rows of ``b`` about where each of ``a`` stands, ``reach`` each way.

    Of a text no longer than that it is the mean over all.
    """
    if len(b) <= reach:
        return nearest_mean(a, b)
    means = []
    for start in range(0, len(a), reach):
        rows = a[start : start + reach]
        first, end = (at * len(b) // len(a) for at in (start, start + len(rows)))
        means.append(nearest_mean(rows, b[max(0, first - reach) : end + reach]))
    return np.concatenate(means)


def local_scaling(a: Matrix, b: Matrix, nearest: int = _NEAREST) -> Matrix:
    """Cosines (n, m) less what each side has in common with its nearest others.

    CSLS (Conneau et al., 2018, "Word Translation Without Parallel Data"): a sentence that resembles
    everything is no evidence for anything.
    """
    cosines = a @ b.T
    scaled: Matrix = 2 * cosines
    scaled -= nearest_mean(a, b, nearest, cosines)[:, None]
    scaled -= nearest_mean(b, a, nearest, cosines.T)[None, :]
    return scaled


def coverage(
    a: Matrix, owner_a: NDArray[np.intp], weight: Matrix, b: Matrix, owner_b: NDArray[np.intp]
) -> tuple[Matrix, Matrix]:
    """How much of each section of ``a`` is said in each section of ``b``: two (n, m) shares.

    ``a`` (p, d) and ``b`` (q, d) are sentence vectors, the owners say in which section each stands
    (ascending, without holes), ``weight`` (p,) how much each sentence of ``a`` counts. The first
    share lets every sentence spread softly over its candidates and nothing; the second counts only
    sentences that choose each other.
    """
    sections, columns = int(owner_a[-1]) + 1, int(owner_b[-1]) + 1
    known = a @ b.T if len(a) * len(b) <= _CELLS else None
    back = None if known is None else known.T
    common_a = nearest_mean(a, b, cosines=known)
    common_b = nearest_mean(b, a, cosines=back)
    chosen_by_b = chosen(b, a, common_a, back)
    starts_b = np.searchsorted(owner_b, np.arange(columns))
    soft = np.zeros((sections, columns), np.float32)
    mutual = np.zeros_like(soft)
    for rows, cosines in _blocks(a, b, known):
        scaled = 2 * cosines - common_a[rows, None] - common_b[None, :]
        best = scaled.argmax(axis=1)
        spread = np.exp(_SHARPNESS * scaled)
        spread /= spread.sum(axis=1, keepdims=True) + 1.0
        spread *= weight[rows, None]
        np.add.at(soft, owner_a[rows], np.add.reduceat(spread, starts_b, axis=1))
        index = np.arange(rows.start, rows.start + len(best))
        agreed = np.flatnonzero(chosen_by_b[best] == index)
        strength = np.clip(3 * scaled[agreed, best[agreed]] + 0.3, 0, 1)
        places = (owner_a[index[agreed]], owner_b[best[agreed]])
        np.add.at(mutual, places, strength * weight[index[agreed]])
    total = np.bincount(owner_a, weight, sections).astype(np.float32)[:, None]
    return soft / total, mutual / total


def best_in_sections(titles: Matrix, b: Matrix, owner_b: NDArray[np.intp]) -> Matrix:
    """Best local scaling of each title (n, d) to a sentence of each section of ``b``: (n, m)."""
    starts = np.searchsorted(owner_b, np.arange(int(owner_b[-1]) + 1))
    best: Matrix = np.maximum.reduceat(local_scaling(titles, b), starts, axis=1)
    return best


def pooled(vectors: Matrix, owner: NDArray[np.intp], weight: Matrix) -> Matrix:
    """One unit vector a section: its sentences' weighted mean."""
    starts = np.searchsorted(owner, np.arange(int(owner[-1]) + 1))
    sums: Matrix = np.add.reduceat(vectors * weight[:, None], starts, axis=0)
    length: Matrix = np.linalg.norm(sums, axis=1, keepdims=True)
    sums /= np.maximum(length, 1e-6)
    return sums


def chosen(
    a: Matrix, b: Matrix, common_b: Matrix, cosines: Matrix | None = None
) -> NDArray[np.intp]:
    """Which row of ``b`` (q, d) each row of ``a`` (p, d) chooses by local scaling: shape (p,).

    ``common_b`` (q,) is what each row of ``b`` has in common with its nearest of ``a``; ``cosines``
    (p, q) are not computed again where they are known.
    """
    blocks = _blocks(a, b, cosines)
    return np.concatenate([(2 * rows - common_b[None, :]).argmax(axis=1) for _, rows in blocks])


def _blocks(a: Matrix, b: Matrix, cosines: Matrix | None = None) -> Iterator[tuple[slice, Matrix]]:
    """Cosines of ``a`` with ``b``, some rows at a time; cut from ``cosines`` where these are."""
    count = min(max(16, _CELLS // max(len(b), 1)), 1024)
    for start in range(0, len(a), count):
        rows = slice(start, min(start + count, len(a)))
        yield rows, a[rows] @ b.T if cosines is None else cosines[rows]
