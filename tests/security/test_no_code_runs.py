"""No module of the repository that is checked is imported, wherever it stands and whoever asks."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.support import TAIYAKU, lay_out
from tests.security.traps import PAIRS, lay_traps, names_asked_for, project, traces

# What the interpreter itself, and where it says so the script of a command, import before taiyaku
# can do anything.
STARTUP = "import sys; print(*sys.modules)"
SCRIPT = f"import re; {STARTUP}"


def is_importable(name: str) -> bool:
    """Whether a module of this name can be found; some stand in sys.modules alone."""
    try:
        return find_spec(name) is not None
    except ValueError:
        return False


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return names_asked_for(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def root(names: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("trapped") / "project")
    lay_traps(root, names, root.parent / "ran")
    return root


def run(command: list[str], cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**environment, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_traps_are_traps(root: Path, names: set[str]) -> None:
    assert {"multiprocessing", "numpy", "spacy", "click", "json", "pipeline"} <= names
    run([sys.executable, "-c", "import multiprocessing"], root)
    (trace,) = traces(root.parent / "ran")
    (root.parent / "ran" / trace).unlink()
    assert trace == "multiprocessing"


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["check", "--jobs=2", "--no-cache", "-f", "json"], "."),
        (["diff", "HEAD~1", "--jobs=2", "--no-cache", "-f", "json"], "."),
        (["glossary", "lint"], "."),
        # Each of these loads models of its own; what they import is much the same.
        pytest.param(
            ["check", "--jobs=2", "--no-cache", "-f", "json", "--root=../.."],
            "articles/ja",
            marks=pytest.mark.external,
        ),
        pytest.param(["apply", "--no-cache"], "articles", marks=pytest.mark.external),
        pytest.param(["draft", "--missing", "--no-cache"], ".", marks=pytest.mark.external),
        pytest.param(["score", "articles/en", "--no-cache"], ".", marks=pytest.mark.external),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)
def test_the_command_imports_nothing_of_it(arguments: list[str], folder: str, root: Path) -> None:
    done = run([str(TAIYAKU), *arguments], root / folder)
    assert traces(root.parent / "ran") == []
    assert done.returncode in (0, 1), done.stderr
    if "json" in arguments:
        assert len(json.loads(done.stdout)["pairs"]) == PAIRS + 1


@pytest.mark.external
def test_a_watch_imports_nothing_of_it(root: Path) -> None:
    watch = subprocess.Popen(
        [TAIYAKU, "watch", "--jobs=2", "--no-cache", "--verbose"],
        cwd=root,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watch.stderr is not None
    # It says how long the first report took when it is there.
    assert any(re.fullmatch(r"note: \d+\.\d\d s\n", line) for line in watch.stderr)
    watch.send_signal(signal.SIGINT)
    watch.communicate(timeout=60)
    assert watch.returncode == 0
    assert traces(root.parent / "ran") == []


def test_paths_that_lead_back_into_it_are_left(names: set[str], root: Path, tmp_path: Path) -> None:
    """PYTHONPATH of a shell, relative or not; the interpreter alone has used it by then."""
    startup = run([sys.executable, "-c", SCRIPT], tmp_path).stdout.split()
    startup_names = {name.partition(".")[0] for name in startup}
    root = project(tmp_path / "project")
    # Those of other systems (_winapi) are asked for at startup, too, and not there.
    late = {name for name in names - startup_names - {"pipeline"} if is_importable(name)}
    assert {"multiprocessing", "numpy", "click", "subprocess"} <= late
    lay_traps(root, late, tmp_path / "ran")
    done = run(
        [str(TAIYAKU), "check", "--jobs=2", "--no-cache", "--fail-on=never"],
        root,
        PYTHONPATH=os.pathsep.join([".", "articles", str(root)]),
        PYTHONPYCACHEPREFIX="cache",
    )
    assert traces(tmp_path / "ran") == []
    assert done.returncode == 0, done.stderr


def test_the_package_run_as_a_module_imports_nothing_of_it(names: set[str], tmp_path: Path) -> None:
    """``python -m`` puts the current folder first, before any code of ours."""
    (tmp_path / "probe.py").write_text(STARTUP)
    startup = run([sys.executable, "-m", "probe"], tmp_path).stdout.split()
    startup_names = {name.partition(".")[0] for name in startup}
    root = project(tmp_path / "project")
    late = names - startup_names - {"pipeline"}
    assert {"json", "multiprocessing", "numpy", "click"} <= late
    lay_traps(root, late, tmp_path / "ran")
    done = run(
        [sys.executable, "-m", "pipeline", "check", "--jobs=2", "--no-cache", "--fail-on=never"],
        root,
    )
    assert traces(tmp_path / "ran") == []
    assert done.returncode == 0, done.stderr


def test_no_program_of_it_runs(tmp_path: Path) -> None:
    """A PATH that names the current folder, or one below it."""
    root = project(tmp_path / "project")
    ran = tmp_path / "ran"
    ran.mkdir()
    trap = f"#!/bin/sh\ntouch {ran}/$(basename $0)\n"
    programs = ("git", "nano", "sh", "uname", "ldconfig", "gcc", "cc", "ld", "objdump", "python")
    lay_out(root, {f"{folder}{name}": trap for folder in ("", "bin/") for name in programs})
    for file in (*root.glob("*"), *root.glob("bin/*")):
        file.chmod(0o755)
    path = os.pathsep.join([".", "", "bin", str(root / "bin"), os.environ["PATH"]])
    for arguments in (["diff", "HEAD~1", "--no-cache"], ["review", "--accept", "x", "--reason=x"]):
        run([str(TAIYAKU), *arguments], root, PATH=path, EDITOR="nano")
    assert traces(ran) == []


def test_an_environment_inside_the_project_is_used(tmp_path: Path) -> None:
    """``.venv`` beside the articles is where most people install a tool."""
    root = project(tmp_path / "project")
    (root / ".venv/bin").mkdir(parents=True)
    home = Path(sys.prefix)
    (root / ".venv/lib").symlink_to(home / "lib")
    (root / ".venv/pyvenv.cfg").write_bytes((home / "pyvenv.cfg").read_bytes())
    python = root / ".venv/bin/python"
    python.symlink_to(sys.executable)
    script = TAIYAKU.read_text("utf-8").partition("\n")[2]
    (root / ".venv/bin/taiyaku").write_text(f"#!{python}\n{script}")
    (root / ".venv/bin/taiyaku").chmod(0o755)
    done = run(
        [".venv/bin/taiyaku", "check", "--jobs=2", "--no-cache", "--fail-on=never", "-f", "json"],
        root,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["pairs"]) == PAIRS + 1
