"""Findings that say the same of one concept, told once.

A term that a translator renders her own way throughout an article is one decision, not ten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.findings import Finding


def gathered(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding with how many say it; the places of its repeats are among its related ones."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        concept = finding.data.get("concept")
        identity = (finding.rule, finding.severity, finding.message, finding.status, concept)
        alike.setdefault(id(finding) if concept is None else identity, []).append(finding)
    for first, *others in alike.values():
        places = (p for o in others for p in (o.ja, o.en, *o.related) if p is not None)
        known = {first.ja, first.en}
        more = sorted({*first.related, *places} - known, key=lambda place: place.span.start)
        yield replace(first, related=tuple(more)), 1 + len(others)
