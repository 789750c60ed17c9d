"""A code fence that nobody closed: CommonMark reads everything after it as code."""

from __future__ import annotations

import re

from pipeline.model.document import Document

_FENCE = re.compile(r"[\s>]*+(?:(?:[-*+]|\d++[.)])\s++)*+(`{3,}|~{3,})")


def unclosed_fence(document: Document) -> int | None:
    """The line of a fence that swallows the rest of a Markdown file; None where all are closed.

    Only the last block can be one: a fence inside a quote or list ends with it.
    """
    blocks = [block for section in document.sections for block in section.blocks]
    last = max(blocks, key=lambda b: b.prose.span(0, 1).start if b.prose else -1, default=None)
    if document.format != "markdown" or last is None or last.kind != "code" or not last.prose:
        return None
    source = document.source
    span = last.prose.span(0, len(last.prose.text))
    first, end = source.place(span.start)[0], source.place(span.end - 1)[0]
    opening = _FENCE.match(source.line(first - 1)) if first > 1 else None
    if opening is None:
        return None
    below = range(end + 1, len(source.line_starts) + 1)
    closings = (_FENCE.match(source.line(number)) for number in below)
    if any(fence and fence[1].startswith(opening[1]) for fence in closings):
        return None
    return first - 1
