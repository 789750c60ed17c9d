"""Sections of one side that nothing on the other side corresponds to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.linked.places import heading_place, identity, label, measure, plural
from pipeline.model.check import Rule
from pipeline.model.document import Document, Section
from pipeline.model.findings import Finding, placed
from pipeline.model.links import Link
from pipeline.model.source import Lang


@dataclass(frozen=True)
class Gap:
    """A section without a counterpart and the sections below it that have none either.

    ``after`` and ``before`` are the sections of the other side between which it would stand;
    ``score`` is the probability that the gap is real.
    """

    section: Section
    descendants: tuple[Section, ...]
    after: Section | None
    before: Section | None
    score: float

    def describe(self) -> str:
        """``“Safety” and the 2 sections under it``."""
        if not self.descendants:
            return label(self.section)
        count = len(self.descendants)
        under = "the section" if count == 1 else f"the {plural(count, 'section')}"
        return f"{label(self.section)} and {under} under it"

    def size(self) -> str:
        """``3 sentences, 120 characters``."""
        sentences, characters = measure([self.section, *self.descendants])
        if not characters:
            return "a heading without text"
        if not sentences:
            return plural(characters, "character")
        return f"{plural(sentences, 'sentence')}, {plural(characters, 'character')}"

    def between(self) -> str:
        """``after “Mechanism” and before “Evidence”``, or ``""``."""
        parts = [
            f"{word} {label(section)}"
            for word, section in (("after", self.after), ("before", self.before))
            if section
        ]
        return " and ".join(parts)


def partners(links: Iterable[Link], lang: Lang) -> dict[int, tuple[int, ...]]:
    """For every linked section of ``lang`` the sections of the other side, in document order."""
    found: dict[int, set[int]] = {}
    for link in links:
        here, there = link.oriented(lang)
        if there:
            for section in here:
                found.setdefault(section, set()).update(there)
    return {section: tuple(sorted(others)) for section, others in found.items()}


def gaps(document: Document, counterpart: Document, links: Iterable[Link]) -> Iterator[Gap]:
    """The gaps of ``document``, a missing parent once with all that misses below it.

    A heading that has no text of its own and of whose subsections some are linked is no gap: what
    it announced is there, only its name was dropped or merged.
    """
    links = tuple(links)
    linked = partners(links, document.lang)
    scores = _scores(links, document.lang)
    missing = {
        section.id
        for section in document.sections
        if section.id in scores and section.id not in linked and not section.is_furniture
    }
    missing -= {number for number in missing if _only_announces(document, number, linked)}
    for number in sorted(missing):
        section = document.sections[number]
        if section.parent in missing:
            continue
        below = _missing_below(document, number, missing)
        yield _gap(document, counterpart, section, below, linked, scores[number])


def finding(rule: Rule, gap: Gap, document: Document, message: str) -> Finding:
    """What a rule says of a gap of ``document``: at its heading, its descendants as related."""
    place = heading_place(document, gap.section)
    sentences, characters = measure([gap.section, *gap.descendants])
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        **placed(place),
        identity=identity(document, gap.section),
        confidence=gap.score,
        related=tuple(heading_place(document, below) for below in gap.descendants),
        data={
            "title": gap.section.title.text,
            "descendants": [below.title.text for below in gap.descendants],
            "sentences": sentences,
            "characters": characters,
            "after": gap.after.title.text if gap.after else None,
            "before": gap.before.title.text if gap.before else None,
        },
    )


def _scores(links: Iterable[Link], lang: Lang) -> dict[int, float]:
    """The probability of every gap of one side."""
    scores: dict[int, float] = {}
    for link in links:
        if link.is_gap:
            for section in link.side(lang):
                scores[section] = link.score
    return scores


def _only_announces(document: Document, number: int, linked: dict[int, tuple[int, ...]]) -> bool:
    bare = not document.sections[number].text().strip()
    return bare and any(below.id in linked for below in document.descendants(number))


def _missing_below(document: Document, number: int, missing: set[int]) -> tuple[Section, ...]:
    inside, below = {number}, []
    for section in document.descendants(number):
        if section.parent in inside and section.id in missing:
            inside.add(section.id)
            below.append(section)
    return tuple(below)


def _gap(
    document: Document,
    counterpart: Document,
    section: Section,
    below: tuple[Section, ...],
    linked: dict[int, tuple[int, ...]],
    score: float,
) -> Gap:
    covered = {section.id, *(each.id for each in below)}
    before = max((n for n in linked if n < section.id), default=None)
    after = min((n for n in linked if n > section.id and n not in covered), default=None)
    previous = linked[before][-1] if before is not None else None
    following = linked[after][0] if after is not None else None
    if previous is not None and following is not None and following <= previous:
        # The neighbours were moved apart; only the one it follows still says where it belongs.
        following = None
    sections = counterpart.sections
    return Gap(
        section,
        below,
        sections[previous] if previous is not None else None,
        sections[following] if following is not None else None,
        score,
    )
