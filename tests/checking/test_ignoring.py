"""Comments that ask for findings to be ignored, through a whole check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.checks import RULES
from pipeline.model.findings import Finding, PairReport
from pipeline.running.report import check_pairs
from pipeline.settings.project import load_settings

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/ignoring/cases.yaml").read_text("utf-8"))


def checked(root: Path, case: dict[str, Any]) -> PairReport:
    ending = "html" if case.get("html") else "txt" if case.get("text") else "md"
    for lang in ("ja", "en"):
        (root / f"articles/{lang}").mkdir(parents=True)
        (root / f"articles/{lang}/a.{ending}").write_text(case[lang], encoding="utf-8")
    (root / "glossary.tsv").write_text("心臓\theart\n", encoding="utf-8")
    (root / "taiyaku.toml").write_text(case.get("toml", ""), encoding="utf-8")
    report = check_pairs(root, load_settings(root, [rule.id for rule in RULES]))
    assert not report.failures
    return report.pairs[0]


def named(finding: Finding, pair: PairReport, like: list[str]) -> str:
    """The rule, with the line where the case gives one."""
    place = finding.ja or finding.en
    assert place is not None
    document = pair.document(place.lang)
    assert document is not None
    placed = f"{finding.rule}@{document.source.place(place.span.start)[0]}"
    return placed if placed in like else finding.rule


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_ignoring(case: dict[str, Any], tmp_path: Path) -> None:
    pair = checked(tmp_path, case)
    for kind in ("open", "suppressed"):
        expected = case.get(kind, [])
        found = [f for f in pair.findings if (f.suppressed is None) == (kind == "open")]
        assert sorted(named(f, pair, expected) for f in found) == sorted(expected), found
    if "says" in case:
        assert case["says"] in " ".join(f.message for f in pair.findings)


def test_who_and_why_stand_with_a_suppressed_finding(tmp_path: Path) -> None:
    pair = checked(tmp_path, CASES[1])
    (finding,) = pair.findings
    assert finding.suppressed == {
        "by": "comment",
        "reason": "quoted",
        "where": "articles/en/a.md:3",
    }


def test_of_several_comments_about_a_finding_the_first_in_the_file_is_named(
    tmp_path: Path,
) -> None:
    english = (
        "<!-- taiyaku: ignore-file untranslated-text -- the first -->\n\n# Part\n\n"
        "<!-- taiyaku: ignore untranslated-text -- the second -->\nThe heart 動きます.\n"
    )
    pair = checked(tmp_path, {"ja": "# 章\n\n心臓は動きます。\n", "en": english})
    (finding,) = pair.findings
    assert finding.suppressed is not None
    assert finding.suppressed["reason"] == "the first"
    assert finding.suppressed["where"] == "articles/en/a.md:1"
