"""Article text inside Markdown: shown as it stands, obeyed by nothing.

Code hosts look for mentions, references and addresses in the page that Markdown became, so escapes
do not keep them away; a zero-width space does. Inside code they do not look.
"""

from __future__ import annotations

import html
import re

from pipeline.reports.width import clean

_MARKS = re.compile(r"[\\`*_\[\]|~$]")
# @name, #12, !12, owner/repo#12, GH-12, a label, an epic; https://… and www.…
_CALLS = re.compile(r"@|[#!~%&$](?=[A-Za-z0-9_])|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_FENCE = re.compile("`+")
_BREAK = "\u200b"


def text(value: str) -> str:
    """One line of Markdown that shows ``value``; it must not stand at the beginning of a line."""
    called = _CALLS.sub(lambda match: match[0] + _BREAK, clean(value))
    # Entities for what HTML reads, backslashes for what Markdown reads.
    marked = _MARKS.sub(lambda match: "\\" + match[0], html.escape(called, quote=False))
    return marked.strip() or _BREAK


def code(value: str, *, cell: bool = False) -> str:
    """``value`` as inline code, inside the ``cell`` of a table too."""
    shown = clean(value) or " "
    longest = max((len(run) for run in _FENCE.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    inner = f" {shown} " if shown.strip("`") != shown or shown.strip() != shown else shown
    return f"{fence}{inner.replace('|', chr(92) + '|') if cell else inner}{fence}"


def html_code(value: str) -> str:
    """``value`` as code inside a line of HTML, where Markdown is not read."""
    return f"<code>{html.escape(clean(value))}</code>"
