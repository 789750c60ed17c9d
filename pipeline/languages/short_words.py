"""Japanese text in UniDic's short units, with readings and the origins of loan words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.languages.origins import tagger
from pipeline.model.words import ShortWord

# MeCab reads a sentence; the little that is longer is cut.
_LIMIT = 5_000


@lru_cache(maxsize=2048)
def short_words(text: str) -> tuple[ShortWord, ...]:
    """The morphemes of a text in order; ModelError where fugashi or its dictionary is missing."""
    return tuple(_words(text[:_LIMIT]))


def _words(text: str) -> Iterator[ShortWord]:
    at = 0
    for node in tagger()(text):
        start = text.find(node.surface, at)
        if start < 0:
            continue
        at = start + len(node.surface)
        feature = node.feature
        lemma, _, origin = (feature.lemma or "").partition("-")
        kinds = (feature.pos1, feature.pos2, feature.pos3)
        yield ShortWord(
            node.surface,
            start,
            at,
            lemma or node.surface,
            origin if origin.isascii() else "",
            feature.kana or "",
            "-".join(kind for kind in kinds if kind and kind != "*"),
            not node.is_unk,
        )
