"""What is installed, read off the folders that installers make.

``importlib.metadata`` reads the description of every package it is asked about and takes longer
than all else that a run does whose results are known.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple


class _Package(NamedTuple):
    version: str
    folder: Path


def version_of(name: str) -> str | None:
    """The version of a package; None where it is not installed."""
    package = _packages().get(_plain(name))
    return package.version if package else None


def requirements(name: str) -> list[str]:
    """The names of the packages that one may need, those of its extras too."""
    package = _packages().get(_plain(name))
    if package is None:
        return []
    head, _, _ = (package.folder / "METADATA").read_text("utf-8").partition("\n\n")
    return re.findall(r"^Requires-Dist: ([\w.-]+)", head, re.MULTILINE)


@cache
def _packages() -> dict[str, _Package]:
    """Every package by its plain name; what comes first on the path hides what comes later."""
    found: dict[str, _Package] = {}
    for folder in map(Path, sys.path):
        if folder.is_dir():
            for entry in sorted(folder.glob("*.dist-info")):
                name, _, version = entry.stem.rpartition("-")
                found.setdefault(_plain(name), _Package(version, entry))
    return found


def _plain(name: str) -> str:
    """One spelling of the name of a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
