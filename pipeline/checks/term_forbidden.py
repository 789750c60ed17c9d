"""A rendering that the glossary forbids stands for its concept.

## Why
Some words mislead whatever the sentence says: they promise more than the source (complete cure for
寛解), hurt (split personality), or name something else (tonsil for 扁桃体). They are listed because
someone once wrote them.

## Bad

    寛解を目指して治療を続けます。      We continue treatment, aiming for a complete cure.

## Good

    寛解を目指して治療を続けます。      We continue treatment, aiming for remission.

## Configuration
A word in `en_forbidden` counts only where its concept stands in the linked source section, so that
other uses of it stay free, and not as a part of a longer accepted term. It is an info where the
concept is rendered as often as the source names it: the word then stands for something else, most
likely. A word in `ja_forbidden` counts in the source wherever it stands. Rows of status `proposed`
yield infos.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import (
    Region,
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
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import Lang
from pipeline.model.terms import Hit


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a concept and section, at the first forbidden word."""
    yield from _in_source(ctx)
    for region in regions(ctx):
        yield from _in_target(ctx, region)


def _in_source(ctx: Context) -> Iterator[Finding]:
    """Forbidden words of the source, wherever they stand."""
    document = ctx.source.document
    forbidden = [hit for hit in ctx.source.hits if not is_accepted(hit)]
    for _, found in groupby(forbidden, key=lambda hit: hit.section):
        for hits in _by_concept(found):
            yield _finding(
                ctx, ctx.source.lang, hits, None, thresholds.TERM_CERTAIN, title(document, hits[0])
            )


def _in_target(ctx: Context, region: Region) -> Iterator[Finding]:
    """Forbidden words of the target whose concept the source names in the linked sections."""
    document = ctx.source.document
    meant = region.concepts()
    forbidden = [
        hit
        for hit in region.rendered
        if not is_accepted(hit) and hit.concept in meant and not _says_another(region, hit)
    ]
    for hits in _by_concept(forbidden):
        named = [hit for hit in region.within_source if hit.concept == hits[0].concept]
        times = sum(hit.concept == hits[0].concept for hit in region.named)
        certain = len(renderings(region, hits[0].concept)) < max(times, 1)
        yield _finding(
            ctx,
            ctx.target.lang,
            hits,
            place(document, named[0]),
            (thresholds.TERM_CERTAIN if certain else thresholds.TERM_FORBIDDEN_UNCERTAIN)
            * region.score,
            title(document, named[0]),
            certain=certain,
        )


def _says_another(region: Region, hit: Hit) -> bool:
    """Whether the same words are an accepted rendering of another concept of the source."""
    meant = region.concepts()
    return any(
        is_accepted(other) and other.concept in meant and other[2:] == hit[2:]
        for other in region.rendered
    )


def _by_concept(hits: Iterable[Hit]) -> list[list[Hit]]:
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.concept, []).append(hit)
    return list(groups.values())


def _finding(
    ctx: Context,
    lang: Lang,
    hits: Sequence[Hit],
    counterpart: Place | None,
    confidence: float,
    section: str,
    *,
    certain: bool = True,
) -> Finding:
    """Forbidden words of ``lang``; ``counterpart`` is where the other side has their concept."""
    document = (ctx.source if lang == ctx.source.lang else ctx.target).document
    concept = ctx.glossary.concepts[hits[0].concept]
    found = words(document, hits[0])
    here, *further = (place(document, hit) for hit in hits)
    doubt = "" if certain else "; it may stand for something else here"
    note = f" ({concept.note})" if concept.note else ""
    return Finding(
        rule=RULE.id,
        severity=severity(concept) if certain else "info",
        message=f"{quoted([found], lang)} is forbidden; "
        f"write {quoted([concept.preferred(lang)], lang)}{note}{doubt}",
        **placed(here, counterpart),
        identity=("term", lang, concept.preferred(ctx.source.lang), hits[0].form.text, section),
        confidence=round(confidence, 4),
        related=tuple(further),
        data={
            "term": concept.preferred(ctx.source.lang),
            "concept": concept.id,
            "preferred": concept.preferred(ctx.source.lang),
            "expected": list(concept.accepted(lang)),
            "found": list(dict.fromkeys(words(document, hit) for hit in hits)),
            "note": concept.note,
            "domain": concept.domain,
        },
    )


RULE = Rule("term-forbidden", "error", check, __doc__)
