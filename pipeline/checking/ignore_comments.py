"""Holds the comments in the articles against the findings of a pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pipeline.checks import unused_ignore
from pipeline.model.document import Control, Document
from pipeline.model.findings import Finding, Place
from pipeline.model.source import LANGS, Lang, Span


def ignore(
    findings: tuple[Finding, ...],
    documents: Mapping[Lang, Document],
    ran: Collection[str],
    quiet: Collection[tuple[Lang, int]] = (),
) -> tuple[tuple[Finding, ...], list[Finding]]:
    """The findings, those that a comment covers suppressed, and one for each comment without use.

    A finding is covered where all its places in the language of the comment are. Only rules that
    ``ran`` can leave a comment unused, and none in the ``quiet`` sections, inside which nothing is
    said.
    """
    used: dict[tuple[Lang, Control], set[str]] = {
        (lang, control): set()
        for lang in LANGS
        if lang in documents
        for control in documents[lang].controls
    }
    settled = []
    for finding in findings:
        for (lang, control), rules in used.items():
            places = [place for place in _places(finding) if place.lang == lang]
            if control.rules and finding.rule not in control.rules:
                continue
            covered = [_meets(place.span, control.covers) for place in places]
            if any(covered):
                rules.add(finding.rule)
            if covered and all(covered) and finding.suppressed is None:
                finding = replace(finding, suppressed=_who(control, documents[lang]))
        settled.append(finding)
    unused = [
        found
        for (lang, control), rules in used.items()
        if (found := _unused(control, documents[lang], rules, ran, quiet)) is not None
    ]
    return tuple(settled), unused


def _unused(
    control: Control,
    document: Document,
    used: Collection[str],
    ran: Collection[str],
    quiet: Collection[tuple[Lang, int]],
) -> Finding | None:
    content = [section for section in document.sections if not section.is_furniture]
    covered = [s for s in content if _meets(s.span, control.covers)]
    silent = bool(covered) and all((document.lang, s.id) in quiet for s in covered)
    return unused_ignore.finding(control, document, used, () if silent else ran)


def _places(finding: Finding) -> Iterator[Place]:
    yield from (place for place in (finding.ja, finding.en) if place is not None)
    yield from finding.related


def _meets(place: Span, covers: Span) -> bool:
    return covers.start <= place.start < covers.end or place.start <= covers.start < place.end


def _who(control: Control, document: Document) -> dict[str, str]:
    line, _ = document.source.place(control.span.start)
    return {"by": "comment", "reason": control.reason, "where": f"{document.source.path}:{line}"}
