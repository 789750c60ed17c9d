"""Which words of the other side answer a term: sentence by sentence, through the sentence links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from pipeline.checks.linked.regions import Region, contains, is_accepted, place
from pipeline.model.check import Context
from pipeline.model.links import SentenceLink
from pipeline.model.source import Span
from pipeline.model.terms import Hit

# How sure a sentence link must be before a word in it answers another.
_SURE = 0.5


class Facing:
    """One region, seen through its sentence links.

    Without links (headings have none) everything faces nothing, and only the sections count.
    """

    def __init__(self, ctx: Context, region: Region) -> None:
        self.ctx = ctx
        self.region = region

    @cached_property
    def links(self) -> tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...]:
        """Source and target sentences that say the same."""
        found = []
        for link in self.region.links:
            for each in link.sentences:
                ours, theirs = self._sides(each)
                if ours and theirs and each.score >= _SURE:
                    found.append((ours, theirs))
        return tuple(found)

    def _sides(self, link: SentenceLink) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        return (link.ja, link.en) if self.ctx.source.lang == "ja" else (link.en, link.ja)

    def of(self, hits: Iterable[Hit]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The source sentences of terms with all that are linked along, and what faces them."""
        spans = [place(self.ctx.source.document, hit).span for hit in hits]
        ours: dict[Span, None] = {}
        theirs: dict[Span, None] = {}
        for left, right in self.links:
            if any(inside(span, left) for span in spans):
                ours.update(dict.fromkeys(left))
                theirs.update(dict.fromkeys(right))
        return tuple(ours), tuple(theirs)

    def answered_by_none(self, hits: Iterable[Hit]) -> bool:
        """Whether every term stands in a source sentence that nothing can be the counterpart of.

        It is linked to nothing, and the target has no sentence left over.
        """
        sides = [self._sides(each) for link in self.region.links for each in link.sentences]
        if any(theirs and not ours for ours, theirs in sides):
            return False
        alone = [span for ours, theirs in sides if not theirs for span in ours]
        document = self.ctx.source.document
        return all(inside(place(document, hit).span, alone) for hit in hits)

    def named_in(self, sentences: Sequence[Span]) -> frozenset[int]:
        """The concepts that source sentences name, those within longer terms included."""
        document = self.ctx.source.document
        return frozenset(
            hit.concept
            for hit in self.region.within_source
            if inside(place(document, hit).span, sentences)
        )

    def said_in(self, sentences: Sequence[Span], *, nested: bool = False) -> tuple[Hit, ...]:
        """The accepted terms in target sentences, the longest ones or all."""
        document = self.ctx.target.document
        hits = self.region.within_target if nested else self.region.said
        return tuple(
            hit for hit in hits if is_accepted(hit) and inside(place(document, hit).span, sentences)
        )

    def derived_in(self, sentences: Sequence[Span]) -> tuple[Hit, ...]:
        """The longest accepted terms in target sentences, and derivations (recurred)."""
        longest = self.said_in(sentences)
        every = self.said_in(sentences, nested=True)
        return longest + tuple(
            hit for hit in every if not any(contains(other, hit) for other in longest)
        )


def inside(span: Span, sentences: Iterable[Span]) -> bool:
    """Whether a span lies within one of the sentences."""
    return any(outer.start <= span.start and span.end <= outer.end for outer in sentences)
