"""GitLab's code quality report: a JSON list with one place and one fingerprint an issue."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.model.findings import Failure, Finding, PairReport, Report, Severity
from pipeline.model.source import Lang
from pipeline.reports.concept import message_lines
from pipeline.reports.safe_json import dumps
from pipeline.reports.spots import fallback, findings, primary, stands
from pipeline.reports.width import clean

Json = dict[str, Any]

SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}
# GitLab refuses an issue without a path.
_NOWHERE = "taiyaku.toml"


def format(report: Report) -> str:
    """What stands in the articles now; GitLab itself compares two such reports.

    A fingerprint is made of the pair and the finding's own, so that it is unique in the report and
    survives moved lines. What could not be checked is a blocker.
    """
    issues = [_failure(failure) for failure in report.failures]
    issues += [
        _issue(finding, pair, report.source)
        for pair, finding in findings(report)
        if stands(finding)
    ]
    return dumps(issues) + "\n"


def _issue(finding: Finding, pair: PairReport, source: Lang) -> Json:
    spot = primary(finding, pair, source)
    path, begin = fallback(finding, pair, source) or (_NOWHERE, 1)
    place: Json = {"path": path, "lines": {"begin": begin}}
    if spot:
        line, column, end_line, end_column = spot.bounds
        place = {
            "path": spot.source.path,
            "lines": {"begin": line, "end": end_line},
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        }
    return {
        "description": " — ".join(message_lines(finding)),
        "check_name": finding.rule,
        "fingerprint": _unique(pair.id, finding.rule, finding.fingerprint),
        "severity": SEVERITIES[finding.severity],
        "location": place,
    }


def _failure(failure: Failure) -> Json:
    return {
        "description": clean(failure.message),
        "check_name": "could-not-check",
        "fingerprint": _unique(failure.pair or "", failure.path or "", failure.message),
        "severity": "blocker",
        "location": {"path": failure.path or _NOWHERE, "lines": {"begin": 1}},
    }


def _unique(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]
