"""The few colours of the terminal views, and what keeps a line from being taken for a command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import click

from pipeline.model.findings import Severity

Paint = Callable[..., str]

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}


def painter(color: bool) -> Paint:
    """``click.style`` where colour is wanted, else a function that returns the text as it is."""
    return click.style if color else _plain


def _plain(text: str, **_: object) -> str:
    return text


def finished(lines: Iterable[str]) -> str:
    """The lines as one text. On GitHub Actions none of them can be read as a workflow command.

    The runner ignores leading white space before ``::`` and finds ``##[`` anywhere in a line, so
    a character of each is replaced by its look-alike of the same width.
    """
    joined = list(lines)
    if os.environ.get("GITHUB_ACTIONS"):
        joined = [disarmed(line) for line in joined]
    return "\n".join(joined) + "\n"


def disarmed(line: str) -> str:
    """A line that the runner of GitHub Actions prints and does not obey."""
    indent = len(line) - len(line.lstrip())
    if line.startswith("::", indent):
        line = f"{line[:indent]}\u2236{line[indent + 1 :]}"
    return line.replace("##[", "##\u2045")
