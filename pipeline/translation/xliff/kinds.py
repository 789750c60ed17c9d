"""What both versions of XLIFF say alike: what markup means, and what a translator is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.exchange import ExchangeUnit

# Who wrote a note that went out; others are a reviewer's.
OWN_NOTES, GLOSSARY_NOTES = "taiyaku", "glossary"

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


def remarks(unit: ExchangeUnit) -> Iterator[str]:
    """What a translator is told of a segment besides its terms."""
    if unit.state == "stale":
        yield "the source changed since this was translated"
    if unit.stand == "beside":
        yield "the translation lacks this sentence; import puts it beside the ones around it"
    if unit.stand == "nowhere":
        yield "the translation has no place for this sentence; put it into the article by hand"
