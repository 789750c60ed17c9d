"""A project as it is in one revision, and which of its pairs is which in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.decisions import FILE_NAME, read
from pipeline.documents.decode import decode
from pipeline.errors import DecisionsError, SourceError
from pipeline.model.decisions import Decision
from pipeline.model.findings import PairReport
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles, Tree, find_pairs
from pipeline.sources.renames import renames


@dataclass(frozen=True)
class Side:
    """One revision of the project."""

    tree: Tree
    settings: Settings
    pairs: Mapping[str, PairFiles]

    @classmethod
    def of(cls, tree: Tree, settings: Settings) -> Side:
        """The project whose files are in ``tree``."""
        return cls(tree, settings, {pair.id: pair for pair in find_pairs(tree, settings).pairs})

    def content(self, path: str | None) -> bytes | None:
        """The bytes of a file; None where it cannot be read."""
        try:
            return self.tree.read(path) if path else None
        except SourceError:
            return None

    def glossary(self) -> bytes | None:
        """The bytes of the glossary; None where there is none."""
        return self.content(self.settings.glossary)

    def decided(self) -> dict[str, list[Decision]]:
        """What was decided about each pair, wherever it stands in the file."""
        data = self.content(FILE_NAME)
        by_pair: dict[str, list[Decision]] = {}
        try:
            entries = read(decode(data, FILE_NAME), FILE_NAME).entries if data else ()
        except (DecisionsError, SourceError):
            return {}
        for entry in entries:
            by_pair.setdefault(entry.pair, []).append(replace(entry, line=0))
        return by_pair


def states(was: Mapping[str, PairReport], earlier: Mapping[str, str]) -> dict[str, PairReport]:
    """For the pairs of now their reports in the base."""
    return {id_: was[old] for id_, old in earlier.items() if old in was}


def earlier_ids(base: Side, head: Side) -> dict[str, str]:
    """For the pairs of now the id of the same pair in the base; none for a new pair."""
    ids = {id_: id_ for id_ in head.pairs if id_ in base.pairs}
    fresh = [pair for id_, pair in head.pairs.items() if id_ not in ids]
    gone = {id_: pair for id_, pair in base.pairs.items() if id_ not in ids}
    owner = {path: id_ for id_, pair in gone.items() for path in (pair.ja, pair.en) if path}
    paths = [path for pair in fresh for path in (pair.ja, pair.en) if path]
    was = {path: path for path in paths if path in owner}
    was |= renames(base.tree, head.tree, owner.keys() - was.keys(), set(paths) - was.keys())
    for pair in fresh:
        for path in (pair.path(head.settings.source), pair.ja, pair.en):
            old = owner.get(was.get(path or "", ""))
            if old is not None and old not in ids.values():
                ids[pair.id] = old
                break
    return ids
