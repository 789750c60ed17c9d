"""A tree of files of which some say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import SourceError
from pipeline.sources.interface import Entry, Tree


@dataclass(frozen=True)
class Overlay:
    """``below`` with other bytes in the files that ``instead`` names; None is no such file."""

    below: Tree
    instead: Mapping[str, bytes | None]

    def walk(self, folder: str) -> Iterator[Entry]:
        """Every file below ``folder``, as it is found in the tree below."""
        for entry in self.below.walk(folder):
            if self.instead.get(entry.path, b"") is not None:
                yield entry

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder of this name."""
        if path in self.instead:
            return self.instead[path] is not None
        return self.below.exists(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; SourceError where it cannot be read."""
        if path not in self.instead:
            return self.below.read(path)
        data = self.instead[path]
        if data is None:
            raise SourceError("is not there", path=path)
        return data
