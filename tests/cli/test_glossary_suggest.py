"""``glossary suggest`` as a user runs it."""

from __future__ import annotations

import json

import pexpect
import pytest

from tests.cli.support import TAIYAKU, lay_out, taiyaku

JA = (
    "# 光線力学療法\n\n光線力学療法は皮膚の病気に使われます。\n\n"
    "光線力学療法の前に、日焼け止めを塗らないでください。\n\n翌日は帽子をかぶってください。\n"
)
EN = (
    "# Photodynamic therapy\n\nPhotodynamic therapy is used for diseases of the skin.\n\n"
    "Do not put on sunscreen before photodynamic therapy.\n\nWear a hat on the next day.\n"
)
GLOSSARY = "ja\ten\n皮膚\tskin\n"


@pytest.fixture
def project(tmp_path):
    lay_out(
        tmp_path,
        {"articles/ja/a.md": JA, "articles/en/a.md": EN, "glossary.tsv": GLOSSARY},
    )
    return tmp_path


def test_a_table_with_renderings_and_sentences(project):
    shown = taiyaku("glossary", "suggest", "--first", "3", cwd=project)
    assert shown.returncode == 0, shown.stderr
    assert "光線力学療法" in shown.stdout
    assert "photodynamic therapy" in shown.stdout.lower()
    assert "articles/ja/a.md:" in shown.stdout
    assert "3 shown" in shown.stderr


def test_json_holds_the_evidence_and_leaves_out_what_is_known(project):
    shown = taiyaku("glossary", "suggest", "--format", "json", cwd=project)
    found = {s["ja"]: s for s in json.loads(shown.stdout)["suggestions"]}
    assert "皮膚" not in found
    best = found["日焼け止め"]["renderings"][0]
    assert best["en"] == "sunscreen"
    assert best["together"] == 1
    assert best["example"]["en"] == "Do not put on sunscreen before photodynamic therapy."


def test_tsv_is_a_glossary_of_proposed_terms(project):
    shown = taiyaku("glossary", "suggest", "--format", "tsv", cwd=project)
    header, *rows = (line.split("\t") for line in shown.stdout.splitlines())
    assert header == ["ja", "en", "status", "note"]
    assert {row[2] for row in rows} == {"proposed"}
    (project / "proposed.tsv").write_text(shown.stdout, encoding="utf-8")
    taken = taiyaku("glossary", "import", "proposed.tsv", "--write", cwd=project)
    assert taken.returncode == 0, taken.stderr
    assert "日焼け止め\tsunscreen\tproposed\t" in (project / "glossary.tsv").read_text("utf-8")
    again = taiyaku("glossary", "suggest", "--format", "tsv", cwd=project)
    assert "日焼け止め\t" not in again.stdout


def test_accept_shows_then_writes(project):
    words = ("glossary", "suggest", "--accept", "帽子=hat", "--accept", "翌日=next day")
    shown = taiyaku(*words, cwd=project)
    assert "+帽子\that" in shown.stdout
    assert (project / "glossary.tsv").read_text("utf-8") == GLOSSARY
    assert taiyaku(*words, "--check", cwd=project).returncode == 1
    assert taiyaku(*words, "--write", cwd=project).returncode == 0
    written = (project / "glossary.tsv").read_text("utf-8")
    assert written == GLOSSARY + "帽子\that\n翌日\tnext day\n"


@pytest.mark.parametrize("message", ["帽子", "=hat", "帽子="])
def test_what_is_no_pair_is_refused(project, message):
    shown = taiyaku("glossary", "suggest", "--accept", message, cwd=project)
    assert shown.returncode == 2
    assert "JA=EN" in shown.stderr


def test_a_term_that_is_there_is_refused(project):
    shown = taiyaku("glossary", "suggest", "--accept", "皮膚=hide", "--write", cwd=project)
    assert shown.returncode == 2
    assert (project / "glossary.tsv").read_text("utf-8") == GLOSSARY


def test_asking_needs_a_terminal(project):
    shown = taiyaku("glossary", "suggest", "--interactive", cwd=project)
    assert shown.returncode == 2
    assert "--accept" in shown.stderr


@pytest.mark.parametrize(
    "stop",
    [lambda child: child.sendline("q"), lambda child: child.sendeof()],
    ids=["q", "end of input"],
)
def test_one_after_the_other(project, stop):
    words = ["glossary", "suggest", "--interactive", "--write", "--no-color"]
    child = pexpect.spawn(str(TAIYAKU), words, cwd=str(project), encoding="utf-8", timeout=240)
    child.expect("add it")
    child.sendline("n")
    child.expect("add it")
    child.sendline("y")
    child.expect("add it")
    stop(child)
    child.expect("wrote glossary.tsv")
    child.expect(pexpect.EOF)
    rows = (project / "glossary.tsv").read_text("utf-8").splitlines()
    assert len(rows) == 3


def test_a_term_that_is_refused_loses_none_of_the_others(project):
    words = ["glossary", "suggest", "--interactive", "--write", "--no-color"]
    child = pexpect.spawn(str(TAIYAKU), words, cwd=str(project), encoding="utf-8", timeout=240)
    child.expect("add it")
    child.sendline("y")
    child.expect("add it")
    child.sendline("e")
    child.expect("ja")
    child.sendline("皮膚")
    child.expect("en")
    child.sendline("hide")
    child.expect("皮膚 = hide is left out")
    child.expect("add it")
    child.sendline("q")
    child.expect("wrote glossary.tsv")
    child.expect(pexpect.EOF)
    assert len((project / "glossary.tsv").read_text("utf-8").splitlines()) == 3


def test_no_pairs_no_suggestions(tmp_path):
    lay_out(tmp_path, {"articles/ja/a.md": JA, "glossary.tsv": GLOSSARY})
    shown = taiyaku("glossary", "suggest", "--format", "json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["suggestions"] == []
