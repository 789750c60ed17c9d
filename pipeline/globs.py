"""Globs over root-relative paths, the same everywhere a user writes one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def is_glob(text: str) -> bool:
    """Whether the text holds a wildcard."""
    return any(character in text for character in "*?[")


def matches(path: str, pattern: str) -> bool:
    """Whether a path (with ``/``) matches: ``*`` and ``?`` stay in a folder, ``**`` crosses.

    Both are compared in NFC, so that names from disks that store NFD match what is typed.
    """
    return (
        _compiled(unicodedata.normalize("NFC", pattern)).fullmatch(
            unicodedata.normalize("NFC", path)
        )
        is not None
    )


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            parts.append("(?:.*/)?")
            at += 3
        elif pattern.startswith("**", at):
            parts.append(".*")
            at += 2
        elif pattern[at] == "*":
            parts.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            parts.append("[^/]")
            at += 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inner = re.escape(pattern[at + 1 : end]).replace(r"\-", "-")
            inner = "^" + inner[1:] if inner.startswith("!") else inner
            parts.append(f"[{inner}]")
            at = end + 1
        else:
            parts.append(re.escape(pattern[at]))
            at += 1
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:
        # No set of characters goes from z to a: it means what it says.
        return re.compile(re.escape(pattern))
