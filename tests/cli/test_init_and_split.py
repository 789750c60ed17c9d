from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.settings.project import load_settings
from pipeline.sources import WorkTree, find_pairs
from pipeline.sources.layouts import find_layouts, spelled
from tests.cli.support import lay_out, taiyaku

LAYOUTS = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/sources/layouts.yaml").read_text("utf-8")
)

BOTH = """\
眠りと記憶
眠っている間に、脳はその日の出来事を整理します。短い昼寝でも効果があります。

Sleep and memory
While we sleep, the brain sorts what happened during the day. Even a short nap helps.
"""


@pytest.mark.parametrize("case", LAYOUTS, ids=[case["name"] for case in LAYOUTS])
def test_layouts_are_found(case: dict[str, list[str]], tmp_path: Path) -> None:
    lay_out(tmp_path, dict.fromkeys(case["files"], "x"))
    assert [spelled(pattern) for pattern in find_layouts(WorkTree(tmp_path))] == case["patterns"]


def test_init_shows_first_writes_when_told_and_overwrites_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, {"docs/a.ja.md": "x", "docs/a.md": "x", "README.md": "x"})
    shown = taiyaku("init", cwd=tmp_path)
    assert shown.returncode == 0
    assert '+    { ja = "docs/{path}.ja.md", en = "docs/{path}.md" },' in shown.stdout
    assert "+ja\ten\t" in shown.stdout
    assert "1 article in both languages: a" in shown.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "docs"]

    assert taiyaku("init", "--check", cwd=tmp_path).returncode == 1
    assert taiyaku("init", "--write", cwd=tmp_path).returncode == 0
    settings = load_settings(tmp_path, ())
    assert [pair.id for pair in find_pairs(WorkTree(tmp_path), settings).pairs] == ["a"]
    assert taiyaku("init", "--check", cwd=tmp_path).returncode == 0

    (tmp_path / "taiyaku.toml").write_text('source = "en"\n')
    again = taiyaku("init", "--write", cwd=tmp_path)
    assert again.returncode == 0
    assert "is there already and stays as it is" in again.stderr
    assert (tmp_path / "taiyaku.toml").read_text() == 'source = "en"\n'


def test_split_shows_first_writes_when_told_and_keeps_every_character(tmp_path: Path) -> None:
    lay_out(tmp_path, {"paste/sleep.txt": BOTH.replace("\n", "\r\n")})
    shown = taiyaku("split", "paste/sleep.txt", "--check", cwd=tmp_path)
    assert shown.returncode == 1
    assert "+++ articles/en/sleep.txt" in shown.stdout
    assert not (tmp_path / "articles").exists()

    assert taiyaku("split", "paste/sleep.txt", "--write", cwd=tmp_path).returncode == 0
    ja, en = (tmp_path / f"articles/{lang}/sleep.txt" for lang in ("ja", "en"))
    assert (ja.read_bytes() + en.read_bytes()).decode() == BOTH.replace("\n", "\r\n")
    assert en.read_bytes().startswith(b"Sleep and memory\r\n")
    again = taiyaku("split", "paste/sleep.txt", "--check", cwd=tmp_path)
    assert again.returncode == 0
    assert "there is nothing to write" in again.stderr
    assert not list(tmp_path.rglob("*.tmp"))


def test_split_names_the_pair_and_says_when_there_is_one_language(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.md": BOTH.partition("\n\n")[0] + "\n"})
    done = taiyaku("split", "a.md", "--id", "sleep/memory", "--write", cwd=tmp_path)
    assert done.returncode == 0
    assert "a.md is in Japanese only" in done.stderr
    assert (tmp_path / "articles/ja/sleep/memory.md").exists()
    assert not (tmp_path / "articles/en").exists()


@pytest.mark.parametrize(
    ("files", "args", "says"),
    [
        ({"a.txt": BOTH, "articles/ja/a.md": "x"}, ["a.txt"], "articles/ja/a.md is there already"),
        ({"a.txt": BOTH}, ["a.txt", "--id", "../../a"], "'../../a' is no id"),
        ({"a.txt": BOTH}, ["a.txt", "--id", ""], "'' is no id"),
        ({"a.txt": BOTH, "b.txt": BOTH}, ["a.txt", "b.txt", "--id", "c"], "--id names one pair"),
        ({"a.txt": BOTH, "x/a.txt": BOTH}, ["a.txt", "x/a.txt"], "two files would become"),
        ({"a.html": BOTH}, ["a.html"], "split divides plain text and Markdown, not HTML"),
        ({"a.txt": " \n"}, ["a.txt"], "a.txt: is empty"),
        ({"a.txt": "…\n123\n"}, ["a.txt"], "a.txt: holds no words"),
        ({"a.txt": BOTH.encode("cp932")}, ["a.txt"], "iconv -f"),
        ({"a.txt/b": ""}, ["a.txt"], "a.txt: is not a file"),
        ({"a.txt": BOTH}, ["a.txt", "--check"], "--write and --check exclude each other"),
    ],
)  # fmt: skip
def test_what_split_refuses_it_refuses_before_writing(
    files: dict[str, str | bytes], args: list[str], says: str, tmp_path: Path
) -> None:
    lay_out(tmp_path, files)
    before = sorted(tmp_path.rglob("*"))
    done = taiyaku("split", *args, "--write", cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
