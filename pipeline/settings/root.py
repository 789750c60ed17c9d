"""Which folder is the project."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SourceError, UsageError
from pipeline.settings.project import FILE_NAME, PYPROJECT
from pipeline.system import regular_files, toml_text


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
    # What only looks like one of them is refused by name where it is read.
    if regular_files.is_there(folder, "glossary.tsv") or regular_files.is_there(folder, FILE_NAME):
        return True
    try:
        text = regular_files.read(folder, PYPROJECT).decode("utf-8")
        return "taiyaku" in toml_text.loads(text).get("tool", ())
    except (SourceError, UnicodeDecodeError, toml_text.TOMLDecodeError):
        return False
