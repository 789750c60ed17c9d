"""Names without a row in the glossary, compared by how they may be read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import place
from pipeline.checks.linked.units import AlignedUnits, Page, Unit
from pipeline.checks.names import branches
from pipeline.checks.names.deviation import Deviation, Spans
from pipeline.checks.names.institutions import Institution, institutions, may_be
from pipeline.checks.names.people import Person, Romanised, fits, japanese, romanised, says
from pipeline.checks.names.places import TOWNS, Town, towns
from pipeline.checks.names.unlinked import joined, unlinked
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.wordlinks.romanised import fold, voiceless

_WORD = re.compile(r"[A-ZĀĒĪŌŪ][\w'’]+")


class _Placed(Protocol):
    """Anything that has a place."""

    @property
    def span(self) -> Span: ...


J = TypeVar("J", bound=_Placed)
E = TypeVar("E", bound=_Placed)


class _Both(NamedTuple):
    """Linked units and what surrounds them, by language."""

    ctx: Context
    ja: Page
    en: Page
    japanese: tuple[Unit, ...]
    english: tuple[Unit, ...]
    around_ja: tuple[Unit, ...]
    around_en: tuple[Unit, ...]


def read(ctx: Context, source: Page, target: Page, aligned: AlignedUnits) -> Iterator[Deviation]:
    """People, institutions and places that no name in the other language may stand for."""
    if source.lang == "ja":
        both = _Both(
            ctx, source, target, aligned.source, aligned.target,
            aligned.around_source, aligned.around_target,
        )  # fmt: skip
    else:
        both = _Both(
            ctx, target, source, aligned.target, aligned.source,
            aligned.around_target, aligned.around_source,
        )  # fmt: skip
    reported = Spans()
    for kind in (_people, _institutions, _towns, _branches, _unlinked):
        for found in kind(both):
            # The town in an institution's name is said with it.
            if not reported.touched_by(found.span):
                reported.add(found.span)
                yield found if source.lang == "ja" else _turned(found)


def _people(both: _Both) -> Iterator[Deviation]:
    ctx = both.ctx
    names = _free(_romanised(both.en, both.english), both.en, both.english)
    if not names:
        return
    people = _free(_japanese(both, both.japanese), both.ja, both.japanese)
    if not people:
        return
    others = both.ja.whole("people", both.around_ja, lambda units: _sorted(_japanese(both, units)))
    near = both.en.whole("names", both.around_en, lambda units: _sorted(_romanised(both.en, units)))
    bare = both.en.whole("bare", both.around_en, lambda units: _bare(both.en, units))
    new = [
        name
        for name in names
        if not any(
            fits(ctx, person, name)
            for person in _nearest(others, both.japanese, name, both.english)
        )
    ]
    gone = [
        person
        for person in people
        if not any(
            fits(ctx, person, name) for name in _nearest(near, both.english, person, both.japanese)
        )
        and not says(ctx, person, bare)
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
            thresholds.PERSON_DIFFERS,
        )


def _bare(page: Page, units: Sequence[Unit]) -> frozenset[str]:
    """Words that may be a family name without a title, which is no name by its form.

    It says who is meant all the same.
    """
    inside = Spans(name.span for name in _romanised(page, units))
    return frozenset(
        voiceless(fold(word))
        for word in {
            m.group()
            for unit in units
            for m in _WORD.finditer(unit.block.prose.text, unit.start, unit.end)
            if not inside.touched_by(unit.place(*m.span()))
        }
    )


def _institutions(both: _Both) -> Iterator[Deviation]:
    ctx = both.ctx
    theirs = _free(_named(both.en, both.english), both.en, both.english)
    if not theirs:
        return
    ours = _free(_named(both.ja, both.japanese), both.ja, both.japanese)
    if not ours:
        return
    near = both.en.whole("institutions", both.around_en, lambda us: _sorted(_named(both.en, us)))
    others = both.ja.whole("institutions", both.around_ja, lambda us: _sorted(_named(both.ja, us)))
    gone = [
        our
        for our in ours
        if not any(may_be(ctx, our, n) for n in _nearest(near, both.english, our, both.japanese))
    ]
    new = [
        their
        for their in theirs
        if not any(
            may_be(ctx, o, their) for o in _nearest(others, both.japanese, their, both.english)
        )
    ]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text,
            our.section,
            our.span,
            their.text,
            their.section,
            their.span,
            (),
            thresholds.INSTITUTION_DIFFERS,
        )


def _towns(both: _Both) -> Iterator[Deviation]:
    ours = _free(_places(both.ja, both.japanese), both.ja, both.japanese)
    if not ours:
        return
    theirs = _free(_places(both.en, both.english), both.en, both.english)
    if not theirs:
        return
    english = both.en.whole("words", both.around_en, _words)
    named_towns = both.ja.whole("towns", both.around_ja, _towns_named)
    gone = [our for our in ours if fold(our.english) not in english]
    new = [their for their in theirs if their.key not in named_towns]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text, our.section, our.span, their.text, their.section, their.span,
            (our.english,), thresholds.TOWN_DIFFERS,
        )  # fmt: skip


def _branches(both: _Both) -> Iterator[Deviation]:
    ours = _free(_branches_ja(both, both.japanese), both.ja, both.japanese)
    theirs = _free(branches.english(both.en, both.english), both.en, both.english)
    if not ours or not theirs:
        return
    words = both.en.whole("sounds", both.around_en, _sounds)
    others = both.ja.whole("branches", both.around_ja, lambda us: _sorted(_branches_ja(both, us)))
    gone = [our for our in ours if not our.readings & words]
    new = [
        their
        for their in theirs
        if not any(
            branches.may_be(o, their) for o in _nearest(others, both.japanese, their, both.english)
        )
    ]
    for our, their in _paired(gone, new):
        yield Deviation(
            our.text,
            our.section,
            our.span,
            their.text,
            their.section,
            their.span,
            (),
            thresholds.TOWN_DIFFERS,
        )


def _unlinked(both: _Both) -> Iterator[Deviation]:
    ours = joined(both.ja, both.japanese)
    theirs = joined(both.en, both.english)
    found = unlinked(both.ctx, ours, theirs, both.around_ja, both.around_en)
    if found is not None:
        yield found


def _japanese(both: _Both, units: Iterable[Unit]) -> list[Person]:
    return both.ja.each("person", units, lambda unit: japanese(both.ctx, both.ja, [unit]))


def _romanised(page: Page, units: Iterable[Unit]) -> list[Romanised]:
    return page.each("name", units, lambda unit: romanised(page, [unit]))


def _named(page: Page, units: Iterable[Unit]) -> list[Institution]:
    return page.each("institution", units, lambda unit: institutions(page, [unit]))


def _places(page: Page, units: Iterable[Unit]) -> list[Town]:
    return page.each("town", units, lambda unit: towns(page, [unit]))


def _branches_ja(both: _Both, units: Iterable[Unit]) -> list[branches.Branch]:
    return both.ja.each("branch", units, lambda unit: branches.japanese(both.ctx, both.ja, [unit]))


def _words(units: Iterable[Unit]) -> frozenset[str]:
    """The words of some units, folded."""
    return frozenset(fold(w) for w in {w for u in units for w in re.findall(r"\w+", u.text)})


def _sounds(units: Iterable[Unit]) -> frozenset[str]:
    """The same without what voice tells apart."""
    words = {word for unit in units for word in re.findall(r"[^\W\d_]+", unit.text)}
    return frozenset(voiceless(fold(word)) for word in words)


def _towns_named(units: Iterable[Unit]) -> frozenset[str]:
    """The towns whose names stand anywhere in some Japanese units, within other words too."""
    text = "".join(unit.text for unit in units)
    return frozenset(town for town in TOWNS if town in text)


def _sorted(found: Iterable[E]) -> list[E]:
    return sorted(found, key=lambda each: each.span)


def _start(each: _Placed) -> int:
    return each.span.start


def _nearest(
    found: Sequence[E], units: Sequence[Unit], candidate: _Placed, opposite: Sequence[Unit]
) -> Iterator[E]:
    """What may answer a name, the nearest first, and no more than matters.

    ``units`` are linked with the ``opposite`` ones, in which ``candidate`` stands. Whoever is meant
    mostly stands at the same place of the linked sentence, so that the search ends there.
    """
    (start, end), (ours, last) = _range(units), _range(opposite)
    at = start + (candidate.span.start - ours) * (end - start) // max(last - ours, 1)
    after = bisect_left(found, at, key=_start)
    for step in range(thresholds.COMPARED_AT_MOST // 2):
        if after + step < len(found):
            yield found[after + step]
        if after - step > 0:
            yield found[after - step - 1]


def _range(units: Sequence[Unit]) -> tuple[int, int]:
    return min(unit.span.start for unit in units), max(unit.span.end for unit in units)


def _free(found: Iterable[E], page: Page, units: Iterable[Unit]) -> list[E]:
    """What is no name of the glossary, nor part of one."""
    document = page.side.document
    named = Spans(place(document, hit).span for unit in units for hit in page.named(unit))
    return [each for each in found if not named.touched_by(each.span)]


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
        found.confidence,
        found.weighed,
    )
