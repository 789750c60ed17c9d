"""The two commands of the README on a machine that has only Python, make and git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+?)(?: --hash=sha256:([0-9a-f]{64}))?$")


def pins(name: str) -> dict[str, tuple[str, str | None]]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    read = [(line, PIN.match(line)) for line in lines if line and not line.startswith("#")]
    assert all(match for _, match in read), [line for line, match in read if not match]
    return {m[1]: (m[2], m[3]) for _, m in read if m}


def test_data_packages_are_pinned_with_hashes_and_as_in_the_constraints() -> None:
    constraints = pins("constraints.txt")
    for name, (version, digest) in pins("requirements-models.txt").items():
        assert digest, name
        assert constraints[name][0] == version


def test_everything_that_is_installed_is_pinned() -> None:
    from importlib.metadata import requires

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    constraints = pins("constraints.txt")
    wanted = [Requirement(line) for line in requires("taiyaku") or []]
    seen: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or not applies(requirement):
            continue
        seen.add(name)
        assert name in constraints, f"{name} is not in constraints.txt"
        wanted += [
            inner
            for line in requires(name) or []
            if "extra" not in str((inner := Requirement(line)).marker or "")
        ]
    assert len(seen) > 20


def applies(requirement: object) -> bool:
    marker = getattr(requirement, "marker", None)
    return marker is None or marker.evaluate({"extra": "dev"})


def make(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.run(
        ["make", *arguments],
        cwd=cwd,
        env={**environment, "NO_COLOR": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_an_old_python_is_refused_with_what_mends_it(tmp_path: Path) -> None:
    old = tmp_path / "python3.6"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "requirements-models.txt"):
        shutil.copy(ROOT / name, tmp_path)
    done = make("demo", f"PYTHON={old}", cwd=tmp_path)
    assert done.returncode == 2
    assert "taiyaku needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "make demo PYTHON=" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.external
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the git history")
def test_make_demo_in_a_clean_clone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    done = make("demo", f"PYTHON={sys.executable}", cwd=clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "$ taiyaku check" in done.stdout
    assert "term-mismatch" in done.stdout
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert status.stdout == "", "the demo changed files of the project"
