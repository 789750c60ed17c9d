"""``taiyaku diff`` end to end, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.support import taiyaku
from tests.sources.repositories import commit, git, repository

JA, EN = "articles/ja/用量.md", "articles/en/用量.md"
FILES = {
    JA: "# 用量\n\n1日10mgを投与する。心臓を守る。\n\n# 注意\n\n妊婦には使用する。子供は避ける。\n",
    EN: "# Dosage\n\nGive 10 mg a day. It protects the heart.\n\n"
    "# Caution\n\nUse it in pregnant women. Children should avoid it.\n",
    "glossary.tsv": "心臓\theart\n",
}
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "pipeline/reports/schema/report.schema.json").read_text("utf-8")
)
# No CI of its own while the tests run in one.
ALONE = {"GITHUB_BASE_REF": "", "CI_MERGE_REQUEST_IID": "", "GITHUB_ACTIONS": ""}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "root", FILES)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def diff(
    root: Path, *args: str, code: int | None, env: dict[str, str] | None = None
) -> dict[str, Any]:
    done = taiyaku("diff", *args, "--format", "json", cwd=root, env={**ALONE, **(env or {})})
    assert code in (None, done.returncode), done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    return report


# What the other rules say of an edited number is their own affair.
RULES = ("stale-section", "term-mismatch", "untranslated-text", "missing-article")


def findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [f for pair in report["pairs"] for f in pair["findings"] if f["rule"] in RULES]


def found(report: dict[str, Any]) -> list[str]:
    return sorted(f"{f['status']} {f['rule']}" for f in findings(report))


def test_uncommitted_changes_and_the_words_that_changed(root: Path) -> None:
    git(root, "config", "core.quotepath", "true")
    edit(root, JA, "10mg", "100mg")
    report = diff(root, "HEAD", code=1)
    assert found(report) == ["introduced stale-section"]
    assert report["revisions"] == {"base": git(root, "rev-parse", "HEAD")}
    (finding,) = findings(report)
    assert (finding["ja"]["text"], finding["en"]["text"]) == (
        "1日100mgを投与する。",
        "Give 10 mg a day.",
    )
    (change,) = finding["data"]["changes"]
    assert change["reasons"] == ["number"]
    assert [w for w in change["words"] if w["op"] != "equal"] == [
        {"op": "replace", "before": "10", "after": "100"}
    ]
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE).stdout
    assert "  ja ± 1日[-10-]{+100+}mgを投与する。\n  en = Give 10 mg a day.\n" in shown
    edit(root, EN, "10 mg", "100 mg")
    assert found(diff(root, "HEAD", code=0)) == []


def test_another_sentence_or_another_format_of_the_translation_clears_nothing(root: Path) -> None:
    edit(root, JA, "10mg", "100mg")
    edit(root, EN, "It protects the heart", "It harms the liver")
    edit(root, EN, "Give 10 mg a day.", "Give **10 mg**\na day.")
    assert "introduced stale-section" in found(diff(root, "HEAD", code=1))


def test_formatting_spelling_and_order_are_no_change(root: Path) -> None:
    edit(root, JA, "1日10mgを投与する。心臓を守る。", "心臓を守る。\n\n１日 **10mg** を投与する。")
    edit(root, JA, "子供は避ける", "こどもは、避ける")
    assert found(diff(root, "HEAD", code=0)) == []


def test_a_confirmation_of_both_texts_clears_it(root: Path) -> None:
    edit(root, JA, "10mg", "100mg")
    done = taiyaku(
        "review", "用量", "--up-to-date", "用量=Dosage", "--by", "a", "--write", cwd=root
    )
    assert done.returncode == 0, done.stderr
    # The change itself brings the confirmation, so that it is told.
    (met,) = findings(diff(root, "HEAD", code=None))
    assert (met["rule"], met["hidden_by"]) == ("stale-section", "decision")
    edit(root, JA, "100mg", "50mg")
    (open_,) = findings(diff(root, "HEAD", code=1))
    assert (open_["rule"], open_["status"]) == ("stale-section", "introduced")
    assert "hidden_by" not in open_


def test_introduced_remaining_and_fixed(root: Path) -> None:
    commit(root, {EN: FILES[EN].replace("heart", "lung").replace("avoid it", "avoid 薬")})
    edit(root, EN, "avoid 薬", "avoid it")
    edit(root, EN, "Dosage", "用量")
    report = diff(root, "HEAD", code=1)
    assert found(report) == [
        "fixed untranslated-text",
        "introduced untranslated-text",
        "remaining term-mismatch",
    ]
    places = {f["status"]: f["en"] for f in findings(report)}
    assert places["fixed"]["text"] == "薬"
    assert [status for status, place in places.items() if "revision" in place] == ["fixed"]
    assert places["fixed"]["revision"] == "base"
    assert report["summary"]["introduced"]["error"] == 1
    assert report["summary"]["fixed"]["error"] == 1
    shown = taiyaku("diff", "HEAD", "--summary", cwd=root, env=ALONE)
    assert shown.returncode == 1
    assert "introduced: 1 error; remaining: 1 error; fixed: 1 error" in shown.stdout
    assert "untranslated-text]" not in shown.stdout


def test_what_remains_does_not_fail(root: Path) -> None:
    commit(root, {EN: FILES[EN].replace("heart", "lung")})
    edit(root, EN, "Children should", "Children ought to")
    assert found(diff(root, "HEAD", code=0)) == ["remaining term-mismatch"]


def test_a_renamed_pair_is_the_same_pair(root: Path) -> None:
    commit(root, {EN: FILES[EN].replace("heart", "lung")})
    for lang in ("ja", "en"):
        (root / f"articles/{lang}/用量.md").rename(root / f"articles/{lang}/dose.md")
    edit(root, "articles/ja/dose.md", "10mg", "100mg")
    expected = ["introduced stale-section", "remaining term-mismatch"]
    assert found(diff(root, "HEAD", code=1)) == expected
    commit(root, {})
    assert found(diff(root, "HEAD~1..HEAD", code=1)) == expected


def test_each_revision_has_its_own_glossary_settings_and_decisions(root: Path) -> None:
    commit(
        root, {"glossary.tsv": "心臓\tcardiac organ\n", "taiyaku.toml": "[terms]\nstrict = true\n"}
    )
    report = diff(root, "HEAD~1..HEAD", code=1)
    assert found(report) == ["introduced term-mismatch"]
    commit(root, {"taiyaku.toml": '[terms]\nstrict = true\n[rules]\nterm-mismatch = "off"\n'})
    report = diff(root, "HEAD~1..HEAD", code=0)
    assert found(report) == ["remaining term-mismatch"]
    assert [finding["hidden_by"] for finding in findings(report)] == ["settings"]
    # The working tree has no part in it.
    (root / "glossary.tsv").unlink()
    assert found(diff(root, "HEAD~2..HEAD~1", code=1)) == ["introduced term-mismatch"]


def test_the_base_is_where_the_branch_left_main(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "topic")
    commit(root, {JA: FILES[JA].replace("10mg", "100mg")})
    git(root, "checkout", "--quiet", "main")
    commit(root, {EN: FILES[EN].replace("heart", "lung")})
    git(root, "checkout", "--quiet", "topic")
    git(root, "checkout", "--quiet", "--detach")
    assert found(diff(root, code=1)) == ["introduced stale-section"]
    assert "fixed term-mismatch" in found(diff(root, "main..topic", code=1))
    assert found(diff(root, "main...topic", code=1)) == ["introduced stale-section"]


@pytest.mark.parametrize(
    "variables",
    [
        {"GITHUB_BASE_REF": "release"},
        {"CI_MERGE_REQUEST_IID": "1", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "release"},
        {"BITBUCKET_PR_ID": "1", "BITBUCKET_PR_DESTINATION_BRANCH": "release"},
        {
            "SYSTEM_PULLREQUEST_PULLREQUESTID": "1",
            "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/release",
        },
        {"CHANGE_ID": "1", "CHANGE_TARGET": "release"},
    ],
    ids=["GitHub", "GitLab", "Bitbucket", "Azure", "Jenkins"],
)
def test_a_pull_request_is_compared_with_its_target(root: Path, variables: dict[str, str]) -> None:
    git(root, "checkout", "--quiet", "-b", "release")
    commit(root, {EN: FILES[EN].replace("heart", "lung")})
    git(root, "checkout", "--quiet", "-b", "topic")
    edit(root, JA, "10mg", "100mg")
    report = diff(root, code=1, env=variables)
    assert report["revisions"]["base"] == git(root, "rev-parse", "release")
    assert found(report) == ["introduced stale-section", "remaining term-mismatch"]
    missing = {k: v.replace("release", "nowhere") for k, v in variables.items()}
    failed = diff(root, code=2, env=missing)
    assert "nowhere" in failed["errors"][0]["message"]


def test_a_shallow_clone_names_the_setting(root: Path, tmp_path: Path) -> None:
    commit(root, {JA: FILES[JA].replace("10mg", "100mg")})
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    done = taiyaku("diff", "HEAD~1", cwd=tmp_path / "clone", env=ALONE)
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr
    assert "GIT_DEPTH" in done.stderr
    done = taiyaku("diff", cwd=tmp_path / "clone", env=ALONE)
    assert (done.returncode, "fetch-depth: 0" in done.stderr) == (2, True)
    done = taiyaku("diff", cwd=tmp_path / "clone", env={**ALONE, "GITHUB_BASE_REF": "base"})
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


@pytest.mark.parametrize("filter_", ["blob:none", "tree:0"])
def test_a_partial_clone_names_the_mend_that_mends(
    root: Path, tmp_path: Path, filter_: str
) -> None:
    commit(root, {JA: FILES[JA].replace("心臓を守る", "腎臓を守る")})
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"--filter={filter_}", root.as_uri(), "clone")
    commands = (("diff", "HEAD~1"), ("check", "--history"))
    for command in commands:
        done = taiyaku(*command, cwd=clone, env=ALONE)
        assert done.returncode == 2
        assert "partial clone" in done.stderr
    mend = done.stderr.partition("run `")[2].partition("`")[0]
    git(clone, *mend.removeprefix("git ").split())
    for command in commands:
        done = taiyaku(*command, cwd=clone, env=ALONE)
        assert (done.returncode, "stale-section" in done.stdout) == (1, True)


def test_worktrees_and_submodules(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    edit(tmp_path / "second", JA, "10mg", "100mg")
    assert found(diff(tmp_path / "second", "HEAD", code=1)) == ["introduced stale-section"]
    outer = repository(tmp_path / "outer", {"README": "x\n"})
    git(outer, "submodule", "--quiet", "add", str(root), "text")
    commit(outer, {})
    edit(outer / "text", JA, "10mg", "100mg")
    assert found(diff(outer / "text", "HEAD", code=1)) == ["introduced stale-section"]


def test_hostile_revisions_and_no_repository(root: Path, tmp_path: Path) -> None:
    for text in ("--upload-pack=touch ran", "nowhere", "main..--output=ran", "HEAD\n"):
        done = taiyaku("diff", "--", text, cwd=root, env=ALONE)
        assert done.returncode == 2, text
        assert "there is no commit" in done.stderr
    assert not (root / "ran").exists()
    (tmp_path / "bare/articles/ja").mkdir(parents=True)
    done = taiyaku("diff", cwd=tmp_path / "bare", env={**ALONE, "GIT_CEILING_DIRECTORIES": "/"})
    assert done.returncode == 2
    assert "no git repository" in done.stderr


def test_a_new_pair_and_one_that_went(root: Path) -> None:
    commit(root, {"articles/ja/b.md": "# 新しい\n\n心臓です。\n"})
    assert found(diff(root, "HEAD~1..HEAD", code=1)) == ["introduced missing-article"]
    commit(root, {"articles/ja/b.md": None})
    assert found(diff(root, "HEAD~1..HEAD", code=0)) == ["fixed missing-article"]


def test_it_says_what_it_compares_with_where_nobody_did(root: Path, tmp_path: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    done = taiyaku("diff", cwd=root, env=ALONE)
    line = (
        f"note: compared with {base[:12]}: main has all of HEAD: only what is not committed counts"
    )
    assert done.stderr.splitlines() == [line]
    assert done.stdout == "no pair changed\n"
    git(root, "switch", "--quiet", "--create", "topic")
    commit(root, {"note.txt": "1\n"})
    done = taiyaku("diff", cwd=root, env=ALONE)
    assert f"note: compared with {base[:12]}: where HEAD left main\n" in done.stderr
    assert taiyaku("diff", "main", cwd=root, env=ALONE).stderr == ""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(root), str(clone))
    done = taiyaku("diff", "main", cwd=clone, env=ALONE)
    assert done.returncode == 2
    assert "there is no commit 'main' in the repository; did you mean 'origin/main'?" in done.stderr


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "articles/ja").mkdir(parents=True)
    (root / "articles/ja/a.md").write_text("水を飲みます。\n", encoding="utf-8")
    for command in (("diff",), ("diff", "HEAD"), ("check", "--history")):
        done = taiyaku(*command, cwd=root, env=ALONE)
        assert done.returncode == 2
        assert "nothing is committed in this repository yet" in done.stderr
