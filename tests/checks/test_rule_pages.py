from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.checks import RULES
from pipeline.model.check import Rule

ROOT = Path(__file__).parents[2]
HEADINGS = ["## Why", "## Bad", "## Good", "## Configuration"]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_page_says_what_why_and_shows_both(rule: Rule) -> None:
    lines = rule.page.splitlines()
    assert lines[0].endswith(".")
    assert [line for line in lines if line.startswith("## ")] == HEADINGS
    parts = re.split(r"^## .*$", rule.page, flags=re.MULTILINE)
    assert all(part.strip() for part in parts)
    for example in parts[2:4]:
        assert any(line.startswith("    ") for line in example.splitlines())


def test_a_rule_lives_in_the_file_of_its_name() -> None:
    for rule in RULES:
        assert (ROOT / "pipeline/checks" / f"{rule.id.replace('-', '_')}.py").is_file()
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_file_with_a_rule_is_listed() -> None:
    files = {path.stem for path in (ROOT / "pipeline/checks").glob("[a-z]*.py")}
    assert files - {"thresholds"} == {rule.id.replace("-", "_") for rule in RULES}


def test_the_page_in_docs_is_current() -> None:
    script = ROOT / "scripts/rules_page.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout
