"""Sentences of linked sections to which nothing on the other side is alike.

A sentence without a link may still stand on the other side in other words, or within another
sentence. Where neither a sentence of the whole other article nor two neighbours joined are alike
enough to be its translation, nor a clause of the linked sections, it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks import thresholds
from pipeline.checks.linked.sentences import ConceptSentence, sentences
from pipeline.checks.omissions.meaning import comparable, length, says_nothing, unrelated
from pipeline.model.check import Context, Side
from pipeline.model.links import Link

# What divides clauses: punctuation (no comma between figures), and English words that open one.
_DIVIDER = re.compile(
    r"[、，；;：:（）()—]|,\s|\s[-–]\s"
    r"|\s(?:and|but|or|so|that|which|who|whose|where|when|while|because|since|although|though|if|unless"
    r"|before|after|until|as|without|by|to)\s"
)
Alone = tuple[ConceptSentence, Link, float]


def alone_in_source(ctx: Context) -> tuple[Alone, ...]:
    """Each such sentence of the source, its link of sections, and the probability that it is."""
    return ctx.once(_in_source)


def alone_in_target(ctx: Context) -> tuple[Alone, ...]:
    """The same of the target: what a translator added."""
    return ctx.once(_in_target)


def _in_source(ctx: Context) -> tuple[Alone, ...]:
    return tuple(_alone(ctx, ctx.source, ctx.target))


def _in_target(ctx: Context) -> tuple[Alone, ...]:
    return tuple(_alone(ctx, ctx.target, ctx.source))


def _alone(ctx: Context, side: Side, other: Side) -> Iterator[Alone]:
    suspects = [
        (link, span)
        for link in ctx.links
        if not link.is_gap and link.score >= thresholds.SECTION_LINK
        for each in link.sentences
        if not each.side(other.lang)
        for span in each.side(side.lang)
    ]
    if not suspects:
        return
    own = {sentence.span: sentence for sentence in sentences(side)}
    theirs = _texts(other)
    for link, span in suspects:
        sentence = own.get(span)
        if sentence is None or length(sentence.text, side.lang) < thresholds.ALONE_SHORTEST:
            continue
        others = [text for text in theirs if comparable(sentence.text, side.lang, text)]
        least = min(unrelated(ctx, sentence.text, side.lang, others), default=1.0)
        if least * link.score < thresholds.PROBABLE:
            continue
        clauses = [
            clause
            for clause in _unexplained(ctx, sentence.text, side, other, link)
            if comparable(sentence.text, side.lang, clause)
        ]
        least = min([least, *unrelated(ctx, sentence.text, side.lang, clauses)])
        confidence = round(least * link.score, 4)
        if confidence >= thresholds.PROBABLE:
            yield sentence, link, confidence


def _texts(side: Side) -> list[str]:
    """Titles and sentences, alone and with the next one of their section."""
    found = list(sentences(side))
    titles = [section.title.text for section in side.document.sections if section.title]
    joined = [f"{a.text} {b.text}" for a, b in pairwise(found) if a.section == b.section]
    return [*titles, *(sentence.text for sentence in found), *joined]


def _unexplained(ctx: Context, text: str, side: Side, other: Side, link: Link) -> list[str]:
    """Clauses of linked sentences that are more like ``text`` than like what they are linked with.

    Two sentences that one renders are often linked with it in part only.
    """
    found = []
    for group in link.sentences:
        linked = [side.document.source.cut(span) for span in group.side(side.lang)]
        for span in group.side(other.lang) if linked else ():
            clauses = _clauses(other.document.source.cut(span))
            if clauses:
                own, *vectors = ctx.embed([text, *linked, *clauses])
                origins, parts = vectors[: len(linked)], vectors[len(linked) :]
                found += [
                    clause
                    for clause, part in zip(clauses, parts, strict=True)
                    if part @ own > max(part @ origin for origin in origins)
                ]
    return found


def _clauses(text: str) -> list[str]:
    """What a sentence is divided into, single and each with the next."""
    parts = [part for part in _DIVIDER.split(text) if not says_nothing(part)]
    return [*parts, *(f"{a} {b}" for a, b in pairwise(parts))] if len(parts) > 1 else []
