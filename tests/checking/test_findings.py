"""Fingerprints and what the settings make of a finding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking.context import Embedder
from pipeline.checking.fingerprint import fingerprint, with_fingerprints
from pipeline.checking.policy import Policy
from pipeline.model.findings import Finding, Severity
from pipeline.settings.project import Override, Settings


def finding(
    *identity: str,
    rule: str = "term-mismatch",
    severity: Severity = "error",
    confidence: float = 1.0,
    message: str = "",
) -> Finding:
    return Finding(rule, severity, message, None, None, identity, confidence)


def test_a_fingerprint_is_made_of_the_rule_and_the_identity_alone() -> None:
    mark = fingerprint(finding("前頭前野", "Mechanism"))
    assert mark == fingerprint(finding("前頭前野", "Mechanism", message="x", confidence=0.2))
    assert mark == fingerprint(finding("前頭前野", "Mechanism", severity="info"))
    assert mark != fingerprint(finding("前頭前野", "Mechanism", rule="term-forbidden"))
    assert mark != fingerprint(finding("前頭前野Mechanism"))
    assert mark != fingerprint(finding("Mechanism", "前頭前野"))


@given(st.text(), st.sampled_from([" ", "\n", "\u3000", "\t  "]))
def test_width_and_white_space_do_not_make_it_another(text: str, space: str) -> None:
    plain = finding(f"TMS 30 {text}")
    assert fingerprint(plain) == fingerprint(finding(f"ＴＭＳ{space}３０{space}{text}{space}"))


def test_equal_fingerprints_are_numbered_in_order() -> None:
    marks = [f.fingerprint for f in with_fingerprints([finding("a"), finding("b"), finding("a")])]
    assert marks == [marks[0], fingerprint(finding("b")), f"{marks[0]}-2"]


@pytest.mark.parametrize(
    ("default", "found", "level", "shown"),
    [
        ("error", "error", "warning", "warning"),
        ("warning", "warning", "error", "error"),
        ("warning", "error", "info", "info"),
        ("error", "info", "warning", "info"),
        ("error", "warning", "info", "info"),
        ("error", "error", None, "error"),
    ],
)
def test_a_level_replaces_the_default_and_lighter_stays_lighter(
    default: Severity, found: Severity, level: Severity | None, shown: Severity
) -> None:
    settings = Settings(rules={"term-mismatch": level} if level else {})
    (result,) = Policy(settings, ()).apply([finding(severity=found)], {finding().rule: default})
    assert result.severity == shown


def test_overrides_hold_for_their_files_and_the_last_wins() -> None:
    settings = Settings(
        rules={"term-mismatch": "warning"},
        thresholds={"default": 0.3},
        overrides=(
            Override(("articles/*/news/**",), {"term-mismatch": "info"}, {"default": 0.9}),
            Override(("articles/ja/news/old.md",), {"term-mismatch": "off"}, {}),
        ),
    )

    def severities(path: str, confidence: float = 1.0) -> list[str]:
        policy = Policy(settings, (path,))
        shown = policy.apply([finding(confidence=confidence)], {finding().rule: "error"})
        assert policy.is_off("term-mismatch") is (path == "articles/ja/news/old.md")
        return [each.severity for each in shown]

    assert severities("articles/ja/a.md") == ["warning"]
    assert severities("articles/ja/news/a.md") == ["info"]
    assert severities("articles/ja/news/old.md") == []
    assert severities("articles/ja/a.md", 0.29) == []
    assert severities("articles/ja/a.md", 0.3) == ["warning"]
    assert severities("articles/en/news/x/a.md", 0.89) == []


def test_a_threshold_of_an_override_for_one_rule_holds_for_that_rule_alone() -> None:
    override = Override(("articles/*/news/**",), {}, {"term-mismatch": 0.9, "default": 0.5})
    settings = Settings(thresholds={"term-mismatch": 0.1}, overrides=(override,))
    policy = Policy(settings, ("articles/ja/news/a.md",))
    assert policy.threshold("term-mismatch") == 0.9
    assert policy.threshold("number-mismatch") == 0.5
    assert Policy(settings, ("articles/ja/b.md",)).threshold("term-mismatch") == 0.1


def test_without_a_threshold_everything_is_shown() -> None:
    assert Policy(Settings(), ()).threshold("term-mismatch") == 0.0
    (shown,) = Policy(Settings(), ()).apply([finding(confidence=0.01)], {finding().rule: "error"})
    assert shown.confidence == 0.01


def test_an_override_is_meant_where_one_of_its_patterns_takes_one_file_of_the_pair() -> None:
    override = Override(("articles/en/old/**", "**/news/**"), {"term-mismatch": "off"}, {})
    settings = Settings(overrides=(override,))
    assert Policy(settings, ("articles/ja/a.md", "articles/en/news/a.md")).is_off("term-mismatch")
    assert not Policy(settings, ("articles/ja/a.md", "articles/en/a.md")).is_off("term-mismatch")


class Counting:
    """Counts texts instead of understanding them; the vector of a text is its length."""

    name = "counting"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.seen += texts
        return np.array([[len(text)] for text in texts], dtype=np.float32).reshape(-1, 1)


def test_a_text_is_embedded_once_and_comes_back_in_order() -> None:
    encoder = Counting()
    embed = Embedder(encoder)
    assert embed(["bb", "a", "bb"]).tolist() == [[2], [1], [2]]
    assert embed(["ccc", "a"]).tolist() == [[3], [1]]
    assert embed([]).shape == (0, 1)
    assert encoder.seen == ["bb", "a", "ccc"]
