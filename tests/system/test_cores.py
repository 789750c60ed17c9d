from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.system import cores


@pytest.mark.parametrize(
    ("quota", "available", "room"),
    [
        ("max 100000", 64_000_000, 8),
        ("250000 100000", 64_000_000, 3),
        ("20000 100000", 64_000_000, 1),
        ("max 100000", 2_000_000, 2),
        ("max 100000", 300_000, 1),
        ("nonsense", 64_000_000, 8),
    ],
)
def test_processors_quota_and_memory_limit_the_processes(
    quota: str, available: int, room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(f"{quota}\n")
    (tmp_path / "meminfo").write_text(f"MemTotal: 1 kB\nMemAvailable: {available} kB\n")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(cores, "_QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(cores, "_MEMINFO", tmp_path / "meminfo")
    assert cores.room() == room


def test_without_either_the_processors_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(cores, "_QUOTA", tmp_path / "nothing")
    monkeypatch.setattr(cores, "_MEMINFO", tmp_path / "nothing")
    assert cores.room() == 8
