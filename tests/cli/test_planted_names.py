"""Links, pipes, devices and read-only files at every name that a command writes."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.support import TAIYAKU, lay_out, taiyaku

JA = "# 睡眠\n\n睡眠は大切です。\n\n## 用量\n\n一日に一錠を服用します。\n"
EN = "# Sleep\n\nSleep is important.\n\n## Dose\n\nTake one tablet a day.\n"

# What a command writes: its arguments, and whether it is a file of the project.
WRITERS: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "report": (("check", "--format", "json=report.json"), "report.json", False),
    "page": (("check", "--format", "html=report.html"), "report.html", False),
    "memory": (("align", "--sentences", "--format", "tmx=memory.tmx"), "memory.tmx", False),
    "baseline": (("check", "--write-baseline"), "taiyaku.baseline", False),
    "xliff": (("draft", "sleep", "--format", "xliff=sleep.xlf"), "sleep.xlf", False),
    "segments": (
        ("score", "articles/en", "--segments", "out"),
        "out/candidate.txt",
        False,
    ),
    "export": (("glossary", "export", "terms.csv", "--write"), "terms.csv", False),
    "workbook": (("glossary", "export", "terms.xlsx", "--write"), "terms.xlsx", False),
    "glossary": (("glossary", "add", "海馬", "hippocampus", "--write"), "glossary.tsv", True),
    "decisions": (
        ("review", "lone", "--article-left-out", "--reason", "x", "--by", "me", "--write"),
        "taiyaku.decisions.toml",
        True,
    ),
    "draft": (("draft", "lone", "--write"), "articles/en/lone.md", True),
    "settings": (("init", "--root", ".", "--write"), "taiyaku.toml", True),
    "split": (("split", "both.txt", "--write"), "articles/ja/both.txt", True),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    lay_out(
        root,
        {
            "articles/ja/sleep.md": JA,
            "articles/en/sleep.md": EN,
            "articles/ja/lone.md": JA,
            "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
            "both.txt": "睡眠は大切です。\n\nSleep is important.\n",
            ".git/HEAD": "ref: refs/heads/main\n",
        },
    )
    lay_out(tmp_path, {"outside/secret": "untouched"})
    return root


def secret(project: Path) -> str:
    folder = project.parent / "outside"
    assert [file.name for file in folder.iterdir()] == ["secret"]
    return (folder / "secret").read_text("utf-8")


def link(place: Path, outside: Path) -> None:
    place.symlink_to(outside / "secret")


def dead_link(place: Path, outside: Path) -> None:
    place.symlink_to(outside / "nothing")


def pipe(place: Path, _: Path) -> None:
    os.mkfifo(place)


def socket(place: Path, _: Path) -> None:
    os.mknod(place, stat.S_IFSOCK | 0o600)


def read_only(place: Path, _: Path) -> None:
    place.write_text("", "utf-8")
    place.chmod(0o444)


PLANTED = (link, dead_link, pipe, socket, read_only)


@pytest.mark.parametrize("plant", PLANTED)
@pytest.mark.parametrize("name", WRITERS)
def test_it_is_refused_in_one_sentence_and_stays(
    project: Path, name: str, plant: Callable[[Path, Path], None]
) -> None:
    args, written, _ = WRITERS[name]
    place = project / written
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    plant(place, project.parent / "outside")
    before = place.lstat()
    if name == "settings":
        args = (*args, "--quiet")
    done = taiyaku(*args, cwd=project)
    after = place.lstat()
    assert (before.st_mode, before.st_ino) == (after.st_mode, after.st_ino)
    assert secret(project) == "untouched"
    lines = [line for line in done.stderr.splitlines() if not line.startswith("note:")]
    # `init` leaves settings alone that are there; what it cannot see it does not replace.
    if name != "settings" or plant is dead_link:
        assert done.returncode == 2
        assert any(written in line or place.name in line for line in lines), done.stderr
    assert "internal error" not in done.stderr
    assert not [file for file in place.parent.iterdir() if file.name.startswith(".taiyaku-")]


@pytest.mark.parametrize("name", WRITERS)
def test_a_folder_on_the_way_that_is_a_link_is_not_entered(project: Path, name: str) -> None:
    args, written, is_project = WRITERS[name]
    if "/" not in written:
        if is_project or "=" not in args[-1]:
            pytest.skip("it lies in the root")
        args = (*args[:-1], args[-1].replace("=", "=build/"))
        written = f"build/{written}"
    folder = project / Path(written).parent
    if folder.exists():
        folder.rename(project / "moved")
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(project.parent / "outside")
    done = taiyaku(*args, cwd=project)
    assert done.returncode == 2
    assert secret(project) == "untouched"


@pytest.mark.parametrize("name", WRITERS)
def test_links_at_names_that_can_be_guessed_lead_nowhere(project: Path, name: str) -> None:
    args, written, _ = WRITERS[name]
    place = project / written
    place.parent.mkdir(parents=True, exist_ok=True)
    for number in (os.getpid(), os.getpid() + 1, os.getppid()):
        (place.parent / f".{place.name}.{number}.tmp").symlink_to(
            project.parent / "outside" / ("secret" if number == os.getpid() else "made")
        )
    taiyaku(*args, cwd=project)
    assert place.is_file()
    assert not place.is_symlink()
    assert place.stat().st_size
    assert secret(project) == "untouched"


@pytest.mark.parametrize("name", WRITERS)
def test_what_was_there_keeps_its_permissions(project: Path, name: str) -> None:
    args, written, _ = WRITERS[name]
    if name in ("draft", "settings", "split"):
        pytest.skip("it makes new files only")
    place = project / written
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    place.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(place, 4242, 4343)
    before = place.stat()
    taiyaku(*args, cwd=project)
    after = place.stat()
    assert after.st_size > 0
    assert (before.st_mode, before.st_uid, before.st_gid) == (
        after.st_mode,
        after.st_uid,
        after.st_gid,
    )


def test_an_article_of_several_names_is_put_right_under_all_of_them(project: Path) -> None:
    lay_out(project, {"glossary.tsv": "ja\ten\ten_forbidden\n睡眠\tsleep\tslumber\n"})
    article, other = project / "articles/en/sleep.md", project / "copy.md"
    article.write_text(EN.replace("Sleep is", "Slumber is"), "utf-8")
    os.link(article, other)
    done = taiyaku("apply", "sleep", "--write", cwd=project)
    assert "wrote articles/en/sleep.md" in done.stderr
    assert article.read_text("utf-8") == other.read_text("utf-8") == EN
    assert article.stat().st_nlink == 2


@pytest.mark.parametrize("plant", ["link", "read-only"])
def test_an_article_that_is_a_link_or_read_only_is_refused_by_name(
    project: Path, plant: str
) -> None:
    lay_out(project, {"glossary.tsv": "ja\ten\ten_forbidden\n睡眠\tsleep\tslumber\n"})
    article, real = project / "articles/en/sleep.md", project / "real.md"
    wrong = EN.replace("Sleep is", "Slumber is")
    article.write_text(wrong, "utf-8")
    if plant == "link":
        article.rename(real)
        article.symlink_to("../../real.md")
    else:
        article.chmod(0o444)
    done = taiyaku("apply", "sleep", "--write", cwd=project)
    assert done.returncode == 2
    why = "it is a symlink" if plant == "link" else "it is read-only"
    assert f"articles/en/sleep.md cannot be written: {why}" in done.stderr
    assert article.read_text("utf-8") == wrong
    assert article.is_symlink() == (plant == "link")


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_the_names_of_stdout(project: Path, name: str) -> None:
    done = taiyaku("check", "--format", f"json={name}", cwd=project)
    assert json.loads(done.stdout)["pairs"]
    terms = taiyaku("glossary", "export", name, "--format", "csv", "--quiet", cwd=project)
    assert terms.stdout == "\ufeffja,en\r\n睡眠,sleep\r\n"
    assert taiyaku("glossary", "export", name, cwd=project).stdout == "ja\ten\n睡眠\tsleep\n"
    memory = taiyaku("draft", "sleep", "--format", f"xliff={name}", cwd=project)
    assert "<xliff" in memory.stdout
    both = taiyaku("check", "--format", "terminal", "--format", f"json={name}", cwd=project)
    assert (both.returncode, "only one format may go to stdout" in both.stderr) == (2, True)
    assert not (project / "-").exists()


def test_devices_and_open_pipes_are_written_to(project: Path) -> None:
    null = Path("/dev/null").stat()
    done = subprocess.run(
        ["bash", "-c", '"$0" check -f json=/dev/null -f tsv=x -f junit=/dev/stderr', TAIYAKU],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    done = subprocess.run(
        [
            "bash",
            "-c",
            '"$0" check -q -f json=/dev/null -f junit=/dev/stderr -f json=/dev/stdout '
            "-f sarif=>(cat > sarif.json) >out.json 2>err.xml; sleep 0.2",
            TAIYAKU,
        ],
        cwd=project,
        check=False,
    )
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert Path("/dev/null").stat().st_ino == null.st_ino
    assert json.loads((project / "out.json").read_text("utf-8"))["pairs"]
    assert json.loads((project / "sarif.json").read_text("utf-8"))["runs"]
    assert "<testsuite" in (project / "err.xml").read_text("utf-8")
    assert taiyaku("glossary", "export", "/dev/null", "-f", "csv", cwd=project).returncode == 0


def test_a_baseline_is_a_file(project: Path) -> None:
    os.mkfifo(project / "pipe")
    for name, says in (("pipe", "pipe: is not a regular file"), ("-", "is kept in a file")):
        for more in ((), ("--write-baseline",)):
            done = taiyaku("check", "--baseline", name, *more, cwd=project)
            assert (done.returncode, says in done.stderr) == (2, True)


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
@pytest.mark.parametrize("plant", [link, dead_link, pipe])
def test_a_cache_that_is_planted_is_not_used(
    project: Path, end: str, plant: Callable[[Path, Path], None]
) -> None:
    from pipeline.system.cache import FILE_NAME

    (project / "cache").mkdir()
    plant(project / "cache" / f"{FILE_NAME}{end}", project.parent / "outside")
    done = taiyaku("align", "--cache-dir", "cache", cwd=project)
    assert "cannot be used" in done.stderr
    assert secret(project) == "untouched"
    assert done.stdout == taiyaku("align", "--no-cache", cwd=project).stdout
