"""Runs the installed command as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TAIYAKU = Path(sys.executable).with_name("taiyaku")


def taiyaku(
    *args: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The finished process; output is decoded as UTF-8, line ends as written."""
    return subprocess.run(
        [TAIYAKU, *args],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def lay_out(root: Path, files: dict[str, str | bytes]) -> None:
    """Writes files below ``root``."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
