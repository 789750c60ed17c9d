"""``taiyaku watch`` as a person meets it: on a terminal, with an editor beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.support import TAIYAKU, lay_out

TIME = r"note: \d+\.\d\d s\r\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("watch") / "project"
    lay_out(
        root,
        {
            "glossary.tsv": "磁場\tmagnetic field\n",
            "articles/ja/coil.md": "# 仕組み\n\n電流を流すと磁場が生まれます。\n",
            "articles/en/coil.md": "# Mechanism\n\nA current makes a magnetic field.\n",
            "articles/ja/cost.md": "# 費用\n\n一回ごとに支払います。\n",
            "articles/en/cost.md": "# Cost\n\nYou pay for each session.\n",
        },
    )
    return root


@pytest.fixture(scope="module")
def terminal(root: Path) -> Iterator[pexpect.spawn]:
    process = pexpect.spawn(
        str(TAIYAKU),
        ["watch", "--verbose", "--no-color", f"--cache-dir={root.parent / 'cache'}"],
        cwd=str(root),
        env={**os.environ, "TERM": "dumb"},
        encoding="utf-8",
        timeout=120,
        dimensions=(50, 100),
    )
    process.expect(r"watching .*; Ctrl-C ends it\r\n")
    process.expect(TIME)
    yield process
    process.close(force=True)


def shown(terminal: pexpect.spawn, words: str) -> str:
    """What is shown for a change, as soon as it says this; writes may be seen one by one."""
    while True:
        terminal.expect(TIME)
        text = re.sub(r"\[\d+/\d+\][^\r\n]*\r\x1b\[K|\r\x1b\[K", "", terminal.before)
        if words in text:
            return text


def replaced(file: Path, text: str) -> None:
    """Saved as careful editors do: beside it, then moved."""
    beside = file.with_name(f".{file.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(file)


def test_only_the_pair_that_is_saved_is_shown(root: Path, terminal: pexpect.spawn) -> None:
    replaced(root / "articles/en/coil.md", "# Mechanism\n\nA current makes a magnet.\n")
    text = shown(terminal, "1 error in 1 of 1 pair")
    assert "error[term-mismatch]" in text
    assert "cost" not in text
    file = root / "articles/en/coil.md"
    file.write_text("# Mechanism\n\nA current makes a magnetic field.\n", "utf-8")
    shown(terminal, "nothing found in 1 pair")


def test_files_that_come_go_and_move(root: Path, terminal: pexpect.spawn) -> None:
    (root / "articles/ja/new.md").write_text("# 新しい記事\n\n本文です。\n", "utf-8")
    assert "in 1 of 1 pair" in shown(terminal, "error[missing-article]")
    (root / "articles/ja/new.md").rename(root / "articles/ja/moved.md")
    assert "moved  articles/ja/moved.md" in shown(terminal, "new: its files are gone")
    (root / "articles/ja/moved.md").unlink()
    shown(terminal, "moved: its files are gone")


def test_the_glossary_and_the_settings_concern_every_pair(
    root: Path, terminal: pexpect.spawn
) -> None:
    replaced(root / "glossary.tsv", "磁場\tforce field\n")
    shown(terminal, "1 warning in 1 of 2 pairs")
    replaced(root / "taiyaku.toml", '[rules]\nterm-mismatch = "of"\n')
    shown(terminal, "did you mean 'off'?")
    replaced(root / "taiyaku.toml", '[rules]\nterm-mismatch = "off"\n')
    shown(terminal, "nothing found in 2 pairs")


def test_what_cannot_be_read_is_said_and_mended(root: Path, terminal: pexpect.spawn) -> None:
    file = root / "articles/en/cost.md"
    before = file.read_bytes()
    file.write_bytes(b"\xff")
    shown(terminal, "error: articles/en/cost.md")
    file.write_bytes(before)
    shown(terminal, "nothing found in 1 pair")


def test_an_interrupt_is_how_it_ends(terminal: pexpect.spawn) -> None:
    terminal.sendintr()
    terminal.expect(pexpect.EOF, timeout=60)
    terminal.close()
    assert "no longer watching" in terminal.before
    assert "Traceback" not in terminal.before
    assert terminal.exitstatus == 0
