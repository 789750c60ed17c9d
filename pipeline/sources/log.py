"""The history of many files in one reading of the log, renames followed.

Only the main line is walked (``--first-parent``): what came in with a merge came in at once.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import HistoryError
from pipeline.sources.git import PARTIAL, SHALLOW, Repository, run
from pipeline.sources.homes import homes

_FORMAT = "--format=%x01%H%x02%cs%x02%s%x03"
_NONE = "0"


class Event(NamedTuple):
    """A commit that changed a file: its blobs before (None: it was made here) and after.

    ``commit`` has ``id``, ``date`` and ``subject``; ``number`` counts from the newest, 0.
    """

    number: int
    commit: Mapping[str, str]
    before: str | None
    after: str | None


class Past(NamedTuple):
    """What happened to a file, the newest first, and the repository that remembers it."""

    repository: Repository
    events: list[Event]


def events(repository: Repository, paths: Collection[str]) -> dict[str, Past]:
    """The past of each of the files (root-relative), those inside submodules included.

    A file that git does not know has no events. Raises HistoryError in a shallow clone.
    """
    found: dict[str, Past] = {}
    around = homes(repository, paths)
    for home in {id(each): each for each in (repository, *around.values())}.values():
        inside = Path(os.path.relpath(home.folder, repository.folder)).as_posix()
        top = "" if home is repository else f"{inside}/"
        own = {path: path.removeprefix(top) for path in paths if around[path] is home}
        if home.is_shallow():
            raise HistoryError(f"in the submodule {inside}, {SHALLOW}" if top else SHALLOW)
        known = _events(home, own.values()) if own else {}
        found |= {path: Past(home, known[name]) for path, name in own.items()}
    return found


def _events(repository: Repository, paths: Collection[str]) -> dict[str, list[Event]]:
    names = {repository.prefix + path: path for path in paths}
    found: dict[str, list[Event]] = {path: [] for path in paths}
    for number, (commit, changes) in enumerate(_log(repository)):
        for status, old, new, before, after in changes:
            path = names.get(new)
            if path is None:
                continue
            made = status.startswith("A")
            found[path].append(Event(number, commit, None if made else before, after))
            if made or old != new:
                del names[new]
            if not made and old != new:
                names[old] = path
        if not names:
            break
    return found


_Change = tuple[str, str, str, str | None, str | None]


def _log(repository: Repository) -> Iterator[tuple[dict[str, str], list[_Change]]]:
    """Every commit with its changes: status, old and new path, blob before and after."""
    where = [repository.prefix] if repository.prefix else []
    done = run(
        repository.folder,
        "-C",
        _up(repository),
        "log",
        "--first-parent",
        "-m",
        "--raw",
        "-z",
        "-M",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
        _FORMAT,
        "HEAD",
        "--",
        *where,
    )
    if done.returncode:
        repository.resolve("HEAD")
        raise HistoryError(f"the history of the repository is not all in this clone; {PARTIAL}")
    yield from parse(done.stdout)


def parse(output: bytes) -> Iterator[tuple[dict[str, str], list[_Change]]]:
    """The commits in what ``git log`` said.

    Names of files and subjects of commits are a stranger's and may hold any sign but NUL, so that
    what a field is follows from where it stands. Raises HistoryError where that is not as git
    writes it.
    """
    fields = iter(output.split(b"\0"))
    commit: dict[str, str] | None = None
    changes: list[_Change] = []
    try:
        for field in fields:
            about = field.lstrip(b"\n")
            if about.startswith(b"\x01"):
                if commit is not None:
                    yield commit, changes
                head, _, about = about[1:].rpartition(b"\x03")
                id_, day, subject = head.decode("utf-8", "replace").split("\x02", 2)
                commit, changes = {"id": id_, "date": day, "subject": subject}, []
            if about := about.lstrip(b"\n"):
                changes.append(_change(about, fields))
    except (ValueError, StopIteration, IndexError):
        raise HistoryError("git wrote a log that cannot be read; update git") from None
    if commit is not None:
        yield commit, changes


def _change(about: bytes, fields: Iterator[bytes]) -> _Change:
    _, _, before, after, status = about.decode("ascii").removeprefix(":").split(" ")
    old = new = os.fsdecode(next(fields))
    if status[0] in "RC":
        new = os.fsdecode(next(fields))
    return status, old, new, _blob(before), _blob(after)


def _blob(name: str) -> str | None:
    return None if set(name) == {_NONE} else name


def _up(repository: Repository) -> str:
    """From the folder to the top of the repository, where paths begin."""
    return "../" * repository.prefix.count("/") or "."
