"""Opens a file at a line in the editor a person has chosen."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from pipeline.errors import UsageError

# How editors are told the line; one that is not here gets the file alone.
_PLUS = {
    *("vi", "vim", "nvim", "view", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak"),
    *("joe", "ne", "mg", "gedit", "mcedit"),
}
_GOTO = {"code", "codium", "code-insiders", "cursor"}
_COLON = {"subl", "zed", "hx", "helix"}


def command(editor: str, file: Path, line: int, column: int) -> list[str]:
    """The words to run for ``$EDITOR``, which may hold options of its own."""
    words = shlex.split(editor)
    program = Path(words[0]).name.removesuffix(".exe")
    if program in _PLUS:
        return [*words, f"+{line}", str(file)]
    if program in _GOTO:
        wait = [] if {"-w", "--wait"} & set(words) else ["--wait"]
        return [*words, *wait, "--goto", f"{file}:{line}:{column}"]
    if program in _COLON:
        return [*words, f"{file}:{line}:{column}"]
    return [*words, str(file)]


def open_at(file: Path, line: int, column: int) -> None:
    """Waits for the editor to end; UsageError where there is none or it does not start."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = command(editor, file, line, column) if editor.strip() else []
    except ValueError as error:
        raise UsageError(f"EDITOR={editor!r} is not understood: {error}") from None
    if not words:
        raise UsageError(f"set EDITOR to open {file} at line {line}, such as EDITOR=nano")
    try:
        subprocess.run(words, check=False)
    except OSError as error:
        raise UsageError(f"{words[0]} does not start: {error.strerror}") from None
