"""A folder of this user alone: what others can write is not trusted to be our own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


class SharedError(OSError):
    """A folder or file that somebody else owns or can write."""


def check(folder: Path, files: Iterable[Path]) -> None:
    """Raises SharedError unless a folder, and those of its files that are there, are ours alone."""
    if not hasattr(os, "geteuid"):
        return
    status = folder.stat()
    if not stat.S_ISDIR(status.st_mode):
        raise SharedError(f"{folder} is not a folder")
    _check(folder, status)
    for file in files:
        try:
            status = file.lstat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(status.st_mode):
            raise SharedError(f"{file.name} is not a regular file")
        _check(file, status)


def make(file: Path) -> None:
    """Makes an empty file that only its owner reads, unless it is there."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _check(path: Path, status: os.stat_result) -> None:
    if status.st_uid != os.geteuid():
        raise SharedError(f"{path.name} belongs to another user")
    # Where every user has a group of his own, that group is he himself.
    of_group = status.st_mode & stat.S_IWGRP and status.st_gid != os.getegid()
    if status.st_mode & stat.S_IWOTH or of_group:
        raise SharedError(f"others may write {path.name}: make it private with chmod go-w")
