"""The document that a split came from."""

from __future__ import annotations

import re

from pipeline.documents.split import Split


def lines(text: str) -> list[str]:
    """Lines with their ends, however these are written."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def rejoined(divided: Split) -> str:
    """The document as it was: lines taken from either text in the order of ``sides``."""
    rest = {"ja": iter(lines(divided.ja)), "en": iter(lines(divided.en))}
    return "".join(next(rest[side]) for side in divided.sides)
