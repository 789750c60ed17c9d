"""The one convention for commands that change files: show, ``--check``, ``--write``."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.cli.console import Console, encoded, harmless, put
from pipeline.errors import UsageError
from pipeline.system import writing

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class NewFile:
    """A file to be made; ``path`` is relative to the root, with ``/``.

    ``before`` is what it says now, where it is to be changed and not made; ``meanwhile`` what it
    says while the other files are written.
    """

    path: str
    text: str
    before: str | None = None
    meanwhile: str | None = None


def writes(function: Command) -> Command:
    """Adds ``write`` and ``only_check`` to a command."""
    write = click.option("--write", is_flag=True, help="Write the files that are shown.")
    check = click.option(
        "--check", "only_check", is_flag=True, help="Exit with 1 if there is anything to write."
    )
    return write(check(function))


def carry_out(
    files: Sequence[NewFile], root: Path, *, write: bool, only_check: bool, console: Console
) -> int:
    """Shows the files as a diff, or writes them; gives the exit code.

    A file that is there with the same words is left alone. Raises UsageError, before anything is
    written, where another file is in the way or a path leads out of the root.
    """
    if write and only_check:
        raise UsageError("--write and --check exclude each other")
    if write:
        # What a killed run left half done is put right before anything is read.
        for folder in {(root / file.path).parent for file in files}:
            writing.tidy(folder, root)
    missing = [file for file in files if not _stands(file, root)]
    if write:
        _write_all(missing, root)
        for file in missing:
            console.note(f"wrote {file.path}")
    else:
        put("".join(_diff(file) for file in missing))
        if missing:
            console.note("nothing is written yet; --write writes what is shown")
    if not missing:
        console.note("there is nothing to write")
    return int(only_check and bool(missing))


def _stands(file: NewFile, root: Path) -> bool:
    if ".." in Path(file.path).parts:
        raise UsageError(f"{file.path} would be written outside the project")
    try:
        data = writing.current(root / file.path, root)
    except OSError as error:
        raise UsageError(f"{file.path} cannot be written: {error.strerror}") from None
    if data is None:
        return False
    same = data == file.text.encode("utf-8")
    if file.before is not None:
        if not same and data != file.before.encode("utf-8"):
            raise UsageError(f"{file.path} changed meanwhile; run the command again")
    elif not same:
        raise UsageError(f"{file.path} is there already and says something else; move it away")
    return same


def _write_all(files: Sequence[NewFile], root: Path) -> None:
    """Writes all files or none: where one resists, those before it are put back."""
    others = [file for file in files if file.meanwhile is None]
    twice = [file for file in files if file.meanwhile is not None]
    first = [replace(file, text=file.meanwhile or "") for file in twice]
    done: list[NewFile] = []
    try:
        for file in (*first, *others, *twice):
            _write(file, root)
            done.append(file)
    except UsageError:
        for file in reversed(done):
            _put_back(file, root)
        raise


def _put_back(file: NewFile, root: Path) -> None:
    """A file as it was before; one that resists now, too, stays as it is."""
    with contextlib.suppress(OSError):
        if file.before is None:
            writing.remove(root / file.path, root)
        else:
            writing.write_file(root / file.path, encoded(file.before), root)


def _write(file: NewFile, root: Path) -> None:
    try:
        writing.write_file(root / file.path, encoded(file.text), root)
    except OSError as error:
        raise UsageError(f"{file.path} cannot be written: {error.strerror}") from None


def _diff(file: NewFile) -> str:
    before = (file.before or "").splitlines()
    name = "/dev/null" if file.before is None else file.path
    lines = difflib.unified_diff(before, file.text.splitlines(), name, file.path, lineterm="")
    # Tabs are left as they are: they are what a glossary is made of.
    return "".join("\t".join(map(harmless, line.split("\t"))) + "\n" for line in lines)
