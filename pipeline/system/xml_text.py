"""Text as XML 1.0 can carry it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# What the production Char of XML 1.0 leaves out; no escape can carry it.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
# A bare CR would come back from the parser as LF; a runner of GitHub Actions obeys ``##[``.
ESCAPES = {"\r": "&#13;", "##[": "#&#35;["}


def text(value: str) -> str:
    """Character data; what XML forbids is shown as U+FFFD."""
    return escape(FORBIDDEN.sub(_REPLACEMENT, value), ESCAPES)


def attribute(value: str) -> str:
    """A quoted attribute value."""
    return quoteattr(FORBIDDEN.sub(_REPLACEMENT, value), ESCAPES)
