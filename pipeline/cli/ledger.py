"""The decisions file of a project as a command changes it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.cli.changes import NewFile
from pipeline.cli.console import encoded
from pipeline.decisions import FILE_NAME, making, read
from pipeline.decisions import writing as wording
from pipeline.errors import DecisionsError, HistoryError, UsageError
from pipeline.model.decisions import Decision, Signed
from pipeline.sources import WorkTree, git
from pipeline.system import writing

_BOM = "\ufeff"


@dataclass
class Ledger:
    """``text`` is the file as it is to be, ``before`` as it lies on disk (None: not there)."""

    root: Path
    before: str | None
    text: str

    @staticmethod
    def load(root: Path) -> Ledger:
        """The file of a project; DecisionsError where it is not understood."""
        before = _on_disk(root)
        ledger = Ledger(root, before, before or "")
        ledger.entries()
        return ledger

    def entries(self) -> tuple[Decision, ...]:
        """What is decided, in the order of the file."""
        return read(self.text.removeprefix(_BOM)).entries

    def record(self, *decisions: Decision) -> None:
        """Adds decisions; earlier ones about the same sections or finding give way."""
        new: dict[object, Decision] = {}
        for decision in decisions:
            about = making.subject(decision)
            new.pop(about, None)
            new[about] = decision
        self.drop(*(entry for entry in self.entries() if making.subject(entry) in new))
        self.add(new.values())

    def add(self, decisions: Iterable[Decision]) -> None:
        """Adds decisions, whatever the file says already."""
        self._edit(wording.add(self.text.removeprefix(_BOM), tuple(decisions)))

    def drop(self, *decisions: Decision) -> None:
        """Takes decisions out."""
        self._edit(wording.remove(self.text.removeprefix(_BOM), decisions))

    def file(self) -> NewFile:
        """The change, for the convention of commands that change files."""
        return NewFile(FILE_NAME, self.text, self.before)

    def save(self) -> None:
        """Writes to a temporary name and moves it; UsageError where that fails."""
        self._write(self.text)

    def restore(self, before: str | None) -> None:
        """Puts the file back as it was; None takes it away again."""
        self._write(before)

    def _write(self, text: str | None) -> None:
        file = self.root / FILE_NAME
        writing.tidy(self.root, self.root)
        if _on_disk(self.root) != self.before:
            raise UsageError(f"{FILE_NAME} changed meanwhile; run the command again")
        try:
            if text is None:
                writing.remove(file, self.root)
            else:
                writing.write_file(file, encoded(text), self.root)
        except OSError as error:
            raise UsageError(f"{FILE_NAME} cannot be written: {error.strerror}") from None
        self.before, self.text = text, text or ""

    def _edit(self, text: str) -> None:
        self.text = _BOM + text if self.text.startswith(_BOM) else text


def _on_disk(root: Path) -> str | None:
    tree = WorkTree(root)
    if not tree.exists(FILE_NAME):
        return None
    try:
        return tree.read(FILE_NAME).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DecisionsError("is not UTF-8; convert it", path=FILE_NAME, line=line) from None


def signed(reason: str, by: str | None, root: Path) -> Signed:
    """Who decides, today: ``by``, else the name git knows, else the name of the account.

    Raises UsageError where there is no name or no reason.
    """
    who = (by or _git_name(root) or os.environ.get("USER") or "").strip()
    if not who:
        raise UsageError("who decides? say it with --by NAME")
    why = " ".join(reason.encode("utf-8", "replace").decode().split())
    if not why:
        raise UsageError("a decision needs a reason; say it with --reason TEXT")
    return Signed(why, who, date.today())


def _git_name(root: Path) -> str:
    try:
        return (
            git.run(root, "config", "--get", "user.name").stdout.decode("utf-8", "replace").strip()
        )
    except HistoryError:
        return ""
