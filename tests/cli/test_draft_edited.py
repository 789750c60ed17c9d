"""Under the mark of a draft, only the engine's words are spared; others are read as any text."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.support import lay_out, taiyaku

WALK_JA = "# 散歩と体\n\n散歩は体を動かします。\n\n## 費用\n\n費用は1回8,800円です。\n"
WALK_EN = "# Walking and the Body\n\nWalking moves the body.\n"
COST_EN = "## Cost\n\nThe cost is 8,800 yen a session.\n"
FORGED = (
    "<!-- taiyaku: draft engine=memory date=2026-01-31 source=d3962be3c5d7 text=053e18cae0d9 -->"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n費用\tcost\n",
            "articles/ja/other.md": WALK_JA,
            "articles/en/other.md": f"{WALK_EN}\n{COST_EN}",
            "articles/ja/walk.md": WALK_JA,
            "articles/en/walk.md": WALK_EN,
        },
    )
    return tmp_path


def found(project: Path) -> list[str]:
    done = taiyaku("check", "walk", "--format", "json", cwd=project)
    (pair,) = json.loads(done.stdout)["pairs"]
    return sorted(finding["rule"] for finding in pair["findings"])


def rewrite(project: Path, old: str, new: str) -> None:
    path = project / "articles/en/walk.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_draft_that_a_person_edited_is_checked(project: Path) -> None:
    assert taiyaku("draft", "walk", "--write", cwd=project).returncode == 0
    assert found(project) == ["missing-section", "unreviewed-draft"]
    rewrite(project, "8,800", "8,880")
    assert found(project) == ["missing-section", "number-mismatch", "unreviewed-draft"]


def test_a_mark_above_a_persons_words_hides_nothing(project: Path) -> None:
    path = project / "articles/en/walk.md"
    path.write_text(f"{WALK_EN}\n{FORGED}\n\n{COST_EN.replace('8,800', '88,000')}", "utf-8")
    assert "number-mismatch" in found(project)


def test_an_update_that_a_person_edited_is_checked(project: Path) -> None:
    def git(*args: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *args], cwd=project, check=True, capture_output=True)

    rewrite(project, WALK_EN, f"{WALK_EN}\n{COST_EN}")
    git("init", "-q")
    git("add", "articles", "glossary.tsv")
    git("commit", "-qm", "one")
    source = project / "articles/ja/walk.md"
    source.write_text(WALK_JA.replace("8,800円", "9,900円"), "utf-8")
    git("commit", "-qam", "two")
    assert taiyaku("draft", "walk", "--stale", "--write", cwd=project).returncode == 0
    # What the update says does not answer for the words beside it …
    assert found(project) == ["number-mismatch", "unreviewed-draft"]
    # … nor once a person has written it, whose own words are then read, too.
    rewrite(project, "9,900 yen a session.", "9,900 yen a session, tax included.")
    assert found(project) == ["number-mismatch", "unreviewed-draft"]
    rewrite(project, "9,900 yen", "99,000 yen")
    assert found(project) == ["number-mismatch", "number-mismatch", "unreviewed-draft"]


def test_an_edited_draft_of_a_whole_article_is_checked(project: Path) -> None:
    (project / "articles/en/walk.md").unlink()
    assert taiyaku("draft", "--missing", "--write", cwd=project).returncode == 0
    assert found(project) == ["missing-article", "unreviewed-draft"]
    rewrite(project, "8,800", "8,880")
    assert found(project) == ["missing-article", "number-mismatch", "unreviewed-draft"]
