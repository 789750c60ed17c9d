"""A document as the row of things a translator would translate: titles, sentences, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.checks.linked.places import units as sentences
from pipeline.model.document import Block, Document, Section
from pipeline.model.source import Span
from pipeline.model.texts import folded

# The marks of a container (``:::tip`` … ``:::``) are no words of the text.
_CONTAINER = re.compile(r"^:{3,}[ \t]*[\w-]*|:{3,}$")

# What stands between the last cell of a row and the first of the next.
_ROW = re.compile(r"[^<]*[\r\n]|.*<tr\b", re.I | re.S)

Kind = Literal["title", "prose", "code"]


class RevisionUnit(NamedTuple):
    """``refs`` are the addresses of the links and images in it.

    ``key`` is its text, folded; a cell of a table says it of its row and column.
    """

    section: int
    kind: Kind
    text: str
    key: str
    refs: tuple[str, ...]
    span: Span


def units(document: Document) -> tuple[RevisionUnit, ...]:
    """All units in document order; none of furniture."""
    return tuple(
        unit
        for section in document.sections
        if not section.is_furniture
        for block, place in _placed(document, section)
        for unit in _of(block, section.id, "title" if block is section.heading else "prose", place)
    )


def _placed(document: Document, section: Section) -> Iterator[tuple[Block, str]]:
    """The blocks of a section; of a cell also what it is about: the heads of its row and column."""
    head: list[str] = []
    row: list[str] = []
    end = 0
    for block in (section.heading, *section.blocks):
        if block is None:
            continue
        if block.kind != "cell":
            head, row = [], []
            yield block, ""
            continue
        text = folded(block.prose.text)
        start, stop = block.prose.span(0, len(block.prose.text))
        if row and _ROW.match(document.source.text, end, start):
            head, row = head or row, []
        end = stop
        row.append(text)
        column = head[len(row) - 1] if len(row) <= len(head) else ""
        yield block, f"{row[0]} {column} " if len(row) > 1 else ""


def _of(block: Block, section: int, kind: Kind, place: str) -> Iterator[RevisionUnit]:
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
        yield RevisionUnit(section, kind, cut, place + folded(cut), tuple(found), span)
