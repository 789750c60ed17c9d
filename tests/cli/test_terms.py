"""``glossary lint``, ``glossary add`` and ``apply`` as a user runs them."""

from __future__ import annotations

import json

import pytest
import tomlkit

from tests.cli.support import lay_out, taiyaku

JA = "# 幹細胞の話\n\n幹細胞は修復を助けます。\n\n# 費用\n\n一回一万円です。\n"
EN = (
    "\ufeff# About Trunk Cells\r\n\r\nTrunk cells help repair.\r\n\r\n"
    "# Cost\r\n\r\nIt is 10,000 yen.\r\n"
)
GLOSSARY = "ja\ten\ten_forbidden\n幹細胞\tstem cell\ttrunk cell\n"


@pytest.fixture
def project(tmp_path):
    lay_out(
        tmp_path,
        {"articles/ja/a.md": JA, "articles/en/a.md": EN, "glossary.tsv": GLOSSARY},
    )
    return tmp_path


def test_apply_shows_then_writes_then_has_nothing_to_do(project):
    article = project / "articles/en/a.md"
    before = article.read_bytes()
    shown = taiyaku("apply", "--check", cwd=project)
    assert shown.returncode == 1
    assert "+Stem cells help repair." in shown.stdout
    assert article.read_bytes() == before

    assert taiyaku("apply", "--write", cwd=project).returncode == 0
    after = before.replace(b"Trunk Cells", b"Stem Cells").replace(b"Trunk cells", b"Stem cells")
    assert article.read_bytes() == after

    again = taiyaku("apply", "--check", cwd=project)
    assert (again.returncode, again.stdout) == (0, "")
    assert sorted(path.name for path in article.parent.iterdir()) == ["a.md"]


def test_apply_leaves_what_was_accepted(project):
    report = json.loads(taiyaku("check", "--format", "json", cwd=project).stdout)
    accepted = [f["fingerprint"] for f in report["pairs"][0]["findings"]]
    assert accepted
    chosen = [word for fingerprint in accepted for word in ("--accept", fingerprint)]
    signed = ("--reason", "a saying", "--by", "A", "--write")
    done = taiyaku("review", "a", *chosen, *signed, cwd=project)
    assert done.returncode == 0, done.stderr
    assert tomlkit.parse((project / "taiyaku.decisions.toml").read_text("utf-8"))["accepted"]
    left = taiyaku("apply", cwd=project)
    assert (left.returncode, left.stdout) == (0, "")
    assert "left to you: articles/en/a.md:3:1: “Trunk cells” → “stem cell”" in left.stderr


def test_lint_finds_mends_and_fails(project):
    glossary = project / "glossary.tsv"
    glossary.write_bytes(
        (GLOSSARY + "海馬 \thippocampus\t\n幹細胞\tstem cell\t\n").encode("utf-8-sig")
    )
    found = taiyaku("glossary", "lint", "--format", "json", cwd=project)
    assert found.returncode == 1
    report = json.loads(found.stdout)
    rules = [f["rule"] for f in report["findings"]]
    assert rules == ["lint-spaces", "lint-duplicate-row"]
    assert report["summary"]["error"] == 1

    output = taiyaku("glossary", "lint", cwd=project)
    assert "glossary.tsv:4:1: error lint-duplicate-row: “幹細胞” repeats line 2" in output.stdout
    taiyaku("glossary", "lint", "--write", cwd=project)
    assert taiyaku("glossary", "lint", "--check", cwd=project).returncode == 0


def test_lint_names_terms_that_never_occur(project):
    added = taiyaku("glossary", "add", "海馬", "hippocampus", "--write", cwd=project)
    assert added.returncode == 0, added.stderr
    named = taiyaku("glossary", "lint", "--verbose", cwd=project)
    assert (named.returncode, named.stdout) == (
        0,
        "glossary.tsv:3:1: info lint-unused: “海馬” occurs in no article, in neither language\n",
    )


def test_add_refuses_a_conflict_in_one_sentence(project):
    before = (project / "glossary.tsv").read_bytes()
    for words in (
        ["幹細胞", "progenitor"],
        ["親細胞", "stem cells"],
        ["親細胞", "a\tb"],
        ["progenitor", "前駆細胞"],
        ["", "progenitor"],
    ):
        refused = taiyaku("glossary", "add", *words, "--write", cwd=project)
        assert refused.returncode == 2
        assert len(refused.stderr.strip().splitlines()) == 1
        assert (project / "glossary.tsv").read_bytes() == before
    anyway = taiyaku("glossary", "add", "親細胞", "stem cells", "--anyway", cwd=project)
    assert anyway.returncode == 0
    assert "+親細胞\tstem cells" in anyway.stdout


def test_a_row_the_wrong_way_round_does_not_pass_silently(project):
    (project / "glossary.tsv").write_text("stem cell\t幹細胞\n", "utf-8")
    output = taiyaku("check", cwd=project)
    assert "1 row has Japanese in the English column and can never match" in output.stderr
    assert "on line 1 of glossary.tsv" in output.stderr


def test_add_cleans_and_widens(project):
    done = taiyaku(
        "glossary",
        "add",
        "ＭＳＣ ",
        "mesenchymal  stem cell",
        "--ja-variant",
        "間葉系幹細胞",
        "--ja-variant",
        "間葉系 幹細胞",
        "--domain",
        "biology",
        "--write",
        cwd=project,
    )
    assert done.returncode == 0, done.stderr
    assert (project / "glossary.tsv").read_text("utf-8") == (
        "ja\ten\ten_forbidden\tja_variants\tdomain\n幹細胞\tstem cell\ttrunk cell\n"
        "MSC\tmesenchymal stem cell\t\t間葉系幹細胞\tbiology\n"
    )
