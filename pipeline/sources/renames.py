"""Which files of a revision are files of an earlier one under another name.

The measure is git's: the share of the larger file that the two have in common, in whole lines, and
half of it is enough. It works on any two trees, so that a file that was moved and not yet added to
git is recognised as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.errors import SourceError
from pipeline.sources.interface import Tree

_ENOUGH = 0.5
# Every gone file is compared with every new one; beyond this many, only equal files are matched.
_MOST = 250_000


def renames(base: Tree, head: Tree, gone: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """For paths that are new in ``head`` the path in ``base`` that each was."""
    olds = {path: data for path in sorted(set(gone)) if (data := _read(base, path))}
    news = {path: data for path in sorted(set(new)) if (data := _read(head, path))}
    found: dict[str, str] = {}
    for path, data in news.items():
        same = [old for old, was in olds.items() if was == data]
        if same:
            found[path] = min(same, key=lambda old: (_name(old) != _name(path), old))
            del olds[found[path]]
    left = [path for path in news if path not in found]
    if len(left) * len(olds) > _MOST:
        return found
    lines = {path: _lines(data) for path, data in olds.items()}
    scored = []
    for path in left:
        mine = _lines(news[path])
        for old, theirs in lines.items():
            share = (mine & theirs).total() / max(mine.total(), theirs.total(), 1)
            if share >= _ENOUGH:
                scored.append((-share, _name(old) != _name(path), path, old))
    for _, _, path, old in sorted(scored):
        if path not in found and old not in found.values():
            found[path] = old
    return found


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _read(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except SourceError:
        return None


def _lines(data: bytes) -> Counter[bytes]:
    """The bytes that each line makes up, line by line."""
    counted: Counter[bytes] = Counter()
    for line in data.splitlines(keepends=True):
        counted[line] += len(line)
    return counted
