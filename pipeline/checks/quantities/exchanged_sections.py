"""Values that two sections exchanged: adults 20 mg and children 10 mg became 10 and 20.

Numbers are evidence for the aligner as well, so that sections whose values were exchanged are
linked with less certainty than other rules ask for. Where all that is left over in two of them
agrees crosswise, and their words without the numbers belong together as they are linked, the values
have changed places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import Region
from pipeline.checks.quantities.answers import answers
from pipeline.checks.quantities.compare import agree
from pipeline.checks.quantities.linked import PlacedQuantity, groups
from pipeline.model.check import Context, Side

# So many sections are compared with each other.
_MOST = 40
_FIGURES = re.compile(r"[\d０-９]+")

Pair = tuple[PlacedQuantity, PlacedQuantity]


def exchanged_sections(
    ctx: Context, found: Sequence[Region], certain: float
) -> Iterator[tuple[Pair, Pair]]:
    """Each two values that two sections, one of them linked below ``certain``, exchanged."""
    if all(region.score >= certain for region in found):
        return
    left = [
        (region, _left(ctx, region))
        for region in found
        if region.score >= thresholds.SECTION_BARELY_LINKED
    ]
    told = [(region, pair) for region, pair in left if pair is not None][:_MOST]
    for (one, (a, b)), (other, (c, d)) in combinations(told, 2):
        if min(one.score, other.score) >= certain or a.quantity.role != c.quantity.role:
            continue
        crosswise = agree(a.quantity, d.quantity) and agree(c.quantity, b.quantity)
        if crosswise and _is_straight(ctx, one, other):
            yield (a, b), (c, d)


def _left(ctx: Context, region: Region) -> Pair | None:
    """The one quantity of each side that nothing answers."""
    ours: list[PlacedQuantity] = []
    theirs: list[PlacedQuantity] = []
    for group in groups(ctx, region):
        answers(group)
        ours += [placed for placed in group.ours if not placed.quantity.soft]
        theirs += [placed for placed in group.theirs if not placed.quantity.soft]
    return (ours[0], theirs[0]) if len(ours) == len(theirs) == 1 else None


def _is_straight(ctx: Context, one: Region, other: Region) -> bool:
    texts = [
        _words(side, sections)
        for side, sections in (
            (ctx.source, one.source), (ctx.source, other.source),
            (ctx.target, one.target), (ctx.target, other.target),
        )
    ]  # fmt: skip
    a, b, c, d = ctx.embed(texts)
    return float(a @ c + b @ d) > float(a @ d + b @ c)


def _words(side: Side, sections: Sequence[int]) -> str:
    """The titles of sections, which say whom they are for, and their words without numbers."""
    texts = (side.document.source.cut(side.document.sections[number].span) for number in sections)
    return _FIGURES.sub("", " ".join(texts))[:400]
