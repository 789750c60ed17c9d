"""Reviewdog's diagnostic format, a JSON object a line; its columns count UTF-8 bytes."""

from __future__ import annotations

from typing import Any

from pipeline.model.findings import Finding, PairReport, Report, Severity
from pipeline.model.source import Lang
from pipeline.reports.concept import message_lines
from pipeline.reports.safe_json import dumps
from pipeline.reports.spots import Spot, counts, fallback, findings, further, primary
from pipeline.reports.width import clean

Json = dict[str, Any]

SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def format(report: Report) -> str:
    """A line for each finding that can fail the run and has a file; the empty text for none.

    What could not be checked is an error of its file; a failure without one is left to stderr.
    """
    lines = [
        _diagnostic(clean(failure.message), {"path": failure.path}, "ERROR", "could-not-check")
        for failure in report.failures
        if failure.path
    ]
    for pair, finding in findings(report):
        place = _place(finding, pair, report.source)
        if place and counts(finding):
            shape = _diagnostic(
                "\n".join(message_lines(finding)), place, SEVERITIES[finding.severity], finding.rule
            )
            related = further(finding, pair, report.source)
            if related:
                shape["related_locations"] = [
                    {"message": each.source.lang, "location": _location(each)} for each in related
                ]
            lines.append(shape)
    return "".join(dumps(line, indent=None) + "\n" for line in lines)


def _diagnostic(message: str, place: Json, severity: str, rule: str) -> Json:
    return {
        "message": message,
        "location": place,
        "severity": severity,
        "source": {"name": "taiyaku"},
        "code": {"value": rule},
    }


def _place(finding: Finding, pair: PairReport, source: Lang) -> Json | None:
    spot = primary(finding, pair, source)
    if spot:
        return _location(spot)
    about = fallback(finding, pair, source)
    return {"path": about[0], "range": {"start": {"line": about[1]}}} if about else None


def _location(spot: Spot) -> Json:
    line, column, end_line, end_column = spot.bounds
    return {
        "path": spot.source.path,
        "range": {
            "start": {"line": line, "column": _byte(spot, line, column)},
            "end": {"line": end_line, "column": _byte(spot, end_line, end_column)},
        },
    }


def _byte(spot: Spot, line: int, column: int) -> int:
    """The column of a code point counted in bytes of UTF-8, from 1."""
    start = spot.source.line_starts[line - 1]
    before = spot.source.text[start : start + column - 1]
    return len(before.encode("utf-8", "surrogatepass")) + 1
