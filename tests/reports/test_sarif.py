from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from pipeline.checks import RULES
from pipeline.model.findings import Finding, Place, Report
from pipeline.model.source import Span
from pipeline.reports.sarif import format
from tests.reports.hostile import PATH, compared, hostile
from tests.reports.sample import accepted, sample
from tests.support import document, report

SCHEMA = json.loads((Path(__file__).parents[1] / "data/sarif-2.1.0.schema.json").read_text("utf-8"))
CHECKER = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(made: Report) -> dict[str, Any]:
    shape = json.loads(format(made, RULES))
    CHECKER.validate(shape)
    run: dict[str, Any] = shape["runs"][0]
    return run


@pytest.mark.parametrize("made", [sample, accepted, compared, hostile])
def test_it_is_valid(made: Callable[[], Report]) -> None:
    run_of(made())


def test_the_schema_would_notice() -> None:
    shape = json.loads(format(sample(), RULES))
    shape["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        CHECKER.validate(shape)


def test_the_target_is_the_place_and_the_source_is_related() -> None:
    run = run_of(sample())
    assert run["columnKind"] == "unicodeCodePoints"
    moved = next(r for r in run["results"] if r["ruleId"] == "reordered-section")
    physical = moved["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "articles/en/a.md", "uriBaseId": "%SRCROOT%"}
    related = moved["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "articles/ja/a.md"
    missing = next(r for r in run["results"] if r["ruleId"] == "missing-section")
    region = missing["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 6, "startColumn": 4, "endLine": 6, "endColumn": 11}


def test_columns_are_code_points() -> None:
    ja = document("ja", "# 𠮷𠮷\n😀😀頭痛です。\n")
    place = Place("ja", Span(7, 9), 0)
    assert ja.source.cut(place.span) == "頭痛"
    made = report(ja, None, [Finding("x", "error", "m", place, None, ("x",))])
    region = run_of(made)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (3, 5)


def test_every_rule_is_described_by_its_page() -> None:
    run = run_of(sample())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    for rule in rules:
        assert "## Why" in rule["help"]["markdown"]
        assert rule["fullDescription"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_what_was_accepted_is_suppressed_and_what_failed_is_in_the_invocation() -> None:
    run = run_of(accepted())
    assert all(
        result["suppressions"]
        == [
            {
                "kind": "external",
                "status": "accepted",
                "justification": "meant",
                "properties": {"by": "Hanako", "date": "2026-01-01"},
            }
        ]
        for result in run["results"]
    )
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "not UTF-8"
    assert run_of(sample())["invocations"] == [{"executionSuccessful": True}]


def test_a_comment_in_the_text_suppresses_in_the_source() -> None:
    made = accepted()
    by = {"by": "comment", "reason": "meant", "where": "articles/ja/a.md:3"}
    findings = tuple(replace(finding, suppressed=by) for finding in made.pairs[0].findings)
    run = run_of(replace(made, pairs=(replace(made.pairs[0], findings=findings),)))
    assert {s["kind"] for r in run["results"] for s in r["suppressions"]} == {"inSource"}


def test_a_change_gives_the_baseline_state() -> None:
    states = [result["baselineState"] for result in run_of(compared())["results"]]
    assert states.count("new") == 1
    assert states.count("absent") == 1
    assert set(states) == {"new", "unchanged", "absent"}


def test_fingerprints_are_the_findings_own() -> None:
    made = hostile()
    marks = {r["partialFingerprints"]["taiyakuFinding/v1"] for r in run_of(made)["results"]}
    assert marks == {finding.fingerprint for finding in made.pairs[0].findings}


def test_a_path_is_a_relative_reference_that_leads_back() -> None:
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in run_of(hostile())["results"]
        for place in result["locations"]
    }
    (uri,) = uris
    assert uri.isascii()
    assert not set(' <>"\\:?#[]^`{|}') & set(uri)
    assert unquote(uri, errors="surrogateescape") == PATH.format(lang="en")
