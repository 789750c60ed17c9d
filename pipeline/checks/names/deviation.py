"""A name of the source and the other one that stands in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model.source import Span


class Deviation(NamedTuple):
    """``text`` of the source became ``other`` in the target.

    ``expected`` are the renderings that would be right, as far as they are known; ``confidence`` is
    the probability that it is a deviation where the sentences belong together; ``weighed`` says
    that a model gave it, which decides then whether it is an error, a warning or nothing.
    """

    text: str
    section: int
    span: Span
    other: str
    other_section: int
    other_span: Span
    expected: tuple[str, ...]
    confidence: float
    weighed: bool = False


def touches(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a range has a character in common with one of others."""
    return any(span.start < other.end and other.start < span.end for other in spans)


class Spans:
    """Ranges that many others are held against: each looks only at those near it."""

    _WIDTH = 64

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._near: dict[int, list[Span]] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """One range more."""
        for stretch in self._stretches(span):
            self._near.setdefault(stretch, []).append(span)

    def touched_by(self, span: Span) -> bool:
        """Whether a range has a character in common with one of these."""
        return any(touches(span, self._near.get(at, ())) for at in self._stretches(span))

    def _stretches(self, span: Span) -> range:
        return range(span.start // self._WIDTH, span.end // self._WIDTH + 1)
