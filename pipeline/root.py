"""Which folder is the project."""

from __future__ import annotations

from pathlib import Path

from pipeline import toml_text
from pipeline.config import FILE_NAME, PYPROJECT
from pipeline.errors import UsageError


def find_root(given: Path | None, start: Path) -> Path:
    """``given``, else the nearest folder from ``start`` upwards that looks like a project.

    The search stops at the top of the git repository; where nothing is found, it is ``start``.
    Raises UsageError where ``given`` is no folder.
    """
    if given is not None:
        if not given.exists():
            raise UsageError(f"--root {given}: there is no such folder")
        if not given.is_dir():
            raise UsageError(f"--root {given}: is not a folder")
        return given.resolve()
    start = start.resolve()
    for folder in (start, *start.parents):
        if is_project(folder):
            return folder
        if (folder / ".git").exists():
            break
    return start


def is_project(folder: Path) -> bool:
    """Whether the folder holds articles/, glossary.tsv, taiyaku.toml or [tool.taiyaku]."""
    if (folder / "articles").is_dir():
        return True
    if (folder / "glossary.tsv").is_file() or (folder / FILE_NAME).is_file():
        return True
    try:
        text = (folder / PYPROJECT).read_text(encoding="utf-8")
        return "taiyaku" in toml_text.loads(text).get("tool", ())
    except (OSError, UnicodeDecodeError, toml_text.TOMLDecodeError):
        return False
