"""``taiyaku diff``: two revisions of a project, each checked by its own rules, held together.

Only pairs that the change could have touched are checked: those whose files, decisions or name
changed, and all of them where the glossary or the settings did. What the later one says is
then held against what the rules of the earlier one make of the same articles.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.checking.shared import Note, Progress
from pipeline.errors import ConfigError, SourceError
from pipeline.history import baseline_file
from pipeline.history.compare_reports import compare
from pipeline.history.past import Since
from pipeline.history.revised import Side, earlier_ids, states
from pipeline.model.findings import Report
from pipeline.model.source import LANGS
from pipeline.running.report import check_pairs, quiet, unseen
from pipeline.running.workers import Crew
from pipeline.settings.project import Settings, read_settings, rule_ids
from pipeline.sources import Tree, WorkTree
from pipeline.sources.git import Repository
from pipeline.sources.revision import GitTree
from pipeline.sources.revisions import revisions
from pipeline.system.cache import Cache
from pipeline.tasks.base_rules import Base, by_base_rules


def diff(
    root: Path,
    named: str | None = None,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    note: Note = quiet,
    progress: Progress = unseen,
    environment: Mapping[str, str] = os.environ,
) -> Report:
    """What changed between two revisions (``BASE``, ``BASE..HEAD``; the usual ones for None).

    The report is that of the later revision with a status on each finding; ``PairReport.base``
    holds what was fixed, ``PairReport.hidden`` what the change keeps from being reported. Raises
    HistoryError where a revision is not there, and whatever keeps the later one from being checked;
    what could not be checked in the earlier one is a note, unless it is not in the clone, which is
    a HistoryError as well.
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
    head = Side.of(head_tree, _settings(head_tree))
    own = _earlier_settings(base_tree, head.settings, note)
    # Vectors of two models do not compare.
    base = Side.of(base_tree, replace(own, encoder=head.settings.encoder))
    earlier = earlier_ids(base, head)
    touched = _touched(base, head, earlier)
    # The same processes check both revisions: loading models takes longer than most pairs.
    with Crew() as crew:
        check = partial(check_pairs, root, cache=cache, jobs=jobs, crew=crew, progress=progress)
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
            past=Since(states(was, earlier), head.settings.source, commit),
            only=touched,
            note=note,
        )
        was_there = Base(base, before, commit, own.encoder)
        judged = by_base_rules(was_there, head, after, check, note)
    reported = {failure.message for failure in after.failures}
    for failure in before.failures:
        if failure.message not in reported:
            note(f"in the base, {failure.message}; what that hides counts as introduced")
    compared = compare(before, after, earlier, judged)
    now, then = (side.content(baseline_file.FILE_NAME) for side in (head, base))
    entered = baseline_file.entries(now) - baseline_file.entries(then)
    names = {"base": chosen.base, **({"head": chosen.head} if chosen.head else {})}
    return replace(baseline_file.entered_now(compared, entered), revisions=names)


def _settings(tree: Tree) -> Settings:
    return read_settings(lambda name: tree.read(name) if tree.exists(name) else None, rule_ids())


def _earlier_settings(tree: Tree, head: Settings, note: Note) -> Settings:
    """The settings of the base; those of now, told of, where they cannot be read."""
    try:
        return _settings(tree)
    except (ConfigError, SourceError) as error:
        note(f"in the base, {error}; it is checked with the settings of now")
        return head


def _touched(base: Side, head: Side, earlier: Mapping[str, str]) -> set[str]:
    """The pairs of now about which something may have changed."""
    if base.glossary() != head.glossary() or base.settings.digest() != head.settings.digest():
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
