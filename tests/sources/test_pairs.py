from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.errors import SourceError, UsageError
from pipeline.settings.globs import matches
from pipeline.settings.project import Settings, load_settings
from pipeline.sources import FoundPairs, PairFiles, WorkTree, find_pairs, select

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/sources/pairs.yaml").read_text("utf-8"))


def lay_out(root: Path, files: list[str]) -> None:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x\n")


def found_in(root: Path, settings: Settings | None = None) -> FoundPairs:
    return find_pairs(WorkTree(root), settings or Settings())


def messages(found: FoundPairs) -> list[str]:
    return [failure.message for failure in found.failures]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_pairs(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(tmp_path, case["files"])
    if "toml" in case:
        (tmp_path / "taiyaku.toml").write_text(case["toml"])
    found = found_in(tmp_path, load_settings(tmp_path, ()))
    assert {pair.id: [pair.ja, pair.en] for pair in found.pairs} == case["pairs"]
    assert messages(found) == case.get("failures", [])
    assert list(found.notes) == case.get("notes", [])


def test_ids_are_nfc_and_paths_as_on_disk(tmp_path: Path) -> None:
    name = "ガイド.md"
    split = unicodedata.normalize("NFD", name)
    assert split != name
    lay_out(tmp_path, [f"articles/ja/{split}", f"articles/en/{name}"])
    (pair,) = found_in(tmp_path).pairs
    assert pair == PairFiles("ガイド", f"articles/ja/{split}", f"articles/en/{name}")
    assert WorkTree(tmp_path).read(pair.ja or "") == b"x\n"


def test_symlinks_that_loop_lead_nowhere_or_leave_are_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    lay_out(root, ["articles/ja/good.md"])
    (tmp_path / "secret.md").write_text("secret")
    folder = root / "articles/ja"
    (folder / "away.md").symlink_to(tmp_path / "secret.md")
    (folder / "outside").symlink_to(tmp_path)
    (folder / "dead.md").symlink_to("nothing.md")
    (folder / "self.md").symlink_to("self.md")
    (folder / "up").symlink_to(root / "articles")
    (folder / "same.md").symlink_to("good.md")
    found = found_in(root)
    assert [pair.id for pair in found.pairs] == ["good", "same"]
    leaves = "is a symlink that leaves the project; articles are read inside the root only"
    assert sorted(messages(found)) == [
        f"articles/ja/away.md {leaves}",
        "articles/ja/dead.md is a symlink to nothing",
        f"articles/ja/outside {leaves}",
        "articles/ja/self.md is a symlink that leads back to itself",
        "articles/ja/up is a symlink to a folder that holds it",
    ]
    with pytest.raises(SourceError, match="leaves the project"):
        WorkTree(root).read("articles/ja/away.md")
    with pytest.raises(SourceError):
        WorkTree(root).read("../secret.md")


def test_folders_that_link_to_one_another_are_not_walked_in_every_order(tmp_path: Path) -> None:
    folders = [tmp_path / "articles/ja" / name for name in "abcdefghij"]
    for folder in folders:
        folder.mkdir(parents=True)
        for other in folders:
            if other != folder:
                (folder / f"to-{other.name}").symlink_to(other)
    (folders[0] / "x.md").write_text("x")
    found = found_in(tmp_path)
    assert len(found.pairs) == len(folders)
    assert all("link it directly" in text or "holds it" in text for text in messages(found))


def test_a_language_folder_that_leaves_the_project_is_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    lay_out(tmp_path, ["elsewhere/a.md"])
    lay_out(root, ["articles/ja/a.md"])
    (root / "articles/en").symlink_to(tmp_path / "elsewhere")
    found = found_in(root)
    assert found.pairs == (PairFiles("a", "articles/ja/a.md", None),)
    assert "articles/en is a symlink that leaves the project" in messages(found)[0]


def test_links_far_from_the_articles_are_nobody_s_concern(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text('patterns = ["{path}.{lang}.md"]')
    lay_out(tmp_path, ["a.ja.md"])
    (tmp_path / "python").symlink_to(sys.executable)
    found = found_in(tmp_path, load_settings(tmp_path, ()))
    assert [pair.id for pair in found.pairs] == ["a"]
    assert found.failures == ()


def test_a_name_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    lay_out(tmp_path, ["articles/ja/a.md"])
    os.close(os.open(os.fsencode(tmp_path) + b"/articles/ja/\xff.md", os.O_CREAT))
    found = found_in(tmp_path)
    assert messages(found) == ["articles/ja/\\udcff.md has a name that is not UTF-8; rename it"]


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(SourceError, match="is not a regular file"):
        WorkTree(tmp_path).read("a.md")


def test_a_folder_or_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    for name in ("a.md", "b.md"):
        with pytest.raises(SourceError) as error:
            WorkTree(tmp_path).read(name)
        assert error.value.path == name


SELECTED = FoundPairs(
    tuple(
        PairFiles(id_, f"articles/ja/{id_}.md", f"articles/en/{id_}.txt")
        for id_ in ("exosome", "news/2024", "news/2025", "tms")
    )
)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("tms", ["tms"]),
        ("articles/en/tms.txt", ["tms"]),
        ("ja/tms.md", ["tms"]),
        ("./ja/news/", ["news/2024", "news/2025"]),
        ("news", ["news/2024", "news/2025"]),
        ("news/*", ["news/2024", "news/2025"]),
        ("*", ["exosome", "tms"]),
        ("articles/*/e*.md", ["exosome"]),
        ("..", ["exosome", "news/2024", "news/2025", "tms"]),
        ("/project/articles/ja/tms.md", ["tms"]),
    ],
)
def test_what_a_name_means(name: str, ids: list[str]) -> None:
    chosen = select(SELECTED, [name], Path("/project"), Path("/project/articles"))
    assert [pair.id for pair in chosen.pairs] == ids


def test_a_name_that_means_nothing_gets_the_nearest_id() -> None:
    root = Path("/project")
    with pytest.raises(UsageError, match=r"'exosom'; did you mean 'exosome'\?"):
        select(SELECTED, ["tms", "exosom"], root, root)
    with pytest.raises(UsageError, match="there are 4, such as 'exosome'"):
        select(SELECTED, ["zzzz"], root, root)


def test_failures_of_other_files_are_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, ["articles/ja/a.md", "articles/ja/b.md", "articles/ja/b.txt"])
    found = found_in(tmp_path)
    assert select(found, ["a"], tmp_path, tmp_path).failures == ()
    assert len(select(found, ["b"], tmp_path, tmp_path).failures) == 1
    assert len(select(found, [], tmp_path, tmp_path).failures) == 1


@pytest.mark.parametrize(
    ("path", "glob", "match"),
    [
        ("a/b.md", "a/*.md", True),
        ("a/x/b.md", "a/*.md", False),
        ("a/x/b.md", "a/**", True),
        ("a/x/b.md", "**/b.md", True),
        ("b.md", "**/b.md", True),
        ("ab.md", "?b.md", True),
        ("a1.md", "a[0-9].md", True),
        ("ax.md", "a[!x].md", False),
        ("a[.md", "a[.md", True),
        ("ガ.md", "*.md", True),
    ],
)
def test_globs(path: str, glob: str, match: bool) -> None:
    assert matches(path, glob) is match
