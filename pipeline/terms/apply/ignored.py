"""Places that ``<!-- taiyaku: ignore … -- reason -->`` excuses from the rules about terms."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.document import Document
from pipeline.model.source import Span


def ignored(document: Document) -> Iterator[Span]:
    """What such comments cover: the next block, the section they stand in, or the file."""
    for control in document.controls:
        if not control.rules or any(rule.startswith("term-") for rule in control.rules):
            yield control.covers
