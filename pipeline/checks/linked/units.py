"""What of both sides says the same: linked sentences, headings, the furniture as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from pipeline.checks import thresholds
from pipeline.checks.linked.places import units
from pipeline.checks.linked.regions import is_accepted, regions
from pipeline.model.check import Context, Side
from pipeline.model.document import Block
from pipeline.model.source import Lang, Span
from pipeline.model.terms import Hit
from pipeline.model.tokens import Token

_UNREAD = frozenset({"code", "html"})


class Unit(NamedTuple):
    """A sentence, heading or cell: part of the prose of a block, ``number`` 0 being the heading."""

    section: int
    number: int
    block: Block
    start: int
    end: int
    span: Span

    @property
    def text(self) -> str:
        """Its words as the reader sees them."""
        return self.block.prose.text[self.start : self.end]

    def place(self, start: int, end: int) -> Span:
        """The source range of a part, given as offsets in the prose of the block."""
        return self.block.prose.span(start, end)


T = TypeVar("T")


class Page:
    """One side, cut into units, with the names of the glossary in each.

    What was read in units is kept, since every sentence of a section asks for all of the section.
    """

    def __init__(self, side: Side, names: frozenset[int]) -> None:
        self.side = side
        self.lang: Lang = side.lang
        self._names = names
        self._tokens: dict[tuple[int, int], tuple[tuple[Token, ...], list[int]]] = {}
        self._cached: dict[Hashable, Any] = {}

    @cached_property
    def units(self) -> dict[Span, Unit]:
        """Every unit by its place, in document order."""
        found = {}
        for section in self.side.document.sections:
            for number, block in enumerate((section.heading, *section.blocks)):
                if block is None or block.kind in _UNREAD or not block.prose:
                    continue
                for start, end in units(block):
                    unit = Unit(section.id, number, block, start, end, block.prose.span(start, end))
                    found[unit.span] = unit
        return found

    @cached_property
    def _by_section(self) -> dict[int, list[Unit]]:
        found: dict[int, list[Unit]] = {}
        for unit in self.units.values():
            found.setdefault(unit.section, []).append(unit)
        return found

    @cached_property
    def _hits(self) -> dict[tuple[int, int], list[Hit]]:
        found: dict[tuple[int, int], list[Hit]] = {}
        for hit in (*self.side.hits, *self.side.nested):
            if hit.concept in self._names and is_accepted(hit):
                found.setdefault((hit.section, hit.block), []).append(hit)
        return found

    def sections(self, numbers: Iterable[int]) -> tuple[Unit, ...]:
        """The units of some sections."""
        return tuple(unit for number in numbers for unit in self._by_section.get(number, ()))

    def heading(self, section: int) -> tuple[Unit, ...]:
        """The heading of a section; nothing where it has none."""
        return tuple(u for u in self._by_section.get(section, ()) if u.number == 0)

    def named(self, unit: Unit) -> list[Hit]:
        """The names of the glossary in a unit, those within longer terms included."""
        hits = self._hits.get((unit.section, unit.number), ())
        return [hit for hit in hits if unit.start <= hit.start and hit.end <= unit.end]

    def tokens(self, unit: Unit) -> tuple[Token, ...]:
        """The tokens of a unit."""
        at = unit.section, unit.number
        if at not in self._tokens:
            tokens = self.side.tokens.blocks[unit.section][unit.number]
            self._tokens[at] = tokens, [token.start for token in tokens]
        tokens, starts = self._tokens[at]
        return tokens[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)]

    def each(
        self, kind: str, units: Iterable[Unit], read: Callable[[Unit], Iterable[T]]
    ) -> list[T]:
        """What ``read`` finds in each of some units, read once a unit for a ``kind``."""
        found: list[T] = []
        for unit in units:
            if (kind, unit.span) not in self._cached:
                self._cached[kind, unit.span] = tuple(read(unit))
            found += self._cached[kind, unit.span]
        return found

    def whole(self, kind: str, units: tuple[Unit, ...], read: Callable[[tuple[Unit, ...]], T]) -> T:
        """What ``read`` makes of all units of a section, made once for a ``kind``."""
        place = (
            kind,
            units[0].span if units else None,
            units[-1].span if units else None,
            len(units),
        )
        if place not in self._cached:
            self._cached[place] = read(units)
        made: T = self._cached[place]
        return made


@dataclass(frozen=True)
class AlignedUnits:
    """Units of both sides that say the same, and what stands in the linked sections around them."""

    source: tuple[Unit, ...]
    target: tuple[Unit, ...]
    around_source: tuple[Unit, ...]
    around_target: tuple[Unit, ...]
    score: float


def aligned_units(ctx: Context, source: Page, target: Page) -> Iterator[AlignedUnits]:
    """Linked sentences and headings of linked sections, then the furniture of both sides."""
    for region in regions(ctx):
        if region.score < thresholds.SECTION_LINK:
            continue
        around = source.sections(region.source), target.sections(region.target)
        for link in region.links:
            ours, theirs = link.oriented(ctx.source.lang)
            if len(ours) == len(theirs) == 1:
                heads = source.heading(ours[0]), target.heading(theirs[0])
                if all(heads):
                    yield AlignedUnits(*heads, *around, link.score)
            for left, right, score in link.groups(ctx.source.lang):
                left_units = tuple(source.units[s] for s in left if s in source.units)
                right_units = tuple(target.units[s] for s in right if s in target.units)
                if left_units and right_units and score >= thresholds.SENTENCE_LINK:
                    yield AlignedUnits(left_units, right_units, *around, min(region.score, score))
    ends = _furniture(source), _furniture(target)
    if all(ends):
        yield AlignedUnits(*ends, *ends, thresholds.SECTION_LINK)


def whole(source: Page, target: Page) -> AlignedUnits:
    """Both articles: a name may stand in the greeting of one and in the sign-off of the other."""
    ours, theirs = tuple(source.units.values()), tuple(target.units.values())
    return AlignedUnits(ours, theirs, ours, theirs, thresholds.ARTICLE_LINK)


def _furniture(page: Page) -> tuple[Unit, ...]:
    return page.sections(s.id for s in page.side.document.sections if s.is_furniture)
