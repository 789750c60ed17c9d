"""Where the update stands that an entry about a plain text speaks of.

It is looked for in the characters of the file, for whoever checks an article reads it without the
updates in it. Only a line that says exactly what was written counts: any other is a person's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
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


class Updates:
    """Where the updates stand in one article, which is read once for all of its entries."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def line_of(self, entry: Drafted) -> Line | None:
        """The line of an update; None where no line says that any more.

        Of several the last one in the section that the entry names: what a person carried over
        stands above it.
        """
        found = self._lines.get(folded(entry.update), [])
        titled = self._titled.get(folded(entry.section.title), set())
        inside = (line for line in reversed(found) if line.section in titled)
        return next(inside, found[-1] if found else None)

    @cached_property
    def _lines(self) -> Mapping[str, list[Line]]:
        """The lines inside sections by what they say."""
        lines = defaultdict(list)
        sections = content(self._document)
        at = 0
        for match in _LINE.finditer(self._document.source.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            while at < len(sections) and sections[at].span.end <= start:
                at += 1
            if at < len(sections) and sections[at].span.start <= start:
                span = Span(start, match.start() + len(match[0].rstrip()))
                lines[folded(match[0])].append(Line(sections[at].id, span))
        return lines

    @cached_property
    def _titled(self) -> Mapping[str, set[int]]:
        """The sections of each title."""
        titled = defaultdict(set)
        for section in content(self._document):
            titled[name(section)].add(section.id)
        return titled
