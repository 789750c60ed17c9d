"""Several processes: the same bytes, and none of them can take the run along."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.support import TAIYAKU, installed, lay_out
from tests.sources.repositories import commit, repository

PAIRS = 10
UNREADABLE = "articles/en/n3.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("jobs") / "project"
    files: dict[str, str | bytes] = {"glossary.tsv": "磁場\tmagnetic field\n"}
    for n in range(PAIRS):
        files[f"articles/ja/n{n}.md"] = (
            f"# 仕組み\n\n{n}番のコイルに電流を流すと、磁場が生まれます。\n\n"
            f"# 費用\n\n{n}円です。\n"
        )
        files[f"articles/en/n{n}.md"] = (
            f"# How it works\n\nA current through coil {n} makes a force field.\n"
        )
    files["articles/ja/alone.txt"] = "ひとつだけの記事です。\n"
    files[UNREADABLE] = b"\xff\xfe\x00not UTF-8"
    lay_out(root, files)
    return root


def children(pid: int) -> list[int]:
    """The workers of a run; git and whatever else it starts does not count."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(p) for p in found if b"child_start" in Path(f"/proc/{p}/cmdline").read_bytes()]
    except OSError:
        return []


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def run(root: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts runs as a terminal does, each in a process group of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(*args: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [TAIYAKU, "check", "--no-cache", "--jobs=2", "--fail-on=never", *args],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_say_what_one_says(root: Path) -> None:
    one, two = (
        installed("check", "--no-cache", f"--jobs={n}", "-f", "json", cwd=root) for n in (1, 2)
    )
    assert one.returncode == 2
    assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, one.returncode)
    assert len(json.loads(one.stdout)["pairs"]) == PAIRS


def test_a_worker_that_is_killed_takes_one_pair_along(
    root: Path, run: Callable[..., subprocess.Popen[str]]
) -> None:
    process = run("-f", "json")
    until(lambda: len(children(process.pid)) == 2)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 2
    report = json.loads(out)
    lost = [e for e in report["errors"] if e["path"] != UNREADABLE]
    assert len(lost) == 1
    assert lost[0]["message"].endswith(
        "its process was killed (SIGKILL); memory may have run short: run it again, with --jobs 1"
    )
    assert lost[0]["message"] in err
    whole = {f"n{n}" for n in range(PAIRS) if n != 3} | {"alone"}
    assert {pair["id"] for pair in report["pairs"]} == whole - {lost[0]["pair"]}


def test_an_interrupt_ends_it_and_leaves_nothing_behind(
    root: Path, run: Callable[..., subprocess.Popen[str]]
) -> None:
    process = run("-f", "json=report.json")
    until(lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "taiyaku: interrupted")
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    assert not list(root.glob("*report.json*"))


def test_an_interrupt_ends_one_process_too(
    root: Path, run: Callable[..., subprocess.Popen[str]]
) -> None:
    process = run("--jobs=1", "-f", "json=report.json", "--verbose")
    # It says which project it reads before it reads it.
    assert process.stderr is not None
    assert "the project is" in process.stderr.readline()
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.endswith("taiyaku: interrupted\n")
    assert "Traceback" not in err
    assert not list(root.glob("*report.json*"))


def test_workers_end_when_their_parent_was_killed(
    root: Path, run: Callable[..., subprocess.Popen[str]]
) -> None:
    process = run()
    until(lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    process.kill()
    process.communicate()

    def gone(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
        except OSError:
            return True

    until(lambda: all(map(gone, workers)))


def test_two_processes_say_what_one_says_of_the_past(root: Path, tmp_path: Path) -> None:
    files = {path: (root / path).read_text("utf-8") for path in _articles(root)}
    there = repository(tmp_path / "git", files)
    commit(
        there,
        {p: t.replace("流すと", "流さないと") for p, t in files.items() if "ja/n" in p},
        "no current",
    )
    commit(there, {"taiyaku.toml": '[rules]\nextra-section = "off"\n'}, "settings")
    for command in (("diff", "HEAD~2..HEAD"), ("check", "--history")):
        one, two = (
            installed(*command, "--no-cache", f"--jobs={n}", "-f", "json", cwd=there)
            for n in (1, 2)
        )
        assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, one.returncode)
        assert one.stdout.count('"rule": "stale-section"') == PAIRS - 1


def _articles(root: Path) -> list[str]:
    found = [path.relative_to(root).as_posix() for path in root.rglob("*.md")]
    return [path for path in (*found, "glossary.tsv") if path != UNREADABLE]
