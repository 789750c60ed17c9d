"""What a source of files offers and what finding pairs in it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pipeline.errors import SourceError
from pipeline.model.findings import Failure
from pipeline.model.source import LANGS, Lang


class Entry(NamedTuple):
    """A file seen on a walk, or the reason why something could not be walked."""

    path: str
    problem: str | None = None
    hidden: bool = False


class Tree(Protocol):
    """A folder of files, now or in a revision. Paths are relative to the root, with ``/``."""

    def walk(self, folder: str) -> Iterator[Entry]:
        """Every file below ``folder`` (``""`` is the root) in sorted order."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder of this name."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; SourceError where it cannot be read."""


@dataclass(frozen=True)
class PairFiles:
    """The two files of a pair; None where there is none. ``id`` is in NFC, paths as on disk."""

    id: str
    ja: str | None
    en: str | None

    def path(self, lang: Lang) -> str | None:
        """The file of one language."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True)
class FoundPairs:
    """Pairs sorted by id, what could not be paired, and what was passed over and why.

    ``excluded`` says which articles the settings keep out, and which globs keep out none.
    """

    pairs: tuple[PairFiles, ...]
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


# The bytes of a pair's files; where one could not be read, why.
Contents = Mapping[Lang, bytes | SourceError]


def contents_of(files: PairFiles, tree: Tree) -> Contents:
    """What stands in the files that a pair has."""
    contents: dict[Lang, bytes | SourceError] = {}
    for lang in LANGS:
        if path := files.path(lang):
            try:
                contents[lang] = tree.read(path)
            except SourceError as error:
                contents[lang] = error
    return contents
