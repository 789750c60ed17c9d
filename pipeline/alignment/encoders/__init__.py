"""Encoders: the embedded one by default, an ONNX model from a folder, a cache before either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.alignment.encoders import naming
from pipeline.alignment.encoders.interface import Encoder
from pipeline.system.cache import Cache, key

__all__ = ["Choice", "Encoder", "choose", "load"]


@dataclass(frozen=True)
class Choice:
    """An encoder by its name; nothing heavy is imported before ``load`` is called."""

    name: str
    load: Callable[[], Encoder]


def choose(
    folder: Path | None = None, *, inside: Path | None = None, cache: Cache | None = None
) -> Choice:
    """The encoder in ``folder``, or the embedded one; no model is loaded before it embeds.

    With ``inside``, nothing is read from outside of that folder. With ``cache``, vectors are kept
    and only new texts reach the model. Raises ModelError where the folder does not hold an encoder.
    """
    choice = _embedded() if folder is None else _of(folder, inside, cache)
    if cache is None:
        return choice

    def cached() -> Encoder:
        from pipeline.alignment.encoders.cached import Cached

        return Cached(choice.load(), cache)

    return Choice(choice.name, cached)


def load(
    folder: Path | None = None, *, inside: Path | None = None, cache: Cache | None = None
) -> Encoder:
    """The encoder that ``choose`` gives."""
    return choose(folder, inside=inside, cache=cache).load()


def _embedded() -> Choice:
    def load() -> Encoder:
        from pipeline.alignment.encoders.embedded import Embedded

        return Embedded()

    return Choice(naming.embedded(), load)


def _of(folder: Path, inside: Path | None, cache: Cache | None) -> Choice:
    from pipeline.alignment.encoders.folder import read_folder

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
    name = recipe.name(remembered)

    def load() -> Encoder:
        from pipeline.alignment.encoders.onnx import Onnx

        return Onnx(recipe, name)

    return Choice(name, load)
