"""Files that are read because of where they stand or what they are called, never hung upon.

Whoever wrote the project chose what lies under a name: a pipe, a device, a link to a file of the
one who checks it. Only regular files are read, and inside a project none that a link leads out of.
"""

from __future__ import annotations

import errno
import os
import stat
from itertools import accumulate
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.system.code_paths import top_of

MAX_BYTES = 50_000_000


def is_there(root: Path, path: str) -> bool:
    """Whether anything has this name, a link that leads nowhere included: ``read`` refuses it."""
    return os.path.lexists(root / path) or problem(root, root / path) is not None


def read(root: Path, path: str) -> bytes:
    """The bytes of a file inside ``root``, a path without links; SourceError says what is wrong."""
    if not _is_direct(root, path) and (why := problem(root, root / path)):
        raise SourceError(why, path=path)
    return _content(f"{root}/{path}", path)


def read_named(file: Path) -> bytes:
    """The bytes of a file that was named on the command line.

    One below the working tree around the current folder is read as a file of that project.
    """
    here = Path.cwd()
    # It must not follow links, as Path.resolve does.
    absolute = Path(os.path.abspath(here / file))  # noqa: PTH100
    top = Path(top_of(str(here)))
    if absolute.is_relative_to(top) and (why := problem(top, absolute)):
        raise SourceError(why, path=str(file))
    return read_regular(file)


def read_regular(file: Path) -> bytes:
    """The bytes of a file of one's own, wherever a link may lead."""
    return _content(str(file), str(file))


def problem(root: Path, path: Path) -> str | None:
    """Why a path may not be followed: a loop, a dead link, a way out of the root."""
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        return "is a symlink to nothing" if path.is_symlink() else None
    except RuntimeError:
        return "is a symlink that leads back to itself"
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a symlink that leads back to itself"
        return f"cannot be read: {error.strerror}"
    if not real.is_relative_to(root):
        return "is a symlink that leaves the project; articles are read inside the root only"
    return None


def _content(file: str, path: str) -> bytes:
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to must not hang.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("is not a regular file", path=path)
        if status.st_size > MAX_BYTES:
            size, most = status.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise SourceError(f"has {size} MB; more than {most} MB is no article", path=path)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from None
    finally:
        os.close(handle)


def _is_direct(root: Path, path: str) -> bool:
    """Whether a path surely stays below the root: it goes through no symlink. Quick to tell."""
    names = path.split("/")
    if os.sep != "/" or not {"", ".", ".."}.isdisjoint(names):
        return False
    parts = accumulate(names, "{}/{}".format, initial=str(root))
    try:
        return not any(stat.S_ISLNK(os.lstat(part).st_mode) for part in parts)
    except OSError:
        return False
