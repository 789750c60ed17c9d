"""A pair as rows of a page: linked sections beside each other, their lines cut at the marks.

Everything is cut here, in code points, so that the page needs to know of no offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.model.document import Document, Section
from pipeline.model.findings import Finding, PairReport
from pipeline.model.source import LANGS, Lang, Source, Span, other
from pipeline.reports.order import links_in_order
from pipeline.reports.width import clean

Json = dict[str, Any]
HEADING, AFTER_BLANK = 1, 2
# What a heading's line may hold beside its title: signs, tags, an anchor.
_BESIDE = 40


class Mark(NamedTuple):
    """Characters that a finding is about; ``finding`` is its number in the pair."""

    start: int
    end: int
    finding: int


class Row(NamedTuple):
    """Sections that stand beside each other. ``score`` is None where nothing was aligned."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    kind: str
    score: float | None = None
    decision: str | None = None


def rows(pair: PairReport, source: Lang) -> list[Row]:
    """The links in reading order; a section outside of every link follows the one before it."""
    made: list[Row] = []
    for link in links_in_order(pair, source):
        ours, theirs = (link.ja, link.en) if source == "ja" else (link.en, link.ja)
        made.append(Row(ours, theirs, "gap" if link.is_gap else "link", link.score, link.decision))
    linked = bool(made)
    for lang in (source, other(source)):
        document = pair.document(lang)
        for section in document.sections if document else ():
            if not any(section.id in _side(row, lang == source) for row in made):
                alone = (section.id,)
                kind = "furniture" if section.is_furniture and linked else "alone"
                row = Row(alone, (), kind) if lang == source else Row((), alone, kind)
                _place(made, row, _behind(made, section.id, lang == source))
    return made


def _place(made: list[Row], row: Row, at: int) -> None:
    """Puts a row where it belongs, beside furniture of the other side where that stands there."""
    there = made[at] if at < len(made) else None
    if there and row.kind == there.kind == "furniture" and not there.target and not row.source:
        made[at] = there._replace(target=row.target)
    else:
        made.insert(at, row)


def _side(row: Row, source: bool) -> tuple[int, ...]:
    return row.source if source else row.target


def _behind(made: Sequence[Row], section: int, source: bool) -> int:
    """Where a row for ``section`` goes: after the one that holds the section before it."""
    before = [n for n, row in enumerate(made) if section - 1 in _side(row, source)]
    return before[-1] + 1 if before else 0


def row_of(finding: Finding, made: Sequence[Row], source: Lang) -> int | None:
    """The row below which a finding is told: that of its place in the source, else the target."""
    for lang in (source, other(source)):
        place = finding.ja if lang == "ja" else finding.en
        if place:
            found = [n for n, r in enumerate(made) if place.section in _side(r, lang == source)]
            if found:
                return found[0]
    return None


def marks(findings: Sequence[Finding]) -> dict[Lang, list[Mark]]:
    """Every place of every finding, by language; a place of no length marks one character."""
    found: dict[Lang, list[Mark]] = {lang: [] for lang in LANGS}
    for number, finding in enumerate(findings):
        if finding.status == "fixed":
            continue
        for place in (finding.ja, finding.en, *finding.related):
            if place:
                start, end = place.span
                found[place.lang].append(Mark(start, max(end, start + 1), number))
    return found


def section(document: Document, number: int, marked: Sequence[Mark]) -> Json:
    """A section: its number, level, kind and lines ``[line, flags, pieces…]``.

    A piece is text, or ``[text, finding, …]`` where it is marked.
    """
    part = document.sections[number]
    return {
        "id": part.id,
        "level": part.level,
        "kind": part.kind,
        "lines": list(_lines(document.source, part, marked)),
    }


def _lines(source: Source, part: Section, marked: Sequence[Mark]) -> Iterator[list[Any]]:
    inside = [mark for mark in marked if mark.start < part.span.end and mark.end > part.span.start]
    number, _ = source.place(part.span.start)
    heading, blank = part.kind == "heading", False
    while number <= len(source.line_starts):
        begin = source.line_starts[number - 1]
        if begin >= part.span.end:
            return
        end = min(begin + len(source.line(number)), part.span.end)
        begin = max(begin, part.span.start)
        if source.text[begin:end].strip():
            length = len(part.number) + len(part.title.text) + _BESIDE
            flags = HEADING * (heading and end - begin <= length) + AFTER_BLANK * blank
            yield [number, flags, *_pieces(source, Span(begin, end), inside)]
            heading = blank = False
        else:
            blank = True
        number += 1


def _pieces(source: Source, line: Span, marked: Sequence[Mark]) -> Iterator[Any]:
    here = [mark for mark in marked if mark.start < line.end and mark.end > line.start]
    cuts = {line.start, line.end}
    for mark in here:
        cuts |= {max(mark.start, line.start), min(mark.end, line.end)}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        about = sorted({mark.finding for mark in here if mark.start <= start and mark.end >= end})
        text = clean(source.text[start:end])
        yield [text, *about] if about else text
