"""Whether two versions of taiyaku say the same: the bytes of their JSON reports, folder by folder.

    python scripts/same_reports.py OLD/bin/taiyaku .venv/bin/taiyaku . ../bench/corpora/vue …

A folder is a project (it holds ``articles/``), a corpus (folders with ``ja.md`` and ``en.md``), or
holds bilingual documents, which are split first. ``--docs N`` takes the first N of a corpus. Prints
one line a folder, and where reports differ the pairs that do; ends with 1 if any does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def main() -> int:
    """What the command line asks for; the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("before", type=Path)
    options.add_argument("after", type=Path)
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--docs", type=int, default=None)
    asked = options.parse_args()
    differs = False
    for folder in asked.folders:
        with tempfile.TemporaryDirectory() as held:
            root = Path(held, "project")
            laid_out(folder.resolve(), root, asked.before.resolve(), asked.docs)
            before, after = (report(tool.resolve(), root) for tool in (asked.before, asked.after))
        if same := before == after:
            print(f"{folder}: the same {len(before)} bytes")
        else:
            print(f"{folder}: {', '.join(different(before, after)) or 'outside the pairs'} differ")
        differs |= not same
    return int(differs)


def laid_out(folder: Path, root: Path, tool: Path, docs: int | None) -> None:
    """``root`` as a project with the articles of ``folder`` and this repository's glossary."""
    root.mkdir()
    if (folder / "articles").is_dir():
        shutil.copytree(folder / "articles", root / "articles")
    elif pairs := sorted(folder.glob("*/ja.md"))[:docs]:
        for lang in ("ja", "en"):
            (root / "articles" / lang).mkdir(parents=True)
            for pair in pairs:
                shutil.copy(
                    pair.with_name(f"{lang}.md"),
                    root / "articles" / lang / f"{pair.parent.name}.md",
                )
    else:
        files = sorted(folder.glob("*.txt"))[:docs]
        subprocess.run([tool, "split", *files, "--write", "--root", root, "--quiet"], check=True)
    shutil.copy(Path(__file__).parents[1] / "glossary.tsv", root / "glossary.tsv")


def report(tool: Path, root: Path) -> bytes:
    """What a check says of a project, computed anew."""
    done = subprocess.run(
        [tool, "check", "--format", "json", "--fail-on", "never", "--no-cache", "--root", root],
        capture_output=True,
    )
    if done.returncode not in (0, 2):
        sys.exit(f"{tool}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def different(before: bytes, after: bytes) -> list[str]:
    """The ids of the pairs of which two reports say different things."""

    def pairs(report: bytes) -> dict[str, Any]:
        return {pair["id"]: pair for pair in json.loads(report)["pairs"]}

    old, new = pairs(before), pairs(after)
    return sorted(id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_))


if __name__ == "__main__":
    sys.exit(main())
