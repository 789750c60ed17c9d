"""The files as they lie on disk. Nothing outside the root is ever opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.sources.interface import Entry

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class WorkTree:
    """The working tree below ``root``, which is an absolute path without symlinks."""

    root: Path

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder of this name."""
        return (self.root / path).exists()

    def walk(self, folder: str) -> Iterator[Entry]:
        """Every file below ``folder``; folders that cannot be entered are entries with a problem.

        Symlinks are followed while they stay inside the root and do not lead back into a folder
        that is being walked.
        """
        start = self.root / folder
        if problem := self._problem(start, ()):
            yield Entry(folder or ".", problem)
        elif start.is_dir():
            yield from self._walk(start, (start.resolve(),))

    def _walk(self, folder: Path, above: tuple[Path, ...]) -> Iterator[Entry]:
        """The files in order, folder by folder; no depth is too deep."""
        waiting: list[Iterator[Entry | tuple[Path, tuple[Path, ...]]]] = [
            self._items(folder, above)
        ]
        while waiting:
            found = next(waiting[-1], None)
            if found is None:
                waiting.pop()
            elif isinstance(found, Entry):
                yield found
            else:
                waiting.append(self._items(*found))

    def _items(
        self, folder: Path, above: tuple[Path, ...]
    ) -> Iterator[Entry | tuple[Path, tuple[Path, ...]]]:
        """What a folder holds; folders to be entered with those above them."""
        try:
            items = sorted(os.scandir(folder), key=lambda item: item.name)
        except OSError as error:
            yield Entry(self._name(folder), f"cannot be listed: {error.strerror}")
            return
        for item in items:
            path = Path(item.path)
            name = self._name(path)
            if item.name.startswith("."):
                if not item.is_dir(follow_symlinks=False):
                    yield Entry(name, hidden=True)
                continue
            if not _is_text(item.name):
                yield Entry(name, "has a name that is not UTF-8; rename it")
                continue
            if item.is_symlink() and (problem := self._problem(path, above)):
                yield Entry(name, problem)
            elif item.is_dir():
                # Resolving each folder from the root on would take a square of the depth.
                real = path.resolve() if item.is_symlink() else above[-1] / item.name
                yield path, (*above, real)
            else:
                yield Entry(name)

    def read(self, path: str) -> bytes:
        """The bytes of a regular file inside the root; SourceError names what is wrong."""
        file = f"{self.root}/{path}"
        if not self._is_direct(path) and (problem := self._problem(self.root / path, ())):
            raise SourceError(problem, path=path)
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

    def _is_direct(self, path: str) -> bool:
        """Whether a path surely stays below the root: it goes through no symlink. Quick to tell."""
        names = path.split("/")
        if os.sep != "/" or not {"", ".", ".."}.isdisjoint(names):
            return False
        parts = accumulate(names, "{}/{}".format, initial=str(self.root))
        try:
            return not any(stat.S_ISLNK(os.lstat(part).st_mode) for part in parts)
        except OSError:
            return False

    def _problem(self, path: Path, above: tuple[Path, ...]) -> str | None:
        """Why a path may not be followed: a loop, a dead link, a way out of the root."""
        try:
            real = path.resolve(strict=True)
        except FileNotFoundError:
            return "is a symlink to nothing" if path.is_symlink() else None
        except (OSError, RuntimeError):
            return "is a symlink that leads back to itself"
        if not real.is_relative_to(self.root):
            return "is a symlink that leaves the project; articles are read inside the root only"
        if any(folder.is_relative_to(real) for folder in above):
            return "is a symlink to a folder that holds it"
        if above and real.is_dir() and path.parent.resolve() != path.parent:
            # Folders that link to one another would be walked in every order.
            return "is a symlink in a folder that is reached through one; link it directly"
        return None

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
