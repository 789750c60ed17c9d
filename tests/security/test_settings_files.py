"""Settings, glossary and decisions are regular files of the project, or are refused by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.support import lay_out, taiyaku
from tests.sources.repositories import commit, repository

CONTENT = {
    "taiyaku.toml": 'source = "ja"\n',
    "pyproject.toml": "[tool.taiyaku]\n",
    "glossary.tsv": "磁場\tmagnetic field\n",
    "taiyaku.decisions.toml": "",
}
COMMANDS = (("check", "--no-cache"), ("diff", "HEAD", "--no-cache"))


@pytest.fixture(autouse=True)
def end_of_a_hang() -> Iterator[None]:
    """What opens a pipe that nobody writes to waits for ever; this is no limit for what works."""
    signal.alarm(300)
    yield
    signal.alarm(0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(
        tmp_path / "project",
        {
            "articles/ja/a.md": "# 散歩\n\n毎朝歩く。\n",
            "articles/en/a.md": "# Walking\n\nI walk.\n",
        },
    )


def out_of_the_root(file: Path) -> None:
    target = file.parent.parent / file.name
    target.write_text(CONTENT.get(file.name, ""), "utf-8")
    file.symlink_to(target)


def to_nothing(file: Path) -> None:
    file.symlink_to("nowhere")


def pipe(file: Path) -> None:
    os.mkfifo(file)


def device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize("make", [out_of_the_root, to_nothing, pipe, device, folder])
@pytest.mark.parametrize("name", CONTENT)
def test_what_is_no_file_of_the_project_is_refused_by_name(
    name: str, make: Callable[[Path], None], root: Path
) -> None:
    make(root / name)
    (root / "articles/ja/a.md").write_text("# 散歩\n\n毎晩歩く。\n", encoding="utf-8")
    messages = []
    for command in COMMANDS:
        done = taiyaku(*command, cwd=root)
        assert done.returncode == 2, (command, done.stderr)
        messages.append(next(line for line in done.stderr.splitlines() if f"{name}: " in line))
    assert messages[0].rpartition(f"{name}: ")[2] == messages[1].rpartition(f"{name}: ")[2]
    why = "is not a regular file" if make in (pipe, folder) else "is a symlink"
    assert f"{name}: {why}" in messages[0]


@pytest.mark.parametrize("name", ["taiyaku.toml", "pyproject.toml", "glossary.tsv"])
def test_a_revision_is_refused_alike(name: str, root: Path) -> None:
    (root / name).symlink_to("../outside")
    commit(root, {"articles/ja/a.md": "# 散歩\n\n毎晩歩く。\n"})
    done = taiyaku("diff", "HEAD~1..HEAD", "--no-cache", cwd=root)
    assert done.returncode == 2
    assert f"{name}: is a symlink that leaves the project" in done.stderr


def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    lay_out(root, {"shared/glossary.tsv": CONTENT["glossary.tsv"]})
    (root / "glossary.tsv").symlink_to("shared/glossary.tsv")
    assert taiyaku("check", "--no-cache", cwd=root).returncode in (0, 1)


@pytest.mark.parametrize("make", [out_of_the_root, pipe])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("taiyaku.baseline", ("check", "--no-cache", "--baseline", "taiyaku.baseline")),
        ("glossary.tsv", ("glossary", "lint")),
        ("glossary.tsv", ("glossary", "export", "-", "--format", "csv")),
        ("terms.csv", ("glossary", "import", "terms.csv")),
        ("both.txt", ("split", "both.txt")),
        ("back.xlf", ("import", "back.xlf")),
        ("other.md", ("score", "other.md")),
        ("taiyaku.toml", ("draft", "--missing")),
        ("taiyaku.toml", ("init",)),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_every_other_command_refuses_too(
    name: str, command: tuple[str, ...], make: Callable[[Path], None], root: Path
) -> None:
    make(root / name)
    done = taiyaku(*command, cwd=root)
    assert done.returncode == 2, done.stdout
    assert name in done.stderr


def test_the_settings_of_the_user_are_no_pipe(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "config.toml"
    pipe(own)
    engine = ("draft", "--missing", "--engine", "deepl")
    done = taiyaku(*engine, cwd=root, env={"TAIYAKU_CONFIG": str(own)})
    assert done.returncode == 2
    assert f"{own}: is not a regular file" in done.stderr
    own.unlink()
    (tmp_path / "dotfiles.toml").write_text("[engines.nowhere]\n")
    own.symlink_to("dotfiles.toml")
    done = taiyaku("draft", "--missing", cwd=root, env={"TAIYAKU_CONFIG": str(own)})
    assert "unknown engine 'nowhere'" in done.stderr
