"""What holds for the document of any text, however broken: every place is right.

Spans lie inside the file, in order and nested; sections tile the document; each prose is what its
runs cut out of the source.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise

from pipeline.model.document import Block, Document, Section
from pipeline.model.prose import Prose
from pipeline.model.source import Span

# What a single character may stand for: white space and tags that break a line.
_BREAK = re.compile(r"(?:\s|\\|<br[^<>]*>|>)+", re.IGNORECASE)


def check(document: Document) -> None:
    """Raises AssertionError where a place of ``document`` is wrong."""
    text = document.source.text
    for number, section in enumerate(document.sections):
        assert section.id == number
        check_section(section, text)
        check_parent(document, section)
    for one, two in pairwise(document.sections):
        assert one.span.start <= two.span.start, ("order", one.span, two.span)
    check_tiling(document)
    for control in document.controls:
        assert inside(control.span, Span(0, len(text)))
        assert inside(control.covers, Span(0, len(text)))


def check_tiling(document: Document) -> None:
    """Sections follow each other without a gap; furniture stands within one, or between two."""
    content = [s.span for s in document.sections if not s.is_furniture]
    furniture = [s.span for s in document.sections if s.is_furniture]
    for spans in (content, furniture):
        for one, two in pairwise(spans):
            assert one.end <= two.start, ("overlap", one, two)
    for span in furniture:
        for other in content:
            apart = span.end <= other.start or other.end <= span.start
            assert apart or inside(span, other), ("crossing", span, other)
    for one, two in pairwise([*content, Span(len(document.source.text), 0)] if content else ()):
        between = any(one.end <= span.start and span.start < two.start for span in furniture)
        assert one.end == two.start or between, ("gap", one, two)


def check_parent(document: Document, section: Section) -> None:
    if section.parent is None:
        return
    parent = document.sections[section.parent]
    assert parent.id < section.id
    assert 0 < parent.level < section.level


def check_section(section: Section, text: str) -> None:
    span = section.span
    assert inside(span, Span(0, len(text))), ("outside", span)
    last = span.start
    if section.heading is not None:
        check_block(section.heading, text, span)
        assert section.heading.prose == section.title
        last = whole(section.title).end if section.title else last
    for block in section.blocks:
        check_block(block, text, span)
        if not block.prose:
            continue
        stands = whole(block.prose)
        # The alternative text of an image stands inside the paragraph that shows it.
        if block.kind != "alt":
            assert last <= stands.start, ("blocks", last, stands, block.prose.text)
            last = stands.end


def check_block(block: Block, text: str, section: Span) -> None:
    check_prose(block.prose, text)
    if block.prose:
        assert inside(whole(block.prose), section), ("block", whole(block.prose), section)
    check_sentences(block)
    for mark in block.marks:
        assert 0 <= mark.start < mark.end <= len(block.prose.text)
    for one, two in pairwise(block.marks):
        assert one.start <= two.start
    for ref in block.refs:
        assert ref.span.start < ref.span.end
        assert inside(ref.span, section), ("ref", ref, section)


def check_prose(prose: Prose, text: str) -> None:
    at = before = 0
    for run in prose.runs:
        assert run.at == at
        assert run.length == run.width or run.length == 1
        assert run.length > 0
        assert run.width > 0
        stands = Span(run.start, run.start + run.width)
        assert inside(stands, Span(0, len(text)))
        # Several characters may stand for one entity.
        assert before <= run.start or text[run.start] == "&", ("runs", before, run)
        before = max(before, stands.end)
        written, shown = text[slice(*stands)], prose.text[at : at + run.length]
        assert says(shown, written), ("prose", shown, written)
        at += run.length
    assert at == len(prose.text)


def says(shown: str, written: str) -> bool:
    """Whether ``shown`` is what a reader sees of ``written``."""
    if len(shown) == len(written) and all(map(alike, shown, written)):
        return True
    if shown.isspace() and _BREAK.fullmatch(written):
        return True
    return shown in html.unescape(written) or written[0] in "\\'"


def alike(shown: str, written: str) -> bool:
    return shown == written or (shown.isspace() and written.isspace())


def check_sentences(block: Block) -> None:
    text, last = block.prose.text, 0
    if not block.is_prose:
        assert not block.sentences
        return
    for start, end in block.sentences:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


def inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


def whole(prose: Prose) -> Span:
    """All that a prose covers: its characters may come from an entity they share."""
    return prose.span(0, len(prose.text))
