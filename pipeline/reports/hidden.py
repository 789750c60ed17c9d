"""What a change keeps from being reported, for the formats that have no word for it.

It becomes a finding like others, with what hides it at the head of its message: an annotation, a
test case or an issue then says it, and fails where the run does.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.findings import Finding, PairReport, Report
from pipeline.reports.terminal import why_hidden


def with_hidden_reported(report: Report) -> Report:
    """The report with hidden findings among the others; infos where they fail nothing."""
    if not any(True for _ in report.hidden()):
        return report
    return replace(report, pairs=tuple(_pair(pair, report.lenient) for pair in report.pairs))


def _pair(pair: PairReport, lenient: bool) -> PairReport:
    own = tuple(
        _reported(finding, lenient) if finding.suppressed and finding.is_smuggled else finding
        for finding in pair.findings
    )
    if pair.hidden is None:
        return replace(pair, findings=own)
    unseen, hidden = not (pair.ja_path or pair.en_path), pair.hidden
    return replace(
        pair,
        ja=pair.ja or hidden.ja,
        en=pair.en or hidden.en,
        ja_path=hidden.ja_path if unseen else pair.ja_path,
        en_path=hidden.en_path if unseen else pair.en_path,
        findings=own + tuple(_reported(finding, lenient) for finding in hidden.findings),
        hidden=None,
    )


def _reported(finding: Finding, lenient: bool) -> Finding:
    grave = finding.is_smuggled and not lenient
    return replace(
        finding,
        severity=finding.severity if grave else "info",
        message=f"{why_hidden(finding)}: {finding.message}",
        suppressed=None,
    )
