"""Where a finding is shown by a format that knows files and lines, but no pairs of texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.findings import Finding, PairReport, Place, Report
from pipeline.model.source import LANGS, Lang, Source, Span, other
from pipeline.reports.bounds import bounds
from pipeline.reports.order import in_document_order


class Spot(NamedTuple):
    """A range of characters in one file."""

    source: Source
    span: Span

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Line, column, last line (inclusive), end column (exclusive), all from 1."""
        return bounds(self.source, self.span)

    def __str__(self) -> str:
        line, column, _, _ = self.bounds
        return f"{self.source.lang} {self.source.path}:{line}:{column}"


def findings(report: Report) -> Iterator[tuple[PairReport, Finding]]:
    """Every finding with the pair its places lie in: for what a change fixed, that of the base."""
    for pair in report.pairs:
        for each in (pair, pair.base):
            if each is not None:
                for finding in in_document_order(each, report.source):
                    yield each, finding


def counts(finding: Finding) -> bool:
    """Whether it can fail a run: not accepted by anyone, and not there before the change."""
    return finding.suppressed is None and finding.status in (None, "introduced")


def stands(finding: Finding) -> bool:
    """Whether it is there now and nobody accepted it."""
    return finding.suppressed is None and finding.status != "fixed"


def primary(finding: Finding, pair: PairReport, source: Lang) -> Spot | None:
    """The one place: the target's, else the source's, else none."""
    return next(_places(finding, pair, source), None)


def further(finding: Finding, pair: PairReport, source: Lang) -> list[Spot]:
    """Every place but the primary one: the other side's first, then the related ones."""
    related = [spot for place in finding.related if (spot := spot_of(place, pair))]
    return [*list(_places(finding, pair, source))[1:], *related]


def spot_of(place: Place | None, pair: PairReport) -> Spot | None:
    """The file and span of a place; None where there is no such text."""
    document = pair.document(place.lang) if place else None
    return Spot(document.source, place.span) if place and document else None


def fallback(finding: Finding, pair: PairReport, source: Lang) -> tuple[str, int] | None:
    """The file and line that a finding without a place is about.

    That is the file its data names (of decisions, of a baseline), else the target, else the source.
    """
    named = finding.data.get("file")
    if isinstance(named, str):
        return named, int(finding.data.get("line") or 1)
    paths = dict(zip(LANGS, (pair.ja_path, pair.en_path), strict=True))
    path = paths[other(source)] or paths[source]
    return (path, 1) if path else None


def _places(finding: Finding, pair: PairReport, source: Lang) -> Iterator[Spot]:
    sides = (finding.en, finding.ja) if source == "ja" else (finding.ja, finding.en)
    yield from (spot for place in sides if (spot := spot_of(place, pair)))
