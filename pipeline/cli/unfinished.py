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
    given = list(_formats(args))
    if not given:
        return
    from pipeline.cli.formats import formats
    from pipeline.cli.output import parse_formats, put_text
    from pipeline.running.report import failed_report

    known = formats()
    report = failed_report(TaiyakuError(message))
    # Formats that are themselves wrong ask for nothing.
    with contextlib.suppress(TaiyakuError):
        for output in parse_formats(given, known):
            if output.name == "json" or (output.name != "terminal" and command != "align"):
                with contextlib.suppress(TaiyakuError, OSError, ValueError):
                    put_text(known[output.name](report, 80, False), output, None)


def _formats(args: Sequence[str]) -> Iterator[str]:
    """What stands after ``--format``, in every way to write it."""
    for k, arg in enumerate(args):
        if arg in ("--format", "-f"):
            yield from args[k + 1 : k + 2]
        elif arg.startswith("--format="):
            yield arg.removeprefix("--format=")
        elif arg.startswith("-f"):
            yield arg[2:].removeprefix("=")
