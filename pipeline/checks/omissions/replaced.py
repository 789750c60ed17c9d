"""Linked sections in whose place the target says something else, or nothing at all.

A placeholder (TODO, Coming soon), a full stop, or a text of another meaning keeps the shape of a
document: its sections are linked, and no sentence in them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import Region, regions
from pipeline.checks.linked.sentences import ConceptSentence, by_section, sentences
from pipeline.checks.omissions.meaning import says_nothing, unrelated
from pipeline.model.check import Context


class Replaced(NamedTuple):
    """The sentences of a section of the source, and those that stand in their place."""

    ours: tuple[ConceptSentence, ...]
    theirs: tuple[ConceptSentence, ...]
    score: float


def replaced(ctx: Context) -> tuple[Replaced, ...]:
    """The linked sections of which the target says nothing, in the order of the source."""
    return ctx.once(_replaced)


def _replaced(ctx: Context) -> tuple[Replaced, ...]:
    ours, theirs = (by_section(sentences(side)) for side in (ctx.source, ctx.target))
    found = []
    for region in regions(ctx):
        own = tuple(s for section in region.source for s in ours.get(section, ()))
        other = tuple(s for section in region.target for s in theirs.get(section, ()))
        text = _joined(own)
        if len(text) < thresholds.REPLACED_SHORTEST or _is_linked(region, own):
            continue
        score = _score(ctx, region, text, _joined(other))
        if score >= thresholds.PROBABLE and not _stands_elsewhere(ctx, region, text, theirs):
            found.append(Replaced(own, other, score))
    return tuple(sorted(found, key=lambda each: each.ours[0].span))


def _score(ctx: Context, region: Region, ours: str, theirs: str) -> float:
    if not theirs:
        # A heading that stands alone: its text may be a table, a picture or a part of another.
        return 0.0
    if says_nothing(theirs):
        return thresholds.REPLACED_BY_NOTHING
    return unrelated(ctx, ours, ctx.source.lang, [theirs])[0]


def _is_linked(region: Region, own: Sequence[ConceptSentence]) -> bool:
    """Whether half of the sentences have a counterpart: then single ones are looked at."""
    linked = sum(
        len(group.source)
        for group in region.groups
        if group.target and group.score >= thresholds.SENTENCE_LINK
    )
    return linked >= thresholds.REPLACED_LINKED * len(own)


def _stands_elsewhere(
    ctx: Context, region: Region, text: str, theirs: dict[int, list[ConceptSentence]]
) -> bool:
    """Whether another section of the target may say it: then it moved."""
    lang = ctx.source.lang
    others = [_joined(s) for section, s in theirs.items() if section not in region.target]
    return any(score < thresholds.PROBABLE for score in unrelated(ctx, text, lang, others))


def _joined(found: Sequence[ConceptSentence]) -> str:
    return " ".join(" ".join(sentence.text.split()) for sentence in found)
