"""The one place that writes files: whole or not at all, and never through a link.

A file is written under a random name beside the old one and then moved there, with the permissions
and the owner that the old one had. A file of several names is written where it lies (``in_place``).
Read-only files, links, and whatever is no file are left alone; only where a user names an output
may it be a device or a pipe, and then it is written to and not replaced.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from pipeline.system.folders import RefusedError, checkout_of, folder_of
from pipeline.system.in_place import overwrite, read_all, undo_torn, write_all
from pipeline.system.leftovers import create, remove_dead

__all__ = ["RefusedError", "current", "remove", "tidy", "write_file", "write_output"]

_OPEN_HANDLE = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,6})|/dev/std(?:out|err)")
_HANDLES = {"/dev/stdout": 1, "/dev/stderr": 2}
_SAFE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_LINK = "it is a symlink, and nothing is written through one; name the file that it leads to"


def write_file(path: Path, data: bytes, root: Path) -> None:
    """Writes a file of the project ``root``, its folders made; raises OSError with the reason."""
    if not path.is_relative_to(root) or ".." in path.parts:
        raise RefusedError("it lies outside the project")
    with folder_of(path, checkout_of(root), make=True) as (folder, name):
        _clean(folder)
        _replace(folder, name, data, keeps_links=True)


def write_output(
    path: Path,
    data: bytes,
    root: Path,
    *,
    keeps_links: bool = False,
    makes_folders: bool = False,
) -> None:
    """Writes to what a user named: a file, a device, or a pipe that somebody reads.

    With ``keeps_links`` a file of several names is changed under all of them; else only the name
    that was given gets a new file. Raises OSError with the reason.
    """
    if found := _OPEN_HANDLE.fullmatch(os.fspath(path)):
        handle = os.dup(int(found[1]) if found[1] else _HANDLES[found[0]])
        try:
            write_all(handle, data)
        finally:
            os.close(handle)
        return
    with folder_of(path, checkout_of(root), make=makes_folders) as (folder, name):
        if not _put(folder, name, data):
            _clean(folder)
            _replace(folder, name, data, keeps_links=keeps_links)


def current(path: Path, root: Path) -> bytes | None:
    """What stands in a file that is to be written; None where there is none.

    Raises OSError, RefusedError for a link or for what is no file.
    """
    try:
        with folder_of(path, checkout_of(root)) as (folder, name):
            handle = _opened(folder, name, os.O_RDONLY)
            if handle is None:
                return None
            try:
                return read_all(handle)
            finally:
                os.close(handle)
    except FileNotFoundError:
        return None


def remove(path: Path, root: Path) -> None:
    """Takes a file away, never what a link leads to."""
    with folder_of(path, checkout_of(root)) as (folder, name):
        os.unlink(name, dir_fd=folder)


def tidy(folder: Path, root: Path) -> None:
    """Cleans up after killed runs in a folder, if it is there."""
    with suppress(OSError), folder_of(folder / "_", checkout_of(root)) as (handle, _):
        _clean(handle)


def _clean(folder: int) -> None:
    undo_torn(folder)
    remove_dead(folder)


def _put(folder: int, name: str, data: bytes) -> bool:
    """Writes to a device or a pipe; False where there is none."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return False
    if not (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
        return False
    try:
        handle = os.open(name, os.O_WRONLY | _SAFE, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISFIFO(mode):
            raise RefusedError("it is a pipe that nobody reads; start its reader first") from None
        raise
    try:
        os.set_blocking(handle, True)
        write_all(handle, data)
    finally:
        os.close(handle)
    return True


def _opened(folder: int, name: str, flags: int) -> int | None:
    """A regular file; None where there is none. Whatever else stands there is refused unopened."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        raise RefusedError(_LINK)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise RefusedError("it is not a regular file")
    # The handle says what is there, whatever has taken the place meanwhile.
    handle = os.open(name, flags | _SAFE, dir_fd=folder)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise RefusedError("it is not a regular file")


def _replace(folder: int, name: str, data: bytes, *, keeps_links: bool) -> None:
    status = _old(folder, name)
    if status is not None and status.st_nlink > 1 and keeps_links:
        _write_in_place(folder, name, data)
        return
    # A new file gets what the user's umask leaves of this.
    handle, temporary = create(folder, 0o666 if status is None else 0o600)
    try:
        write_all(handle, data)
        if status is None or _made_like(folder, name, handle, status):
            os.fsync(handle)
            os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            return
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        os.close(handle)
    if status.st_nlink > 1:
        raise RefusedError("it belongs to somebody else and has several names")
    _write_in_place(folder, name, data)


def _old(folder: int, name: str) -> os.stat_result | None:
    """What stands there now, which may be written; else the error says why not."""
    handle = _opened(folder, name, os.O_RDONLY)
    if handle is None:
        return None
    try:
        status = os.fstat(handle)
    finally:
        os.close(handle)
    # Root could write it; whoever made it read-only did not mean that.
    if not status.st_mode & 0o222:
        raise RefusedError("it is read-only")
    os.close(os.open(name, os.O_WRONLY | _SAFE, dir_fd=folder))
    return status


def _made_like(folder: int, name: str, handle: int, old: os.stat_result) -> bool:
    """Gives a new file the owner, rights and attributes of the old one; False if it may not."""
    new = os.fstat(handle)
    try:
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            os.fchown(handle, old.st_uid, old.st_gid)
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    except PermissionError:
        return False
    return _has_attributes_of(folder, name, handle)


def _has_attributes_of(folder: int, name: str, handle: int) -> bool:
    """Access lists and other extended attributes, where the system has them."""
    if not hasattr(os, "listxattr"):
        return True
    old = os.open(name, os.O_RDONLY | _SAFE, dir_fd=folder)
    try:
        here = os.listxattr(handle)
        for attribute in os.listxattr(old):
            value = os.getxattr(old, attribute)
            if attribute not in here or os.getxattr(handle, attribute) != value:
                os.setxattr(handle, attribute, value)
    except OSError as error:
        return error.errno == errno.ENOTSUP
    finally:
        os.close(old)
    return True


def _write_in_place(folder: int, name: str, data: bytes) -> None:
    target = _opened(folder, name, os.O_RDWR)
    if target is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    try:
        overwrite(folder, name, target, read_all(target), data)
    finally:
        os.close(target)
