"""Every file is written whole or not at all, and never through a link."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pipeline.system import leftovers, writing

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a checkout, with a file outside it that nobody may touch."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("untouched")
    folder = tmp_path / "checkout"
    (folder / ".git").mkdir(parents=True)
    return folder


def untouched(root: Path) -> bool:
    outside = root.parent / "outside"
    return [file.name for file in outside.iterdir()] == ["secret"] and (
        outside / "secret"
    ).read_text() == "untouched"


def hidden(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.startswith(".taiyaku-")]


def killed(program: str, folder: Path) -> None:
    """Runs a program in a process of its own, in which ``die()`` is a SIGKILL."""
    head = "import os, signal\ndef die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
    head += "from pathlib import Path\nfrom pipeline.system import in_place, writing\n"
    done = subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(program)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
@pytest.mark.parametrize("write", [writing.write_file, writing.write_output])
def test_permissions_are_kept(root: Path, mode: int, write: object) -> None:
    file = root / "a.md"
    file.write_text("old")
    file.chmod(mode)
    write(file, b"new", root)  # type: ignore[operator]
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert hidden(root) == []


def test_a_new_file_follows_the_umask(root: Path) -> None:
    before = os.umask(0o027)
    try:
        writing.write_file(root / "articles/ja/a.md", b"new", root)
    finally:
        os.umask(before)
    file = root / "articles/ja/a.md"
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o640)


@ROOT_ONLY
def test_the_owner_is_kept(root: Path) -> None:
    for name, write in (("a", writing.write_file), ("b", writing.write_output)):
        file = root / name
        file.write_text("old")
        os.chown(file, 4242, 4343)
        file.chmod(0o4640)
        write(file, b"new", root)
        status = file.stat()
        assert (status.st_uid, status.st_gid) == (4242, 4343)
        assert stat.S_IMODE(status.st_mode) == 0o4640
        assert file.read_text() == "new"


def test_extended_attributes_are_kept(root: Path) -> None:
    file = root / "a.md"
    file.write_text("old")
    try:
        os.setxattr(file, "user.origin", b"hospital")
    except OSError:
        pytest.skip("this disk keeps no attributes")
    writing.write_file(file, b"new", root)
    assert (file.read_text(), os.getxattr(file, "user.origin")) == ("new", b"hospital")


def test_a_read_only_file_is_refused_for_root_too(root: Path) -> None:
    file = root / "a.md"
    file.write_text("old")
    file.chmod(0o444)
    for write in (writing.write_file, writing.write_output):
        with pytest.raises(OSError, match=r"read-only"):
            write(file, b"new", root)
    assert (file.read_text(), hidden(root)) == ("old", [])


@pytest.mark.parametrize("target", ["../outside/secret", "other.md", "nothing", "a.md"])
@pytest.mark.parametrize("write", [writing.write_file, writing.write_output])
def test_a_link_is_refused_and_stays(root: Path, target: str, write: object) -> None:
    (root / "other.md").write_text("other")
    link = root / "a.md"
    link.symlink_to(target)
    with pytest.raises(writing.RefusedError, match="symlink"):
        write(link, b"new", root)  # type: ignore[operator]
    assert link.readlink() == Path(target)
    assert (root / "other.md").read_text() == "other"
    assert untouched(root)


@pytest.mark.parametrize("target", ["../outside", "docs"])
@pytest.mark.parametrize("write", [writing.write_file, writing.write_output])
def test_a_folder_that_is_a_link_is_not_entered(root: Path, target: str, write: object) -> None:
    (root / "docs").mkdir()
    (root / "articles").symlink_to(target)
    with pytest.raises(writing.RefusedError, match="articles is a symlink"):
        write(root / "articles/a.md", b"new", root)  # type: ignore[operator]
    assert list((root / "docs").iterdir()) == []
    assert untouched(root)


def test_the_users_own_links_outside_are_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "mine").symlink_to("real")
    (tmp_path / "loop").symlink_to("loop")
    writing.write_output(tmp_path / "mine/../real/report.json", b"new", root)
    assert (tmp_path / "real/report.json").read_text() == "new"
    with pytest.raises(OSError, match="symbolic links"):
        writing.write_output(tmp_path / "loop/report.json", b"new", root)


def test_a_link_that_comes_back_into_the_checkout_is_not_followed_there(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(root)
    (root / "build").symlink_to("../outside")
    with pytest.raises(writing.RefusedError, match="build is a symlink"):
        writing.write_output(tmp_path / "way/build/report.json", b"new", root)
    assert untouched(root)


def test_a_file_outside_the_project_is_refused(root: Path) -> None:
    for path in (root / "../outside/secret", root.parent / "outside/secret"):
        with pytest.raises(writing.RefusedError, match="outside the project"):
            writing.write_file(path, b"new", root)
    assert untouched(root)


def test_all_names_of_a_file_say_the_same_afterwards(root: Path) -> None:
    file, other = root / "a.md", root / "b.md"
    file.write_text("old and long")
    os.link(file, other)
    before = file.stat()
    for words in (b"new", b"new and much longer than that", b""):
        writing.write_file(file, words, root)
        assert file.read_bytes() == other.read_bytes() == words
        assert (file.stat().st_ino, file.stat().st_nlink) == (before.st_ino, 2)
        assert hidden(root) == []


def test_a_report_is_not_written_under_the_other_names_of_a_file(root: Path) -> None:
    os.link(root.parent / "outside/secret", root / "report.json")
    writing.write_output(root / "report.json", b"new", root)
    assert (root / "report.json").read_text() == "new"
    assert untouched(root)


def test_a_pipe_is_written_to_where_somebody_reads_it(root: Path) -> None:
    pipe = root / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(writing.RefusedError, match="a pipe that nobody reads"):
        writing.write_output(pipe, b"new", root)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        writing.write_output(pipe, b"new", root)
        assert os.read(reader, 9) == b"new"
        with pytest.raises(writing.RefusedError, match="not a regular file"):
            writing.write_file(pipe, b"new", root)
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_devices_are_written_to_and_stay(root: Path) -> None:
    writing.write_output(Path("/dev/null"), b"new", root)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(OSError, match="No space left"):
        writing.write_output(Path("/dev/full"), b"new", root)
    end, begin = os.pipe()
    writing.write_output(Path(f"/dev/fd/{begin}"), b"new", root)
    assert os.read(end, 9) == b"new"
    os.close(begin)
    os.close(end)
    with pytest.raises(OSError, match="Bad file descriptor"):
        writing.write_output(Path("/dev/fd/9999"), b"new", root)


def test_folders_and_sockets_are_refused(root: Path) -> None:
    import socket

    (root / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(root / "socket")) if len(str(root)) < 90 else pytest.skip("a long name")
        for write in (writing.write_file, writing.write_output):
            with pytest.raises(OSError, match="Is a directory"):
                write(root / "folder", b"new", root)
            with pytest.raises(writing.RefusedError, match="not a regular file"):
                write(root / "socket", b"new", root)


@pytest.mark.parametrize("moment", ["fsync", "rename"])
def test_the_next_run_cleans_up_after_a_killed_one(root: Path, moment: str) -> None:
    (root / "a.md").write_text("old")
    killed(
        f"os.{moment} = die\nroot = Path.cwd()\nwriting.write_file(root / 'a.md', b'new', root)",
        root,
    )
    assert (root / "a.md").read_text() == "old"
    assert len(hidden(root)) == 1
    writing.write_output(root / "report.json", b"{}", root)
    assert hidden(root) == []


def test_the_files_of_a_living_run_and_of_others_are_left_alone(root: Path) -> None:
    folder = os.open(root, os.O_RDONLY)
    handle, name = leftovers.create(folder, 0o600)
    others = [".taiyaku-1.tmp", f".taiyaku-{'A' * 32}.tmp", f"taiyaku-{'0' * 32}.tmp", "x.tmp"]
    for other in others:
        (root / other).write_text("kept")
    (root / f".taiyaku-{'0' * 32}.tmp").symlink_to("../outside/secret")
    os.mkfifo(root / f".taiyaku-{'1' * 32}.tmp")
    writing.write_file(root / "a.md", b"new", root)
    assert {file.name for file in root.iterdir()} >= {name, *others}
    os.close(handle)
    os.close(folder)
    writing.tidy(root, root)
    assert not (root / name).exists()
    assert untouched(root)


def test_a_run_whose_file_was_just_taken_makes_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = os.open(root, os.O_RDONLY)
    lock, taken = leftovers.lock, []

    def late(handle: int) -> bool | None:
        if not taken:
            # Another run cleans up between this one's making and locking of its file.
            taken.append(True)
            leftovers.remove_dead(folder)
        return lock(handle)

    monkeypatch.setattr(leftovers, "lock", late)
    handle, name = leftovers.create(folder, 0o600)
    assert hidden(root) == [name]
    os.close(handle)
    os.close(folder)


HALF = """
write = os.write
def half(handle, data):
    count[0] += 1
    if count[0] < 2:
        return write(handle, data)
    write(handle, data[:5])
    die()
count = [0]
os.write = half
"""


@pytest.mark.parametrize("how", [HALF, "os.ftruncate = die"], ids=["half", "untruncated"])
@pytest.mark.parametrize("words", ["new words, and more", "new"])
def test_a_kill_in_the_middle_loses_no_word_of_a_file_of_several_names(
    root: Path, how: str, words: str
) -> None:
    file, other = root / "a.md", root / "b.md"
    file.write_text("old words")
    os.link(file, other)
    killed(f"{how}\nr = Path.cwd()\nwriting.write_file(r / 'a.md', {words.encode()!r}, r)", root)
    assert [name.endswith(".undo") for name in hidden(root)] == [True]
    writing.tidy(root, root)
    # What was whole already stays; a mixture becomes what it was.
    assert file.read_text() == other.read_text()
    assert file.read_text() in ("old words", words)
    assert file.stat().st_nlink == 2
    assert hidden(root) == []


def test_what_a_person_did_after_the_kill_stays(root: Path) -> None:
    file = root / "a.md"
    file.write_text("old words")
    os.link(file, root / "b.md")
    killed("os.ftruncate = die\nr = Path.cwd()\nwriting.write_file(r / 'a.md', b'new', r)", root)
    file.write_text("a person's words")
    writing.tidy(root, root)
    assert file.read_text() == "a person's words"
    assert len(hidden(root)) == 1


def test_a_planted_undo_changes_nothing(root: Path) -> None:
    from pipeline.system.in_place import _packed

    (root / "a.md").write_text("mine")
    planted = root / f".taiyaku-{'0' * 32}.undo"
    for data in (_packed("a.md", b"bad", b"min"), _packed("../outside/secret", b"x", b"u"), b"x"):
        planted.write_bytes(data)
        planted.chmod(0o644 if data.endswith(b"badmin") else 0o600)
        writing.tidy(root, root)
        assert (root / "a.md").read_text() == "mine"
        assert untouched(root)
