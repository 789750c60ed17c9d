"""Readings that a cache knows: texts that did not change need no model.

The texts of one reading are kept as one. A tagger computes them in batches, and the last digits of
what it computes may change with the batch; so a text on its own need not have the same tags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.languages.packed import Blocks, pack, unpack
from pipeline.model.source import Lang
from pipeline.system.cache import Cache, key


@dataclass(frozen=True)
class CachedWords:
    """A cache, and a text that names all code and packages that make the readings."""

    cache: Cache
    made_by: str

    def reading(
        self, kind: str, lang: Lang, texts: Sequence[str], read: Callable[[], Blocks]
    ) -> Blocks:
        """The tokens of these very texts from the cache, else as ``read`` gives them."""
        place = key("tokens", kind, self.made_by, lang, *texts)
        stored = self.cache.get([place]).get(place)
        if stored is not None and (known := unpack(stored)) is not None:
            return known
        found = read()
        self.cache.put({place: pack(found)})
        return found
