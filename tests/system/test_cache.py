from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.system.cache import FILE_NAME, Cache, default_folder, key


@pytest.fixture
def notes() -> list[str]:
    return []


def test_what_is_put_comes_back_also_to_another_process(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    values = {key("kind", str(i)): bytes([i % 256]) * 9 for i in range(1200)}
    cache.put(values)
    assert cache.get([*values, key("nothing")]) == values
    cache.close()
    assert Cache(tmp_path).get(list(values)) == values


def test_keys_hash_their_parts_and_where_they_end() -> None:
    assert key("a", "bc") != key("ab", "c") != key("abc")
    assert key("a", "bc") == key("a", b"bc")
    assert len({key(text) for text in ("", "\ud800", "�", "費用")}) == 4


@pytest.mark.parametrize("damage", ["no database", "half a file", "noise in the middle", "empty"])
def test_a_damaged_file_is_told_of_and_built_anew(
    damage: str, tmp_path: Path, notes: list[str]
) -> None:
    cache = Cache(tmp_path)
    values = {key(str(i)): os.urandom(2000) for i in range(300)}
    cache.put(values)
    cache.close()
    file = tmp_path / FILE_NAME
    whole = file.read_bytes()
    file.write_bytes(
        {
            "no database": b"x" * 5000,
            "half a file": whole[: len(whole) // 2],
            "noise in the middle": whole[:4096] + b"\xff" * 40_000 + whole[44_096:],
            "empty": b"",
        }[damage]
    )
    again = Cache(tmp_path, notes.append)
    found = again.get(list(values))
    again.put(values)
    # Nothing wrong ever comes out, and what was lost can be kept again.
    assert found.items() <= values.items()
    assert len(found) < len(values)
    if damage != "empty":
        assert len(notes) == 1
        assert notes[0].startswith(f"the cache {file} is damaged (")
        assert again.get(list(values)) == values


def test_a_flipped_bit_in_a_value_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({key("a"): b"right", key("b"): b"other"})
    with sqlite3.connect(cache.path) as database:
        database.execute("UPDATE entries SET value = ? WHERE key = ?", (b"wrong", key("a")))
    assert cache.get([key("a"), key("b")]) == {key("b"): b"other"}
    cache.put({key("a"): b"right"})
    assert cache.get([key("a")]) == {key("a"): b"right"}


def test_a_folder_that_cannot_be_used_is_said_once(tmp_path: Path, notes: list[str]) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file", notes.append)
    for _ in range(2):
        cache.put({key("a"): b"a"})
        assert cache.get([key("a")]) == {}
    assert len(notes) == 1
    assert notes[0].endswith("going on without it")


def test_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 400_000
    cache = Cache(tmp_path, limit=limit)
    day = 86_400.0
    now = [100 * day]
    monkeypatch.setattr(time, "time", lambda: now[0])
    favourite = key("favourite")
    cache.put({favourite: b"f" * 2000})
    for i in range(400):
        now[0] += day
        cache.put({key(str(i)): os.urandom(2000)})
        assert favourite in cache.get([favourite])
    assert key("0") not in cache.get([key("0")])
    assert key("399") in cache.get([key("399")])
    cache.close()
    assert cache.path.stat().st_size < 1.5 * limit


WRITER = """
import sys
from pathlib import Path
from pipeline.system.cache import Cache, key
told = []
cache = Cache(Path(sys.argv[1]), told.append)
print("ready", flush=True)
for i in range(int(sys.argv[2])):
    cache.put({key(str(i), str(j)): (f"{i} {j} " * 500).encode() for j in range(20)})
    cache.get([key(str(i), str(j)) for j in range(20)])
sys.exit(told[0] if told else 0)
"""


def writer(folder: Path, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(rounds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_several_runs_write_side_by_side(tmp_path: Path) -> None:
    runs = [writer(tmp_path, 30) for _ in range(4)]
    assert [run.communicate()[1] for run in runs] == [""] * 4
    assert len(Cache(tmp_path).get([key("29", str(j)) for j in range(20)])) == 20


def test_a_run_that_is_killed_leaves_a_whole_file(tmp_path: Path, notes: list[str]) -> None:
    for pause in (0.01, 0.05):
        run = writer(tmp_path, 10_000)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.communicate()
    cache = Cache(tmp_path, notes.append)
    found = cache.get([key("0", str(j)) for j in range(20)])
    assert len(found) in (0, 20)
    cache.put({key("a"): b"a"})
    assert cache.get([key("a")]) == {key("a"): b"a"}
    assert notes == []


def test_the_folder_is_the_users_or_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_CACHE_DIR", "~/elsewhere")
    assert default_folder() == Path.home() / "elsewhere"
    monkeypatch.delenv("TAIYAKU_CACHE_DIR")
    assert default_folder().name == "taiyaku"
