"""What a change on the disk touches: which pairs are checked again, when files are sought."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.findings import Failure
from pipeline.sources import FoundPairs, PairFiles
from pipeline.tasks.watch import _only_written, _touched

COIL = PairFiles("coil", "ja/coil.md", "en/coil.md")
COST = PairFiles("cost", "ja/cost.md", None)
OLD, NEW = Failure("there before", None, None), Failure("new", None, None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("ja/coil.md", "en/coil.md", "ja/cost.md", "en/cost.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("# 題\n", "utf-8")
    return tmp_path


def touched(before: FoundPairs, found: FoundPairs, *changed: str) -> list[PairFiles]:
    return list(_touched(before, found, set(changed)).pairs)


def test_a_pair_is_touched_by_either_of_its_files() -> None:
    both = FoundPairs((COIL, COST))
    assert touched(both, both, "ja/coil.md") == [COIL]
    assert touched(both, both, "en/coil.md") == [COIL]
    assert touched(both, both, "ja/cost.md", "en/coil.md") == [COIL, COST]
    assert touched(both, both, "notes.md") == []


def test_a_pair_that_got_its_second_file_is_touched_though_it_is_known_by_its_id() -> None:
    whole = PairFiles("cost", "ja/cost.md", "en/cost.md")
    assert touched(FoundPairs((COIL, COST)), FoundPairs((COIL, whole)), "x") == [whole]


def test_only_new_failures_are_news() -> None:
    before, found = FoundPairs((), (OLD,)), FoundPairs((), (OLD, NEW))
    assert _touched(before, found, set()).failures == (NEW,)


def test_files_are_looked_for_again_unless_known_ones_were_written_in_place(root: Path) -> None:
    found = FoundPairs((COIL, COST))
    assert _only_written(found, {"ja/coil.md", "ja/cost.md"}, root)
    assert not _only_written(found, {"ja/coil.md", "en/cost.md"}, root)
    (root / "en/coil.md").unlink()
    assert not _only_written(found, {"en/coil.md"}, root)
    (root / "en/coil.md").symlink_to(root / "ja/coil.md")
    assert not _only_written(found, {"en/coil.md"}, root)
