"""A document as the row of things a translator would translate: titles, sentences, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.checks._places import units as sentences
from pipeline.model.document import Block, Document
from pipeline.model.source import Span
from pipeline.model.texts import folded

# The marks of a container (``:::tip`` … ``:::``) are no words of the text.
_CONTAINER = re.compile(r"^:{3,}[ \t]*[\w-]*|:{3,}$")

Kind = Literal["title", "prose", "code"]


class Unit(NamedTuple):
    """``refs`` are the addresses of the links and images in it; ``key`` is its text, folded."""

    section: int
    kind: Kind
    text: str
    key: str
    refs: tuple[str, ...]
    span: Span


def units(document: Document) -> tuple[Unit, ...]:
    """All units in document order; none of furniture."""
    return tuple(
        unit
        for section in document.sections
        if not section.is_furniture
        for block in (section.heading, *section.blocks)
        if block is not None
        for unit in _of(block, section.id, "title" if block is section.heading else "prose")
    )


def _of(block: Block, section: int, kind: Kind) -> Iterator[Unit]:
    text = block.prose.text
    if not text.strip():
        return
    if block.kind == "code":
        kind = "code"
    ranges = ((0, len(text)),) if kind != "prose" else sentences(block)
    spans = [block.prose.span(*each) for each in ranges]
    refs: list[list[str]] = [[] for _ in ranges]
    for ref in block.refs:
        if ref.kind != "footnote":
            home = next((k for k, s in enumerate(spans) if s.start <= ref.span.start < s.end), 0)
            refs[home].append(ref.target)
    for (start, end), span, found in zip(ranges, spans, refs, strict=True):
        cut = _CONTAINER.sub("", text[start:end]).strip()
        yield Unit(section, kind, cut, folded(cut), tuple(found), span)
