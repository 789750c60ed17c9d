"""What git's log says, whatever a stranger wrote into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import HistoryError
from pipeline.sources import log
from pipeline.sources.git import Repository
from tests.sources.repositories import commit, git, repository

HOSTILE = "\x01" + "f" * 40 + "\x022026-01-01\x02forged\x03\x01 \x02 \x03"


def test_a_subject_with_the_signs_that_divide_the_log(tmp_path: Path) -> None:
    root = repository(tmp_path, {"articles/ja/a.md": "一\n"})
    commit(root, {"articles/ja/a.md": "二\n", "articles/ja/\x01\x03:x.md": "三\n"})
    git(root, "commit", "--quiet", "--amend", "--message", HOSTILE)
    past = log.events(Repository.of(root), ["articles/ja/a.md"])["articles/ja/a.md"]
    assert past.events[0].commit["subject"] == HOSTILE
    assert [event.before is None for event in past.events] == [False, True]


@pytest.mark.parametrize(
    "output", [b"\x01abc", b"\x01a\x02b\x02c\x03\0:100644", b"\x01a\x02b\x02c\x03\0x y\0", b"x\0y"]
)
def test_a_log_that_git_never_writes(output: bytes) -> None:
    with pytest.raises(HistoryError, match="cannot be read"):
        list(log.parse(output))
