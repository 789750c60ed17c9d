"""Which words of the other side answer a term: sentence by sentence, through the sentence links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import Region, contains, is_accepted, place
from pipeline.model.check import Context
from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.model.terms import Hit

T = TypeVar("T")


class LinkedTerms:
    """One region, seen through its sentence links.

    Where there are no sentence links (headings have none), only the sections count.
    """

    def __init__(self, ctx: Context, region: Region) -> None:
        self.ctx = ctx
        self.region = region

    @cached_property
    def links(self) -> tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...]:
        """Source and target sentences that say the same."""
        return tuple(
            (each.source, each.target)
            for each in self.region.groups
            if each.source and each.target and each.score >= thresholds.SENTENCE_LINK
        )

    @cached_property
    def _by_source(self) -> Within:
        """Which links have a source sentence, by its place."""
        return Within((span, n) for n, (ours, _) in enumerate(self.links) for span in ours)

    def linked(self, spans: Iterable[Span]) -> list[tuple[tuple[Span, ...], tuple[Span, ...]]]:
        """The links whose source sentences hold one of some places, in order."""
        return [self.links[n] for n in sorted({n for s in spans for n in self._by_source.of(s)})]

    def of(self, hits: Iterable[Hit]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The source sentences of terms with all in the same links, and their target sentences."""
        spans = [place(self.ctx.source.document, hit).span for hit in hits]
        ours: dict[Span, None] = {}
        theirs: dict[Span, None] = {}
        for left, right in self.linked(spans):
            ours.update(dict.fromkeys(left))
            theirs.update(dict.fromkeys(right))
        return tuple(ours), tuple(theirs)

    def answered_by_none(self, hits: Iterable[Hit]) -> bool:
        """Whether every term stands in a source sentence that nothing can be the counterpart of.

        It is linked to nothing, and the target has no sentence left over.
        """
        groups = self.region.groups
        if any(each.target and not each.source for each in groups):
            return False
        alone = [span for each in groups if not each.target for span in each.source]
        document = self.ctx.source.document
        return all(inside(place(document, hit).span, alone) for hit in hits)

    def named_in(self, sentences: Sequence[Span]) -> frozenset[int]:
        """The concepts that source sentences name, those within longer terms included."""
        return frozenset(hit.concept for hit in self._named.within(sentences))

    @cached_property
    def _named(self) -> Placed[Hit]:
        return _terms(self.ctx.source.document, self.region.within_source)

    @cached_property
    def _rendered(self) -> Placed[Hit]:
        return _terms(self.ctx.target.document, filter(is_accepted, self.region.rendered))

    @cached_property
    def _nested(self) -> Placed[Hit]:
        return _terms(self.ctx.target.document, filter(is_accepted, self.region.within_target))

    def longest_in(self, sentences: Sequence[Span]) -> Sequence[Hit]:
        """The longest terms in source sentences."""
        return self._longest.within(sentences)

    @cached_property
    def _longest(self) -> Placed[Hit]:
        return _terms(self.ctx.source.document, self.region.named)

    def rendered_in(self, sentences: Sequence[Span], *, nested: bool = False) -> tuple[Hit, ...]:
        """The accepted terms in target sentences, the longest ones or all."""
        return tuple((self._nested if nested else self._rendered).within(sentences))

    def derived_in(self, sentences: Sequence[Span]) -> tuple[Hit, ...]:
        """The longest accepted terms in target sentences, and derivations (recurred)."""
        longest = self.rendered_in(sentences)
        every = self.rendered_in(sentences, nested=True)
        return longest + tuple(
            hit for hit in every if not any(contains(other, hit) for other in longest)
        )


class Placed(Generic[T]):
    """What stands in a text, by its place."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        numbered = ((span, at, item) for at, (span, item) in enumerate(items))
        self._items = sorted(numbered, key=lambda each: each[:2])
        self._starts = [span.start for span, _, _ in self._items]

    def within(self, sentences: Iterable[Span]) -> list[T]:
        """What stands within one of some sentences, in the order in which it was given."""
        found = {}
        for outer in sentences:
            first, last = (bisect_left(self._starts, edge) for edge in (outer.start, outer.end + 1))
            for span, at, item in self._items[first:last]:
                if span.end <= outer.end:
                    found[at] = item
        return [found[at] for at in sorted(found)]


def _terms(document: Document, hits: Iterable[Hit]) -> Placed[Hit]:
    return Placed((place(document, hit).span, hit) for hit in hits)


class Within:
    """Numbers of ranges, which may overlap, by the places that they hold."""

    _WIDTH = 256

    def __init__(self, ranges: Iterable[tuple[Span, int]]) -> None:
        self._near: dict[int, list[tuple[Span, int]]] = {}
        for span, number in ranges:
            for at in range(span.start // self._WIDTH, span.end // self._WIDTH + 1):
                self._near.setdefault(at, []).append((span, number))

    def of(self, span: Span) -> list[int]:
        """The ranges that hold a place."""
        near = self._near.get(span.start // self._WIDTH, ())
        return [number for outer, number in near if inside(span, [outer])]


def inside(span: Span, sentences: Iterable[Span]) -> bool:
    """Whether a span lies within one of the sentences."""
    return any(outer.start <= span.start and span.end <= outer.end for outer in sentences)
