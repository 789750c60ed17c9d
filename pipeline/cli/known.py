"""``--baseline``, ``--write-baseline`` and ``--prune``."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from pipeline.cli.console import Console, encoded
from pipeline.errors import BaselineError, SourceError, UsageError
from pipeline.model.findings import Report
from pipeline.settings.project import Settings
from pipeline.system import writing
from pipeline.system.regular_files import read_named

if TYPE_CHECKING:
    from pipeline.history.baseline_file import Entry

Command = TypeVar("Command", bound=Callable[..., Any])
_USUAL = "taiyaku.baseline"


class Known(NamedTuple):
    """The baseline to go by, the one to write, and whether stale entries are taken out."""

    file: Path | None
    write: Path | None
    prune: bool


def baseline(function: Command) -> Command:
    """Adds ``known`` to a command."""

    @wraps(function)
    def run(
        *,
        baseline: Path | None,
        write_baseline: bool,
        prune: bool,
        **options: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        if prune and (baseline is None or write_baseline):
            raise UsageError("--prune needs --baseline FILE, and no --write-baseline")
        if baseline == Path("-"):
            raise UsageError("--baseline -: a baseline is kept in a file; name one")
        known = Known(baseline, None, prune)
        if write_baseline:
            known = Known(None, baseline or Path(_USUAL), prune)
        return function(known=known, **options)

    path = click.Path(path_type=Path)
    use = click.option(
        "--baseline",
        type=path,
        metavar="FILE",
        help="Pass over the findings that FILE knows; with --write-baseline, the file to write.",
    )
    make = click.option(
        "--write-baseline",
        is_flag=True,
        help=f"Write what is found now into --baseline FILE ({_USUAL} if there is none).",
    )
    prune = click.option(
        "--prune", is_flag=True, help="Take out of --baseline FILE what is not found any more."
    )
    return use(make(prune(run)))  # type: ignore[return-value]


def known_entries(known: Known) -> frozenset[Entry] | None:
    """What the file to go by knows; None where no file is named.

    Raises BaselineError where it is not there or wrong.
    """
    file = known.write or known.file
    if file is None:
        return None
    return _read(file, file.as_posix(), needed=known.write is None)


def pass_over(
    report: Report,
    entries: frozenset[Entry],
    known: Known,
    *,
    settings: Settings,
    console: Console,
    root: Path,
    whole: bool,
    looks_back: bool,
) -> Report:
    """The report, known findings suppressed; the files are written as asked.

    ``whole`` says that it is about every pair, ``looks_back`` that it goes by their history too.
    """
    file = known.write or known.file
    if file is None:
        return report
    from pipeline.history import baseline, baseline_file

    name = file.as_posix()
    if known.write is not None:
        entries = baseline.known(report, entries, whole=whole)
        _write(file, baseline_file.text(entries), root)
        console.note(f"wrote {name}: {len(entries)} known findings")
    shown, stale = baseline.apply(
        report, entries, settings, name, whole=whole, looks_back=looks_back
    )
    if known.prune:
        entries -= stale
        # What is taken out needs no telling.
        shown, _ = baseline.apply(
            report, entries, settings, name, whole=whole, looks_back=looks_back
        )
        if stale:
            _write(file, baseline_file.text(entries), root)
        console.note(f"{name}: {len(stale)} taken out, {len(entries)} left")
    return shown


def _read(file: Path, name: str, *, needed: bool) -> frozenset[Entry]:
    from pipeline.history import baseline_file

    if _is_nothing(file):
        return frozenset()
    if not os.path.lexists(file):
        if not needed:
            return frozenset()
        raise BaselineError(
            f"is not there; write it with --write-baseline --baseline {name}", path=name
        )
    try:
        return baseline_file.parse(read_named(file).decode("utf-8"), name)
    except UnicodeDecodeError:
        raise BaselineError("is not UTF-8; delete it and write it anew", path=name) from None
    except SourceError as error:
        raise BaselineError(error.message, path=name) from None


def _is_nothing(file: Path) -> bool:
    """Whether it is the null device, which a script names for a baseline that knows nothing."""
    return file == Path(os.devnull)


def _write(file: Path, text: str, root: Path) -> None:
    try:
        writing.write_output(file, encoded(text), root, keeps_links=True)
    except OSError as error:
        raise BaselineError(f"cannot be written: {error.strerror}", path=str(file)) from None
