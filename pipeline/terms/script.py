"""Which language a term is written in."""

from __future__ import annotations

import re

_JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々〆]")


def is_japanese(text: str) -> bool:
    """Whether there is a kana or a kanji in it."""
    return not text.isascii() and _JAPANESE.search(text) is not None
