"""What an opening of markup means, in the few words that both versions of XLIFF have for it."""

from __future__ import annotations

import re

_TAG = re.compile(r"<([A-Za-z]+)")


def is_link(opening: str) -> bool:
    """``[``, ``<a …>``."""
    return opening.startswith("[") or _tag(opening) == "a"


def is_bold(opening: str) -> bool:
    """``**``, ``<b>``, ``<strong>``."""
    return opening in ("**", "__") or _tag(opening) in ("b", "strong")


def is_italic(opening: str) -> bool:
    """``*``, ``<i>``, ``<em>``."""
    return opening in ("*", "_") or _tag(opening) in ("i", "em")


def _tag(opening: str) -> str:
    found = _TAG.match(opening)
    return found[1].lower() if found else ""
