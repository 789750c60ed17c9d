"""The files as they lie on disk. Nothing outside the root is ever opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.sources.interface import Entry
from pipeline.system import regular_files


@dataclass(frozen=True)
class WorkTree:
    """The working tree below ``root``, which is an absolute path without symlinks."""

    root: Path

    def exists(self, path: str) -> bool:
        """Whether anything has this name, readable or not."""
        return regular_files.is_there(self.root, path)

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
        return regular_files.read(self.root, path)

    def _problem(self, path: Path, above: tuple[Path, ...]) -> str | None:
        """Why a path may not be followed: a loop, a dead link, a way out of the root."""
        if why := regular_files.problem(self.root, path):
            return why
        real = path.resolve()
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
