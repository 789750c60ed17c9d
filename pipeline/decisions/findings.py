"""What decisions do to findings: what was accepted or left out on purpose is suppressed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipeline.decisions.keys import article_key, folded, hashed, section_hash
from pipeline.decisions.matching import REVIEW, Matched, described
from pipeline.model.decisions import Accepted, Decision, Stale
from pipeline.model.document import Document, Section
from pipeline.model.findings import Finding, Place
from pipeline.model.source import Lang

GAPS = frozenset({"missing-section", "extra-section"})
LONE = frozenset({"missing-article", "extra-article"})

_EXCERPT = 60


def apply(
    findings: Sequence[Finding],
    matched: Matched,
    documents: Mapping[Lang, Document],
    ran: Collection[str],
) -> tuple[tuple[Finding, ...], tuple[Stale, ...]]:
    """The findings, those decided about suppressed, and the accepted entries that no longer fit.

    ``findings`` have their fingerprints. What a rule found that did not run now (``ran`` are those
    that did) is taken to be there still.
    """
    accepted: dict[tuple[str, str, str], Accepted] = {
        (entry.rule, _bare(entry.finding), entry.text): entry for entry in matched.accepted
    }
    marks = {known[:2] for known in accepted}
    met: set[Accepted] = set()
    settled = []
    for finding in findings:
        decision: Decision | None = _left_out(finding, matched)
        mark = (finding.rule, _bare(finding.fingerprint))
        # Texts are hashed only for findings that somebody decided about.
        if mark in marks:
            entry = accepted.get((*mark, text_of(finding, documents)))
            if entry is not None:
                met.add(entry)
                decision = entry
        settled.append(finding if decision is None else _suppressed(finding, decision))
    open_ = {_bare(f.fingerprint): f for f in reversed(settled) if f.suppressed is None}
    stale = [
        _stale(entry, open_.get(_bare(entry.finding)))
        for entry in matched.accepted
        if entry not in met and entry.rule in ran
    ]
    return tuple(settled), tuple(stale)


def text_of(finding: Finding, documents: Mapping[Lang, Document]) -> str:
    """The hash of what a finding is about.

    That is the sentences its places stand in; of a section or article without counterpart it is
    all that has none.
    """
    places = [p for p in (finding.ja, finding.en, *finding.related) if p is not None]
    if finding.rule in LONE:
        return hashed(article_key(documents[place.lang]).text for place in places[:1])
    if finding.rule in GAPS:
        return hashed(section_hash(_section(place, documents)) for place in places)
    cited = {text for place in places for text in _sentences(place, documents[place.lang])}
    return hashed(sorted(cited))


def excerpt(place: Place | None, documents: Mapping[Lang, Document]) -> str:
    """The beginning of what stands at a place, for a person who reads the file."""
    if place is None:
        return ""
    text = folded(documents[place.lang].source.cut(place.span))
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _sentences(place: Place, document: Document) -> set[str]:
    """The sentences, or blocks without any, that a place touches; the place itself otherwise."""
    section = document.sections[place.section]
    found = set()
    for block in (section.heading, *section.blocks):
        if block is None or not block.prose:
            continue
        for start, end in block.sentences or ((0, len(block.prose.text)),):
            span = block.prose.span(start, end)
            if span.start < place.span.end and place.span.start < span.end:
                found.add(folded(block.prose.text[start:end]))
    return found or {folded(document.source.cut(place.span))}


def _section(place: Place, documents: Mapping[Lang, Document]) -> Section:
    return documents[place.lang].sections[place.section]


def _left_out(finding: Finding, matched: Matched) -> Decision | None:
    """The decision that covers a gap with everything below it."""
    if finding.rule in LONE:
        return matched.article
    if finding.rule not in GAPS:
        return None
    places = [p for p in (finding.ja, finding.en, *finding.related) if p is not None]
    found = [matched.left_out.get((place.lang, place.section)) for place in places]
    return found[0] if found and all(found) else None


def _suppressed(finding: Finding, decision: Decision) -> Finding:
    signed = decision.signed
    who = {"by": signed.by, "reason": signed.reason, "date": signed.date.isoformat()}
    return replace(finding, suppressed=who)


def _stale(entry: Accepted, again: Finding | None) -> Stale:
    """What is to be said of an accepted entry; ``again`` is a finding that it may have meant."""
    about = described(entry)
    if again is None:
        return Stale(entry, about, "the finding is not there any more", "remove the entry")
    place = again.ja or again.en
    return Stale(
        entry,
        about,
        "the words it was made about have changed since",
        REVIEW,
        place.lang if place else None,
        place.section if place else None,
    )


def _bare(fingerprint: str) -> str:
    """A fingerprint without the number that tells equal ones apart: the hash does that better."""
    return fingerprint.partition("-")[0]
