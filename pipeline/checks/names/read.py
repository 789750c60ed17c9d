"""Names without a row in the glossary, compared by how they may be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from pipeline.checks.linked.regions import place
from pipeline.checks.linked.units import Facing, Page, Unit
from pipeline.checks.names import branches
from pipeline.checks.names.deviation import Deviation, touches
from pipeline.checks.names.institutions import institutions, may_be
from pipeline.checks.names.people import fits, japanese, romanised, says
from pipeline.checks.names.places import towns
from pipeline.checks.names.romanised import fold, voiceless
from pipeline.model.check import Context
from pipeline.model.source import Span

_PERSON, _INSTITUTION, _TOWN = 0.8, 0.75, 0.8
_WORD = re.compile(r"[A-ZĀĒĪŌŪ][\w'’]+")


class _Found(Protocol):
    """Anything that has a place."""

    @property
    def span(self) -> Span: ...


J = TypeVar("J", bound=_Found)
E = TypeVar("E", bound=_Found)


class _Both(NamedTuple):
    """Linked units and what surrounds them, by language."""

    ctx: Context
    ja: Page
    en: Page
    japanese: tuple[Unit, ...]
    english: tuple[Unit, ...]
    around_ja: tuple[Unit, ...]
    around_en: tuple[Unit, ...]


def read(ctx: Context, source: Page, target: Page, facing: Facing) -> Iterator[Deviation]:
    """People, institutions and places that nothing in the other language can be."""
    if source.lang == "ja":
        both = _Both(
            ctx, source, target, facing.source, facing.target,
            facing.around_source, facing.around_target,
        )  # fmt: skip
    else:
        both = _Both(
            ctx, target, source, facing.target, facing.source,
            facing.around_target, facing.around_source,
        )  # fmt: skip
    told: list[Span] = []
    for kind in (_people, _institutions, _towns, _branches):
        for found in kind(both):
            # The town in an institution's name is said with it.
            if not touches(found.span, told):
                told.append(found.span)
                yield found if source.lang == "ja" else _turned(found)


def _people(both: _Both) -> Iterator[Deviation]:
    ctx = both.ctx
    names = _free(romanised(both.en, both.english), both.en, both.english)
    if not names:
        return
    people = _free(japanese(ctx, both.ja, both.japanese), both.ja, both.japanese)
    if not people:
        return
    others = list(japanese(ctx, both.ja, both.around_ja))
    near = list(romanised(both.en, both.around_en))
    new = [name for name in names if not any(fits(ctx, person, name) for person in others)]
    # A family name that stands without a title is no name by its form, but says who is meant.
    inside = [name.span for name in near]
    bare = {
        fold(m.group())
        for unit in both.around_en
        for m in _WORD.finditer(unit.block.prose.text, unit.start, unit.end)
        if not touches(unit.place(*m.span()), inside)
    }
    gone = [
        person
        for person in people
        if not any(fits(ctx, person, name) for name in near) and not says(ctx, person, bare)
    ]
    for person, name in _paired(gone, new):
        yield Deviation(
            person.text,
            person.section,
            person.span,
            name.text,
            name.section,
            name.span,
            () if person.foreign else (person.usual,),
            _PERSON,
        )


def _institutions(both: _Both) -> Iterator[Deviation]:
    ctx = both.ctx
    theirs = _free(institutions(both.en, both.english), both.en, both.english)
    if not theirs:
        return
    ours = _free(institutions(both.ja, both.japanese), both.ja, both.japanese)
    if not ours:
        return
    near = list(institutions(both.en, both.around_en))
    others = list(institutions(both.ja, both.around_ja))
    gone = [o for o in ours if not any(may_be(ctx, o, n) for n in near)]
    new = [t for t in theirs if not any(may_be(ctx, o, t) for o in others)]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text, our.section, our.span, their.text, their.section, their.span, (), _INSTITUTION
        )


def _towns(both: _Both) -> Iterator[Deviation]:
    ours = _free(towns(both.ja, both.japanese), both.ja, both.japanese)
    if not ours:
        return
    theirs = _free(towns(both.en, both.english), both.en, both.english)
    if not theirs:
        return
    english = {fold(w) for unit in both.around_en for w in re.findall(r"\w+", unit.text)}
    japanese_text = "".join(unit.text for unit in both.around_ja)
    gone = [our for our in ours if fold(our.english) not in english]
    new = [their for their in theirs if their.key not in japanese_text]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text, our.section, our.span, their.text, their.section, their.span,
            (our.english,), _TOWN,
        )  # fmt: skip


def _branches(both: _Both) -> Iterator[Deviation]:
    ctx = both.ctx
    ours = _free(branches.japanese(ctx, both.ja, both.japanese), both.ja, both.japanese)
    theirs = _free(branches.english(both.en, both.english), both.en, both.english)
    if not ours or not theirs:
        return
    words = {
        voiceless(fold(word))
        for unit in both.around_en
        for word in re.findall(r"[^\W\d_]+", unit.text)
    }
    others = list(branches.japanese(ctx, both.ja, both.around_ja))
    gone = [our for our in ours if not our.readings & words]
    new = [their for their in theirs if not any(branches.may_be(o, their) for o in others)]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text, our.section, our.span, their.text, their.section, their.span, (), _TOWN
        )


def _free(found: Iterable[E], page: Page, units: Iterable[Unit]) -> list[E]:
    """What is no name of the glossary, nor part of one."""
    document = page.side.document
    named = [place(document, hit).span for unit in units for hit in page.named(unit)]
    return [each for each in found if not touches(each.span, named)]


def _paired(gone: Sequence[J], new: Sequence[E]) -> Iterator[tuple[J, E]]:
    """The names that changed, in their order; nothing where their numbers differ."""
    return zip(gone, new, strict=True) if len(gone) == len(new) else iter(())


def _turned(found: Deviation) -> Deviation:
    """The same, seen from the English: what would be right is the Japanese name."""
    return Deviation(
        found.other,
        found.other_section,
        found.other_span,
        found.text,
        found.section,
        found.span,
        (),
        found.sure,
    )
