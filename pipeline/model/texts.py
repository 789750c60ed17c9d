"""When two texts are the same text: width, spacing and line breaks do not count."""

from __future__ import annotations

import re
import unicodedata

# East Asian scripts write no spaces: one beside them comes from a line break or a typesetter.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IDLE_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")


def folded(text: str) -> str:
    """The text in one width (NFKC) with single spaces, and none beside Japanese characters."""
    return _IDLE_SPACE.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
