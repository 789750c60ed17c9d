"""The order in which a reader meets the findings and links of a pair."""

from __future__ import annotations

from pipeline.model.findings import Finding, PairReport
from pipeline.model.links import Link
from pipeline.model.source import Lang, other


def in_document_order(pair: PairReport, source: Lang) -> list[Finding]:
    """Findings as they come in the source; those of the target alone stand at their counterpart.

    A target section without a source follows the section before it. A finding without any place
    (an article that does not exist) comes first.
    """
    return sorted(pair.findings, key=lambda finding: _position(finding, pair, source))


def links_in_order(pair: PairReport, source: Lang) -> list[Link]:
    """Source order; what only the target has comes after the link of the section before it."""
    places: dict[int, int] = {}
    for link in pair.links:
        ours, theirs = (link.ja, link.en) if source == "ja" else (link.en, link.ja)
        if ours:
            places.update((section, min(ours)) for section in theirs)

    def position(link: Link) -> tuple[int, int, int]:
        ours, theirs = (link.ja, link.en) if source == "ja" else (link.en, link.ja)
        if ours:
            return min(ours), 0, 0
        first = min(theirs, default=0)
        before = max((section for section in places if section < first), default=None)
        return (-1 if before is None else places[before]), 1, first

    return sorted(pair.links, key=position)


def _position(finding: Finding, pair: PairReport, source: Lang) -> tuple[int, int, int, str, str]:
    ours = finding.ja if source == "ja" else finding.en
    theirs = finding.en if source == "ja" else finding.ja
    inside = theirs.span.start if theirs else 0
    if ours:
        return ours.section, ours.span.start, inside, finding.rule, finding.message
    if theirs:
        section = _counterpart(pair, other(source), theirs.section)
        # Behind whatever the counterpart section itself has to show.
        return section, 1 << 62, inside, finding.rule, finding.message
    return -1, 0, 0, finding.rule, finding.message


def _counterpart(pair: PairReport, lang: Lang, section: int) -> int:
    """The last source section linked to ``section`` or to the nearest linked one before it."""
    best, found = -1, -1
    for link in pair.links:
        here, there = (link.ja, link.en) if lang == "ja" else (link.en, link.ja)
        nearest = max((number for number in here if number <= section), default=-1)
        if there and nearest > best:
            best, found = nearest, max(there)
    return found
