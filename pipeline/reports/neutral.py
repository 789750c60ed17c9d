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
_PLAIN = re.compile(r"[\w.,:;/ +=-]*[\w.+=-]")
_BREAK = "\u200b"


def text(value: str) -> str:
    """One line of Markdown that shows ``value``; it must not stand at the beginning of a line."""
    # Entities for what HTML reads, backslashes for what Markdown reads.
    marked = _MARKS.sub(lambda match: "\\" + match[0], _neutral(value))
    return marked.strip() or _BREAK


def code(value: str) -> str:
    """``value`` as inline code, inside the cell of a table too.

    Where it holds a sign of Markdown or HTML it becomes an element, which needs no fence to hold.
    """
    return f"`{value}`" if _PLAIN.fullmatch(value) else f"<code>{text(value)}</code>"


def html_code(value: str) -> str:
    """``value`` as code inside a line of HTML, where Markdown is not read."""
    return f"<code>{_neutral(value)}</code>"


def _neutral(value: str) -> str:
    called = _CALLS.sub(lambda match: match[0] + _BREAK, clean(value))
    return html.escape(called, quote=False)
