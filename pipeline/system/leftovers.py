"""Temporary files: under names nobody can guess, and cleaned up where a run was killed.

A run holds a lock on each of its temporary files as long as it lives. So a file that has such a
name and is not locked belongs to a dead run, and the next run that writes into the folder takes it
away.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress

_TEMPORARY = re.compile(r"\.taiyaku-[0-9a-f]{32}\.tmp")
# Where a disk knows no locks, only age tells that a run is dead.
_OLD = 3600.0


def create(folder: int, mode: int) -> tuple[int, str]:
    """A new, locked file for reading and writing in a folder, and its name."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    while True:
        name = f".taiyaku-{os.urandom(16).hex()}.tmp"
        handle = os.open(name, flags, mode, dir_fd=folder)
        # Between these lines another run may have taken it for the file of a dead one.
        if lock(handle) is not False and os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)


def lock(handle: int) -> bool | None:
    """Whether this process has the lock now; None where the disk knows no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in (errno.EWOULDBLOCK, errno.EACCES) else None
    return True


def of_dead_runs(folder: int, names: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The files with such names that a dead run left, each with a handle that is locked."""
    for name in _listed(folder):
        if not names.fullmatch(name):
            continue
        with suppress(OSError):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            handle = os.open(name, flags, dir_fd=folder)
            try:
                if _is_dead(handle):
                    yield handle, name
            finally:
                os.close(handle)


def remove_dead(folder: int) -> None:
    """Takes away the temporary files that dead runs left in a folder."""
    for _, name in of_dead_runs(folder, _TEMPORARY):
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)


def _listed(folder: int) -> list[str]:
    """The names in a folder; none where it may not be listed."""
    try:
        handle = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return []
    try:
        with os.scandir(handle) as entries:
            return [entry.name for entry in entries]
    finally:
        os.close(handle)


def _is_dead(handle: int) -> bool:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
        return False
    locked = lock(handle)
    if locked is None:
        return time.time() - status.st_mtime > _OLD
    return locked and status.st_nlink == 1
