"""Concepts of medicine that exclude each other, one in the place of the other, glossary or not.

Organs, sides, diseases, kinds of drug, sexes and routes of `pipeline/lexicon/exclusive.py`: where
linked sentences name one each and neither names the other's, one stands for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.units import Page, Unit, aligned_units
from pipeline.checks.names.unlinked import joined
from pipeline.lexicon.exclusive import Exchanged, Member, exchanged, mentions
from pipeline.model.check import Context
from pipeline.model.findings import Place
from pipeline.model.source import Lang


class Excluded(NamedTuple):
    """What the source says and what the target says instead, with the probability of a fault."""

    ours: Place
    theirs: Place
    said: tuple[str, str]
    expected: str
    confidence: float


def excluded(ctx: Context) -> Iterator[Excluded]:
    """Every exchanged concept of linked sentences, headings and cells, once a place."""
    source, target = Page(ctx.source, frozenset()), Page(ctx.target, frozenset())
    seen = set()
    for aligned in aligned_units(ctx, source, target):
        ours, theirs = joined(source, aligned.source), joined(target, aligned.target)
        for each in exchanged(ours.text, theirs.text, ctx.source.lang):
            confidence = (
                thresholds.EXCLUDED_ALONE if each.alone else thresholds.EXCLUDED_AMONG_OTHERS
            )
            around = aligned.around_source, aligned.around_target
            if _are_both_nearby(each, *around, ctx.source.lang):
                confidence = min(confidence, thresholds.EXCLUDED_NEARBY)
            here = ours.place(each.ours.start, each.ours.end)
            there = theirs.place(each.theirs.start, each.theirs.end)
            if here in seen or confidence < thresholds.PROBABLE:
                continue
            seen.add(here)
            yield Excluded(
                Place(ctx.source.lang, here[1], here[0]),
                Place(ctx.target.lang, there[1], there[0]),
                (
                    ours.text[each.ours.start : each.ours.end],
                    theirs.text[each.theirs.start : each.theirs.end],
                ),
                each.ours.member.name,
                confidence,
            )


def _are_both_nearby(
    each: Exchanged, source: Sequence[Unit], target: Sequence[Unit], lang: Lang
) -> bool:
    """Whether the linked sections name both on both sides, so that sentences may be crossed."""
    wanted = {each.ours.member, each.theirs.member}
    other: Lang = "en" if lang == "ja" else "ja"
    return wanted <= _members(source, lang) and wanted <= _members(target, other)


def _members(units: Sequence[Unit], lang: Lang) -> set[Member]:
    return {found.member for unit in units for found in mentions(unit.text, lang)}
