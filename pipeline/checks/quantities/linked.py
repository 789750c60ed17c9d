"""The quantities of linked sections where they stand, sentence link by sentence link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.linked.places import units
from pipeline.checks.linked.regions import Region
from pipeline.checks.quantities import Quantity, read
from pipeline.checks.quantities.markup import running
from pipeline.checks.quantities.tables_of_text import with_units
from pipeline.model.check import Context, Side
from pipeline.model.document import Block, Section
from pipeline.model.findings import Place
from pipeline.model.source import Lang, Span
from pipeline.model.tokens import Token


class Said(NamedTuple):
    """A quantity where it stands in a file; ``text`` is its block's, as it was read."""

    quantity: Quantity
    place: Place
    text: str = ""


@dataclass
class Group:
    """Linked sentences: what each side says, less what the other side has answered.

    ``score`` is the probability of the link, 0 for what no link holds; ``facing`` are the
    sentences of the target.
    """

    ours: list[Said]
    theirs: list[Said]
    score: float
    facing: tuple[Span, ...] = ()
    own: tuple[Span, ...] = ()


def groups(ctx: Context, region: Region, *, either: bool = False) -> list[Group]:
    """One group a sentence link, one for linked titles, and a last one for the rest.

    There are none where one side says no quantity, unless ``either`` side is enough.
    """
    ours, theirs = _said(ctx.source, region.source), _said(ctx.target, region.target)
    if not (ours or theirs if either else ours and theirs):
        return []
    found = []
    for link in region.links:
        for each in link.sentences:
            sides = (each.ja, each.en) if ctx.source.lang == "ja" else (each.en, each.ja)
            if all(sides):
                left, right = _inside(ours, sides[0]), _inside(theirs, sides[1])
                found.append(Group(left, right, each.score, sides[1], sides[0]))
    found += _titles(ctx, region, ours, theirs)
    taken = {id(said) for group in found for said in (*group.ours, *group.theirs)}
    left = [said for said in ours if id(said) not in taken]
    right = [said for said in theirs if id(said) not in taken]
    return [*found, Group(left, right, 0.0)]


def _titles(
    ctx: Context, region: Region, ours: Sequence[Said], theirs: Sequence[Said]
) -> list[Group]:
    """The titles of sections that are linked one to one."""
    if len(region.source) != 1 or len(region.target) != 1:
        return []
    titles = [
        side.document.sections[number].title
        for side, (number,) in ((ctx.source, region.source), (ctx.target, region.target))
    ]
    if not all(titles):
        return []
    spans = [title.span(0, len(title.text)) for title in titles]
    return [Group(_inside(ours, spans[:1]), _inside(theirs, spans[1:]), region.score)]


def _said(side: Side, sections: Sequence[int]) -> list[Said]:
    found = []
    for number in sections:
        blocks = list(_blocks(side, side.document.sections[number]))
        cells = [(at, block) for at, (block, _) in enumerate(blocks) if block.kind == "cell"]
        units_of = dict(with_units(cells, side.document.source, side.lang)) if cells else {}
        for at, (block, tokens) in enumerate(blocks):
            text, words = running(block, side.document.source), tuple(tokens)
            if at in units_of:
                # No word of the dictionary ends in a unit that stands elsewhere.
                text, words = f"{text.rstrip()} {units_of[at]}", ()
            for quantity in _quantities(text, side.lang, words):
                end = min(quantity.end, len(block.prose.text))
                if quantity.start < end:
                    span = block.prose.span(quantity.start, end)
                    found.append(Said(quantity, Place(side.lang, span, number), text))
    return sorted(found, key=lambda said: said.place.span)


@lru_cache(maxsize=4096)
def _quantities(text: str, lang: Lang, tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """The quantities of a block; two rules ask for them."""
    return tuple(read(text, lang, tokens))


def _blocks(side: Side, section: Section) -> Iterator[tuple[Block, Sequence[Token]]]:
    for number, block in enumerate((section.heading, *section.blocks)):
        if block is not None and block.is_prose and block.prose and units(block):
            yield block, side.tokens.blocks[section.id][number]


def _inside(said: Sequence[Said], spans: Sequence[Span]) -> list[Said]:
    """What begins in one of the sentences, by bisection: ``said`` is in order."""
    found = []
    for span in spans:
        at = bisect_left(said, span.start, key=lambda s: s.place.span.start)
        while at < len(said) and said[at].place.span.start < span.end:
            found.append(said[at])
            at += 1
    return found
