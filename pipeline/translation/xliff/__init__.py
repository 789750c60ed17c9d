"""XLIFF, the form in which translators' tools exchange segments: 1.2 and 2.1."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.exchange import Article
from pipeline.translation.xliff.reading import read

FORMATS = ("xliff", "xliff-2.1")
__all__ = ["FORMATS", "read", "write"]


def write(articles: Sequence[Article], format: str, version: str) -> str:
    """The articles, a ``<file>`` each, in one of ``FORMATS``; ``version`` is taiyaku's own.

    Characters that XML forbids are shown as U+FFFD. Nothing in it depends on time or machine.
    """
    from pipeline.translation.xliff import v12, v21

    made = v12.write if format == "xliff" else v21.write
    return made(articles, version)
