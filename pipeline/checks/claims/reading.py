"""Reads a sentence by the rules of its language."""

from __future__ import annotations

from functools import lru_cache

from pipeline.checks.claims import en, ja
from pipeline.checks.claims.model import Reading
from pipeline.model.source import Lang
from pipeline.model.tokens import Token


@lru_cache(maxsize=4096)
def read(tokens: tuple[Token, ...], lang: Lang) -> Reading:
    """The claims and the polarity of one sentence; what was read once is remembered."""
    return ja.read(tokens) if lang == "ja" else en.read(tokens)
