"""Many comments, each over a fault: read once, and held against the findings by place."""

from __future__ import annotations

import time

import pytest

from pipeline.checking.ignore_comments import ignore
from pipeline.documents import parse
from pipeline.model.findings import Finding, Place
from pipeline.model.source import Source, Span


@pytest.mark.parametrize("scope", ["ignore", "ignore-section"])
def test_many_comments_are_read_once(scope: str) -> None:
    number = 4_000
    text = "".join(
        f"<!-- taiyaku: {scope} number-mismatch -->\n\n## A{n}\n\nText.\n\n" for n in range(number)
    )
    start = time.process_time()
    document = parse(Source("a.md", "en", text))
    places = [Span(control.covers.start, control.covers.end) for control in document.controls]
    findings = tuple(
        Finding("number-mismatch", "error", "", None, Place("en", place, 0), ()) for place in places
    )
    settled, unused = ignore(findings, {"en": document}, {"number-mismatch"})
    assert time.process_time() - start < 8
    assert len(settled) == number
    assert all(finding.suppressed for finding in settled)
    assert not unused
