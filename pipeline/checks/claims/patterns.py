"""Patterns that are compiled, and tried, only where a text may match.

To compile a thousand wordings takes longer than to search an article for them, and an article has
few of them. Nearly all hold a run of plain characters without which nothing matches; whether a text
holds these is quick to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

# Stands for characters that are not known.
_UNKNOWN = "\0"
_ESCAPE = re.compile(r"\\.")
_CLASS = re.compile(r"\[\^?\]?[^\]]{0,500}\]")
_GROUP = re.compile(r"\([^()]*\)")
_LOOSE = re.compile(r".(?:[?*]|\{[^{}]*\})[?+]?|[.^$+]")


@dataclass(frozen=True)
class Pattern:
    """A regular expression, and a text that stands in whatever it matches; it may be empty."""

    source: str
    literal: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern as ``re`` knows it."""
        return re.compile(self.source)


def certain_literal(source: str) -> str:
    """The longest run of characters that stands in every match; empty where none surely does.

    ``source`` has no flags and matches case as it stands.
    """
    rest = _CLASS.sub(_UNKNOWN, _ESCAPE.sub(_UNKNOWN, source))
    while (simpler := _GROUP.sub(_UNKNOWN, rest)) != rest:
        rest = simpler
    if "|" in rest:
        return ""
    return max(_LOOSE.sub(_UNKNOWN, rest).split(_UNKNOWN), key=len)
