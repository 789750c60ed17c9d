"""Concepts of medicine that exclude each other, one in the place of the other, glossary or not.

Organs, sides, diseases, kinds of drug, sexes and routes of `pipeline/lexicon/exclusive.py`: where
linked sentences name one each and neither names the other's, one stands for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks.linked.units import Page, Unit, aligned_units
from pipeline.checks.names.unlinked import joined
from pipeline.lexicon.exclusive import Exchanged, Member, exchanged, mentions
from pipeline.model.check import Context
from pipeline.model.findings import Place
from pipeline.model.source import Lang

# Probability that a reviser objects, by what else the sentences and their sections name. Links that
# are wrong are counted in: on 15,600 human translations, linked at 0.5 or more, and 3,800 names of
# diseases one was found, and it is a fault (docs/fidelity.md).
_ALONE, _AMONG_OTHERS, _NEARBY = 0.92, 0.6, 0.7
SHOWN, ERROR = 0.5, 0.8


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
            confidence = _ALONE if each.alone else _AMONG_OTHERS
            around = aligned.around_source, aligned.around_target
            if _are_both_nearby(each, *around, ctx.source.lang):
                confidence = min(confidence, _NEARBY)
            here = ours.place(each.ours.start, each.ours.end)
            there = theirs.place(each.theirs.start, each.theirs.end)
            if here in seen or confidence < SHOWN:
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
