"""A name of the source and the other one that stands in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model.source import Span


class Deviation(NamedTuple):
    """``text`` of the source became ``other`` in the target.

    ``expected`` are the renderings that would be right, as far as they are known; ``sure`` is the
    probability that it is a deviation where the sentences belong together.
    """

    text: str
    section: int
    span: Span
    other: str
    other_section: int
    other_span: Span
    expected: tuple[str, ...]
    sure: float


def touches(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a range has a character in common with one of others."""
    return any(span.start < other.end and other.start < span.end for other in spans)
