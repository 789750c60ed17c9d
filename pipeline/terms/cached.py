"""A glossary and its index as bytes and back, so that the next run has them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from pipeline.model.terms import Concept, Glossary
from pipeline.system.cache import Cache, key

T = TypeVar("T")
Heads = dict[str, list[int]]

_GLOSSARY = msgspec.msgpack.Decoder(tuple[str, tuple[Concept, ...]])
_HEADS = msgspec.msgpack.Decoder(Heads)


def cached_glossary(data: str, path: str, cache: Cache, read: Callable[[], Glossary]) -> Glossary:
    """The glossary of these very bytes as it was read before, else as ``read`` gives it."""

    def content() -> tuple[str, tuple[Concept, ...]]:
        glossary = read()
        return glossary.digest, glossary.concepts

    digest, concepts = _cached(key("glossary-2", data), cache, _GLOSSARY, content)
    return Glossary(path, concepts, digest)


def cached_heads(name: str, lang: str, cache: Cache, make: Callable[[], Heads]) -> Heads:
    """The heads that are kept under ``name``, else as ``make`` gives them."""
    return _cached(key("term-heads-4", name, lang), cache, _HEADS, make)


def _cached(
    place: bytes, cache: Cache, decoder: msgspec.msgpack.Decoder[T], make: Callable[[], T]
) -> T:
    if stored := cache.get([place]).get(place):
        return decoder.decode(stored)
    made = make()
    cache.put({place: msgspec.msgpack.encode(made)})
    return made
