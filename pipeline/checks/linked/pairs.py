"""Sentences that translate each other one to one, with their tokens, claims and places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.checks import thresholds
from pipeline.checks.claims.model import SentenceClaims
from pipeline.checks.claims.reading import read
from pipeline.checks.linked.places import units
from pipeline.model.check import Context, Side
from pipeline.model.document import Block
from pipeline.model.findings import Place
from pipeline.model.source import LANGS, Lang, Span
from pipeline.model.tokens import Token

_KANA = re.compile(r"[ぁ-んァ-ヶ]")


@dataclass(frozen=True)
class PlacedSentence:
    """One sentence where it stands; ``number`` is that of its block in its section, from 1."""

    side: Side
    section: int
    number: int
    block: Block
    tokens: tuple[Token, ...]
    span: Span

    @cached_property
    def reading(self) -> SentenceClaims:
        """What it claims and denies."""
        return read(self.tokens, self.side.lang)

    @property
    def is_language(self) -> bool:
        """Whether it is written in the language of its side, not left over or quoted."""
        kana = bool(_KANA.search(self.side.document.source.cut(self.span)))
        return kana == (self.side.lang == "ja")

    @property
    def beside(self) -> Iterator[PlacedSentence]:
        """The sentences before and after it in its block."""
        own = self.side.tokens.blocks[self.section][self.number]
        spans = units(self.block)
        here = next((n for n, (a, b) in enumerate(spans) if a <= self.tokens[0].start < b), 0)
        for start, end in spans[max(0, here - 1) : here] + spans[here + 1 : here + 2]:
            inside = tuple(token for token in own if start <= token.start < end)
            span = self.block.prose.span(start, end)
            yield PlacedSentence(self.side, self.section, self.number, self.block, inside, span)

    def place(self, start: int, end: int) -> Place:
        """The place of a range of the block's prose."""
        return Place(self.side.lang, self.block.prose.span(start, end), self.section)

    @property
    def text(self) -> str:
        """The sentence as it stands in the file, its white space folded."""
        return " ".join(self.side.document.source.cut(self.span).split())


@dataclass(frozen=True)
class SentencePair:
    """A sentence and the one that translates it; ``score`` is the probability that it does."""

    ours: PlacedSentence
    theirs: PlacedSentence
    score: float


def sentence_pairs(ctx: Context) -> tuple[SentencePair, ...]:
    """Certain one-to-one sentence links, in document order; what is read of each is kept."""
    return ctx.once(_sentence_pairs)


def _sentence_pairs(ctx: Context) -> tuple[SentencePair, ...]:
    return tuple(_pairs(ctx))


def _pairs(ctx: Context) -> Iterator[SentencePair]:
    ours = theirs = None
    for link in ctx.links:
        if link.is_gap or link.score < thresholds.SECTION_LINK:
            continue
        for each in link.groups(ctx.source.lang):
            if (
                len(each.source) != 1
                or len(each.target) != 1
                or each.score < thresholds.SENTENCE_LINK
            ):
                continue
            if ours is None or theirs is None:
                ours, theirs = _by_span(ctx.source), _by_span(ctx.target)
            left, right = ours.get(each.source[0]), theirs.get(each.target[0])
            if left is None or right is None:
                continue
            if left.is_language and right.is_language:
                yield SentencePair(left, right, round(link.score * each.score, 4))


def unlinked_beside(ctx: Context, sentence: PlacedSentence) -> Iterator[PlacedSentence]:
    """The sentences before and after it that are linked with none, so that it may say them too."""
    linked = ctx.once(_linked)[sentence.side.lang]
    return (other for other in sentence.beside if other.span not in linked)


def _linked(ctx: Context) -> dict[Lang, frozenset[Span]]:
    """The sentences of each side that have a counterpart."""
    links = [each for link in ctx.links for each in link.sentences if each.ja and each.en]
    return {lang: frozenset(span for each in links for span in each.side(lang)) for lang in LANGS}


def sentences(side: Side) -> Iterator[PlacedSentence]:
    """Every sentence of the prose of a document, its headings left out."""
    for section in side.document.sections:
        for number, block in enumerate(section.blocks, start=1):
            if not block.is_prose or not block.prose:
                continue
            tokens = side.tokens.blocks[section.id][number]
            starts = [token.start for token in tokens]
            for start, end in units(block):
                span = block.prose.span(start, end)
                inside = tuple(tokens[bisect_left(starts, start) : bisect_left(starts, end)])
                yield PlacedSentence(side, section.id, number, block, inside, span)


def _by_span(side: Side) -> dict[Span, PlacedSentence]:
    return {sentence.span: sentence for sentence in sentences(side)}
