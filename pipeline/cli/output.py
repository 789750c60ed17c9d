"""``--format NAME[=FILE]``: which formats a report is written in, and where to."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from pipeline.cli import unfinished
from pipeline.cli.console import Console, encoded, put
from pipeline.errors import UsageError
from pipeline.model.findings import SEVERITIES, Failure, Report, Status
from pipeline.settings.root import find_root
from pipeline.settings.table import nearest
from pipeline.system import writing


class Reported(Protocol):
    """A report of any kind: it says what kept something from being done."""

    @property
    def failures(self) -> Sequence[Failure]:
        """What could not be done, in the order in which it is told."""


Shown = TypeVar("Shown", bound=Reported)

# A function that prints a report: (report, width in columns, colour).
Format = Callable[[Report, int, bool], str]

# The names of stdout, where a file is named.
STDOUT = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})

NEVER = "never"
FAIL_ON = (*SEVERITIES, NEVER)

_PLAIN_WIDTH = 80
# Formats that colour and command on purpose; what they show of an article is made harmless there.
_OWN_SIGNS = ("terminal", "github")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# Orders to GitHub's runner (``::error::`` at the beginning of a line, ``##[``) and Azure's.
_ORDERS = re.compile(r"##(?=(?:vso|teamcity)?\[)|^(?=[^\S\n]*+::)", re.MULTILINE)
_LOGS = ("GITHUB_ACTIONS", "TF_BUILD", "CI")


class Output(NamedTuple):
    """One format and its file; None is stdout."""

    name: str
    file: Path | None


def parse_formats(given: Sequence[str], known: Collection[str]) -> tuple[Output, ...]:
    """The outputs that ``--format`` names; the terminal where none is given.

    Raises UsageError for an unknown name, a file named twice, or two formats for stdout.
    """
    outputs = []
    for text in given or ("terminal",):
        name, equals, file = text.partition("=")
        if name not in known:
            raise UsageError(f"--format {name}: unknown{nearest(name, known)}")
        if equals and not file:
            raise UsageError(f"--format {text}: a file name comes after =")
        outputs.append(Output(name, Path(file) if file and file not in STDOUT else None))
    files = [output.file for output in outputs]
    if files.count(None) > 1:
        raise UsageError("only one format may go to stdout; give the others a file: NAME=FILE")
    for file_ in files:
        if files.count(file_) > 1:
            raise UsageError(f"two formats would be written to {file_}")
    return tuple(outputs)


def write(
    report: Shown,
    outputs: Sequence[Output],
    known: Mapping[str, Callable[[Shown, int, bool], str]],
    console: Console,
    root: Path | None,
) -> None:
    """Tells the failures on stderr and writes every format; UsageError where a file resists.

    ``root`` is the project that the user named, if any.
    """
    for failure in report.failures:
        console.error(failure.message)
    unfinished.reported()
    for output in outputs:
        show = known[output.name]
        if output.file is None:
            width = shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns
            put_text(show(report, width, console.colored()), output, root)
        else:
            put_text(show(report, _PLAIN_WIDTH, False), output, root)


def put_text(text: str, output: Output, root: Path | None) -> None:
    """Writes a text to where an output goes; UsageError where its file resists."""
    on_stdout = output.file is None or str(output.file) in STDOUT
    if on_stdout and output.name not in _OWN_SIGNS:
        text = unheeded(text)
    elif on_stdout and output.name == "terminal" and _is_heeded():
        text = _ORDERS.sub(_parted, text)
    if output.file is None:
        put(text)
        return
    try:
        writing.write_output(output.file, encoded(text), project_around(root))
    except OSError as error:
        raise UsageError(f"{output.file} cannot be written: {error.strerror}") from None


def project_around(given: Path | None) -> Path:
    """The project in whose checkout no link is followed; this folder where none is found."""
    try:
        return find_root(given, Path.cwd())
    except UsageError:
        return Path.cwd()


def unheeded(text: str) -> str:
    """Data with nothing that a terminal or a runner obeys, where one of them reads stdout."""
    if not _is_heeded():
        return text
    return _ORDERS.sub(_parted, _CONTROLS.sub("\ufffd", text))


def _is_heeded() -> bool:
    """Whether a terminal or a runner reads stdout."""
    return sys.stdout.isatty() or any(os.environ.get(name) for name in _LOGS)


def _parted(order: re.Match[str]) -> str:
    return "#\u200b#" if order[0] else "\u200b"


def exit_code(report: Report, fail_on: str) -> int:
    """0, 1 for a finding at or above ``fail_on``, 2 where something could not be checked.

    Of a comparison, only what was introduced fails, what the change itself hides included.
    """
    if report.failures:
        return 2
    if fail_on == NEVER:
        return 0
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    status: Status | None = "introduced" if report.revisions else None
    if not report.lenient and any(report.smuggled(severity) for severity in failing):
        return 1
    return int(any(report.count(severity, status) for severity in failing))
