"""Reading a revision: the same files as the working tree shows, whatever the repository tries."""

from __future__ import annotations

import os
import pickle
import subprocess
from pathlib import Path

import pytest

from pipeline.errors import HistoryError, SourceError
from pipeline.settings.project import Settings
from pipeline.sources import Entry, WorkTree, find_pairs
from pipeline.sources.git import Repository
from pipeline.sources.log import events
from pipeline.sources.revision import GitTree
from tests.sources.repositories import commit, git, repository

JA, EN = "articles/ja/幹細胞.md", "articles/en/幹細胞.md"


def pairs(root: Path, revision: str = "HEAD") -> list[tuple[str | None, str | None]]:
    return [(p.ja, p.en) for p in find_pairs(GitTree.at(root, revision), Settings()).pairs]


def test_a_revision_is_read_from_objects_while_the_working_tree_says_something_else(
    tmp_path: Path,
) -> None:
    root = repository(tmp_path, {JA: "古い\n", EN: "old\n"})
    git(root, "config", "core.quotepath", "true")
    (root / JA).write_text("新しい\n")
    tree = GitTree.at(root, "main")
    assert tree.read(JA).decode() == "古い\n"
    assert [entry.path for entry in tree.walk("articles")] == [EN, JA]
    assert (tree.exists(JA), tree.exists("articles/ja"), tree.exists("articles/x")) == (
        True,
        True,
        False,
    )
    assert git(root, "worktree", "list").count("\n") == 0


def test_what_is_walked_is_what_the_working_tree_shows(tmp_path: Path) -> None:
    root = repository(tmp_path / "root")
    (tmp_path / "secret.md").write_text("secret")
    for name in ("b/x.md", "b.md", "b/.hidden.md", ".git-like/x.md", "a 'q'\n\t\"z.md", "ａ.md"):
        (root / "articles/ja" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "articles/ja" / name).write_text("x\n")
    (root / "articles/ja" / os.fsdecode(b"\xff.md")).write_text("x\n")
    folder = root / "articles/ja"
    (folder / "away.md").symlink_to("/etc/passwd")
    (folder / "up.md").symlink_to("../../../secret.md")
    (folder / "dead.md").symlink_to("nothing.md")
    (folder / "self.md").symlink_to("self.md")
    (folder / "same.md").symlink_to("b/x.md")
    (folder / "loop").symlink_to("../../articles")
    (folder / "again").symlink_to("b")
    commit(root, {})
    walked = [Entry(*entry) for entry in GitTree.at(root, "HEAD").walk("articles/ja")]
    assert walked == list(WorkTree(root).walk("articles/ja"))
    tree = GitTree.at(root, "HEAD")
    assert tree.read("articles/ja/again/x.md") == b"x\n"
    for name, why in (
        ("away", "leaves the project"),
        ("up", "leaves the project"),
        ("self", "leads back to itself"),
        ("dead", "to nothing"),
    ):
        with pytest.raises(SourceError, match=why):
            tree.read(f"articles/ja/{name}.md")
    with pytest.raises(SourceError):
        tree.read("../outside.md")


def test_a_project_below_the_top_of_the_repository_sees_only_itself(tmp_path: Path) -> None:
    top = repository(tmp_path, {"site [1]/articles/ja/a.md": "あ\n", "glossary.tsv": "x\n"})
    tree = GitTree.at(top / "site [1]", "HEAD")
    assert tree.read("articles/ja/a.md") == "あ\n".encode()
    assert not tree.exists("glossary.tsv")
    with pytest.raises(SourceError):
        tree.read("../glossary.tsv")
    commit(top, {"site [1]/articles/ja/a.md": None, "b/articles/ja/a.md": "い\n"})
    (top / "site [1]").mkdir(exist_ok=True)
    assert pairs(top / "site [1]") == []


def test_worktrees_detached_heads_and_submodules(tmp_path: Path) -> None:
    main = repository(tmp_path / "main", {JA: "一\n"})
    first = git(main, "rev-parse", "HEAD")
    commit(main, {JA: "二\n"})
    git(main, "worktree", "add", "--quiet", "--detach", str(tmp_path / "second"), first)
    assert GitTree.at(tmp_path / "second", "HEAD").read(JA).decode() == "一\n"
    assert GitTree.at(tmp_path / "second", "main").read(JA).decode() == "二\n"

    outer = repository(tmp_path / "outer", {EN: "one\n"})
    git(outer, "submodule", "--quiet", "add", str(main), "articles/ja-all")
    commit(outer, {})
    # The project may be a submodule …
    assert GitTree.at(outer / "articles/ja-all", "HEAD~1").read(JA).decode() == "一\n"
    # … or hold one.
    old = GitTree.at(outer, "HEAD")
    git(outer / "articles/ja-all", "checkout", "--quiet", first)
    commit(outer, {})
    inside = f"articles/ja-all/{JA}"
    assert old.read(inside).decode() == "二\n"
    assert GitTree.at(outer, "HEAD").read(inside).decode() == "一\n"
    assert inside in [entry.path for entry in old.walk("")]
    git(outer, "submodule", "--quiet", "deinit", "--force", "--all")
    (problem,) = [e.problem for e in GitTree.at(outer, "HEAD").walk("") if e.problem]
    assert "submodule update --init" in problem


def test_a_folder_that_pretends_to_be_a_repository_is_not_asked(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {JA: "あ\n"})
    fake = root / "articles"
    marker = tmp_path / "ran"
    for name in ("objects", "refs"):
        (fake / name).mkdir(parents=True)
    (fake / "HEAD").write_text("ref: refs/heads/main\n")
    (fake / "config").write_text(f"[core]\n\tbare = true\n\tfsmonitor = touch {marker}\n")
    commit(root, {})
    with pytest.raises(HistoryError, match="bare"):
        Repository.of(fake)
    assert not marker.exists()


def test_hooks_filters_and_monitors_of_the_repository_do_not_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {JA: "あ\n", ".gitattributes": "*.md diff=x filter=x\n"})
    marker = tmp_path / "ran"
    for key in (
        "core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.smudge",
        "core.pager", "core.sshCommand", "gpg.program", "core.alternateRefsCommand",
        "credential.helper", "uploadpack.packObjectsHook", "core.gitProxy", "pager.log",
        "diff.x.wordRegex", "core.editor", "sequence.editor", "core.askPass",
    ):  # fmt: skip
        git(root, "config", key, f"touch {marker}; false")
    for name in ("log", "cat-file", "rev-parse", "ls-tree", "merge-base", "config"):
        git(root, "config", f"alias.{name}", f"!touch {marker}")
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (root / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (root / ".git/hooks" / hook).chmod(0o755)
    git(root, "config", "log.showSignature", "true")
    assert GitTree.at(root, "HEAD").read(JA).decode() == "あ\n"
    found = Repository.of(root)
    assert found.about(found.resolve("HEAD"))["id"]
    assert events(found, [JA])[JA].events
    assert not marker.exists()


def test_replacements_and_inherited_variables_do_not_change_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "root", {JA: "あ\n"})
    blob = git(root, "rev-parse", f"HEAD:{JA}")
    (tmp_path / "other").write_text("い\n")
    git(root, "replace", blob, git(root, "hash-object", "-w", str(tmp_path / "other")))
    elsewhere = repository(tmp_path / "elsewhere", {JA: "う\n"})
    monkeypatch.setenv("GIT_DIR", str(elsewhere / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert GitTree.at(root, "HEAD").read(JA).decode() == "あ\n"


@pytest.mark.parametrize(
    "revision",
    [
        "--upload-pack=touch ran",
        "-h",
        "--all",
        "HEAD\nHEAD",
        "HEAD\0",
        "",
        "a" * 40,
        "nowhere",
        "HEAD:",
    ],
)
def test_a_hostile_revision_is_only_unknown(revision: str, tmp_path: Path) -> None:
    root = repository(tmp_path, {JA: "あ\n"})
    with pytest.raises(HistoryError, match="there is no commit" if revision else "is empty"):
        GitTree.at(root, revision)
    assert not (root / "ran").exists()


def test_a_branch_may_have_any_name(tmp_path: Path) -> None:
    root = repository(tmp_path, {JA: "あ\n"})
    head = git(root, "rev-parse", "HEAD")
    git(root, "update-ref", "refs/heads/--upload-pack=x", head)
    git(root, "update-ref", "refs/heads/改訂", head)
    for name in ("--upload-pack=x", "refs/heads/--upload-pack=x", "改訂", "@"):
        assert GitTree.at(root, name).commit == head


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {JA: "あ\n"})
    commit(origin, {JA: "い\n"})
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", origin.as_uri(), "clone")
    tree = GitTree.at(tmp_path / "clone", "HEAD~1")
    with pytest.raises(HistoryError, match="partial clone"):
        tree.read(JA)
    assert GitTree.at(tmp_path / "clone", "HEAD").read(JA).decode() == "い\n"


def test_a_shallow_clone_says_which_setting_to_change(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {JA: "あ\n"})
    commit(origin, {JA: "い\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), "clone")
    with pytest.raises(HistoryError, match=r"fetch-depth: 0.*GIT_DEPTH"):
        GitTree.at(tmp_path / "clone", "HEAD~1")


def test_outside_of_any_repository(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="no git repository"):
        GitTree.at(tmp_path, "HEAD")


def test_a_tree_can_be_sent_to_another_process(tmp_path: Path) -> None:
    root = repository(tmp_path, {JA: "あ\n"})
    tree = GitTree.at(root, "HEAD")
    assert tree.read(JA)
    copy: GitTree = pickle.loads(pickle.dumps(tree))
    assert copy.read(JA) == tree.read(JA)


def test_sha256_repositories(tmp_path: Path) -> None:
    made = subprocess.run(
        ["git", "init", "--quiet", "--object-format=sha256", str(tmp_path)], check=False
    )
    assert made.returncode == 0
    commit(tmp_path, {JA: "あ\n"})
    assert GitTree.at(tmp_path, "HEAD").read(JA).decode() == "あ\n"
