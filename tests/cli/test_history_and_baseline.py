"""``check --history`` and baselines end to end, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import lay_out, taiyaku
from tests.sources.repositories import commit, git, repository

JA, EN = "articles/ja/用量.md", "articles/en/用量.md"
FILES = {
    JA: "# 用量\n\n一日に二回投与する。\n\n# 注意\n\n子供は避ける。\n",
    EN: "# Dosage\n\nGive it twice a day.\n\n# Caution\n\nChildren should avoid it.\n",
    "glossary.tsv": "心臓\theart\n",
}


def replace(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def stale(root: Path, *args: str, code: int = 1) -> list[dict[str, Any]]:
    done = taiyaku("check", "--history", "--format", "json", *args, cwd=root)
    assert done.returncode == code, done.stdout + done.stderr
    return [
        finding
        for pair in json.loads(done.stdout)["pairs"]
        for finding in pair["findings"]
        if finding["rule"] == "stale-section"
    ]


def test_history_names_the_commit_and_follows_renames(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", FILES)
    assert stale(root, code=0) == []
    ja = replace(FILES[JA], ("子供は避ける", "子供と高齢者は避ける"))
    changed = commit(root, {JA: ja}, "also the old")
    new_ja, new_en = "articles/ja/dose.md", "articles/en/dose.md"
    commit(root, {JA: None, EN: None, new_ja: ja, new_en: FILES[EN]}, "move")
    commit(root, {new_en: replace(FILES[EN], ("Give it twice", "Give it only twice"))}, "other")
    (finding,) = stale(root)
    assert finding["ja"]["text"] == "子供と高齢者は避ける。"
    assert finding["en"]["text"] == "Children should avoid it."
    (change,) = finding["data"]["changes"]
    assert change["commit"]["id"] == changed
    assert change["commit"]["subject"] == "also the old"
    # The translation follows, and nothing is stale; a later edit of the source is.
    en = replace(FILES[EN], ("Children should", "Children and old people should"))
    commit(root, {new_en: en}, "follow")
    assert stale(root, code=0) == []
    again = replace(ja, ("子供と高齢者は避ける", "子供と高齢者は医師に相談する"))
    last = commit(root, {new_ja: again}, "ask a doctor")
    (finding,) = stale(root)
    assert finding["data"]["changes"][0]["commit"]["id"] == last
    # Back to what was translated: nobody has to do anything.
    commit(root, {new_ja: ja}, "revert")
    assert stale(root, code=0) == []


def test_a_change_is_told_once_wherever_else_the_translation_was_touched(tmp_path: Path) -> None:
    """Each state judges only what was last touched to come to it."""
    root = repository(tmp_path / "root", FILES)
    commit(root, {EN: replace(FILES[EN], ("Give it twice a day", "Take it twice every day"))})
    commit(root, {EN: replace(FILES[EN], ("Give it twice a day", "Take it once a week"))})
    commit(root, {JA: replace(FILES[JA], ("子供は避ける", "子供と高齢者は避ける"))})
    (finding,) = stale(root)
    (change,) = finding["data"]["changes"]
    assert change["after"] == "子供と高齢者は避ける。"


def test_history_in_a_project_below_the_top_and_the_same_from_the_cache(tmp_path: Path) -> None:
    top = repository(tmp_path, {f"site/{name}": text for name, text in FILES.items()})
    ja = replace(FILES[JA], ("子供は避ける", "子供と高齢者は避ける"))
    commit(top, {f"site/{JA}": ja})
    cache_option = f"--cache-dir={tmp_path / 'cache'}"
    assert stale(top / "site", cache_option) == stale(top / "site", cache_option) != []


def test_history_in_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", FILES)
    commit(root, {JA: replace(FILES[JA], ("避ける", "避けない"))})
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    done = taiyaku("check", "--history", "--format", "json", cwd=tmp_path / "clone")
    assert done.returncode == 2
    assert "fetch-depth: 0" in json.loads(done.stdout)["errors"][0]["message"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "articles/ja/a b.md": "# 章\n\n心臓です。\n",
            "articles/en/a b.md": "# Part\n\nThe lung.\n",
            "articles/ja/c.md": "# 章\n\n心臓です。\n",
            "articles/en/c.md": "# Part\n\nThe lung.\n",
            "glossary.tsv": "心臓\theart\n",
        },
    )
    return tmp_path


def test_a_baseline_fails_on_new_findings_only(corpus: Path) -> None:
    assert taiyaku("check", cwd=corpus).returncode == 1
    made = taiyaku("check", "--write-baseline", cwd=corpus)
    assert made.returncode == 0, made.stderr
    file = corpus / "taiyaku.baseline"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line.split("\t")[1:] for line in lines] == [["term-mismatch", p] for p in ("a b", "c")]
    done = taiyaku("check", "--baseline", file.name, "--format", "json", cwd=corpus)
    report = json.loads(done.stdout)
    assert (done.returncode, report["summary"]["error"]) == (0, 0)
    assert report["pairs"][0]["findings"][0]["suppressed"]["by"] == "baseline"
    (corpus / "articles/en/c.md").write_text("# Part\n\nThe lung 薬.\n", encoding="utf-8")
    done = taiyaku("check", "--baseline", file.name, cwd=corpus)
    assert done.returncode == 1
    assert "untranslated-text" in done.stdout
    assert "error[term-mismatch]" not in done.stdout
    # It is the same file, whoever writes it and in whatever order; a word after it is a pair.
    taiyaku("check", "--write-baseline", "c", cwd=corpus)
    assert set(lines) < set(file.read_text("utf-8").splitlines())


def test_the_null_device_is_a_baseline_that_knows_nothing(corpus: Path) -> None:
    done = taiyaku("check", "--baseline", "/dev/null", cwd=corpus)
    assert (done.returncode, done.stderr) == (1, taiyaku("check", cwd=corpus).stderr)
    done = taiyaku("check", "--baseline", "/dev/zero", cwd=corpus)
    assert done.returncode == 2


def test_stale_entries_are_told_and_pruned(corpus: Path) -> None:
    taiyaku("check", "--write-baseline", "--baseline", "known.txt", cwd=corpus)
    before = (corpus / "known.txt").read_text("utf-8")
    (corpus / "articles/en/c.md").write_text("# Part\n\nThe heart.\n", encoding="utf-8")
    done = taiyaku("check", "--baseline", "known.txt", cwd=corpus)
    assert done.returncode == 0
    assert "info[stale-baseline] known.txt knows a term-mismatch" in done.stdout
    # Of a pair that is not checked nothing is said, and its lines stay.
    assert "stale" not in taiyaku("check", "a b", "--baseline", "known.txt", cwd=corpus).stdout
    assert (corpus / "known.txt").read_text("utf-8") == before
    done = taiyaku("check", "--baseline", "known.txt", "--prune", cwd=corpus)
    assert "stale-baseline" not in done.stdout
    after = (corpus / "known.txt").read_text("utf-8")
    assert after.splitlines() == [line for line in before.splitlines() if not line.endswith("\tc")]


def test_a_baseline_that_is_wrong_is_named(corpus: Path) -> None:
    done = taiyaku("check", "--baseline", "nothing.txt", cwd=corpus)
    assert done.returncode == 2
    assert "nothing.txt: is not there; write it with --write-baseline" in done.stderr
    (corpus / "known.txt").write_text("# x\n<<<<<<< HEAD\n", encoding="utf-8")
    done = taiyaku("check", "--baseline", "known.txt", cwd=corpus)
    assert done.returncode == 2
    assert "known.txt:2: is no line of a baseline" in done.stderr
    assert taiyaku("check", "--prune", cwd=corpus).returncode == 2


MARK = "<!-- taiyaku: draft{} engine=memory date=2026-01-31 -- review me -->"


def test_a_draft_that_was_committed_clears_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", FILES)
    commit(root, {JA: replace(FILES[JA], ("二回", "三回"))})
    assert [f["en"]["text"] for f in stale(root)] == ["Give it twice a day."]
    old = "Give it twice a day.\n"
    update = f"{old}\n{MARK.format(' update')}\n\nGive it three times a day.\n"
    commit(root, {EN: replace(FILES[EN], (old, update))}, "draft")
    assert [f["en"]["text"] for f in stale(root)] == ["Give it twice a day."]
    commit(root, {EN: replace(FILES[EN], ("twice a day", "three times a day"))}, "reviewed")
    assert stale(root, code=0) == []


def test_a_draft_in_the_place_of_a_translation_is_none(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", FILES)
    ja = replace(FILES[JA], ("二回", "三回"))
    en = f"{MARK.format('')}\n{replace(FILES[EN], ('twice a day', 'three times a day'))}"
    commit(root, {JA: ja, EN: en})
    done = taiyaku("diff", "HEAD~1", "--format", "json", cwd=root)
    (pair,) = json.loads(done.stdout)["pairs"]
    found = {f["rule"]: f["status"] for f in pair["findings"] if f["status"] != "fixed"}
    assert done.returncode == 1
    assert found == {"missing-section": "introduced", "unreviewed-draft": "introduced"}


def test_history_inside_a_submodule(tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner", FILES)
    outer = repository(tmp_path / "outer", {"glossary.tsv": FILES["glossary.tsv"]})
    git(outer, "submodule", "--quiet", "add", str(inner), "text")
    settings = 'patterns = ["text/articles/{lang}/{path}"]\n'
    commit(outer, {"taiyaku.toml": settings}, "the articles")
    assert stale(outer, code=0) == []
    ja = replace(FILES[JA], ("子供は避ける", "子供と高齢者は避ける"))
    changed = commit(outer / "text", {JA: ja}, "also the old")
    (finding,) = stale(outer)
    (change,) = finding["data"]["changes"]
    assert change["commit"]["id"] == changed
    git(outer, "submodule", "--quiet", "deinit", "--force", "--all")
    done = taiyaku("check", cwd=outer)
    assert done.returncode == 2
    assert "git submodule update --init" in done.stderr


def test_history_of_two_repositories_does_not_compare(tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner", {"a.md": FILES[EN]})
    outer = repository(tmp_path / "outer", {"ja/a.md": FILES[JA]})
    git(outer, "submodule", "--quiet", "add", str(inner), "en")
    commit(outer, {"taiyaku.toml": 'patterns = ["{lang}/{path}"]\n'}, "the articles")
    commit(outer, {"ja/a.md": replace(FILES[JA], ("二回", "三回"))}, "thrice")
    done = taiyaku("check", "--history", cwd=outer)
    assert "note: --history says nothing of a: the two articles lie in different" in done.stderr
    assert "stale-section" not in done.stdout
