"""How likely it is that some sentences say what some others say: arrays in, log-odds out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.alignment.similarity import Matrix, nearest_mean_around

# Log-odds of a pair: cosine, CSLS, shared keys (weight, and share of all keys), length ratio.
# Fitted by benchmarks/sentence_alignment.py --fit, then tempered by hand.
_WEIGHTS = np.array([4.0, 6.0, 0.5, 1.5, -1.2], np.float32)
_BIAS = -3.0
_CLIP = 6.0

# Unrelated sentences on one subject have about this cosine; a short article has too few of them
# to tell.
_UNRELATED = 0.2
# In an article of more sentences those count that stand about where the sentence does.
_REACH = 8_192


@dataclass(frozen=True)
class Sentences:
    """One side of a stretch of text, a row a sentence.

    ``vectors`` (n, d) are of unit length, ``common`` (n,) is the mean cosine with the nearest
    sentences of the other article, ``length`` (n,) counts characters in one measure for both
    languages, ``keys`` are the identifiers, numbers and concepts that the other article has too.
    """

    vectors: Matrix
    common: Matrix
    length: Matrix
    keys: Sequence[frozenset[int]]

    def __len__(self) -> int:
        return len(self.vectors)

    def part(self, start: int, end: int) -> Sentences:
        """Sentences ``start`` to ``end``."""
        cut = slice(start, end)
        return Sentences(self.vectors[cut], self.common[cut], self.length[cut], self.keys[cut])


def background(a: Matrix, b: Matrix) -> Matrix:
    """What each row of ``a`` (n, d) has in common with the other article ``b`` (m, d): (n,)."""
    return np.maximum(nearest_mean_around(a, b, _REACH), np.float32(_UNRELATED))


def log_odds(ja: Sentences, en: Sentences, weight: Matrix, p: int = 1, q: int = 1) -> Matrix:
    """Log-odds that ``p`` sentences from i on say what ``q`` from j on say: (n-p+1, m-q+1)."""
    # No product by BLAS: OpenBLAS's kernel for five columns reads registers it never set, which is
    # harmless and sometimes reported as an invalid value.
    total: Matrix = np.einsum("ijk,k->ij", features(ja, en, weight, p, q), _WEIGHTS) + _BIAS
    return np.round(np.clip(total, -_CLIP, _CLIP), 4).astype(np.float32)


def features(ja: Sentences, en: Sentences, weight: Matrix, p: int = 1, q: int = 1) -> Matrix:
    """What ``log_odds`` weighs, in the order of its weights: (n-p+1, m-q+1, 5)."""
    a, common_a, length_a, keys_a = _windows(ja, p)
    b, common_b, length_b, keys_b = _windows(en, q)
    cosine = a @ b.T
    shared = _shared(keys_a, keys_b, weight)
    held_a, held_b = (
        np.array([weight[sorted(k)].sum() for k in keys]) for keys in (keys_a, keys_b)
    )
    held = held_a[:, None] + held_b[None, :]
    return np.stack(
        [
            cosine,
            2 * cosine - common_a[:, None] - common_b[None, :],
            shared / (shared + 2),
            2 * shared / (held + 1),
            np.abs(np.log((length_a + 5)[:, None] / (length_b + 5)[None, :])),
        ],
        axis=-1,
    ).astype(np.float32)


def probability(odds: float) -> float:
    """The probability behind log-odds, to four places."""
    return round(float(1 / (1 + np.exp(-odds))), 4)


def _shared(a: Sequence[frozenset[int]], b: Sequence[frozenset[int]], weight: Matrix) -> Matrix:
    """Weight of the keys that each row of ``a`` shares with each of ``b``: (n, m)."""
    common = sorted(frozenset().union(*a) & frozenset().union(*b))
    columns = {key: column for column, key in enumerate(common)}
    rows_a, rows_b = np.zeros((len(a), len(common))), np.zeros((len(b), len(common)))
    for rows, side in ((rows_a, a), (rows_b, b)):
        for row, keys in enumerate(side):
            rows[row, [columns[key] for key in keys if key in columns]] = 1.0
    shared: Matrix = ((rows_a * weight[common]) @ rows_b.T).astype(np.float32)
    return shared


def _windows(
    side: Sentences, count: int
) -> tuple[Matrix, Matrix, Matrix, Sequence[frozenset[int]]]:
    """Vectors, common cosines, lengths and keys of every run of ``count`` sentences."""
    if count == 1:
        return side.vectors, side.common, side.length, side.keys
    n = len(side) - count + 1
    mass = side.vectors * (side.length + 5)[:, None]
    summed = np.sum([mass[k : k + n] for k in range(count)], axis=0)
    vectors = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
    common = np.mean([side.common[k : k + n] for k in range(count)], axis=0)
    length = np.sum([side.length[k : k + n] for k in range(count)], axis=0)
    keys = [frozenset().union(*side.keys[k : k + count]) for k in range(n)]
    return vectors, common, length, keys
