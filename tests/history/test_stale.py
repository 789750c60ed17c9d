"""Sections that went stale between two states of a pair, through a whole check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.history.past import Since
from pipeline.model.findings import Report
from pipeline.running.report import check_pairs
from pipeline.settings.project import Settings

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/stale/pairs.yaml").read_text("utf-8"))


def checked(root: Path, texts: dict[str, str], past: Since | None = None) -> Report:
    for lang, text in texts.items():
        (root / f"articles/{lang}").mkdir(parents=True)
        (root / f"articles/{lang}/a.md").write_text(text, encoding="utf-8")
    terms = "海馬\thippocampus\n前頭葉\tfrontal lobe\n"
    (root / "glossary.tsv").write_text(terms, encoding="utf-8")
    return check_pairs(root, Settings(), past=past)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_stale_sections(case: dict[str, Any], tmp_path: Path) -> None:
    before = checked(tmp_path / "before", case["before"])
    past = Since({"a": before.pairs[0]}, "ja", {"id": "0" * 40, "date": "", "subject": ""})
    after = checked(tmp_path / "after", case["after"], past)
    assert not after.failures
    stale = [f for f in after.pairs[0].findings if f.rule == "stale-section"]
    reasons = [r for f in stale for change in f.data["changes"] for r in change["reasons"]]
    assert reasons == case["stale"]
    assert all(case.get("told", "") in finding.message for finding in stale)
