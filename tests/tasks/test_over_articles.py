"""What the tasks make of a small project, called as the commands call them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.errors import HistoryError
from pipeline.settings.project import Settings
from pipeline.tasks.apply import apply
from pipeline.tasks.diff import diff
from pipeline.tasks.score import Order, score
from pipeline.terms.apply import Wish
from tests.cli.support import lay_out

FILES = {
    "glossary.tsv": "ja\ten\ten_forbidden\n磁場\tmagnetic field\tmagnet area\n",
    "articles/ja/coil.md": "# 仕組み\n\n電流を流すと磁場が生まれます。\n\n30分かかります。\n",
    "articles/en/coil.md": "# Mechanism\n\nA current makes a magnet area.\n\n"
    "It takes 30 minutes.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    lay_out(root, FILES)
    return root


def shared(root: Path) -> dict[str, object]:
    notes: list[str] = []
    return {"folder": root, "cache": None, "note": notes.append, "progress": lambda *_: None}


def test_apply_puts_the_preferred_term_in_and_touches_no_file(root: Path) -> None:
    (done,), failures = apply(root, Settings(), (), Wish(), **shared(root))
    assert failures == []
    assert done.terms == 1
    assert done.after["en"].text == FILES["articles/en/coil.md"].replace(
        "magnet area", "magnetic field"
    )
    assert done.after["ja"] == done.before["ja"]
    assert (root / "articles/en/coil.md").read_text("utf-8") == FILES["articles/en/coil.md"]


def test_apply_finds_nothing_to_do_in_what_it_made(root: Path) -> None:
    (done,), _ = apply(root, Settings(), (), Wish(), **shared(root))
    (root / "articles/en/coil.md").write_text(done.after["en"].text, "utf-8")
    (again,), _ = apply(root, Settings(), (), Wish(), **shared(root))
    assert again.terms == 0
    assert again.before == again.after


def test_apply_keeps_to_what_the_settings_turn_off(root: Path) -> None:
    off = Settings(rules={"term-forbidden": "off", "term-mismatch": "off"})
    (done,), _ = apply(root, off, (), Wish(), **shared(root))
    assert done.terms == 0


def test_score_counts_the_slips_of_a_candidate_and_what_all_versions_have(root: Path) -> None:
    there = root.parent / "candidate"
    lay_out(
        there,
        {
            "coil.md": "# Mechanism\n\nA current makes a magnetic field.\n\nIt takes 50 minutes.\n",
            "unknown.md": "# Nothing\n",
        },
    )
    made = score(root, Settings(), (), Order((there,)), **shared(root))
    assert made.failures == ()
    (candidate,) = made.candidates
    assert set(candidate.articles) == {"coil"}
    assert candidate.corpus.fidelity == 1
    assert candidate.corpus.missing == 0
    assert len(candidate.corpus.segments.candidate) == len(candidate.corpus.segments.reference)


def test_diff_tells_what_a_change_brought_and_what_it_mended(root: Path) -> None:
    def git(*args: str) -> None:
        own = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *own, *args], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    english = root / "articles/en/coil.md"
    english.write_text(
        FILES["articles/en/coil.md"].replace("magnet area", "magnetic field").replace("30", "50"),
        "utf-8",
    )
    report = diff(root, "HEAD")
    (pair,) = report.pairs
    assert {f.rule for f in pair.findings if f.status == "introduced"} == {"number-mismatch"}
    assert pair.base is not None
    assert {f.status for f in pair.base.findings} == {"fixed"}
    assert "term-forbidden" in {f.rule for f in pair.base.findings}
    with pytest.raises(HistoryError):
        diff(root, "nowhere")
