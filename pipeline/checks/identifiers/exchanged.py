"""Identifiers that changed places between two sentences.

Sentences are linked by what they name, so that those links hide it. What is said around the names
must fit better crosswise, as a whole and word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.identifiers.shapes import Identifier, identifiers
from pipeline.checks.omissions.word_coverage import content_words, share
from pipeline.checks.terms.linked_terms import LinkedTerms, Placed
from pipeline.model.check import Context, Side
from pipeline.model.source import Span


class _Named(NamedTuple):
    """An identifier that stands alone in two linked sentences, and what else these say."""

    ours: Identifier
    theirs: Identifier
    our_text: str
    our_words: tuple[str, ...]
    their_text: str
    their_words: tuple[str, ...]


def exchanged(
    ctx: Context,
    target: Sequence[int],
    linked_terms: LinkedTerms,
    ours: Sequence[Identifier],
    named: Sequence[Identifier],
) -> Iterator[tuple[Identifier, Identifier]]:
    """Source identifiers, each with the one of the target that stands where it does not belong.

    ``ours`` are those of the source sections, ``named`` those among them that may be compared, and
    ``target`` the linked sections.
    """
    for one, two in _nearer_crosswise(ctx, _alone(ctx, target, linked_terms, ours, named)):
        if one.ours.key != two.ours.key and _fits_crosswise(ctx, one, two):
            yield one.ours, two.theirs
            yield two.ours, one.theirs


def _nearer_crosswise(ctx: Context, alone: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """The pairs that come into question, the first before the second, by all cosines at once."""
    import numpy as np

    for at, one in enumerate(alone[:-1]):
        if at % thresholds.COMPARED_AT_MOST == 0:
            rows = alone[at : at + 2 * thresholds.COMPARED_AT_MOST]
            ours, theirs = (
                ctx.embed([getattr(each, side) for each in rows])
                for side in ("our_text", "their_text")
            )
            cosines = ours @ theirs.T
            straight = np.diagonal(cosines)
            better = cosines + cosines.T - straight[:, None] - straight[None, :]
        row = better[at % thresholds.COMPARED_AT_MOST]
        for near in np.flatnonzero(
            row >= thresholds.IDENTIFIERS_CROSSWISE - thresholds.COSINE_ROUNDING
        ).tolist():
            if (
                near > at % thresholds.COMPARED_AT_MOST
                and near <= at % thresholds.COMPARED_AT_MOST + thresholds.COMPARED_AT_MOST
            ):
                yield one, rows[near]


def _fits_crosswise(ctx: Context, one: _Named, two: _Named) -> bool:
    a, their_a, b, their_b = ctx.embed([one.our_text, one.their_text, two.our_text, two.their_text])
    better = float((a - b) @ (their_b - their_a))
    gains = []
    for mine, other in ((one, two), (two, one)):
        straight, cross = (
            share(mine.our_words, words, other.our_words, ctx.embed)
            for words in (mine.their_words, other.their_words)
        )
        gains.append(cross - straight)
    if min(gains) < 0:
        return False
    return better >= (
        thresholds.IDENTIFIERS_CROSSWISE
        if min(gains) > 0
        else thresholds.IDENTIFIERS_CROSSWISE_ALONE
    )


def _alone(
    ctx: Context,
    target: Sequence[int],
    linked_terms: LinkedTerms,
    ours: Sequence[Identifier],
    named: Sequence[Identifier],
) -> list[_Named]:
    """Identifiers that stand alone in a sentence and in one linked with it."""
    if len({i.key for i in named}) < 2:
        return []
    source = Placed((i.span, i) for i in ours)
    answers = Placed(
        (i.span, i) for section in target for i in identifiers(ctx.target.document, section)
    )
    comparable = set(named)
    found = []
    for left, right in linked_terms.links:
        if len(left) != len(right):
            continue
        for span, their_span in product(left, right):
            here, there = source.within([span]), answers.within([their_span])
            if (
                len(here) == len(there) == 1
                and here[0] in comparable
                and here[0].key == there[0].key
            ):
                found.append(
                    _Named(
                        here[0],
                        there[0],
                        *_around(ctx.source, here[0], span),
                        *_around(ctx.target, there[0], their_span),
                    )
                )
    return found


def _around(side: Side, each: Identifier, sentence: Span) -> tuple[str, tuple[str, ...]]:
    """A sentence without its identifier, and its content words."""
    block = each.block - 1
    prose = side.document.sections[each.section].blocks[block].prose
    tokens = [
        token
        for token in side.tokens.blocks[each.section][each.block]
        if sentence.start <= prose.span(token.start, token.end).start < sentence.end
        and (token.end <= each.start or each.end <= token.start)
    ]
    text = side.document.source.cut(sentence).replace(each.text, " ")
    return text, content_words(tokens)
