"""Encoders: the embedded one by default, an ONNX model from a folder, a cache before either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.alignment.encoders.interface import Encoder
from pipeline.cache import Cache, key

__all__ = ["Encoder", "load"]


def load(
    folder: Path | None = None, *, inside: Path | None = None, cache: Cache | None = None
) -> Encoder:
    """The encoder in ``folder``, or the embedded one; no model is loaded before it embeds.

    With ``inside``, nothing is read from outside of that folder. With ``cache``, vectors are kept
    and only new texts reach the model. Raises ModelError where the folder does not hold an encoder.
    """
    encoder = _embedded() if folder is None else _of(folder, inside, cache)
    if cache is None:
        return encoder
    from pipeline.alignment.encoders.cached import Cached

    return Cached(encoder, cache)


def _embedded() -> Encoder:
    from pipeline.alignment.encoders.embedded import Embedded

    return Embedded()


def _of(folder: Path, inside: Path | None, cache: Cache | None) -> Encoder:
    from pipeline.alignment.encoders.folder import read_folder
    from pipeline.alignment.encoders.onnx import Onnx

    def remembered(stamp: str, compute: Callable[[], str]) -> str:
        if cache is None:
            return compute()
        place = key("file", stamp)
        if known := cache.get([place]).get(place):
            return known.decode()
        computed = compute()
        cache.put({place: computed.encode()})
        return computed

    recipe = read_folder(folder, inside)
    return Onnx(recipe, recipe.name(remembered))
