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
from pipeline.model.links import SentenceGroup
from pipeline.model.source import Lang, Span
from pipeline.model.tokens import Token


class PlacedQuantity(NamedTuple):
    """A quantity where it stands in a file; ``text`` is its block's, as it was read."""

    quantity: Quantity
    place: Place
    text: str = ""


# The sentences of what no link holds.
UNLINKED = SentenceGroup((), (), 0.0)


@dataclass
class QuantityGroup:
    """Linked sentences: what each side says, less what the other side has answered.

    ``sentences`` are the linked sentences; what no link holds has none, and a score of 0.
    """

    ours: list[PlacedQuantity]
    theirs: list[PlacedQuantity]
    sentences: SentenceGroup

    @property
    def score(self) -> float:
        """The probability of the link."""
        return self.sentences.score


def groups(ctx: Context, region: Region, *, either: bool = False) -> list[QuantityGroup]:
    """One group a sentence link, one for linked titles, and a last one for the rest.

    There are none where one side says no quantity, unless ``either`` side is enough.
    """
    ours, theirs = (
        _quantities_of(ctx.source, region.source),
        _quantities_of(ctx.target, region.target),
    )
    if not (ours or theirs if either else ours and theirs):
        return []
    found = []
    for linked in region.groups:
        if linked.source and linked.target:
            left, right = _inside(ours, linked.source), _inside(theirs, linked.target)
            found.append(QuantityGroup(left, right, linked))
    found += _titles(ctx, region, ours, theirs)
    taken = {id(placed) for group in found for placed in (*group.ours, *group.theirs)}
    left = [placed for placed in ours if id(placed) not in taken]
    right = [placed for placed in theirs if id(placed) not in taken]
    return [*found, QuantityGroup(left, right, UNLINKED)]


def _titles(
    ctx: Context, region: Region, ours: Sequence[PlacedQuantity], theirs: Sequence[PlacedQuantity]
) -> list[QuantityGroup]:
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
    linked = SentenceGroup((spans[0],), (spans[1],), region.score)
    return [QuantityGroup(_inside(ours, linked.source), _inside(theirs, linked.target), linked)]


def _quantities_of(side: Side, sections: Sequence[int]) -> list[PlacedQuantity]:
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
                    found.append(PlacedQuantity(quantity, Place(side.lang, span, number), text))
    return sorted(found, key=lambda placed: placed.place.span)


@lru_cache(maxsize=4096)
def _quantities(text: str, lang: Lang, tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """The quantities of a block; two rules ask for them."""
    return tuple(read(text, lang, tokens))


def _blocks(side: Side, section: Section) -> Iterator[tuple[Block, Sequence[Token]]]:
    for number, block in enumerate((section.heading, *section.blocks)):
        if block is not None and block.is_prose and block.prose and units(block):
            yield block, side.tokens.blocks[section.id][number]


def _inside(placed: Sequence[PlacedQuantity], spans: Sequence[Span]) -> list[PlacedQuantity]:
    """What begins in one of the sentences, by bisection: ``placed`` is in order."""
    found = []
    for span in spans:
        at = bisect_left(placed, span.start, key=lambda s: s.place.span.start)
        while at < len(placed) and placed[at].place.span.start < span.end:
            found.append(placed[at])
            at += 1
    return found
