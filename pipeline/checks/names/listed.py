"""Names of the glossary that the source names and the target replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import place, words
from pipeline.checks.linked.units import AlignedUnits, Page, Unit
from pipeline.checks.names.deviation import Deviation, Spans
from pipeline.checks.names.institutions import institutions, is_institution
from pipeline.checks.names.people import fits, japanese, romanised
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.model.terms import Concept, Hit
from pipeline.wordlinks.romanised import fold, is_romanised

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’-]*")


class _Words(NamedTuple):
    """Words of the target that may stand in place of a name."""

    text: str
    section: int
    span: Span


def listed(ctx: Context, source: Page, target: Page, aligned: AlignedUnits) -> Iterator[Deviation]:
    """One deviation for each concept that is named, is not rendered, and has a rival."""
    ours = _hits(source, aligned.source)
    if not ours:
        return
    answered = {hit.concept for hit in _hits(target, aligned.target)}
    around = _concepts(target, aligned.around_target)
    document = source.side.document
    for hit in {hit.concept: hit for hit in reversed(ours)}.values():
        concept = ctx.glossary.concepts[hit.concept]
        text = words(document, hit)
        # People are spoken of as he and she, so that a name once said in a section will do.
        enough = answered if _is_institute(concept) else around
        if hit.concept in enough or any(text in unit.text for unit in aligned.target):
            continue
        rival = _Rivals(ctx, source, target, aligned, ours).of(concept)
        if rival:
            yield Deviation(
                text,
                hit.section,
                place(document, hit).span,
                *rival,
                concept.accepted(target.lang),
                thresholds.TERM_CERTAIN,
            )


def misplaced(
    ctx: Context, source: Page, target: Page, aligned: AlignedUnits
) -> Iterator[Deviation]:
    """An institution of the glossary that a whole article calls by one other name throughout."""
    ours = _hits(source, aligned.source)
    answered = {hit.concept for hit in _hits(target, aligned.target)}
    document = source.side.document
    gone = {h.concept: h for h in reversed(ours) if h.concept not in answered}
    rivals: _Rivals | None = None
    for hit in gone.values():
        concept = ctx.glossary.concepts[hit.concept]
        text = words(document, hit)
        if not _is_institute(concept) or any(text in unit.text for unit in aligned.target):
            continue
        rivals = rivals or _Rivals(ctx, source, target, aligned, ours)
        found = rivals.institutions(concept)
        if len({each.text for each in found}) == 1:
            at = place(document, hit).span
            yield Deviation(
                text,
                hit.section,
                at,
                *found[0],
                concept.accepted(target.lang),
                thresholds.TERM_CERTAIN,
            )


class _Rivals:
    """What the target sentence has that the source does not name."""

    def __init__(
        self, ctx: Context, source: Page, target: Page, aligned: AlignedUnits, ours: list[Hit]
    ) -> None:
        self.ctx, self.source, self.target, self.aligned = ctx, source, target, aligned
        self.ours = ours
        self.theirs = _hits(target, aligned.target)
        self.covered = Spans(place(source.side.document, hit).span for hit in ours)
        self.taken = Spans(place(target.side.document, hit).span for hit in self.theirs)

    def of(self, concept: Concept) -> _Words | None:
        """The name that stands in place of a concept's."""
        if found := self._listed(concept) or self._slip(concept):
            return found
        if _is_institute(concept):
            return self._institution(concept)
        return self._person(concept)

    def _listed(self, concept: Concept) -> _Words | None:
        """Another name of the glossary, of the same kind."""
        document = self.target.side.document
        named = _concepts(self.source, self.aligned.around_source)
        for hit in self.theirs:
            other = self.ctx.glossary.concepts[hit.concept]
            if hit.concept not in named and _is_institute(concept) == _is_institute(other):
                return _Words(words(document, hit), hit.section, place(document, hit).span)
        return None

    def _slip(self, concept: Concept) -> _Words | None:
        """The name itself, misspelt: Kohei Mishina."""
        if self.target.lang != "en":
            return None
        wanted = {tuple(fold(w) for w in form.split()) for form in concept.accepted("en")}
        for unit in self.aligned.target:
            found = list(_CAPITALISED.finditer(unit.block.prose.text, unit.start, unit.end))
            for form in wanted:
                for at in range(len(found) - len(form) + 1):
                    row = found[at : at + len(form)]
                    span = unit.place(row[0].start(), row[-1].end())
                    spelled = tuple(fold(word.group()) for word in row)
                    if not self.taken.touched_by(span) and _is_slip(spelled, form, wanted):
                        text = unit.block.prose.text[row[0].start() : row[-1].end()]
                        return _Words(text, unit.section, span)
        return None

    def _institution(self, concept: Concept) -> _Words | None:
        """The only institution there, where the source has no other."""
        found = self.institutions(concept)
        return found[0] if found else None

    def institutions(self, concept: Concept) -> list[_Words]:
        """The target's institutions, where the source names none of them, and fewer."""
        here = [i for i in institutions(self.target, self.aligned.target) if self._is_free(i.span)]
        new = [i for i in here if not _spelt(i.text, concept, self.target)]
        there = [
            i
            for i in institutions(self.source, self.aligned.source)
            if not self.covered.touched_by(i.span)
        ]
        if not new or len(here) != len(new) or len(there) >= len(new):
            return []
        return [_Words(each.text, each.section, each.span) for each in new]

    def _person(self, concept: Concept) -> _Words | None:
        """A person in the target whose name fits no person of the source."""
        if not _is_person(concept):
            return None
        ctx, aligned = self.ctx, self.aligned
        if self.target.lang == "ja":
            people = [
                p for p in japanese(ctx, self.target, aligned.target) if self._is_free(p.span)
            ]
            return _Words(people[0].text, people[0].section, people[0].span) if people else None
        names = [n for n in romanised(self.target, aligned.target) if self._is_free(n.span)]
        others = [
            p
            for p in japanese(ctx, self.source, aligned.around_source)
            if not self.covered.touched_by(p.span)
        ]
        if any(_spelt(name.text, concept, self.target) for name in names):
            return None
        free = [name for name in names if not any(fits(ctx, p, name) for p in others)]
        return _Words(free[0].text, free[0].section, free[0].span) if free else None

    def _is_free(self, span: Span) -> bool:
        return not self.taken.touched_by(span)


def _hits(page: Page, units: Iterable[Unit]) -> list[Hit]:
    return [hit for unit in units for hit in page.named(unit)]


def _concepts(page: Page, around: tuple[Unit, ...]) -> frozenset[int]:
    """The names of the glossary in all units of a section."""
    return page.whole(
        "concepts", around, lambda units: frozenset(hit.concept for hit in _hits(page, units))
    )


def _is_institute(concept: Concept) -> bool:
    return any(is_institution(form.text) for form in (*concept.ja, *concept.en))


def _is_person(concept: Concept) -> bool:
    """Whether a name is that of a person: two words of Japanese syllables, or a title's."""
    parts = concept.preferred("en").split()
    return not _is_institute(concept) and len(parts) >= 2 and all(map(is_romanised, parts))


def _is_slip(spelled: tuple[str, ...], form: tuple[str, ...], wanted: set[tuple[str, ...]]) -> bool:
    if sorted(spelled) in [sorted(each) for each in wanted]:
        return False
    one, two = "".join(spelled), "".join(form)
    return (
        min(len(one), len(two)) >= thresholds.NAME_MISSPELT_SHORTEST
        and SequenceMatcher(None, one, two).ratio() >= thresholds.NAME_MISSPELT
        and all(a[:1] == b[:1] for a, b in zip(spelled, form, strict=True))
    )


def _spelt(text: str, concept: Concept, target: Page) -> bool:
    """Whether a name is an accepted one in another order or spelling, or a part of it."""
    found = {fold(word) for word in text.split()} - {""}
    forms = concept.accepted(target.lang)
    if not found:
        return text in forms
    return any(found <= {fold(word) for word in form.split()} for form in forms)
