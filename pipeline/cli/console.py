"""Everything that goes to stderr: errors, notes, progress; and data on stdout."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass, field

import click

from pipeline.system.secret import hidden


def harmless(text: str) -> str:
    """``text`` with nothing that a terminal or a GitHub runner would act on, line by line."""
    from pipeline.reports.style import finished
    from pipeline.reports.width import clean

    printable = hidden(text).encode("utf-8", "backslashreplace").decode()
    return finished(clean(line) for line in printable.splitlines()).removesuffix("\n")


def say(text: str) -> None:
    """A sentence on stderr, with the name of the tool before it."""
    click.echo(f"taiyaku: {harmless(text)}", err=True)


def crash(error: BaseException) -> str:
    """An error nobody foresaw, in one line; the traceback goes where --verbose asked for it."""
    logging.getLogger("pipeline").debug("traceback", exc_info=error)
    return f"internal error: {type(error).__name__}: {error}".splitlines()[0]


def say_where_to_look() -> None:
    """The way to the traceback of a crash, where it was not shown."""
    if not logging.getLogger("pipeline").isEnabledFor(logging.DEBUG):
        click.echo("run the command with --verbose to see where it happened", err=True)


class _Harmless(logging.Formatter):
    """Log lines and tracebacks with nothing secret and nothing that a terminal obeys."""

    def format(self, record: logging.LogRecord) -> str:
        return harmless(super().format(record))


class PipeClosedError(Exception):
    """Nobody reads stdout any more. Not an OSError: for those, click exits with 1 on its own."""


def encoded(text: str) -> bytes:
    """``text`` as every output has it: UTF-8, whatever the locale."""
    return text.encode("utf-8", "backslashreplace")


def put(text: str) -> None:
    """Text on stdout; PipeClosedError where nobody reads it."""
    put_bytes(encoded(text))


def put_bytes(data: bytes) -> None:
    """Data on stdout; PipeClosedError where nobody reads it."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise PipeClosedError from None


@dataclass
class Console:
    """What one run of a command says beside its data."""

    quiet: bool = False
    verbose: bool = False
    color: bool | None = None
    _shown: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        logger = logging.getLogger("pipeline")
        logger.setLevel(logging.DEBUG if self.verbose else logging.WARNING)
        if self.verbose and not logger.handlers:
            handler = logging.StreamHandler()
            handler.setFormatter(_Harmless())
            logger.addHandler(handler)

    def note(self, text: str) -> None:
        """Something a person should know; not with --quiet."""
        if not self.quiet:
            self._wipe()
            click.echo(f"note: {harmless(text)}", err=True)

    def detail(self, text: str) -> None:
        """Something only --verbose shows."""
        if self.verbose:
            self.note(text)

    def error(self, text: str) -> None:
        """Something that could not be checked; shown even with --quiet."""
        self._wipe()
        click.echo(f"error: {harmless(text)}", err=True)

    def progress(self, done: int, total: int, name: str) -> None:
        """One line that replaces itself, on a terminal only."""
        if self.quiet or not sys.stderr.isatty():
            return
        self._wipe()
        if done < total:
            click.echo(f"[{done + 1}/{total}] {harmless(name)[:60]}", err=True, nl=False)
            self._shown = True

    def colored(self) -> bool:
        """Whether stdout gets colour: as told, else on a terminal where NO_COLOR is not set."""
        if self.color is not None:
            return self.color
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return sys.stdout.isatty()

    def _wipe(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
