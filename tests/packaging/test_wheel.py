"""The wheel as strangers meet it: in an environment of its own, in a folder full of traps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD_INPUTS = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "pipeline")
PIP = (sys.executable, "-m", "pip")
OFFLINE = ("--no-deps", "--no-index", "--quiet")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy, beside other folders that setuptools could take for packages."""
    tree = tmp_path_factory.mktemp("source")
    for name in BUILD_INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, tree / name)
    for folder in ("articles", "benchmarks", "tests"):
        (tree / folder).mkdir()
        (tree / folder / "__init__.py").touch()
    out = tmp_path_factory.mktemp("dist")
    run(
        [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(out), str(tree)],
        cwd=out,
    )
    (built,) = out.glob("taiyaku-*.whl")
    return built


@pytest.fixture(scope="session")
def taiyaku(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a new environment that borrows only our dependencies."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False, symlinks=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    run(
        [*PIP, "--python", str(scripts / "python"), "install", *OFFLINE, str(wheel)],
        cwd=home,
    )
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    # Folders named in a .pth file come last, and their own .pth files, the editable install of
    # this checkout among them, are not read.
    ours = {
        folder for folder in sys.path if Path(folder).name in ("site-packages", "dist-packages")
    }
    (site / "dependencies.pth").write_text("\n".join(sorted(ours)) + "\n")
    return scripts / "taiyaku"


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A project with a package ``pipeline`` of its own that must never be imported."""
    decoy = tmp_path / "pipeline"
    (decoy / "cli").mkdir(parents=True)
    bang = "raise SystemExit('the wrong pipeline was imported')\n"
    for file in (decoy / "__init__.py", decoy / "cli" / "__init__.py", decoy / "cli" / "main.py"):
        file.write_text(bang)
    for lang, text in (("ja", "# 散歩\n\n毎朝歩く。\n"), ("en", "# Walking\n\nI walk daily.\n")):
        article = tmp_path / "articles" / lang / "walk.md"
        article.parent.mkdir(parents=True)
        article.write_text(text, encoding="utf-8")
    (tmp_path / "glossary.tsv").write_text("散歩\twalking\n", encoding="utf-8")
    return tmp_path


def run(command: list[str], cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command} → {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    source = [p for p in (ROOT / "pipeline").rglob("*") if p.is_file()]
    expected = {
        p.relative_to(ROOT).as_posix()
        for p in source
        if "__pycache__" not in p.parts and not p.name.startswith(".")
    }
    assert set(names) == expected
    assert "pipeline/py.typed" in names


def test_the_wheel_carries_licence_and_notice(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_every_module_is_imported_from_the_wheel(taiyaku: Path, trap: Path) -> None:
    code = "import sys; sys.path.pop(0); import pipeline, pipeline.cli.main as m; print(m.__file__)"
    python = taiyaku.with_name("python")
    where = run([str(python), "-c", code], cwd=trap).strip()
    assert Path(where).is_relative_to(taiyaku.parents[1])


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rules", "term-mismatch"]])
def test_a_foreign_pipeline_folder_is_not_touched(
    taiyaku: Path, trap: Path, arguments: list[str]
) -> None:
    assert run([str(taiyaku), *arguments], cwd=trap).strip()


def test_an_installed_taiyaku_checks_a_project(taiyaku: Path, trap: Path) -> None:
    report = run([str(taiyaku), "check", "--format", "json"], cwd=trap)
    assert '"walk"' in report
