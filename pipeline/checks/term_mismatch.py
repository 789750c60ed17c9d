"""A glossary term of the source has no accepted rendering in the counterpart.

## Why
A reader who meets three words for one drug, or one word for two, cannot tell whether they are the
same. Where a neighbouring term stands instead (side effect for 有害事象), the text says something
the source does not.

## Bad

    扁桃体の過活動が抑えられます。      Overactivity of the thalamus is suppressed.

## Good

    扁桃体の過活動が抑えられます。      Overactivity of the amygdala is suppressed.

## Configuration
Any rendering in `en` or `en_variants` satisfies, inflected, in another spelling or inside a longer
compound, anywhere in the linked sections; so does the source's own abbreviation. One absent term is
one finding a section, with its further places as related ones. It is an info where the rendering
stands only elsewhere in the article, and where the row is `proposed`. Rows of the domain `name`
belong to `name-mismatch`. A term that stands only in sentences the target leaves out is reported
by `omitted-content` alone. A rendering that is right but not listed belongs in the variants of
`glossary.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks._omissions import hidden, omissions
from pipeline.checks._terms import (
    Region,
    copied,
    counterpart,
    is_accepted,
    place,
    quoted,
    regions,
    renderings,
    severity,
    title,
    words,
)
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place
from pipeline.model.terms import Concept, Hit

# Concepts of one of these domains exclude each other: an organ named in place of another is wrong,
# while a treatment may well be named beside the biology it acts on.
_EXCLUSIVE = frozenset({"disease", "drug", "anatomy", "symptom", "outcome", "safety"})
_SURE, _LIKELY, _MOVED = 0.95, 0.85, 0.6


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a concept and linked sections, at its first place in the source."""
    lost = omissions(ctx)
    for region in regions(ctx):
        for concept, hits in _owed(ctx, region).items():
            if _is_rendered(ctx, region, hits) or _is_forbidden(region, concept):
                continue
            if all(hidden(lost, place(ctx.source.document, hit)) for hit in hits):
                # The sentence is what is missing, not its term: omitted-content says so.
                continue
            yield _finding(ctx, region, concept, hits)


def _owed(ctx: Context, region: Region) -> dict[int, list[Hit]]:
    """The source's terms by concept, where every place has the first concept of its words."""
    taken: set[tuple[int, ...]] = set()
    owed: dict[int, list[Hit]] = {}
    for hit in region.named:
        spot = (hit.section, hit.block, hit.start, hit.end)
        named = ctx.glossary.concepts[hit.concept].domain == "name"
        if named or not is_accepted(hit) or spot in taken:
            continue
        taken.add(spot)
        owed.setdefault(hit.concept, []).append(hit)
    return owed


def _is_rendered(ctx: Context, region: Region, hits: Sequence[Hit]) -> bool:
    """Whether the target says it; words that name several concepts may mean any of them."""
    meant = {other.concept for other in region.named for hit in hits if other[2:] == hit[2:]} | {
        hits[0].concept
    }
    return any(renderings(region, concept) for concept in meant) or any(
        copied(ctx, region, hit) for hit in hits
    )


def _is_forbidden(region: Region, concept: int) -> bool:
    """Whether a forbidden rendering stands there, which is then what is reported."""
    return any(h.concept == concept and not is_accepted(h) for h in region.said)


def _finding(ctx: Context, region: Region, index: int, hits: Sequence[Hit]) -> Finding:
    concept = ctx.glossary.concepts[index]
    source, target = ctx.source.document, ctx.target.document
    instead = _instead(ctx, region, concept)
    elsewhere = [hit for hit in ctx.target.nested if hit.concept == index and is_accepted(hit)]
    moved = bool(elsewhere) and not instead
    ours = place(source, hits[0])
    theirs = place(target, instead[0]) if instead else counterpart(ctx, region, hits[0])
    found = tuple({hit.concept: words(target, hit) for hit in reversed(instead)}.values())[::-1]
    japanese = source.lang == "ja"
    sure = _SURE if instead else _MOVED if moved else _LIKELY
    return Finding(
        rule=RULE.id,
        severity="info" if moved else severity(concept),
        message=_message(ctx, concept, words(source, hits[0]), found, moved),
        ja=ours if japanese else theirs,
        en=theirs if japanese else ours,
        identity=("term", concept.preferred(source.lang), title(source, hits[0])),
        confidence=round(sure * region.score, 4),
        related=tuple(_further(ctx, hits[1:], elsewhere[:1] if moved else instead[1:])),
        data={
            "term": words(source, hits[0]),
            "concept": concept.id,
            "expected": list(concept.accepted(target.lang)),
            "found": list(found),
            "moved": moved,
            "note": concept.note,
            "domain": concept.domain,
        },
    )


def _instead(ctx: Context, region: Region, concept: Concept) -> tuple[Hit, ...]:
    """What the target names of the same exclusive domain although the source does not."""
    if concept.domain not in _EXCLUSIVE:
        return ()
    meant, concepts = {hit.concept for hit in region.named}, ctx.glossary.concepts
    by_place: dict[tuple[int, ...], list[Hit]] = {}
    for hit in region.said:
        by_place.setdefault((hit.section, hit.block, hit.start), []).append(hit)
    return tuple(
        here[0]
        for here in by_place.values()
        if not any(hit.concept in meant for hit in here)
        and concepts[here[0].concept].domain == concept.domain
        and is_accepted(here[0])
    )


def _further(ctx: Context, ours: Iterable[Hit], theirs: Iterable[Hit]) -> Iterator[Place]:
    yield from (place(ctx.source.document, hit) for hit in ours)
    yield from (place(ctx.target.document, hit) for hit in theirs)


def _message(ctx: Context, concept: Concept, term: str, found: Sequence[str], moved: bool) -> str:
    source, target = ctx.source.lang, ctx.target.lang
    preferred, *also = concept.accepted(target)
    wanted = quoted([preferred], target)
    if moved:
        return f"{quoted([term], source)} has no rendering here; {wanted} stands elsewhere only"
    or_ = f" (or {quoted(also, target)})" if also else ""
    if found:
        return f"{quoted([term], source)} is {wanted}{or_}, not {quoted(found, target)}"
    return f"{quoted([term], source)} is rendered by no accepted term; write {wanted}{or_}"


RULE = Rule("term-mismatch", "error", check, __doc__)
