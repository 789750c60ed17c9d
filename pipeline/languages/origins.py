"""The English words behind Japanese loan words, as UniDic records them (サイトカイン-cytokine)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from fugashi import Tagger

_KATAKANA = re.compile(r"[ァ-ヶ]{2}")
_ORIGIN = re.compile(r"[A-Za-z ]{2,}")

# MeCab reads a sentence; the little that is longer is cut.
_LIMIT = 5_000


def loan_origins(texts: Sequence[str]) -> list[frozenset[str]]:
    """For each text the lower-case origins of its loan words, Latin letters only.

    Raises ModelError where fugashi or its dictionary is missing.
    """
    return [_origins(text[:_LIMIT]) if _KATAKANA.search(text) else frozenset() for text in texts]


def _origins(text: str) -> frozenset[str]:
    lemmas = (word.feature.lemma or "" for word in tagger()(text))
    origins = (lemma.rpartition("-")[2] for lemma in lemmas if "-" in lemma)
    return frozenset(origin.lower() for origin in origins if _ORIGIN.fullmatch(origin))


@cache
def tagger() -> Tagger:
    """MeCab with UniDic, loaded once a process; ModelError where it is missing."""
    try:
        import fugashi

        return fugashi.Tagger()
    except Exception as error:
        raise ModelError(
            f"fugashi does not load ({error}); install fugashi and unidic-lite again"
        ) from error
