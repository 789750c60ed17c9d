"""SARIF 2.1.0, which code hosts and editors read.

The target's place is the location of a result, the source's a related one. Columns are code
points. What could not be checked stands in the invocation, what somebody accepted as a suppression,
and what a change did to a finding as its baseline state. Nothing depends on time or machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pipeline.model.check import Rule
from pipeline.model.findings import Failure, Finding, PairReport, Report, Severity, Status
from pipeline.model.source import Lang
from pipeline.reports.concept import message_lines
from pipeline.reports.safe_json import dumps
from pipeline.reports.spots import Spot, fallback, findings, further, primary
from pipeline.reports.width import clean

Json = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# The key's version changes when the fingerprint is made in another way.
FINGERPRINT = "taiyakuFinding/v1"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
_STATES: dict[Status, str] = {"introduced": "new", "remaining": "unchanged", "fixed": "absent"}
# In the text of a message, "[words](target)" would be a link.
_LINK = re.compile(r"\](?=\()")


def format(report: Report, rules: Sequence[Rule]) -> str:
    """The report as one run; ``rules`` are described in it, whether they fired or not."""
    described = {rule.id: _descriptor(rule) for rule in rules}
    results = list(findings(report))
    for _, finding in results:
        described.setdefault(finding.rule, {"id": finding.rule})
    numbers = {name: number for number, name in enumerate(described)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "taiyaku",
                "version": report.version,
                "properties": {"signature": dict(report.signature)},
                "rules": list(described.values()),
            }
        },
        "automationDetails": {"id": "taiyaku/"},
        "invocations": [_invocation(report.failures)],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(finding, pair, report.source, numbers) for pair, finding in results],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _descriptor(rule: Rule) -> Json:
    first, _, rest = rule.page.strip().partition("\n")
    page = f"{first}\n{rest}".strip()
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": _why(rest) or first},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity], "tags": ["translation"]},
    }


def _why(page: str) -> str:
    """What stands under ``## Why`` in the page of a rule, as one paragraph."""
    _, _, below = page.partition("## Why\n")
    return " ".join(below.partition("\n## ")[0].split())


def _result(finding: Finding, pair: PairReport, source: Lang, numbers: dict[str, int]) -> Json:
    spot = primary(finding, pair, source)
    shape: Json = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(map(_message_text, message_lines(finding)))},
    }
    if spot:
        shape["locations"] = [_location(spot)]
    elif about := fallback(finding, pair, source):
        place = {"artifactLocation": _artifact(about[0]), "region": {"startLine": about[1]}}
        shape["locations"] = [{"physicalLocation": place}]
    others = further(finding, pair, source)
    if others:
        shape["relatedLocations"] = [
            {"id": number, **_location(each), "message": {"text": _role(each, source)}}
            for number, each in enumerate(others, 1)
        ]
    shape["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
    if finding.suppressed is not None:
        shape["suppressions"] = [_suppression(finding.suppressed)]
    if finding.status:
        shape["baselineState"] = _STATES[finding.status]
    shape["properties"] = {"pair": pair.id, "confidence": round(float(finding.confidence), 4)}
    return shape


def _location(spot: Spot) -> Json:
    line, column, end_line, end_column = spot.bounds
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(spot.source.path),
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        }
    }


def _artifact(path: str) -> Json:
    """A relative reference; bytes of a name that are not UTF-8 are kept."""
    name = path.encode("utf-8", "surrogateescape")
    return {"uri": quote(name, safe="/!$&'()*+,;=@~"), "uriBaseId": "%SRCROOT%"}


def _role(spot: Spot, source: Lang) -> str:
    return f"in the {'source' if spot.source.lang == source else 'translation'}"


def _suppression(suppressed: Any) -> Json:  # noqa: ANN401
    who = {key: clean(str(value)) for key, value in suppressed.items() if key != "reason"}
    kind = "inSource" if suppressed.get("by") == "comment" else "external"
    shape: Json = {"kind": kind, "status": "accepted"}
    if suppressed.get("reason"):
        shape["justification"] = clean(suppressed["reason"])
    return {**shape, "properties": who} if who else shape


def _invocation(failures: Sequence[Failure]) -> Json:
    shape: Json = {"executionSuccessful": not failures}
    if failures:
        shape["toolExecutionNotifications"] = [_notification(failure) for failure in failures]
    return shape


def _notification(failure: Failure) -> Json:
    shape: Json = {"level": "error", "message": {"text": _message_text(failure.message)}}
    if failure.path:
        place = {"physicalLocation": {"artifactLocation": _artifact(failure.path)}}
        shape["locations"] = [place]
    return shape


def _message_text(text: str) -> str:
    """A message in which nothing acts and nothing of an article is taken for a link."""
    return _LINK.sub("]\u200b", clean(text))
