"""What stands in the target in place of a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import is_accepted, names_an_action, place, words
from pipeline.checks.structure.gaps import partners
from pipeline.checks.terms.linked_terms import LinkedTerms, inside
from pipeline.checks.terms.phrases import phrases, stands_for
from pipeline.model.check import Context
from pipeline.model.findings import Place
from pipeline.model.source import LANGS, Span
from pipeline.model.terms import Concept, Hit

# Concepts of one of these domains exclude each other: an organ named in place of another is wrong,
# while a treatment may well be named beside the biology it acts on.
EXCLUSIVE = frozenset({"disease", "drug", "anatomy", "symptom", "outcome", "safety"})


@dataclass(frozen=True)
class Instead:
    """The words, with their places; ``concept`` is whose rendering they are, if anyone's.

    ``is_certain`` where they can hardly be a way to say the term again (the drug, its effect).
    ``alike`` is how near in meaning they are to the term (a cosine), 1 for a concept's rendering.
    """

    places: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()
    concept: int | None = None
    is_certain: bool = False
    alike: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.places)


def instead(ctx: Context, linked_terms: LinkedTerms, index: int, hits: Sequence[Hit]) -> Instead:
    """What most likely stands for the concept ``index``, which the source names at ``hits``.

    Another concept's rendering, where the two exclude each other or the linked sentence says
    it without a reason; else the phrase of the linked sentence that is nearest to the term.
    """
    concept = ctx.glossary.concepts[index]
    ours, theirs = linked_terms.of(hits)
    if theirs:
        # What happens (avoid) stands for no thing (眠気), though avoidance is a term of its own.
        verbs = any(names_an_action(ctx.source, hit) for hit in hits)
        rendered = [
            hit
            for hit in linked_terms.derived_in(theirs)
            if verbs or not names_an_action(ctx.target, hit)
        ]
        rivals = _rivals(ctx, concept, rendered, linked_terms.named_in(ours))
        if rivals:
            return _reported(ctx, rivals)
        if near := _nearest(ctx, linked_terms, concept, hits, ours, theirs):
            return near
    meant = frozenset(hit.concept for hit in linked_terms.region.named)
    return _reported(ctx, _rivals(ctx, concept, linked_terms.region.rendered, meant))


def contradicted(
    ctx: Context, linked_terms: LinkedTerms, index: int, hits: Sequence[Hit]
) -> tuple[list[Hit], Instead]:
    """The hits whose linked sentence names an excluding concept although others are rendered.

    The region then says the concept less often, and the other more often, than the source.
    """
    concept = ctx.glossary.concepts[index]
    if concept.domain not in EXCLUSIVE or not linked_terms.links:
        return [], Instead()
    region = linked_terms.region
    for hit in hits:
        ours, theirs = linked_terms.of([hit])
        if not theirs or any(
            h.concept == index for h in linked_terms.rendered_in(theirs, nested=True)
        ):
            continue
        rivals = [
            rival
            for rival in _rivals(
                ctx, concept, linked_terms.rendered_in(theirs), linked_terms.named_in(ours)
            )
            if _times(region.rendered, rival.concept) > _times(region.named, rival.concept)
        ]
        if rivals and _times(region.rendered, index) < len(hits):
            same = [h for h in hits if linked_terms.of([h])[1] == theirs]
            return same, _reported(ctx, rivals)
    return [], Instead()


def is_rendered_otherwise(ctx: Context, index: int, found: Instead) -> bool:
    """Whether the words also stand where the source does not name the concept ``index``.

    They mean something of their own then (patients), and no wrong rendering.
    """
    if found.concept is not None or not found:
        return False
    naming = {hit.section for hit in ctx.source.nested if hit.concept == index}
    words = _word(found.words[0])
    linked = partners(ctx.links, ctx.target.lang)
    return any(
        words.search(block.prose.text)
        for section in ctx.target.document.sections
        if not naming.intersection(linked.get(section.id, ()))
        for block in section.blocks
        if block.is_prose
    )


def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}s?(?!\w)", re.IGNORECASE)


def _times(hits: Iterable[Hit], concept: int) -> int:
    return sum(hit.concept == concept and is_accepted(hit) for hit in hits)


def _rivals(
    ctx: Context, concept: Concept, rendered: Iterable[Hit], meant: frozenset[int]
) -> list[Hit]:
    """Terms of the same exclusive domain that the source does not name."""
    if concept.domain not in EXCLUSIVE:
        return []
    concepts = ctx.glossary.concepts
    by_place: dict[tuple[int, ...], list[Hit]] = {}
    for hit in rendered:
        by_place.setdefault((hit.section, hit.block, hit.start), []).append(hit)
    return [
        here[0]
        for here in by_place.values()
        if not any(hit.concept in meant for hit in here)
        and concepts[here[0].concept].domain == concept.domain
        and is_accepted(here[0])
    ]


def _reported(ctx: Context, rivals: Sequence[Hit]) -> Instead:
    document = ctx.target.document
    found = {hit.concept: words(document, hit) for hit in reversed(rivals)}
    return Instead(
        tuple(place(document, hit) for hit in rivals),
        tuple(found.values())[::-1],
        rivals[0].concept if rivals else None,
        bool(rivals),
    )


def _nearest(
    ctx: Context,
    linked_terms: LinkedTerms,
    concept: Concept,
    hits: Sequence[Hit],
    ours: Sequence[Span],
    theirs: Sequence[Span],
) -> Instead:
    """The phrase of the linked sentences that is nearest to the term and renders nothing else."""
    region = linked_terms.region
    source, target = ctx.source.document, ctx.target.document
    meant = linked_terms.named_in(ours)
    taken = [
        place(target, hit).span
        for hit in linked_terms.rendered_in(theirs, nested=True)
        if hit.concept in meant
    ]
    candidates = [
        phrase
        for phrase in phrases(ctx.target, region.target, theirs)
        if not any(_meet(phrase.place.span, span) for span in taken)
    ]
    own = [place(source, hit).span for hit in hits]
    beside = [
        phrase.text
        for phrase in phrases(ctx.source, region.source, ours)
        if not any(_meet(phrase.place.span, span) for span in own)
    ]
    term = (words(source, hits[0]), *(concept.preferred(lang) for lang in LANGS))
    nearest = stands_for(ctx, term, beside, candidates)
    if nearest is None:
        return Instead()
    found, alike = nearest
    known = next(
        (
            hit.concept
            for hit in linked_terms.rendered_in(theirs)
            if inside(place(target, hit).span, [found.place.span])
            and place(target, hit).span.end == found.place.span.end
        ),
        None,
    )
    is_certain = known is not None or (alike >= thresholds.PHRASE_SAME_KIND and not found.pointing)
    return Instead(
        (found.place,), (found.text,), known, is_certain, 1.0 if known is not None else alike
    )


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
