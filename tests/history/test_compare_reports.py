"""What becomes of findings between two reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.history.compare_reports import compare
from pipeline.history.hidden import Judged
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


def test_a_pair_of_which_nothing_is_fixed_has_nothing_under_its_base() -> None:
    (pair,) = compare(report(WRONG), report(WRONG, OTHER), {}).pairs
    assert pair.base is None


STALE = Finding("stale-decision", "warning", "", None, None, ("d1",))


def judged(*findings: Finding, old: bool = False) -> dict[str, list[Judged]]:
    """The pair as what held before the change sees it; an entry of the settings is what hides."""
    return {"a": [Judged(report(*findings).pairs[0], lambda _: "settings", old)]}


@pytest.mark.parametrize("old", [False, True])
def test_what_the_rules_of_before_still_find_is_hidden_and_not_fixed(old: bool) -> None:
    (pair,) = compare(report(WRONG), report(), {}, judged(WRONG, old=old)).pairs
    assert pair.base is None
    assert pair.hidden is not None
    assert [(f.rule, f.hidden_by) for f in pair.hidden.findings] == [("term-mismatch", "settings")]


@pytest.mark.parametrize("old", [False, True])
def test_an_entry_of_the_decisions_that_is_gone_took_its_finding_along(old: bool) -> None:
    (pair,) = compare(report(STALE), report(), {}, judged(STALE, old=old)).pairs
    assert pair.base is not None
    assert [f.rule for f in pair.base.findings] == ["stale-decision"]
    assert pair.hidden is None
