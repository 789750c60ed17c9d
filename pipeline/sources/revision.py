"""The files of a revision, read from git objects; no second working tree is made.

What holds for the working tree holds here: links lead nowhere outside the root, names that are not
UTF-8 are named. A submodule is entered at the commit that the revision records, where it is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import HistoryError, SourceError
from pipeline.sources.git import Repository
from pipeline.sources.interface import Entry
from pipeline.system.regular_files import MAX_BYTES

_FOLDER, _LINK, _MODULE = "040000", "120000", "160000"
_HOPS = 40
_NAME_BYTES = 4096


class _Node(NamedTuple):
    mode: str
    oid: str
    repository: Repository


class _BadLinkError(Exception):
    """Why a path cannot be followed."""


@dataclass
class GitTree:
    """The folder ``root`` as it was in ``commit`` (an object name)."""

    root: Path
    commit: str
    repository: Repository
    _folders: dict[str, dict[str, _Node]] | None = field(default=None, repr=False)

    @classmethod
    def at(cls, root: Path, revision: str) -> GitTree:
        """``root`` at a revision, however it is spelled; HistoryError where there is none."""
        repository = Repository.of(root)
        return cls(root, repository.resolve(revision), repository)

    def exists(self, path: str) -> bool:
        """Whether anything has this name, readable or not."""
        try:
            return self._node(self._real(path)) is not None
        except _BadLinkError:
            return True

    def walk(self, folder: str) -> Iterator[Entry]:
        """Every file below ``folder``; what cannot be entered is an entry with a problem."""
        try:
            real = self._real(folder)
            node = self._node(real)
        except _BadLinkError as problem:
            yield Entry(folder or ".", str(problem))
            return
        if node is None or node.mode in (_FOLDER, _MODULE):
            yield from self._walk(folder, real, (real,))

    def read(self, path: str) -> bytes:
        """The bytes of a file inside the root; SourceError names what is wrong.

        What is recorded but not in the clone is a HistoryError, here as in ``walk``: whoever passes
        over a broken file must not pass over that.
        """
        try:
            node = self._node(self._real(path))
        except _BadLinkError as problem:
            raise SourceError(str(problem), path=path) from None
        if node is None:
            raise SourceError(f"is not there in {self.commit[:12]}", path=path)
        if node.mode in (_FOLDER, _MODULE):
            raise SourceError("is not a regular file", path=path)
        data = self._blob(node, path, MAX_BYTES)
        if data is None:
            most = MAX_BYTES // 1_000_000
            raise SourceError(f"has more than {most} MB and is no article", path=path)
        return data

    def _walk(self, name: str, real: str, above: tuple[str, ...]) -> Iterator[Entry]:
        """``name`` is how the folder was reached, ``real`` where it stands without links."""
        try:
            children = self._children(real)
        except _BadLinkError as problem:
            yield Entry(name or ".", str(problem))
            return
        for each in sorted(children):
            path, at, mode = _join(name, each), _join(real, each), children[each].mode
            if each.startswith("."):
                if mode not in (_FOLDER, _MODULE):
                    yield Entry(path, hidden=True)
                continue
            if not _is_text(each):
                yield Entry(path, "has a name that is not UTF-8; rename it")
                continue
            if mode == _LINK:
                try:
                    at = self._followed(path, above)
                except _BadLinkError as problem:
                    yield Entry(path, str(problem))
                    continue
                node = self._node(at)
                mode = node.mode if node else _FOLDER
            if mode in (_FOLDER, _MODULE):
                yield from self._walk(path, at, (*above, at))
            else:
                yield Entry(path)

    def _followed(self, path: str, above: tuple[str, ...]) -> str:
        """Where a link leads, which is not back into a folder that is being walked."""
        real = self._real(path)
        if any(f"{folder}/".startswith(f"{real}/") or not real for folder in above):
            raise _BadLinkError("is a symlink to a folder that holds it")
        node = self._node(real)
        parent = path.rpartition("/")[0]
        if node and node.mode in (_FOLDER, _MODULE) and self._real(parent) != parent:
            raise _BadLinkError(
                "is a symlink in a folder that is reached through one; link it directly"
            )
        return real

    def _real(self, path: str) -> str:
        """``path`` with every link in it followed, inside the root."""
        done: list[str] = []
        left = [part for part in path.split("/") if part not in ("", ".")]
        hops = 0
        while left:
            part = left.pop(0)
            if part == "..":
                if not done:
                    raise _BadLinkError(
                        "is a symlink that leaves the project; "
                        "articles are read inside the root only"
                    )
                done.pop()
                continue
            node = self._child("/".join(done), part)
            if node is None:
                if hops:
                    raise _BadLinkError("is a symlink to nothing")
                return "/".join([*done, part, *left])
            if node.mode != _LINK:
                done.append(part)
                continue
            hops += 1
            if hops > _HOPS:
                raise _BadLinkError("is a symlink that leads back to itself")
            target = (self._blob(node, path, _NAME_BYTES) or b"").decode("utf-8", "surrogateescape")
            if target.startswith("/"):
                raise _BadLinkError(
                    "is a symlink that leaves the project; articles are read inside the root only"
                )
            left = [step for step in target.split("/") if step not in ("", ".")] + left
        return "/".join(done)

    def _node(self, real: str) -> _Node | None:
        if not real:
            return _Node(_FOLDER, "", self.repository)
        folder, _, name = real.rpartition("/")
        return self._child(folder, name)

    def _child(self, folder: str, name: str) -> _Node | None:
        return self._children(folder).get(name)

    def _children(self, real: str) -> dict[str, _Node]:
        """What stands in a folder; nothing where there is none."""
        folders = self._listed()
        if real not in folders and real:
            above, _, name = real.rpartition("/")
            node = self._children(above).get(name)
            if node is not None and node.mode == _MODULE:
                self._mount(real, node)
        return folders.get(real, {})

    def _listed(self) -> dict[str, dict[str, _Node]]:
        if self._folders is None:
            self._folders = {}
            tree = self.repository.folder_tree(self.commit)
            if tree is not None:
                self._add("", self.repository, tree)
        return self._folders

    def _mount(self, path: str, node: _Node) -> None:
        """Lists a submodule at the commit that was recorded for it."""
        folder = self.root / path
        missing = (
            f"is a submodule, and its commit {node.oid[:12]} is not here; "
            "run `git submodule update --init` (with its history)"
        )
        # What is checked out may have put anything here; without a repository of its own, git
        # would go on to the one around it.
        if not (folder / ".git").exists() or folder.resolve() != folder:
            raise _BadLinkError(missing)
        try:
            module = Repository.of(folder)
        except HistoryError as error:
            raise _BadLinkError(f"is a submodule that cannot be read: {error}") from None
        if module.prefix:
            raise _BadLinkError(missing)
        if not module.has(node.oid):
            raise HistoryError(missing, path=path)
        tree = module.folder_tree(node.oid)
        if tree is not None:
            self._add(path, module, tree)

    def _add(self, top: str, repository: Repository, tree: str) -> None:
        folders = self._listed()
        folders.setdefault(top, {})
        for item in repository.list(tree):
            folder, _, name = _join(top, item.path).rpartition("/")
            node = _Node(item.mode, item.oid, repository)
            folders.setdefault(folder, {})[name] = node

    def _blob(self, node: _Node, path: str, most: int) -> bytes | None:
        try:
            return node.repository.blob(node.oid, most)
        except HistoryError as error:
            raise HistoryError(str(error), path=path) from None


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
