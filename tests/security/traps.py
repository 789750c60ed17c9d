"""A project in which every module that taiyaku may ask for lies as a trap that leaves a trace."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

from tests.cli.support import lay_out
from tests.sources.repositories import commit, repository

PAIRS = 8

# Every name that is looked up when commands run in one process: a worker does the same work.
RECORDER = """
import json, sys
asked = set()
class Recorder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        asked.add(name.partition(".")[0])
sys.meta_path.insert(0, Recorder)
import pipeline.system.child_start, pipeline.running.workers
from pipeline.cli.main import run
for command in (["check", "--jobs=1", "--no-cache"], ["diff", "--jobs=1", "--no-cache"],
                ["apply"], ["draft", "--missing"], ["score", "articles/en"]):
    run(command)
with open(sys.argv[1], "w") as stream:
    json.dump(sorted(asked | {name.partition(".")[0] for name in sys.modules}), stream)
"""


def project(root: Path) -> Path:
    """A repository with enough pairs that two processes are worth their models."""
    files = {"glossary.tsv": "ja\ten\ten_forbidden\n磁場\tmagnetic field\tforce field\n"}
    for n in range(PAIRS):
        files[f"articles/ja/n{n}.md"] = f"# 仕組み\n\n{n}番の電流で磁場が生まれます。\n"
        files[f"articles/en/n{n}.md"] = f"# Mechanism\n\nCurrent {n} makes a magnetic field.\n"
    files["articles/ja/alone.md"] = "# 費用\n\n一回ごとに支払います。\n"
    repository(root, files)
    changed = {name: f"{text}\n終わり。\n" for name, text in files.items() if "ja/" in name}
    commit(root, changed, "every article")
    return root


def names_asked_for(folder: Path) -> set[str]:
    """Top-level modules: of the standard library, installed ones, and all that are looked up."""
    root = project(folder / "clean")
    answer = folder / "names.json"
    subprocess.run(
        [sys.executable, "-c", RECORDER, str(answer)],
        cwd=root,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    installed = {module.name for module in pkgutil.iter_modules(sys.path)}
    asked = set(json.loads(answer.read_text("utf-8")))
    asked |= installed | set(sys.stdlib_module_names) | {"sitecustomize", "usercustomize"}
    return {name for name in asked if name.isidentifier() and name != "__main__"}


def lay_traps(root: Path, names: set[str], ran: Path) -> None:
    """Puts a package of each name into the root and into its articles; each says that it ran."""
    ran.mkdir()
    trap = (
        f"open({str(ran)!r} + '/' + __name__, 'w').close()\n"
        "raise SystemExit('code of the repository ran')\n"
    )
    traps: dict[str, str | bytes] = {}
    for folder in ("", "articles/", "articles/ja/"):
        traps |= {f"{folder}{name}/__init__.py": trap for name in names}
        traps[f"{folder}trap.pth"] = f"import os; open({str(ran / 'pth')!r}, 'w').close()\n"
    lay_out(root, traps)


def traces(ran: Path) -> list[str]:
    """The modules of the repository that ran."""
    return sorted(file.name for file in ran.iterdir())
