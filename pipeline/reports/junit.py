"""JUnit XML: a test suite a pair, a test case a finding.

What can fail the run fails its case; what is below the failing severity, accepted or older than
the change is skipped, with the reason. A pair without findings is one case that passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.findings import SEVERITIES, Failure, Finding, PairReport, Report
from pipeline.reports.concept import glossary_line
from pipeline.reports.order import in_document_order
from pipeline.reports.spots import counts, further, primary
from pipeline.reports.width import clean
from pipeline.system.xml_text import attribute, text


class Case(NamedTuple):
    """``outcome`` is failure, error, skipped, or empty where the case passes."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    detail: str = ""


def format(report: Report, fail_on: str = "error") -> str:
    """The report as one ``testsuites``; findings at or above ``fail_on`` are failures."""
    suites = [(pair.id, list(_cases(pair, report, fail_on))) for pair in report.pairs]
    loose = [_failed(failure) for failure in report.failures if not _has_suite(failure, report)]
    if loose:
        suites.append(("taiyaku", loose))
    every = [case for _, cases in suites for case in cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="taiyaku" {_totals(every)}>')
    for name, cases in suites:
        lines.append(
            f"  <testsuite name={attribute(clean(name))} {_totals(cases)} {_skipped(cases)}>"
        )
        lines += [f"    {line}" for case in _numbered(cases) for line in _written(case, name)]
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines)


def _has_suite(failure: Failure, report: Report) -> bool:
    return failure.pair is not None and any(pair.id == failure.pair for pair in report.pairs)


def _cases(pair: PairReport, report: Report, fail_on: str) -> Iterator[Case]:
    failures = [_failed(failure) for failure in report.failures if failure.pair == pair.id]
    found = [_case(f, pair, report, fail_on) for f in in_document_order(pair, report.source)]
    yield from failures or found or [Case("nothing found")]
    if failures:
        yield from found


def _case(finding: Finding, pair: PairReport, report: Report, fail_on: str) -> Case:
    spot = primary(finding, pair, report.source)
    message = clean(finding.message)
    places = (clean(str(e)) for e in (spot, *further(finding, pair, report.source)) if e)
    detail = "\n".join(filter(None, (glossary_line(finding), *places)))
    outcome, reason_text = "failure", message
    if finding.suppressed is not None:
        reason = clean(str(finding.suppressed.get("reason", "")))
        outcome, reason_text = "skipped", f"accepted: {reason}"
    elif not counts(finding):
        outcome, reason_text = "skipped", "was there before the change"
    elif finding.severity not in SEVERITIES[: _failing(fail_on)]:
        outcome, reason_text = "skipped", f"{finding.severity}, below the failing severity"
    return Case(
        f"{finding.rule}: {message}",
        outcome,
        finding.rule,
        reason_text,
        f"{finding.severity}[{finding.rule}] {message}\n{detail}".strip(),
    )


def _failing(fail_on: str) -> int:
    """How many of the severities fail; ``never`` is none of them."""
    return next((n for n, name in enumerate(SEVERITIES, 1) if name == fail_on), 0)


def _failed(failure: Failure) -> Case:
    message = clean(failure.message)
    return Case("can be checked", "error", "could-not-check", message, message)


def _numbered(cases: list[Case]) -> Iterator[Case]:
    """Readers tell cases apart by their names alone."""
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.name] += 1
        more = f" ({seen[case.name]})" if seen[case.name] > 1 else ""
        yield case._replace(name=case.name + more)


def _written(case: Case, suite: str) -> Iterator[str]:
    head = f"<testcase classname={attribute(clean(suite))} name={attribute(case.name)}"
    if not case.outcome:
        yield f"{head}/>"
        return
    yield f"{head}>"
    if case.outcome == "skipped":
        yield f"  <skipped message={attribute(case.message)}/>"
        yield f"  <system-out>{text(case.detail)}</system-out>"
    else:
        kind = f"message={attribute(case.message)} type={attribute(case.kind)}"
        yield f"  <{case.outcome} {kind}>{text(case.detail)}</{case.outcome}>"
    yield "</testcase>"


def _totals(cases: list[Case]) -> str:
    outcomes = Counter(case.outcome for case in cases)
    return f'tests="{len(cases)}" failures="{outcomes["failure"]}" errors="{outcomes["error"]}"'


def _skipped(cases: list[Case]) -> str:
    return f'skipped="{sum(case.outcome == "skipped" for case in cases)}"'
