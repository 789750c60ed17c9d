"""A git repository, asked in a way that a hostile one cannot turn into anything but an answer.

Objects are read with plumbing commands only; revisions go behind ``--end-of-options`` and are
object names from there on. Nothing is fetched, no hook, filter, text conversion, monitor, signature
check or replacement object is run or followed, whatever the configuration in the repository says,
and the variables that a hook inherits (``GIT_DIR`` …) do not lead into another repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.errors import HistoryError
from pipeline.system.code_paths import program_path, top_of

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CHUNK = 1 << 20

# Variables that say how a user runs git, as opposed to which repository is meant.
_PASSED_ON = (
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "LC_ALL": "C",
}
_CONFIG = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "log.showSignature=false",
)

SHALLOW = (
    "the clone is shallow and lacks the history that is needed; fetch all of it: `fetch-depth: 0` "
    'for actions/checkout on GitHub, `GIT_DEPTH: "0"` on GitLab, elsewhere `git fetch --unshallow`'
)
PARTIAL = (
    "a partial clone (--filter) lacks it: run `git fetch --refetch --filter=tree:0 --no-filter` or "
    "clone without a filter"
)


class Item(NamedTuple):
    """A line of a tree: ``100644``, ``120000`` (a symlink), ``040000``, ``160000`` (a module)."""

    mode: str
    oid: str
    path: str


@dataclass
class Repository:
    """The repository that ``folder`` lies in; ``prefix`` is ``folder/`` as seen from its top."""

    folder: Path
    prefix: str
    _reader: subprocess.Popen[bytes] | None = field(default=None, compare=False, repr=False)
    _owner: int = field(default=0, compare=False, repr=False)

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """Raises HistoryError where ``folder`` is in no repository, or git does not trust it."""
        found = run(folder, "rev-parse", "--show-prefix")
        if found.returncode:
            raise HistoryError(_why(found.stderr, "there is no git repository here"))
        return cls(folder, os.fsdecode(found.stdout.removesuffix(b"\n")))

    def resolve(self, revision: str) -> str:
        """The object name of the commit that ``revision`` means; HistoryError where none is."""
        found = self._commit(revision)
        if found is None:
            raise HistoryError(self._missing(revision))
        return found

    def has(self, revision: str) -> bool:
        """Whether ``revision`` means a commit that is here."""
        return self._commit(revision) is not None

    def merge_base(self, ours: str, theirs: str) -> str:
        """The commit where two histories part (object names); HistoryError where they never met."""
        found = run(self.folder, "merge-base", ours, theirs)
        name = found.stdout.decode().strip()
        if found.returncode or not _OBJECT.fullmatch(name):
            why = SHALLOW if self.is_shallow() else "name the revision to compare with"
            raise HistoryError(f"no common history with {theirs[:12]}: {why}")
        return name

    def symbolic(self, reference: str) -> str | None:
        """What a symbolic reference such as ``refs/remotes/origin/HEAD`` points to."""
        found = run(self.folder, "symbolic-ref", "--quiet", reference)
        return None if found.returncode else os.fsdecode(found.stdout).strip()

    def about(self, commit: str) -> dict[str, str]:
        """``id``, ``date`` (the day it was made) and ``subject`` of a commit."""
        found = run(
            self.folder, "log", "-1", "--no-walk", "--format=%cs%x00%s", "--end-of-options", commit
        )
        day, _, subject = found.stdout.decode("utf-8", "replace").strip("\n").partition("\0")
        return {"id": commit, "date": day, "subject": subject}

    def is_shallow(self) -> bool:
        """Whether history was cut off when the repository was cloned."""
        return run(self.folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def folder_tree(self, commit: str) -> str | None:
        """The object name of the tree of this folder in a commit; None where it was not there.

        Raises HistoryError where nobody can tell, because the commit's own tree is missing.
        """
        top = f"{commit}^{{tree}}"
        name = f"{commit}:{self.prefix.rstrip('/')}" if self.prefix else top
        found = self._verified(name, "tree")
        if found is None and self._verified(top, "tree") is None:
            raise HistoryError(f"the files of {commit[:12]} are not in this clone; {PARTIAL}")
        return found

    def list(self, tree: str) -> list[Item]:
        """Everything in a tree, its folders included; paths begin at the tree."""
        found = run(self.folder, "ls-tree", "-r", "-t", "-z", "--full-tree", tree)
        if found.returncode:
            raise HistoryError(_why(found.stderr, f"the tree {tree[:12]} cannot be read"))
        items = []
        for line in found.stdout.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, oid = about.decode().split(" ")
            items.append(Item(mode, oid, os.fsdecode(path)))
        return items

    def blob(self, oid: str, most: int) -> bytes | None:
        """The bytes of a file; None where there are more than ``most``. HistoryError if missing."""
        if not _OBJECT.fullmatch(oid):
            raise ValueError(f"no object name: {oid!r}")
        reader = self._running()
        into, out = _pipes(reader)
        try:
            into.write(oid.encode() + b"\n")
            into.flush()
            header = out.readline().split()
        except OSError:
            header = []
        if len(header) != 3:
            self.close()
            raise HistoryError(
                f"the object {oid[:12]} is not in this clone; {PARTIAL}"
                if not header or header[-1] == b"missing"
                else f"the object {oid[:12]} cannot be read"
            )
        size = int(header[2])
        if size > most:
            left = size + 1
            while left:
                left -= len(out.read(min(left, _CHUNK))) or left
            return None
        data = out.read(size)
        out.read(1)
        return data

    def close(self) -> None:
        """Ends the process that reads objects; the next read starts another."""
        reader, self._reader = self._reader, None
        if reader is not None and self._owner == os.getpid():
            for pipe in _pipes(reader):
                pipe.close()
            reader.kill()
            reader.wait()

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_reader": None, "_owner": 0}

    def __del__(self) -> None:
        self.close()

    def _missing(self, revision: str) -> str:
        """What to tell of a revision that is not there, and how to mend it."""
        if self._commit("HEAD") is None:
            return (
                "nothing is committed in this repository yet, so there is nothing to compare with"
            )
        if not revision.strip():
            return "the revision is empty; leave it out to compare with the main branch"
        missing = f"there is no commit {revision!r} in the repository"
        if self.is_shallow():
            return f"{missing}; {SHALLOW}"
        remote = f"origin/{revision}"
        return f"{missing}; did you mean {remote!r}?" if self.has(remote) else missing

    def _commit(self, revision: str) -> str | None:
        return None if "\0" in revision else self._verified(f"{revision}^{{commit}}", "commit")

    def _verified(self, name: str, kind: str) -> str | None:
        found = run(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
        oid = found.stdout.decode("utf-8", "replace").strip().rpartition("\n")[2]
        if found.returncode or not _OBJECT.fullmatch(oid):
            return None
        # An object name is taken as given even where the object is not there.
        real = run(self.folder, "cat-file", "-t", oid)
        return oid if real.stdout.decode().strip() == kind else None

    def _running(self) -> subprocess.Popen[bytes]:
        # A process that came out of a fork must not share the pipes of its parent.
        if self._reader is None or self._owner != os.getpid():
            self._reader = subprocess.Popen(
                _command(self.folder, "cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(self.folder),
            )
            self._owner = os.getpid()
        return self._reader


def run(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs one git command to its end; HistoryError where there is no git."""
    try:
        return subprocess.run(
            _command(folder, *arguments),
            input=data,
            capture_output=True,
            env=environment(folder),
            check=False,
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed; history is read with it") from None


def environment(folder: Path) -> dict[str, str]:
    """The variables that git runs with; the folder holds no program that it could be or call."""
    own = {
        k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_PASSED_ON)
    }
    return {**own, **_ENVIRONMENT, "PATH": program_path([top_of(str(folder))])}


def _command(folder: Path, *arguments: Sequence[str] | str) -> list[str]:
    settings = [part for setting in _CONFIG for part in ("-c", setting)]
    return ["git", "-C", str(folder), "--no-pager", *settings, *map(str, arguments)]


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process has no pipes")
    return process.stdin, process.stdout


def _why(stderr: bytes, otherwise: str) -> str:
    """What git said, in a sentence of ours."""
    message = stderr.decode("utf-8", "replace")
    if "dubious ownership" in message:
        return (
            "git does not trust this repository, which belongs to another user; allow it with "
            "`git config --global --add safe.directory DIR`"
        )
    first = next((line for line in message.splitlines() if line.startswith("fatal: ")), "")
    if "not a git repository" in first or not first:
        return otherwise
    return f"{otherwise} ({first.removeprefix('fatal: ')})"
