"""Which finding of one report is which of another.

A finding is the same finding where its fingerprint is. Of several equal ones in an article those
about the same sentences belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.model.findings import Finding, PairReport, Place
from pipeline.model.texts import folded


def partners(old: PairReport, new: PairReport) -> dict[int, int]:
    """For the findings of now the same one of then (positions in the reports)."""
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for k, finding in enumerate(old.findings):
        waiting[_mark(finding)].append(k)
    partners: dict[int, int] = {}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for k, finding in enumerate(new.findings):
        groups[_mark(finding)].append(k)
    for mark, members in groups.items():
        olds = waiting.get(mark, [])
        if len(olds) > 1 or len(members) > 1:
            # The same words first; for the others, their order.
            for k in members:
                cited = _cited(new, new.findings[k])
                found = next((o for o in olds if _cited(old, old.findings[o]) == cited), None)
                if found is not None:
                    partners[k] = found
                    olds.remove(found)
        rest = [k for k in members if k not in partners]
        partners.update(zip(rest, olds, strict=False))
    return partners


def _mark(finding: Finding) -> tuple[str, str]:
    """What makes it the same finding, without the number that tells equal ones apart."""
    return finding.rule, finding.fingerprint.partition("-")[0]


def _cited(pair: PairReport, finding: Finding) -> Sequence[str]:
    """The lines that a finding is about."""
    return [_line(pair, place) for place in (finding.ja, finding.en) if place is not None]


def _line(pair: PairReport, place: Place) -> str:
    document = pair.document(place.lang)
    if document is None:
        return ""
    return folded(document.source.line(document.source.place(place.span.start)[0]))
