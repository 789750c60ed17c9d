"""Runs the command as a user would."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from pipeline.cli.main import run

TAIYAKU = Path(sys.executable).with_name("taiyaku")


def installed(
    *args: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, which loads its own models.

    Output is decoded as UTF-8, line ends as written.
    """
    return subprocess.run(
        [TAIYAKU, *args],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def taiyaku(
    *args: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same in this process, where a model that was loaded once stays loaded."""
    out, err = _pipe(), _pipe()
    with _as_a_process(cwd, env or {}, out, err):
        code = run(list(args))
    return subprocess.CompletedProcess(args, code, _read(out), _read(err))


@contextlib.contextmanager
def _as_a_process(
    cwd: Path, env: dict[str, str], out: io.TextIOWrapper, err: io.TextIOWrapper
) -> Iterator[None]:
    """The folder, the environment and the streams of a process, for a while."""
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, {"COLUMNS": "80", **env}),
        mock.patch("sys.stdin", _pipe()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        yield
    # --verbose writes to the stream that was stderr.
    logging.getLogger("pipeline").handlers.clear()


def _pipe() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _read(pipe: io.TextIOWrapper) -> str:
    pipe.flush()
    return pipe.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


def lay_out(root: Path, files: dict[str, str | bytes]) -> None:
    """Writes files below ``root``."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
