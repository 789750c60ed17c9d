"""The marks of drafts that nobody has reviewed: a comment before what was drafted.

    <!-- taiyaku: draft engine=memory date=2026-01-31 source=… text=… -- remove this comment … -->

A mark before a heading, or in a section, is about that section; ``update`` makes it one about the
next block alone. ``source`` and ``text`` are short hashes of the source section it was made from
and of the draft as it was written, by which an edited draft and a changed source are known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model.document import Document, Section
from pipeline.model.source import Span
from pipeline.model.translation import UNKNOWN, Draft, Mark

_MARK = re.compile(
    r"(?:<!--|\{/\*)[ \t]*taiyaku:[ \t]*draft(?P<update>[ \t]+update)?\b"
    r"(?P<said>(?:(?!<!--|\{/\*).)*?)(?:-->|\*/\})",
    re.DOTALL,
)
_FIELD = re.compile(r"\b(engine|date|source|text|left)=([\w.:-]+)")
_COUNT = re.compile("[0-9]{1,9}")
_COMMENT = r"<!--.*?-->|\{/\*.*?\*/\}"
# What may stand between a mark and the section it is about.
_BETWEEN = re.compile(rf"(?>\s+|{_COMMENT}|<(?!/)[A-Za-z][^<>]*>)*+", re.DOTALL)
_WHY = "remove this comment once a person has reviewed the text below"
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n|\Z)")
# The white space after a mark that goes with it.
_AFTER = re.compile(r"[ \t]*+(?:\r\n?|\n)?(?:[ \t]*+(?:\r\n?|\n))?")
_ELEMENT = re.compile(r"<([A-Za-z][\w-]*)\b[^<>]*>.*?</\1\s*>", re.DOTALL)
# The tags a run-in label or a paragraph of a page begins with, back to its own.
_OPENED = re.compile(
    r"<(?:p|div|dt|li)\b[^<>]*+>\s*+(?:<[A-Za-z][^<>]*+>\s*+){0,20}+$", re.IGNORECASE
)


def comment(mark: Mark, path: str) -> str:
    """The mark as it stands in a Markdown or HTML file."""
    fields = f"engine={mark.engine} date={mark.date} source={mark.source} text={mark.text}"
    fields += f" left={mark.left}" if mark.left else ""
    kind = "draft update" if mark.update else "draft"
    opening, closing = comment_signs(path)
    return f"{opening} taiyaku: {kind} {fields} -- {_WHY} {closing}"


def comment_signs(path: str) -> tuple[str, str]:
    """What opens and closes a comment in a file of this name."""
    return ("{/*", "*/}") if path.lower().endswith(".mdx") else ("<!--", "-->")


def with_text(text: str, draft: Draft, digest: str, path: str) -> str:
    """The file ``text`` with ``digest`` in the mark of a draft of it."""
    if draft.comment is None:
        raise ValueError("the draft has no mark in the file")
    new = comment(replace(draft.mark, text=digest), path)
    return text[: draft.comment.start] + new + text[draft.comment.end :]


def gone(text: str, draft: Draft) -> Span | None:
    """What of a file goes when a person is done with a draft: its mark, of an update all of it.

    None where the decisions file alone holds the mark of a section.
    """
    if draft.mark.update:
        start = draft.comment.start if draft.comment else draft.span.start
        return Span(len(text[:start].rstrip()), draft.span.end)
    if draft.comment is None:
        return None
    after = _AFTER.match(text, draft.comment.end)
    return Span(draft.comment.start, after.end() if after else draft.comment.end)


def drafts(document: Document) -> tuple[Draft, ...]:
    """What the marks of a document are about, in its order; a section has one mark, the first.

    The front matter before the first one counts with it.
    """
    text = document.source.text
    if document.format == "text" or "taiyaku:" not in text:
        return ()
    found: dict[int, Draft] = {}
    updates: list[Draft] = []
    content = [section for section in document.sections if not section.is_furniture]
    after = 0
    for match in _MARK.finditer(text):
        mark, span = _read(match), Span(*match.span())
        if after < span.end and (between := _BETWEEN.match(text, span.end)):
            # Marks in a row are followed by the same section.
            after = between.end()
        section = _section(content, span, after)
        if section is None:
            continue
        if not mark.update:
            found.setdefault(section.id, Draft(mark, section.id, section.span, span))
        else:
            updates.append(Draft(mark, section.id, _next_block(document, span), span))
    return tuple(sorted((*_front_matter(document, found), *found.values(), *updates), key=_place))


def _place(draft: Draft) -> tuple[int, int]:
    return draft.comment.start if draft.comment else 0, draft.section


def _read(match: re.Match[str]) -> Mark:
    fields = dict(_FIELD.findall(match["said"]))
    left = fields.get("left", "0")
    return Mark(
        fields.get("engine", "?"),
        fields.get("date", "?"),
        fields.get("source", UNKNOWN),
        fields.get("text", UNKNOWN),
        int(left) if _COUNT.fullmatch(left) else 0,
        bool(match["update"]),
    )


def _front_matter(document: Document, found: Mapping[int, Draft]) -> Iterator[Draft]:
    first = next((s for s in document.sections if not s.is_furniture), None)
    if first is None or first.heading is not None or first.id in found:
        return
    following = next((s for s in document.sections[first.id + 1 :] if not s.is_furniture), None)
    if following and following.id in found and all(b.kind == "meta" for b in first.blocks):
        yield found[following.id]._replace(section=first.id, span=first.span)


def anchor(document: Document, section: Section) -> int | None:
    """The offset where the mark of a section goes; None for one of front matter alone.

    The front matter goes with the section after it.
    """
    text = document.source.text
    start = section.span.start
    if section.heading is None:
        blocks = [b for b in section.blocks if b.prose and b.kind != "meta"]
        if not blocks:
            return None
        start = min(block.prose.runs[0].start for block in blocks)
    if document.format == "html":
        opened = _OPENED.search(text, max(0, start - 1_000), start)
        return opened.start() if opened else start
    line = document.source.line_starts[document.source.place(start)[0] - 1]
    return line


def _section(content: Sequence[Section], mark: Span, after: int) -> Section | None:
    """The section that begins before ``after``, else the one the mark stands in."""
    following = bisect_left(content, mark.end, key=_start)
    if following < len(content):
        section = content[following]
        if section.span.start <= after and section.heading is not None:
            return section
    standing = bisect_right(content, mark.start, key=_start)
    return content[standing - 1] if standing else None


def _start(section: Section) -> int:
    return section.span.start


def _next_block(document: Document, mark: Span) -> Span:
    """What an update is about: up to the next blank line, in a page the next element."""
    text = document.source.text
    start = mark.end
    while start < len(text) and text[start].isspace():
        start += 1
    if document.format == "html" and (found := _ELEMENT.match(text, start)):
        return Span(start, found.end())
    end = _BLANK_LINE.search(text, start)
    return Span(start, end.start() if end else start + len(text[start:].rstrip()))
