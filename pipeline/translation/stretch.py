"""Where a section begins and ends in its file, so that it can be taken out or put in whole."""

from __future__ import annotations

import re

from pipeline.model.document import Block, Document, Section
from pipeline.model.source import Span
from pipeline.translation.marks import anchor

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)[^<>]*?(?P<alone>/?)>", re.DOTALL
)
_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
# Comments on lines of their own above a section belong to it: marks and in-text controls.
_COMMENTS = re.compile(
    r"(?:^[ \t]*+(?:<!--(?>.{0,2000}?-->)|\{/\*(?>.{0,2000}?\*/\}))[ \t]*+(?:\r\n?|\n)"
    r"(?:[^\S\r\n]*+(?:\r\n?|\n))*+){1,200}+\s*+\Z",
    re.DOTALL | re.MULTILINE,
)

_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n|\Z)")
# The end tags from inline ones to that of the block.
_CLOSED = re.compile(
    r"\s*(?:</[a-z]+\s*>\s*)*?</(?P<name>p|li|dd|dt|td|th|blockquote|figcaption|div|h[1-6])\s*>",
    re.IGNORECASE,
)
_PARTS = frozenset(("li", "dd", "dt", "td", "th"))
_WHOLE = re.compile(r"</(?:ul|ol|dl|table)\s*>", re.IGNORECASE)
# One paragraph a line, without blank lines between them.
_DENSE = re.compile(r"(?:\r\n?|\n)[ \t\u3000]*\S")
# How far back the comments above a section are looked for.
_REACH = 2_000


def start_of(document: Document, section: Section) -> int:
    """The offset at which another section would be put in before this one."""
    at = anchor(document, section)
    if at is None:
        at = section.span.start
    return _above_comments(document, at)


def _above_comments(document: Document, at: int) -> int:
    """``at``, or where the comments directly above it begin."""
    if document.format == "text":
        return at
    above = _COMMENTS.search(document.source.text, max(0, at - _REACH), at)
    return above.start() if above else at


def stretch(document: Document, section: Section) -> Span:
    """The section from its first character to its last, without white space around it.

    In a page it ends where the elements that began in it have ended.
    """
    text = document.source.text
    start = anchor(document, section)
    if start is None:
        start = section.span.start
    end = max([section.span.start, *(_ends(block) for block in _blocks(section))])
    if document.format == "html":
        return Span(start, _balanced(text, start, end, section.span.end))
    end = max(end, _above_comments(document, section.span.end))
    return Span(start, start + len(text[start:end].rstrip()))


def end_of_block(document: Document, at: int) -> int:
    """Where the paragraph, list or table that holds an offset ends; in plain text the line."""
    text = document.source.text
    if document.format == "text":
        return at + len(re.split(r"[\r\n]", text[at:], maxsplit=1)[0].rstrip())
    if document.format == "html":
        closed = _CLOSED.match(text, at)
        end = closed.end() if closed else at
        if closed and closed["name"].lower() in _PARTS:
            whole = _WHOLE.search(text, end)
            return whole.end() if whole else end
        return end
    blank = _BLANK_LINE.search(text, at)
    return blank.start() if blank else at + len(text[at:].rstrip())


def gap_at(document: Document, at: int) -> str:
    """What stands between what ends at an offset and a paragraph that is put in after it."""
    text = document.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    if document.format == "html":
        line = document.source.line(document.source.place(at)[0])
        return end + line[: len(line) - len(line.lstrip())]
    dense = document.format == "text" and _DENSE.match(text, at)
    return end if dense else end * 2


def last_end(document: Document) -> int:
    """Where the last section of a document ends: before its sign-off, in a page its elements."""
    if document.format != "html":
        last = document.sections[-1:]
        return last[0].span.start if last and last[0].is_furniture else len(document.source.text)
    content = [section for section in document.sections if not section.is_furniture]
    return stretch(document, content[-1]).end if content else len(document.source.text)


def _blocks(section: Section) -> tuple[Block, ...]:
    return tuple(b for b in (section.heading, *section.blocks) if b is not None)


def _ends(block: Block) -> int:
    last = block.prose.span(0, len(block.prose.text)).end if block.prose else 0
    return max([last, *(ref.span.end for ref in block.refs)])


def _balanced(text: str, start: int, least: int, most: int) -> int:
    """The end after ``least`` where no element is open that began after ``start``.

    An element that closes without having begun there ends the stretch before it.
    """
    open_: list[str] = []
    end = least
    for tag in _TAG.finditer(text, start):
        if tag.start() >= max(most, least) and not open_:
            break
        name = (tag["name"] or "").lower()
        if not name or _VOID.fullmatch(name) or tag["alone"]:
            continue
        if not tag["end"]:
            if tag.start() >= least and not open_:
                break
            open_.append(name)
        elif name in open_:
            while open_.pop() != name:
                pass
            if not open_ and tag.end() >= least:
                end = tag.end()
        else:
            break
    return max(end, least)
