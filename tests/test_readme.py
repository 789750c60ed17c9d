"""Every command that the documentation shows works, and prints what the documentation shows.

A ``console`` block is a session in the project's root: lines that begin with ``$`` are run, the
lines below a command are its output, ``…`` stands for anything left out. ``# exit 1`` after a
command is the code it ends with.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXIT = re.compile(r"\s+# exit (\d)$")
NOT_THE_PROJECT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")


@dataclass(frozen=True)
class Step:
    command: str
    code: int
    output: str


def steps(block: str) -> list[Step]:
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        code = EXIT.search(line)
        found.append(Step(EXIT.sub("", line), int(code[1]) if code else 0, output))
    return found


def sessions() -> list[object]:
    return [
        pytest.param(steps(match[1]), id=f"{page.name}:{text[: match.start()].count(chr(10)) + 1}")
        for page in PAGES
        if page.is_file()
        for text in [page.read_text(encoding="utf-8")]
        for match in BLOCK.finditer(text)
    ]


def assert_shown(shown: str, printed: str) -> None:
    """Every stretch of ``shown`` between two ``…`` stands in ``printed``, in that order."""
    at = 0
    for stretch in (part.strip() for part in shown.split("…")):
        found = printed.find(stretch, at)
        assert found >= 0, f"not printed: {stretch!r}\n--- printed:\n{printed}"
        at = found + len(stretch)


def run(step: Step, cwd: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", step.command],
        cwd=cwd,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == step.code, f"$ {step.command}\n{done.stdout}"
    assert_shown(step.output, done.stdout)


def test_the_readme_shows_commands() -> None:
    shown = [
        step.command
        for match in BLOCK.finditer((ROOT / "README.md").read_text("utf-8"))
        for step in steps(match[1])
    ]
    assert any(command.startswith("taiyaku check") for command in shown)


def test_a_session_is_read_as_a_person_reads_it() -> None:
    assert steps("$ taiyaku check  # exit 1\n3 errors\n…\nend\n$ ls\n") == [
        Step("taiyaku check", 1, "3 errors\n…\nend\n"),
        Step("ls", 0, ""),
    ]


def test_an_output_that_was_not_printed_is_noticed() -> None:
    assert_shown("one\n…\nthree\n", "one\ntwo\nthree\n")
    with pytest.raises(AssertionError, match="not printed: 'one'"):
        assert_shown("three\n…\none\n", "one\ntwo\nthree\n")


@pytest.mark.external
@pytest.mark.parametrize("session", sessions())
def test_the_commands_work_as_shown(session: list[Step], tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=NOT_THE_PROJECT)
    for step in session:
        run(step, project)
