"""Which repository a file lies in: that of the project, or a submodule of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import HistoryError
from pipeline.sources.git import Repository


def homes(repository: Repository, paths: Iterable[str]) -> dict[str, Repository]:
    """The innermost repository around each file of ``repository.folder``, by the file's path."""
    known = {"": repository}

    def around(folder: str) -> Repository:
        if folder not in known:
            own = _module(repository.folder / folder)
            known[folder] = own or around(folder.rpartition("/")[0])
        return known[folder]

    return {path: around(path.rpartition("/")[0]) for path in paths}


def _module(folder: Path) -> Repository | None:
    """The repository whose top is a folder; None where the folder lies in one."""
    # Git would go on to the repository around it, or follow a link out of the project.
    if not (folder / ".git").exists() or folder.resolve() != folder:
        return None
    try:
        module = Repository.of(folder)
    except HistoryError:
        return None
    return None if module.prefix else module
