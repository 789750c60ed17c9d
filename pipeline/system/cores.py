"""How many processes this machine has room for."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

# What a process takes with its models and the largest usual article.
_MEMORY = 700_000_000
_MEMINFO = Path("/proc/meminfo")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def room() -> int:
    """Processors that may be used, as far as there is memory for a process on each; at least 1."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    limits = [count or 1]
    with suppress(OSError, ValueError):
        quota, period = _QUOTA.read_text().split()
        limits.append(-(-int(quota) // int(period)))
    with suppress(OSError, ValueError, StopIteration):
        lines = _MEMINFO.read_text().splitlines()
        free = next(line for line in lines if line.startswith("MemAvailable:"))
        limits.append(int(free.split()[1]) * 1024 // _MEMORY)
    return max(min(limits), 1)
