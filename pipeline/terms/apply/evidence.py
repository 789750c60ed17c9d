"""Whether a word of the target stands for a concept: what the links say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.model.check import Context, Side
from pipeline.model.document import Block
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span
from pipeline.model.terms import Hit

# Probabilities of a link below which nothing is changed unasked.
_SENTENCES, _SECTIONS = 0.5, 0.8


def block_of(side: Side, hit: Hit) -> Block:
    """The block a hit stands in. Raises LookupError for a heading that is not there."""
    section = side.document.sections[hit.section]
    block = section.heading if hit.block == 0 else section.blocks[hit.block - 1]
    if block is None:
        raise LookupError(f"a hit in the heading of section {hit.section}, which has none")
    return block


def span_of(side: Side, hit: Hit) -> Span:
    """Where a hit stands in the file."""
    return block_of(side, hit).prose.span(hit.start, hit.end)


@dataclass(frozen=True)
class Evidence:
    """The terms of a pair by section, and what its links say of them."""

    context: Context

    @cached_property
    def _by_section(self) -> dict[tuple[Lang, int], list[Hit]]:
        found: dict[tuple[Lang, int], list[Hit]] = {}
        for side in (self.context.source, self.context.target):
            for hit in side.nested:
                found.setdefault((side.lang, hit.section), []).append(hit)
        return found

    @cached_property
    def _longest(self) -> frozenset[tuple[Lang, Hit]]:
        sides = (self.context.source, self.context.target)
        return frozenset((side.lang, hit) for side in sides for hit in side.hits)

    @cached_property
    def _links(self) -> dict[int, list[Link]]:
        """The links of each section of the target that has a counterpart."""
        found: dict[int, list[Link]] = {}
        for link in self.context.links:
            for section in self._side(link, self.context.target.lang):
                if not link.is_gap:
                    found.setdefault(section, []).append(link)
        return found

    def is_meant(self, hit: Hit) -> bool:
        """Whether the linked source sections name the concept of a word of the target."""
        return any(other.concept == hit.concept for other in self._named(hit))

    def named_by(self, hit: Hit) -> list[Hit]:
        """Where the source names the concept of a word of the target: in its linked sentence.

        In the linked sections where no sentence is linked.
        """
        source = self.context.source
        ours = [other for other in self._named(hit) if other.concept == hit.concept]
        for _, there in self._sentences(hit):
            return [other for other in ours if _within(span_of(source, other), there)]
        return ours

    def doubt(self, hit: Hit, rivals: Iterable[Hit]) -> str | None:
        """Why it is not certain that the word stands for its concept; None where it is.

        ``rivals`` are the other concepts that the same words may mean.
        """
        named = list(self._named(hit))
        if any(other.concept in {r.concept for r in rivals} for other in named):
            return "the source names two concepts that these words may stand for"
        ours = [other for other in named if other.concept == hit.concept]
        if all(self._has_rival(other) for other in ours):
            return "the word of the source may name another concept"
        linked = list(self._sentences(hit))
        if linked:
            return self._doubt_in_sentence(hit, ours, linked)
        if list(rivals):
            return "no linked sentence says which of its concepts these words stand for"
        return self._doubt_in_section(hit, ours)

    def _doubt_in_sentence(
        self, hit: Hit, ours: list[Hit], linked: list[tuple[tuple[Span, ...], tuple[Span, ...]]]
    ) -> str | None:
        here, there = linked[0]
        source = self.context.source
        named = [o for o in ours if _within(span_of(source, o), there)]
        if not named:
            return "the linked sentence of the source does not name it"
        accepted = self._accepted(hit, (hit.section,), within=here)
        if accepted >= self._times(named):
            return "the sentence renders the term already; this may be something else"
        return None

    def _doubt_in_section(self, hit: Hit, ours: list[Hit]) -> str | None:
        links = self._links[hit.section]
        if min(link.score for link in links) < _SECTIONS:
            return "its section is not linked surely enough"
        sections = [s for link in links for s in self._side(link, self.context.target.lang)]
        if self._accepted(hit, sections) >= self._times(ours):
            return "the section renders the term already; this may be something else"
        return None

    def _named(self, hit: Hit) -> Iterator[Hit]:
        """Every term of the source sections that the section of ``hit`` is linked to."""
        source = self.context.source.lang
        sections = {s for k in self._links.get(hit.section, ()) for s in self._side(k, source)}
        for section in sorted(sections):
            yield from self._by_section.get((source, section), ())

    def _has_rival(self, hit: Hit) -> bool:
        """Whether the words of the source name several concepts."""
        here = self._by_section.get((self.context.source.lang, hit.section), ())
        return any(other[2:] == hit[2:] and other.concept != hit.concept for other in here)

    def _times(self, hits: list[Hit]) -> int:
        """How often the source names the concept, those inside longer terms only if no other."""
        longest = [h for h in hits if (self.context.source.lang, h) in self._longest]
        return max(len({h[2:] for h in longest}), 1)

    def _accepted(
        self, hit: Hit, sections: Iterable[int], within: tuple[Span, ...] | None = None
    ) -> int:
        """How often the target renders the concept as accepted, ``hit`` itself left out."""
        target = self.context.target
        hits = [
            other
            for section in sections
            for other in self._by_section.get((target.lang, section), ())
            if other.concept == hit.concept
            and other.form.kind != "forbidden"
            and not _overlap(other, hit)
            and (within is None or _within(span_of(target, other), within))
        ]
        return len({h[2:] for h in hits if not any(_inside(h, o) for o in hits)})

    def _sentences(self, hit: Hit) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
        """Sure sentence links of the place, as (target spans, source spans)."""
        at = span_of(self.context.target, hit)
        for link in self._links.get(hit.section, ()):
            for sentence in link.sentences:
                ja_first = self.context.source.lang == "ja"
                theirs, ours = (sentence.ja, sentence.en)
                if not ja_first:
                    theirs, ours = ours, theirs
                if theirs and sentence.score >= _SENTENCES and _within(at, ours):
                    yield ours, theirs

    @staticmethod
    def _side(link: Link, lang: Lang) -> tuple[int, ...]:
        return link.ja if lang == "ja" else link.en


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(outer.start <= span.start and span.end <= outer.end for outer in spans)


def _overlap(one: Hit, two: Hit) -> bool:
    return one[2:4] == two[2:4] and one.start < two.end and two.start < one.end


def _inside(inner: Hit, outer: Hit) -> bool:
    return (
        inner[2:] != outer[2:]
        and inner[2:4] == outer[2:4]
        and outer.start <= inner.start
        and inner.end <= outer.end
    )
