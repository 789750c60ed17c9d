"""Two reports of a project → what a change introduced, what remained, what it fixed.

A finding is the same finding where its fingerprint is. Of several equal ones in an article those
about the same sentences belong together. What was accepted before and speaks again is introduced:
the change is what made it speak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model.findings import Finding, PairReport, Place, Report, Status
from pipeline.model.texts import folded


def compare(base: Report, head: Report, earlier: Mapping[str, str]) -> Report:
    """The report ``head`` with a status on each finding, and what was fixed under ``base``.

    ``earlier`` leads from the id of a pair to the one it had, where it was renamed. A pair that is
    in ``base`` alone stands at its place with nothing but what went with it.
    """
    before = {pair.id: pair for pair in base.pairs}
    pairs = [_pair(before.pop(earlier.get(pair.id, pair.id), None), pair) for pair in head.pairs]
    for gone in before.values():
        nothing = PairReport(gone.id, None, None, None, None, (), ())
        pairs.append(_pair(gone, nothing))
    pairs = [pair for pair in pairs if pair.ja or pair.en or pair.findings or pair.base]
    return replace(head, pairs=tuple(sorted(pairs, key=lambda pair: pair.id)))


def _pair(old: PairReport | None, new: PairReport) -> PairReport:
    was = _partners(old, new) if old else {}
    matched = set(was.values())
    findings = tuple(
        replace(finding, status=_status(old, was.get(k), finding))
        for k, finding in enumerate(new.findings)
    )
    fixed = tuple(
        replace(finding, status="fixed")
        for k, finding in enumerate(old.findings if old else ())
        if k not in matched and finding.suppressed is None
    )
    base = replace(old, findings=fixed) if old and fixed else None
    return replace(new, findings=findings, base=base)


def _status(old: PairReport | None, was: int | None, finding: Finding) -> Status:
    if old is None or was is None:
        return "introduced"
    spoke = old.findings[was].suppressed is None
    return "remaining" if spoke or finding.suppressed is not None else "introduced"


def _partners(old: PairReport, new: PairReport) -> dict[int, int]:
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
                said = _said(new, new.findings[k])
                found = next((o for o in olds if _said(old, old.findings[o]) == said), None)
                if found is not None:
                    partners[k] = found
                    olds.remove(found)
        rest = [k for k in members if k not in partners]
        partners.update(zip(rest, olds, strict=False))
    return partners


def _mark(finding: Finding) -> tuple[str, str]:
    """What makes it the same finding, without the number that tells equal ones apart."""
    return finding.rule, finding.fingerprint.partition("-")[0]


def _said(pair: PairReport, finding: Finding) -> Sequence[str]:
    """The lines that a finding is about."""
    return [_line(pair, place) for place in (finding.ja, finding.en) if place is not None]


def _line(pair: PairReport, place: Place) -> str:
    document = pair.document(place.lang)
    if document is None:
        return ""
    return folded(document.source.line(document.source.place(place.span.start)[0]))
