"""The report that was asked for, where a command ended before it had one.

A program that reads ``--format json`` gets JSON on exit code 2 as well, whatever went wrong: an
argument that makes no sense, a file that cannot be written, an error that nobody foresaw.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from pipeline.errors import TaiyakuError

# The commands whose formats are those of a report, so that it can be one of failures, too.
_REPORTING = ("check", "align", "diff")
_reported: list[bool] = []


def begin() -> None:
    """A run begins: nothing is reported yet."""
    _reported.clear()


def reported() -> None:
    """A report of the run is being written, so that none is owed any more."""
    _reported.append(True)


def tell(args: Sequence[str], message: str) -> None:
    """Writes a report of this one failure in the formats that ``args`` ask for.

    What cannot be written now stays unsaid: stderr has the sentence already.
    """
    command = next((arg for arg in args if not arg.startswith("-")), "")
    if command not in _REPORTING or _reported:
        return
    wanted = {file: name for name, file in _formats(args) if name != "terminal"}
    if not wanted:
        return
    from pathlib import Path

    from pipeline.cli.formats import formats
    from pipeline.cli.output import STDOUT, Output, put_text
    from pipeline.running.report import failed_report

    known = formats()
    report = failed_report(TaiyakuError(message))
    for file, name in wanted.items():
        if name in known and (name == "json" or command != "align"):
            with contextlib.suppress(TaiyakuError, OSError, ValueError):
                text = known[name](report, 80, False)
                put_text(
                    text, Output(name, Path(file) if file not in {"", *STDOUT} else None), None
                )


def _formats(args: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names and the files of ``--format``, in every way to write it."""
    for k, arg in enumerate(args):
        value = ""
        if arg in ("--format", "-f"):
            value = args[k + 1] if k + 1 < len(args) else ""
        elif arg.startswith("--format="):
            value = arg.removeprefix("--format=")
        elif arg.startswith("-f"):
            value = arg[2:].removeprefix("=")
        if value:
            name, _, file = value.partition("=")
            yield name, file
