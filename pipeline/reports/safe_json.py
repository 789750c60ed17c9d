"""JSON that can be shown anywhere: nothing in its bytes acts on a terminal or ends a script."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

# Only strings can hold these: C1 controls, bidirectional and other invisible marks, line
# separators, lone surrogates. JSON itself escapes what stands below U+0020.
_ACTING = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0001-\U000e007f]"
)
_MARKUP = re.compile("[<>&]")


def dumps(value: Any, *, indent: int | None = 2, markup: bool = True) -> str:  # noqa: ANN401
    """``value`` as JSON that reads as text, acting characters written as escapes.

    Without ``markup``, ``<``, ``>`` and ``&`` are escaped too, so that it can stand in a page.
    What a parser gets is the same in either case.
    """
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # Bytes of a file name that are not UTF-8: msgspec refuses them.
        signs = (",", ":") if indent is None else None
        text = json.dumps(value, ensure_ascii=False, indent=indent, separators=signs)
        indent = None
    # A runner of GitHub Actions finds its commands anywhere in a line.
    text = _ACTING.sub(_escape, text).replace("##[", "#\\u0023[")
    if not markup:
        text = _MARKUP.sub(_escape, text)
    if indent is None:
        return text
    # Indenting afterwards takes a tenth of the time of json's own.
    return msgspec.json.format(text.encode(), indent=indent).decode()


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
