"""``taiyaku diff``: two revisions of a project, each checked by its own rules, held together.

Only pairs that the change could have touched are checked: those whose files, decisions or name
changed, and all of them where the glossary or the settings did.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.checking.shared import Note, Progress
from pipeline.decisions import FILE_NAME, read
from pipeline.documents.decode import decode
from pipeline.errors import ConfigError, DecisionsError, SourceError
from pipeline.history.compare_reports import compare
from pipeline.history.past import Since
from pipeline.model.decisions import Decision
from pipeline.model.findings import PairReport, Report
from pipeline.model.source import LANGS
from pipeline.running import report as run
from pipeline.running.workers import Crew
from pipeline.settings.project import Settings, read_settings, rule_ids
from pipeline.sources import PairFiles, Tree, WorkTree, find_pairs
from pipeline.sources.git import Repository
from pipeline.sources.renames import renames
from pipeline.sources.revision import GitTree
from pipeline.sources.revisions import revisions
from pipeline.system.cache import Cache


@dataclass(frozen=True)
class _Side:
    """One revision of the project."""

    tree: Tree
    settings: Settings
    pairs: Mapping[str, PairFiles]

    @classmethod
    def of(cls, tree: Tree, settings: Settings) -> _Side:
        return cls(tree, settings, {pair.id: pair for pair in find_pairs(tree, settings).pairs})

    def content(self, path: str | None) -> bytes | None:
        try:
            return self.tree.read(path) if path else None
        except SourceError:
            return None

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


def diff(
    root: Path,
    named: str | None = None,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    note: Note = run.quiet,
    progress: Progress = run.unseen,
    environment: Mapping[str, str] = os.environ,
) -> Report:
    """What changed between two revisions (``BASE``, ``BASE..HEAD``; the usual ones for None).

    The report is that of the later revision with a status on each finding; ``PairReport.base``
    holds what was fixed. Raises HistoryError where a revision is not there, and whatever keeps the
    later one from being checked; what could not be checked in the earlier one is a note, unless it
    is not in the clone, which is a HistoryError as well.
    """
    root = root.resolve()
    repository = Repository.of(root)
    chosen = revisions(named, repository, environment)
    if chosen.chosen:
        note(f"compared with {chosen.base[:12]}: {chosen.chosen}")
    head_tree: Tree = WorkTree(root)
    if chosen.head is not None:
        head_tree = GitTree(root, chosen.head, repository)
    base_tree = GitTree(root, chosen.base, repository)
    head = _Side.of(head_tree, _settings(head_tree))
    base = _Side.of(base_tree, _earlier_settings(base_tree, head.settings, note))
    earlier = _earlier_ids(base, head)
    touched = _touched(base, head, earlier)
    # The same processes check both revisions: loading models takes longer than most pairs.
    with Crew() as crew:
        check = partial(run.check, root, cache=cache, jobs=jobs, crew=crew, progress=progress)
        before = check(
            base.settings,
            tree=base.tree,
            only={earlier[id_] for id_ in touched if id_ in earlier}
            | (base.pairs.keys() - set(earlier.values())),
        )
        was = {pair.id: pair for pair in before.pairs}
        commit = repository.about(chosen.base)
        after = check(
            head.settings,
            tree=head.tree,
            past=Since(_states(was, earlier), head.settings.source, commit),
            only=touched,
            note=note,
        )
    told = {failure.message for failure in after.failures}
    for failure in before.failures:
        if failure.message not in told:
            note(f"in the base, {failure.message}; what that hides counts as introduced")
    names = {"base": chosen.base, **({"head": chosen.head} if chosen.head else {})}
    return replace(compare(before, after, earlier), revisions=names)


def _states(was: Mapping[str, PairReport], earlier: Mapping[str, str]) -> dict[str, PairReport]:
    return {id_: was[old] for id_, old in earlier.items() if old in was}


def _settings(tree: Tree) -> Settings:
    return read_settings(lambda name: tree.read(name) if tree.exists(name) else None, rule_ids())


def _earlier_settings(tree: Tree, head: Settings, note: Note) -> Settings:
    """The settings of the base, with the encoder of now: vectors of two models do not compare."""
    try:
        settings = _settings(tree)
    except (ConfigError, SourceError) as error:
        note(f"in the base, {error}; it is checked with the settings of now")
        return head
    return replace(settings, encoder=head.encoder)


def _earlier_ids(base: _Side, head: _Side) -> dict[str, str]:
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


def _touched(base: _Side, head: _Side, earlier: Mapping[str, str]) -> set[str]:
    """The pairs of now about which something may have changed."""
    glossaries = [side.content(side.settings.glossary) for side in (base, head)]
    if glossaries[0] != glossaries[1] or base.settings.digest() != head.settings.digest():
        return set(head.pairs)
    before, after = base.decided(), head.decided()
    return {
        id_
        for id_, pair in head.pairs.items()
        if earlier.get(id_) != id_
        or before.get(id_) != after.get(id_)
        or any(
            base.content(base.pairs[id_].path(lang)) != head.content(pair.path(lang))
            for lang in LANGS
        )
    }
