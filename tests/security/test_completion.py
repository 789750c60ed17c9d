"""Completing a command line runs the installed command, and nothing of the current folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import taiyaku


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completing_calls_the_command_by_its_name(shell: str, tmp_path: Path) -> None:
    script = taiyaku("completion", shell, cwd=tmp_path).stdout
    calls = [line for line in script.splitlines() if f"_TAIYAKU_COMPLETE={shell}_complete" in line]
    assert calls
    # In bash $1 is what was typed, such as ./taiyaku.
    assert not [line for line in calls if "$1" in line or " taiyaku)" not in line]
