"""A cache that others can write could hold reports that others wrote."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.system.cache import FILE_NAME, Cache, key


def world_writable_folder(folder: Path) -> None:
    folder.chmod(0o777)


def world_writable_file(folder: Path) -> None:
    (folder / FILE_NAME).chmod(0o666)


def linked_file(folder: Path) -> None:
    elsewhere = folder.with_name("elsewhere")
    (folder / FILE_NAME).rename(elsewhere)
    (folder / FILE_NAME).symlink_to(elsewhere)


def pipe(folder: Path) -> None:
    (folder / FILE_NAME).unlink()
    os.mkfifo(folder / FILE_NAME)


def of_another(folder: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    os.chown(folder, 12345, -1)


def file_of_another(folder: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file away")
    os.chown(folder / FILE_NAME, 12345, -1)


@pytest.mark.parametrize(
    "spoil",
    [
        world_writable_folder,
        world_writable_file,
        linked_file,
        pipe,
        of_another,
        file_of_another,
    ],
)
def test_a_cache_that_others_can_write_is_not_used(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    first = Cache(folder)
    first.put({key("a"): b"forged"})
    first.close()
    spoil(folder)
    notes: list[str] = []
    cache = Cache(folder, notes.append)
    assert cache.get([key("a")]) == {}
    cache.put({key("b"): b"x"})
    assert cache.get([key("b")]) == {}
    (note,) = notes
    assert note.startswith(f"the cache {folder / FILE_NAME} cannot be used (")


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o755)
    for name in ("there", "new"):
        cache = Cache(tmp_path / name)
        cache.put({key("a"): b"a sentence of an article"})
        files = list((tmp_path / name).iterdir())
        assert files
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        cache.close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
