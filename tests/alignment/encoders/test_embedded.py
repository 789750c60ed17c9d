"""The embedded encoder: a vector depends on its text alone, whatever is computed beside it."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pipeline.alignment.encoders import embedded
from pipeline.alignment.encoders.cached import Cached
from pipeline.alignment.encoders.embedded import DIMENSIONS, Embedded
from pipeline.system.cache import Cache

PARTS = (
    "脳は学ぶ。",
    "The coil is placed on the head.",
    "費用",
    "A dose of 20 mg was given twice. ",
)
TEXTS = [part * (1 + k % 7) for k in range(20) for part in PARTS] + ["", "長い文章です。" * 200]


@pytest.mark.parametrize("together", [True, False])
def test_the_bits_of_a_vector_depend_on_its_text_alone(
    together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not together:
        monkeypatch.setattr(embedded, "_together", lambda: False)
    encoder = Embedded()
    vectors = encoder.embed(TEXTS)
    assert np.array_equal(encoder.embed(TEXTS[::-1])[::-1], vectors)
    assert np.array_equal(encoder.embed(TEXTS[3:11]), vectors[3:11])
    alone = np.concatenate([encoder.embed([text]) for text in TEXTS[::9]])
    assert np.array_equal(alone, vectors[::9])


def test_texts_computed_together_or_one_by_one_have_the_same_vectors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = Embedded().embed(TEXTS)
    monkeypatch.setattr(embedded, "_together", lambda: False)
    assert np.allclose(Embedded().embed(TEXTS), together, atol=1e-5)


def test_vectors_are_unit_vectors_and_blank_texts_have_none() -> None:
    vectors = Embedded().embed(["脳", " \n", "brain"])
    assert vectors.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    assert Embedded().embed([]).shape == (0, DIMENSIONS)


def test_a_model_that_loads_in_the_background_is_waited_for_and_loads_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    model = embedded._model()

    def slow() -> object:
        time.sleep(0.2)
        loaded.append("model")
        return model

    monkeypatch.setattr(embedded, "_model", cache(slow))
    embedded._begun.cache_clear()
    encoder = Embedded()
    encoder.prepare(["脳"])
    encoder.prepare(["心"])
    assert encoder.embed(["脳"]).any()
    assert loaded == ["model"]


def test_nothing_loads_for_texts_that_a_cache_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(embedded, "_begun", lambda: begun.append("model"))
    encoder = Cached(Embedded(), Cache(tmp_path))
    encoder.embed(["脳", "心"])
    encoder.prepare(["心", "脳", "脳"])
    assert not begun
    encoder.prepare(["脳", "手"])
    assert begun == ["model"]
