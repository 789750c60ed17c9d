"""Two reports of a project → what a change introduced, what remained, what it fixed.

What was accepted before and speaks again is introduced: the change is what made it speak. Fixed is
what the articles themselves no longer give cause for; what only other rules make of them is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.history.hidden import BOOKKEEPING, Judged, with_hidden
from pipeline.history.matching import partners
from pipeline.model.findings import Finding, PairReport, Report, Status


def compare(
    base: Report,
    head: Report,
    earlier: Mapping[str, str],
    judged: Mapping[str, Sequence[Judged]] | None = None,
) -> Report:
    """The report ``head`` with a status on each finding, and what was fixed under ``base``.

    ``earlier`` leads from the id of a pair to the one it had, where it was renamed. A pair that is
    in ``base`` alone stands at its place with nothing but what went with it. ``judged`` are other
    views of pairs, by what held before the change; what they alone find is hidden by it.
    """
    views = dict(judged or {})
    before = {pair.id: pair for pair in base.pairs}
    pairs = [
        _pair(before.pop(earlier.get(pair.id, pair.id), None), pair, views.pop(pair.id, ()))
        for pair in head.pairs
    ]
    for id_ in sorted(before.keys() | views.keys()):
        nothing = PairReport(id_, None, None, None, None, (), ())
        pairs.append(_pair(before.get(id_), nothing, views.get(id_, ())))
    pairs = [p for p in pairs if p.ja or p.en or p.findings or p.base or p.hidden]
    return replace(head, pairs=tuple(sorted(pairs, key=lambda pair: pair.id)))


def _pair(old: PairReport | None, new: PairReport, judged: Sequence[Judged]) -> PairReport:
    was = partners(old, new) if old else {}
    views = [
        view if view.old else replace(view, report=_with_status(old, view.report))
        for view in judged
    ]
    still = set(was.values())
    for view in judged:
        still |= _still(old, view) if old else set()
    fixed = tuple(
        replace(finding, status="fixed")
        for k, finding in enumerate(old.findings if old else ())
        if k not in still and finding.suppressed is None
    )
    base = replace(old, findings=fixed) if old and fixed else None
    return with_hidden(replace(_with_status(old, new), base=base), views)


def _with_status(old: PairReport | None, new: PairReport) -> PairReport:
    """The pair with a status on each finding."""
    was = partners(old, new) if old else {}
    findings = tuple(
        replace(finding, status=_status(old, was.get(k), finding))
        for k, finding in enumerate(new.findings)
    )
    return replace(new, findings=findings)


def _status(old: PairReport | None, was: int | None, finding: Finding) -> Status:
    if old is None or was is None:
        return "introduced"
    spoke = old.findings[was].suppressed is None
    return "remaining" if spoke or finding.suppressed is not None else "introduced"


def _still(old: PairReport, view: Judged) -> set[int]:
    """The findings of then that the articles still give cause for."""
    if view.old:
        return {k for k, each in enumerate(old.findings) if each.rule not in BOOKKEEPING}
    met = partners(old, view.report).values()
    return {k for k in met if old.findings[k].rule not in BOOKKEEPING}
