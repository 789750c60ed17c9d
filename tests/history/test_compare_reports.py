"""What becomes of findings between two reports."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.history.compare_reports import compare
from pipeline.model.findings import Finding, PairReport, Place, Report
from pipeline.model.source import Span
from tests.support import document

ACCEPTED = {"by": "decision", "reason": "as agreed", "where": "taiyaku.decisions.toml:3"}
WRONG = Finding("term-mismatch", "error", "", None, None, ("前頭前野",))
OTHER = Finding("number-mismatch", "error", "", None, None, ("30",))


def report(*findings: Finding, id_: str = "a", ja: str = "# 章\n", path: bool = True) -> Report:
    made = document("ja", ja)
    whole = PairReport(
        id_, "ja.md" if path else None, None, made, None, (), tuple(with_fingerprints(findings))
    )
    return Report("1", {}, "ja", (whole,), ())


def statuses(base: Report, head: Report) -> list[tuple[str, str | None]]:
    (pair,) = compare(base, head, {}).pairs
    fixed = pair.base.findings if pair.base else ()
    return [(f.rule, f.status) for f in (*pair.findings, *fixed)]


def test_a_finding_is_introduced_remains_or_is_fixed() -> None:
    assert statuses(report(), report(WRONG)) == [("term-mismatch", "introduced")]
    assert statuses(report(WRONG), report(WRONG)) == [("term-mismatch", "remaining")]
    assert statuses(report(WRONG), report()) == [("term-mismatch", "fixed")]
    assert statuses(report(OTHER), report(WRONG)) == [
        ("term-mismatch", "introduced"),
        ("number-mismatch", "fixed"),
    ]


def test_what_was_accepted_before_and_is_open_again_is_introduced() -> None:
    accepted = replace(WRONG, suppressed=ACCEPTED)
    assert statuses(report(accepted), report(WRONG)) == [("term-mismatch", "introduced")]


def test_what_was_accepted_and_still_is_remains_and_is_never_fixed() -> None:
    accepted = replace(WRONG, suppressed=ACCEPTED)
    assert statuses(report(accepted), report(accepted)) == [("term-mismatch", "remaining")]
    assert statuses(report(accepted), report()) == []


def test_of_equal_findings_the_one_in_the_same_line_remains() -> None:
    text = "# 章\n一つ目。\n二つ目。\n"
    first = replace(WRONG, ja=Place("ja", Span(4, 7), 0))
    second = replace(WRONG, ja=Place("ja", Span(9, 12), 0))
    base, head = report(second, ja=text), report(first, second, ja=text)
    assert statuses(base, head) == [
        ("term-mismatch", "introduced"),
        ("term-mismatch", "remaining"),
    ]


def test_a_pair_that_was_renamed_is_held_against_what_it_was() -> None:
    (pair,) = compare(report(WRONG), report(WRONG, id_="b"), {"b": "a"}).pairs
    assert [finding.status for finding in pair.findings] == ["remaining"]


def test_a_pair_that_is_gone_stands_with_what_went_with_it() -> None:
    base = report(WRONG, id_="gone")
    head = replace(report(id_="a"), pairs=report(id_="a").pairs)
    pairs = compare(base, head, {}).pairs
    assert [pair.id for pair in pairs] == ["a", "gone"]
    assert [f.status for f in pairs[1].base.findings] == ["fixed"]  # type: ignore[union-attr]
