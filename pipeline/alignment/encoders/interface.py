"""What an encoder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Sentence vectors that mean the same in both languages.

    The vector of a text depends on the text alone, to the last bit: not on the texts embedded with
    it, nor on those before. Matrix products round differently with the shape of a batch, so an
    encoder computes texts one by one, or in batches of one shape where that is shown to change no
    bit. Otherwise a report would change with what a cache holds.
    """

    @property
    def name(self) -> str:
        """Identifies the model, its version or weights, and how they are used."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Says which texts will come; an encoder that has to load for them may begin to."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, d); of a blank text the zero vector.

        Raises ModelError where the model does not load or does not give vectors.
        """
