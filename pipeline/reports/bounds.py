"""Where a span begins and ends, as people and programs count."""

from __future__ import annotations

from pipeline.model.source import Source, Span


def bounds(source: Source, span: Span) -> tuple[int, int, int, int]:
    """Line, column, last line (inclusive) and end column (exclusive) of a span, all from 1.

    The end is read off the last character, so that a span that takes in its line end stays on its
    line. An empty span begins and ends at its offset.
    """
    line, column = source.place(span.start)
    if span.end <= span.start:
        return line, column, line, column
    end_line, end_column = source.place(span.end - 1)
    return line, column, end_line, end_column + 1
