"""Sections that correspond stand in another order.

## Why
It is often meant: a translation for other readers puts other things first. It is shown because
later edits then go astray, and because a warning that moved to the end is read by fewer people.

## Bad

    # 磁気刺激               # Exosomes
    # エクソソーム           # Magnetic stimulation

## Good

    # 磁気刺激               # Magnetic stimulation
    # エクソソーム           # Exosomes

## Configuration
Only the fewest sections whose move explains the order are reported, and a section that moved takes
its subsections along. Of two that changed places, the shorter one is reported. An order that is
meant belongs in `taiyaku.decisions.toml`, with the reason. The severity is set under `[rules]` in
`taiyaku.toml`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.checks.linked.places import LANGUAGE, heading_place, identity, label, measure
from pipeline.checks.structure.gaps import partners
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document, Section
from pipeline.model.findings import Finding, placed
from pipeline.model.source import Lang


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a moved section, with its place on both sides."""
    source, target = ctx.source.document, ctx.target.document
    linked = partners(ctx.links, source.lang)
    scores = _scores(ctx, source.lang)
    for family in _families(source, linked):
        positions = [linked[section.id][0] for section in family]
        weights = [measure([s, *source.descendants(s.id)])[1] for s in family]
        unmoved = in_order(positions, weights)
        for index, section in enumerate(family):
            if index not in unmoved:
                partner = target.sections[positions[index]]
                before = family[index - 1] if index else None
                ahead = _ahead(positions[index], positions)
                preceding = target.sections[ahead] if ahead is not None else None
                yield _finding(ctx, section, partner, before, preceding, scores[section.id])


def in_order(positions: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Indices of a longest non-decreasing subsequence; among equally long ones the heaviest.

    The usual patience method with (length, weight) in place of the length: a frontier keeps, for
    ascending last positions, the best chain that ends there. O(n log n).
    """
    ends: list[int] = []
    best: list[tuple[int, int]] = []
    chains: list[int] = []
    earlier: list[int | None] = []
    for index, (position, weight) in enumerate(zip(positions, weights, strict=True)):
        slot = bisect_right(ends, position)
        count, mass = best[slot - 1] if slot else (0, 0)
        earlier.append(chains[slot - 1] if slot else None)
        reached = (count + 1, mass + weight)
        stop = bisect_right(best, reached, lo=slot)
        start = bisect_left(ends, position, hi=slot)
        ends[start:stop] = [position]
        best[start:stop] = [reached]
        chains[start:stop] = [index]
    unmoved: set[int] = set()
    at = chains[-1] if chains else None
    while at is not None:
        unmoved.add(at)
        at = earlier[at]
    return frozenset(unmoved)


def _families(document: Document, linked: dict[int, tuple[int, ...]]) -> list[list[Section]]:
    """Linked siblings; children of an unlinked section move up to its siblings."""
    above: dict[int, int | None] = {}
    families: dict[int | None, list[Section]] = {}
    for section in document.sections:
        parent = section.parent
        while parent is not None and parent not in linked:
            parent = above[parent]
        above[section.id] = parent
        if section.id in linked:
            families.setdefault(parent, []).append(section)
    return list(families.values())


def _ahead(position: int, positions: Sequence[int]) -> int | None:
    """The nearest sibling that stands before ``position`` in the target."""
    return max((other for other in positions if other < position), default=None)


def _scores(ctx: Context, lang: Lang) -> dict[int, float]:
    return {
        section: link.score
        for link in ctx.links
        if not link.is_gap
        for section in (link.ja if lang == "ja" else link.en)
    }


def _finding(
    ctx: Context,
    section: Section,
    partner: Section,
    before: Section | None,
    ahead: Section | None,
    score: float,
) -> Finding:
    source, target = ctx.source.document, ctx.target.document
    ours, theirs = heading_place(source, section), heading_place(target, partner)
    here, there = _after(before), _after(ahead)
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{label(section)} stands {here} in the {LANGUAGE[source.lang]}, "
        f"but {there} in the {LANGUAGE[target.lang]}",
        **placed(ours, theirs),
        identity=identity(source, section),
        confidence=score,
        data={
            "title": section.title.text,
            "counterpart": partner.title.text,
            "source_after": before.title.text if before else None,
            "target_after": ahead.title.text if ahead else None,
        },
    )


def _after(section: Section | None) -> str:
    """Where something stands; what follows the opening words alone is first."""
    return f"after {label(section)}" if section and section.title else "first"


RULE = Rule("reordered-section", "info", check, __doc__)
