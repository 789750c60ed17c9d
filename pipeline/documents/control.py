"""``<!-- taiyaku: ignore … -- reason -->``: what an author asks for from inside the text.

MDX, which knows no comments of HTML, has it between ``{/*`` and ``*/}``.

A comment inside code is an example, not a request. In plain text it is one that has no effect,
since plain text is published as it stands; it is read so that somebody can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.document import Block, Control, Document, Scope
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
    code = [span for block in _blocks(document) for span in _code(block)]
    text, at = document.source.text, 0
    while (comment := _COMMENT.search(text, at)) and (
        closed := _CLOSED.search(text, comment.end())
    ):
        at = closed.end()
        rules, _, why = text[comment.end() : closed.start()].partition("--")
        span = Span(comment.start(), at)
        if any(each.start <= span.start < each.end for each in code):
            continue
        word = comment["scope"].lower()
        scope = _SCOPES.get(word)
        yield Control(
            scope,
            tuple(re.findall(r"[^\s,、，]+", rules)),
            " ".join(why.split()),
            span,
            _covered(document, span, scope),
            word,
        )


def _covered(document: Document, comment: Span, scope: Scope | None) -> Span:
    nothing = Span(comment.end, comment.end)
    if scope is None or document.format == "text":
        return nothing
    if scope == "file":
        return Span(0, len(document.source.text))
    if scope == "section":
        return _section(document, comment) or nothing
    return _next_block(document, comment.end) or nothing


def _section(document: Document, comment: Span) -> Span | None:
    """The section a comment stands in, with its subsections; the next one if it stands above it."""
    at = comment.start
    for section in document.sections:
        between = document.source.text[comment.end : section.span.start]
        if section.span.start >= comment.end and not between.strip():
            at = section.span.start
            break
    inside = [s for s in document.sections if s.span.start <= at < max(s.span.end, at + 1)]
    if not inside:
        return None
    section = inside[-1]
    ends = [section.span.end, *(child.span.end for child in document.descendants(section.id))]
    return Span(section.span.start, max(ends))


def _next_block(document: Document, after: int) -> Span | None:
    """The next heading, paragraph, list or table."""
    blocks = sorted(
        ((block.prose.span(0, len(block.prose.text)), block) for block in _blocks(document)),
        key=lambda each: each[0],
    )
    coming = [(span, block) for span, block in blocks if span.start >= after]
    if not coming:
        return None
    (start, end), first = coming[0]
    for span, block in coming[1:]:
        if _parted(document, first, block, end, span.start):
            break
        end = max(end, span.end)
    return Span(start, end)


def _parted(document: Document, first: Block, block: Block, end: int, start: int) -> bool:
    """Whether a block no longer belongs to the list, table or paragraph that began with ``first``.

    In Markdown a blank line or a heading parts, in HTML the end of the list or table.
    """
    between = document.source.text[end:start]
    headings = {id(section.heading) for section in document.sections}
    if id(first) in headings or id(block) in headings:
        return True
    if document.format == "html":
        tags = _GROUPS.get(first.kind)
        return tags is None or any(f"</{tag}" in between.lower() for tag in tags)
    return bool(re.search(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)", between))


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
