"""Places that ``<!-- taiyaku: ignore … -- reason -->`` excuses from the rules about terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.document import Document
from pipeline.model.source import Span

_COMMENT = re.compile(
    r"<!--\s*taiyaku:\s*(?P<scope>ignore(?:-section|-file)?)\b(?P<rules>(?:(?!--).)*?)"
    r"(?:--(?P<why>.*?))?-->",
    re.DOTALL,
)


def ignored(document: Document) -> Iterator[Span]:
    """What such comments cover: the next block, the section they stand in, or the file."""
    text = document.source.text
    if document.format == "text":
        return
    for comment in _COMMENT.finditer(text):
        rules = re.findall(r"[\w-]+", comment["rules"])
        if rules and not any(rule.startswith("term-") for rule in rules):
            continue
        if comment["scope"] == "ignore-file":
            yield Span(0, len(text))
        elif comment["scope"] == "ignore-section":
            yield _section(document, comment.start(), comment.end())
        else:
            yield _next_block(document, comment.end())


def _section(document: Document, start: int, end: int) -> Span:
    """The section a comment stands in, with its subsections; the next one if it stands above it."""
    at = start
    for section in document.sections:
        if section.span.start >= end and not document.source.text[end : section.span.start].strip():
            at = section.span.start
            break
    inside = [s for s in document.sections if s.span.start <= at < max(s.span.end, at + 1)]
    if not inside:
        return Span(start, end)
    section = inside[-1]
    ends = [section.span.end, *(child.span.end for child in document.descendants(section.id))]
    return Span(section.span.start, max(ends))


def _next_block(document: Document, end: int) -> Span:
    spans = (
        block.prose.span(0, len(block.prose.text))
        for section in document.sections
        for block in (section.heading, *section.blocks)
        if block is not None and block.prose
    )
    return next((span for span in spans if span.start >= end), Span(end, end))
