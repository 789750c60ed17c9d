"""The folder of a file, reached step by step, so that no planted link leads out of the checkout."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A handle that serves to reach what lies in a folder needs no right to list it.
_REACH = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# As many links as Linux follows before it says that they go in a circle.
_MOST_LINKS = 40


class RefusedError(OSError):
    """What stands at a name is left alone; ``strerror`` says why."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EPERM, why)


def checkout_of(root: Path) -> Path:
    """The folder whose content others may have made: the git checkout around a project."""
    root = root.resolve()
    for folder in (root, *root.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    return root


@contextmanager
def folder_of(path: Path, checkout: Path, *, make: bool = False) -> Iterator[tuple[int, str]]:
    """A handle of the folder that ``path`` lies in, and the name of the file in it.

    Links are followed outside ``checkout``, as the user made them, and never inside it. With
    ``make`` folders that lack are made. Raises RefusedError for a link, and OSError as it comes.
    """
    parts = (Path.cwd() / path).parts
    walk = _Walk(Path(parts[0]), checkout, make)
    try:
        walk.go(list(parts[1:-1]))
        if len(parts) < 2 or parts[-1] == "..":
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield walk.handle, parts[-1]
    finally:
        walk.close()


class _Walk:
    """Where a walk stands: a handle of the folder and its real name, which holds no link."""

    def __init__(self, start: Path, checkout: Path, make: bool) -> None:
        self.handle = os.open(start, _REACH)
        self._real = start
        self._checkout = checkout
        self._make = make

    def close(self) -> None:
        os.close(self.handle)

    def go(self, parts: list[str]) -> None:
        """Enters one folder after the other."""
        ahead, links = parts[::-1], 0
        while ahead:
            part = ahead.pop()
            try:
                self._enter(part)
            except OSError as error:
                target = self._link(part, error)
                links += 1
                if links > _MOST_LINKS:
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
                if target.is_absolute():
                    self._stand(os.open(target.anchor, _REACH), Path(target.anchor))
                ahead.extend(reversed(target.parts[target.is_absolute() :]))

    def _enter(self, part: str) -> None:
        try:
            handle = os.open(part, _REACH, dir_fd=self.handle)
        except FileNotFoundError:
            if not self._make:
                raise
            os.mkdir(part, dir_fd=self.handle)
            handle = os.open(part, _REACH, dir_fd=self.handle)
        self._stand(handle, self._real.parent if part == ".." else self._real / part)

    def _stand(self, handle: int, real: Path) -> None:
        os.close(self.handle)
        self.handle, self._real = handle, real

    def _link(self, part: str, error: OSError) -> Path:
        """Where a link leads that may be followed; else ``error``, or that it may not."""
        if error.errno not in (errno.ENOTDIR, errno.ELOOP):
            raise error
        try:
            target = Path(os.readlink(part, dir_fd=self.handle))
        except OSError:
            raise error from None
        if self._real.is_relative_to(self._checkout):
            raise RefusedError(
                f"{self._real / part} is a symlink, and nothing is written through one; "
                "name the folder that it leads to"
            )
        return target
