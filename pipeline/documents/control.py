"""``<!-- taiyaku: ignore … -- reason -->``: what an author asks for from inside the text.

MDX, which knows no comments of HTML, has it between ``{/*`` and ``*/}``.

A comment inside code is an example, not a request. In plain text it is one that has no effect,
since plain text is published as it stands; it is read so that somebody can be told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.document import Block, Control, Document, Scope
from pipeline.model.layers import Layers
from pipeline.model.source import Span

_COMMENT = re.compile(
    r"(?:<!--|\{/\*)\s*+taiyaku:\s*+(?!draft\b)(?P<scope>[a-z](?:\w|-(?!-))*+)", re.IGNORECASE
)
_CLOSED = re.compile(r"-->|\*/\}")
_SCOPES: dict[str, Scope] = {"ignore": "block", "ignore-section": "section", "ignore-file": "file"}
_GROUPS = {"item": ("ul", "ol", "dl", "menu"), "cell": ("table",)}


def with_controls(document: Document) -> Document:
    """The document with what its comments ask for."""
    if "taiyaku:" not in document.source.text.lower():
        return document
    return replace(document, controls=tuple(_controls(document)))


def _controls(document: Document) -> Iterator[Control]:
    outline = _Outline(document)
    text, at = document.source.text, 0
    while (comment := _COMMENT.search(text, at)) and (
        closed := _CLOSED.search(text, comment.end())
    ):
        at = closed.end()
        rules, _, why = text[comment.end() : closed.start()].partition("--")
        span = Span(comment.start(), at)
        if outline.is_code(span.start):
            continue
        word = comment["scope"].lower()
        scope = _SCOPES.get(word)
        yield Control(
            scope,
            tuple(re.findall(r"[^\s,、，]+", rules)),
            " ".join(why.split()),
            span,
            _covered(outline, span, scope),
            word,
        )


def _covered(outline: _Outline, comment: Span, scope: Scope | None) -> Span:
    document = outline.document
    nothing = Span(comment.end, comment.end)
    if scope is None or document.format == "text":
        return nothing
    if scope == "file":
        return Span(0, len(document.source.text))
    if scope == "section":
        return outline.section(comment) or nothing
    return outline.next_block(comment.end) or nothing


class _Outline:
    """Where the blocks and sections of a document stand, found once for all of its comments."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks = sorted(
            ((block.prose.span(0, len(block.prose.text)), block) for block in _blocks(document)),
            key=lambda each: each[0],
        )
        self._starts = [span.start for span, _ in self._blocks]
        self._headings = {id(section.heading) for section in document.sections}
        self._code = Layers([span for _, block in self._blocks for span in _code(block)])
        self._sections = [section.span.start for section in document.sections]
        self._last = _last_places(document)
        self._ends: dict[tuple[object, int], int] = {}

    def is_code(self, at: int) -> bool:
        """Whether the character at a place is part of code."""
        return any(True for _ in self._code.met(Span(at, at)))

    def section(self, comment: Span) -> Span | None:
        """The section a comment stands in with its subsections; the next if it stands above it."""
        sections, at = self.document.sections, comment.start
        coming = bisect_left(self._sections, comment.end)
        if coming < len(sections):
            start = sections[coming].span.start
            if not self.document.source.text[comment.end : start].strip():
                at = start
        number = bisect_right(self._sections, at) - 1
        if number < 0:
            return None
        section = sections[number]
        return Span(section.span.start, self._last[section.id])

    def next_block(self, after: int) -> Span | None:
        """The next heading, paragraph, list or table."""
        number = bisect_left(self._starts, after)
        if number == len(self._blocks):
            return None
        (start, end), first = self._blocks[number]
        group = _GROUPS.get(first.kind) if self.document.format == "html" else ()
        passed = [number]
        if id(first) not in self._headings and (group, number) in self._ends:
            return Span(start, self._ends[group, number])
        for at in range(number + 1, len(self._blocks)):
            span, block = self._blocks[at]
            if self._parted(group, first, block, end, span.start):
                break
            passed.append(at)
            end = max(end, span.end)
        self._ends.update(((group, at), end) for at in passed)
        return Span(start, end)

    def _parted(
        self, group: tuple[str, ...] | None, first: Block, block: Block, end: int, start: int
    ) -> bool:
        """Whether a block no longer belongs to the list, table or paragraph begun by ``first``.

        In Markdown a blank line or a heading parts, in HTML the end of the list or table.
        """
        if id(first) in self._headings or id(block) in self._headings:
            return True
        between = self.document.source.text[end:start]
        if self.document.format == "html":
            return group is None or any(f"</{tag}" in between.lower() for tag in group)
        return bool(re.search(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)", between))


def _last_places(document: Document) -> dict[int, int]:
    """Where each section ends together with those below it."""
    last = {section.id: section.span.end for section in document.sections}
    for section in reversed(document.sections):
        if section.parent is not None and section.parent in last:
            last[section.parent] = max(last[section.parent], last[section.id])
    return last


def _blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        for block in (section.heading, *section.blocks):
            if block is not None and block.prose:
                yield block


def _code(block: Block) -> Iterator[Span]:
    if block.kind == "code":
        yield block.prose.span(0, len(block.prose.text))
    for mark in block.marks:
        if mark.kind == "code":
            yield block.prose.span(mark.start, mark.end)
