"""Where the update stands that an entry about a plain text speaks of.

It is looked for in the characters of the file, for whoever checks an article reads it without the
updates in it. Only a line that says exactly what was written counts: any other is a person's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.decisions.keys import content, folded, name
from pipeline.model.decisions import Drafted
from pipeline.model.document import Document
from pipeline.model.source import Span

_LINE = re.compile(r"[^\r\n]+")


class Line(NamedTuple):
    """A line of a plain text, white space around it left out, and its section."""

    section: int
    span: Span


def line_of(document: Document, entry: Drafted) -> Line | None:
    """The line of an update; None where no line says that any more.

    Of several the last one in the section that the entry names: what a person carried over stands
    above it.
    """
    wanted = folded(entry.update)
    found = [
        line
        for match in _LINE.finditer(document.source.text)
        if folded(match[0]) == wanted and (line := _line(document, match)) is not None
    ]
    titled = {s.id for s in content(document) if name(s) == folded(entry.section.title)}
    inside = [line for line in found if line.section in titled]
    return next(reversed(inside or found), None)


def _line(document: Document, match: re.Match[str]) -> Line | None:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    for section in content(document):
        if section.span.start <= start < section.span.end:
            return Line(section.id, Span(start, match.start() + len(match[0].rstrip())))
    return None
