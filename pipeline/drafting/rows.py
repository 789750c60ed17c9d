"""Rows of tables: where one stands in its file, and after which one a missing one goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.model.translation import Segment

_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
# What stands below the head of a table in Markdown.
_RULE = re.compile(
    r"(?:\r\n?|\n)[ \t>]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+(?:\|[ \t:|-]*+)?(?=[\r\n]|\Z)"
)


def row_of(document: Document, segment: Segment) -> Span | None:
    """The row that a cell's segment stands in, from its first sign to its last; None elsewhere."""
    if not _is_cell(document, segment):
        return None
    text, at = document.source.text, segment.span.start
    if document.format == "markdown":
        line, _ = document.source.place(at)
        start = document.source.line_starts[line - 1]
        return Span(start, start + len(document.source.line(line).rstrip()))
    opened = max(text.rfind(tag, 0, at) for tag in ("<tr", "<TR"))
    closed = _ROW_END.search(text, at)
    return Span(opened, closed.end()) if opened >= 0 and closed else None


def columns(document: Document, row: Span) -> int:
    """How many cells a row has."""
    text = document.source.cut(row)
    if document.format == "html":
        return len(_CELL.findall(text))
    inner = text.strip().removeprefix("|")
    return len(_BAR.findall(inner[:-1])) + 1


def end_of(document: Document, row: Span) -> int:
    """Where another row can follow: after the rule where the row is the head of its table."""
    rule = _RULE.match(document.source.text, row.end) if document.format == "markdown" else None
    return rule.end() if rule else row.end


def in_row(segments: Iterable[Segment], row: Span) -> list[Segment]:
    """The segments of a row."""
    return [s for s in segments if row.start <= s.span.start < row.end]


def rows_before(document: Document, segments: Sequence[Segment], row: Span) -> Iterator[Segment]:
    """The segments of the rows of the same table before a row, the nearest first."""
    first = in_row(segments, row)[0]
    for segment in reversed([s for s in segments if s.span.start < row.start]):
        if segment.section != first.section or not _is_cell(document, segment):
            return
        between = document.source.cut(Span(segment.span.end, row.start))
        if re.search(r"\n[ \t]*\r?\n|</table", between, re.IGNORECASE):
            return
        yield segment


def _is_cell(document: Document, segment: Segment) -> bool:
    blocks = document.sections[segment.section].blocks
    return segment.block > 0 and blocks[segment.block - 1].kind == "cell"
