"""Vectors that were computed once are read from the cache; only new texts reach the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.encoders.interface import Encoder
from pipeline.system.cache import Cache, key

# Little-endian on every machine, so that a cache folder may be shared.
_STORED = np.dtype("<f4")


@dataclass(frozen=True)
class Cached:
    """An encoder with a memory; since no vector depends on its batch, the bits are the same."""

    encoder: Encoder
    cache: Cache

    @property
    def name(self) -> str:
        """The name of the encoder itself."""
        return self.encoder.name

    def prepare(self, texts: Sequence[str]) -> None:
        """Passed on where a text is new."""
        if len(self.cache.get(list(self._keys(texts).values()))) < len(set(texts)):
            self.encoder.prepare(texts)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, d); the model loads only where a text is new."""
        if not texts:
            return self.encoder.embed(texts)
        keys = self._keys(texts)
        stored = self.cache.get(list(keys.values()))
        known = {
            text: np.frombuffer(stored[place], _STORED)
            for text, place in keys.items()
            if place in stored
        }
        new = [text for text in keys if text not in known]
        if new:
            vectors = self.encoder.embed(new)
            known.update(zip(new, vectors, strict=True))
            self.cache.put(
                {
                    keys[text]: vector.astype(_STORED).tobytes()
                    for text, vector in zip(new, vectors, strict=True)
                }
            )
        return np.stack([known[text] for text in texts]).astype(np.float32, copy=False)

    def _keys(self, texts: Sequence[str]) -> dict[str, bytes]:
        # Another NumPy brings other kernels, which change the last digits.
        made_by = ("vector", self.name, np.__version__)
        return {text: key(*made_by, text) for text in dict.fromkeys(texts)}
