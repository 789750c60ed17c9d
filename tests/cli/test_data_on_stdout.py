"""Data that goes to a CI log or a terminal carries nothing that either obeys."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.support import TAIYAKU, installed, lay_out

BAD = "\x1b[31m \x9b31m \u202e ##[error]x"


@pytest.mark.parametrize(
    "args",
    [
        ("align", "--sentences"),
        ("align", "--sentences", "--format", "tsv"),
        ("align", "--sentences", "--format", "tmx"),
        ("align", "--sentences", "--format", "tmx=/dev/stdout"),
        ("draft", "a", "--format", "xliff"),
        ("draft", "a", "--format", "xliff-2.1"),
    ],
    ids=" ".join,
)
def test_a_ci_log_is_given_no_orders(tmp_path: Path, args: tuple[str, ...]) -> None:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
            "articles/ja/a.md": f"# 睡眠\n\n睡眠は{BAD}体を休めます。\n",
            "articles/en/a.md": f"# Sleep\n\nSleep {BAD} rests the body.\n",
        },
    )
    done = installed(*args, cwd=tmp_path, env={"GITHUB_ACTIONS": "true"})
    assert done.stdout, done.stderr
    for order in ("\x1b", "\x9b", "\u202e", "##["):
        assert order not in done.stdout


@pytest.mark.parametrize(
    "args",
    [("check",), ("align", "--sentences"), ("draft", "a", "--format", "xliff")],
    ids=" ".join,
)
def test_a_terminal_is_given_no_orders_of_an_article(tmp_path: Path, args: tuple[str, ...]) -> None:
    """A real one: what taiyaku sends to it is colours and nothing else."""
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
            "articles/ja/a.md": f"# 睡眠\n\n睡眠は{BAD}10mg体を休めます。\n",
            "articles/en/a.md": f"# Sleep\n\nSlumber {BAD} rests 90 mg the body.\n",
        },
    )
    terminal, end = pty.openpty()
    with subprocess.Popen(
        [TAIYAKU, *args],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=end,
        stderr=end,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
    ):
        os.close(end)
        shown = b""
        # Linux says that the other end is closed by an error.
        with contextlib.suppress(OSError):
            while chunk := os.read(terminal, 4096):
                shown += chunk
    os.close(terminal)
    text = shown.decode("utf-8")
    assert "rests" in text
    for order in ("\x1b[31m ", "\x9b", "\u202e", "##["):
        assert order not in text
    # What is left are its own colours, and the line of progress that it takes back.
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


@pytest.mark.parametrize(
    "args", [("align", "--sentences", "--format", "tsv"), ("glossary", "export", "-")], ids=" ".join
)
@pytest.mark.parametrize("log", ["GITHUB_ACTIONS", "TF_BUILD"])
def test_no_line_of_data_is_a_command_of_the_runner(
    tmp_path: Path, args: tuple[str, ...], log: str
) -> None:
    order = "::error::x"
    lay_out(
        tmp_path,
        {
            "glossary.tsv": f"ja\ten\n{order}\tsleep\n##vso[task.x]薬\tdrug\n",
            "articles/ja/a.md": f"# 睡眠\n\n{order}\n\n##vso[task.x]薬\n",
            "articles/en/a.md": f"# Sleep\n\n{order}\n\n##vso[task.x]drug\n",
        },
    )
    done = installed(*args, cwd=tmp_path, env={log: "true"})
    assert "error::x" in done.stdout, done.stderr
    assert "##vso[" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
