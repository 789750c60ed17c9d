"""A document → its segments, in order, with the markup between their words as codes.

Nothing is parsed anew: what a reader sees is the prose of a block, and whatever stands in the
source between two characters of it is markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.document import Block, Document, Mark
from pipeline.model.source import Span
from pipeline.model.translation import Code, CodeKind, Segment, Setting

_INLINE = (
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|"
    "strong|sub|sup|time|u|var"
)
_LINK_END = r"\](?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)|\[[^\[\]]*+\])?+"
# Markup between words, the longest form first.
_MARKUP = re.compile(
    rf"""
      (?P<skip>(?:\r\n?|\n)[ \t]*(?:>[ \t]?)*|[ \t\u3000]+|\\(?=$))
    | (?P<alone><!--.*?-->|\{{/\*.*?\*/\}}|!\[(?:[^\[\]]|\[[^\[\]]*+\])*+{_LINK_END}|\[\^[^\]\s]+\]
        |<(?:br|img|wbr|input)\b[^<>]*>)
    | (?P<close></[A-Za-z][^<>]*>|{_LINK_END})
    | (?P<open><[A-Za-z][^<>]*>|\[)
    | (?P<both>\*{{1,3}}|_{{1,3}}|~~)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING_TAG = re.compile(rf"<(?:{_INLINE})\b[^<>]*>", re.IGNORECASE)
_AFTER = re.compile(rf"(?:[*_]|~~|{_LINK_END}|</(?:{_INLINE})\s*+>)++", re.IGNORECASE)
# How far an opening tag before a segment may reach back.
_REACH = 1_000


class _Piece(NamedTuple):
    """Words (``text``) or one token of markup at a place in the source."""

    kind: str
    text: str
    span: Span


def segments(document: Document) -> tuple[Segment, ...]:
    """Every segment of a document in source order; code blocks have none."""
    found = [
        segment
        for section in document.sections
        for number, block in enumerate((section.heading, *section.blocks))
        if block is not None and block.is_prose and block.prose
        for segment in _of_block(document, section.id, number, block)
    ]
    return tuple(sorted(found, key=lambda segment: segment.span))


def _of_block(document: Document, section: int, number: int, block: Block) -> Iterator[Segment]:
    text = document.source.text
    whole = (0, len(block.prose.text))
    setting = _setting(document, block)
    # A value of a front matter is quoted as a whole.
    sentences = (block.sentences if setting != "meta" else ()) or (whole,)
    ranges = [r for r in sentences if block.prose.text[slice(*r)].strip()]
    spans = [block.prose.span(*r) for r in ranges]
    for k, (start, end) in enumerate(ranges):
        left = spans[k - 1].end if k else max(0, spans[k].start - _REACH)
        right = spans[k + 1].start if k + 1 < len(spans) else len(text)
        inner = list(_pieces(text, block, start, end, setting))
        if setting in ("meta", "attribute"):
            before: list[_Piece] = []
            after: list[_Piece] = []
        else:
            before = _outside(text, _before(text, left, spans[k].start), spans[k].start)
            closed = _AFTER.match(text, spans[k].end, right)
            after = _outside(text, *closed.span()) if closed else []
        pieces, unpaired = _paired(before, inner, after)
        shown = [piece for piece in pieces[unpaired] if piece.kind != "skip"]
        yield Segment(
            f"{section}.{number}.{k}",
            section,
            number,
            Span(shown[0].span.start, shown[-1].span.end),
            tuple(_parts(shown)),
            setting,
        )


def _setting(document: Document, block: Block) -> Setting:
    """How the words of a block are written in the file."""
    text = document.source.text
    start = block.prose.runs[0].start
    if document.format == "text":
        return "text"
    if document.format == "markdown" and block.kind == "meta":
        return "meta"
    if block.kind == "meta" or (block.kind == "alt" and text[start - 1 : start] in ("'", '"')):
        return "attribute"
    return "cell" if block.kind == "cell" and document.format == "markdown" else "text"


def _pieces(text: str, block: Block, start: int, end: int, setting: Setting) -> Iterator[_Piece]:
    """``block.prose.text[start:end]`` with what stands between its characters in the source."""
    prose = block.prose
    at: int | None = None
    marks = (*block.marks, *_addresses(text, block))
    locked = [mark for mark in marks if mark.start < end and mark.end > start]
    offset = start
    starts = [run.at for run in prose.runs]
    while offset < end:
        run = prose.runs[bisect_right(starts, offset) - 1]
        mark = next((m for m in locked if m.start <= offset < m.end), None)
        plain = run.length == run.width
        here = run.start + (offset - run.at if plain else 0)
        if mark is not None:
            stop = min(mark.end, end)
            span = prose.span(offset, stop)
            if mark.kind == "code":
                span = _with_ticks(text, span, at or 0)
            elif text[span.start - 1 : span.start] == "<" and text[span.end : span.end + 1] == ">":
                span = Span(span.start - 1, span.end + 1)
            if at is not None and span.start > at:
                yield from _markup(text, at, span.start, setting)
            yield _Piece("alone", prose.text[offset:stop], span)
            at, offset = span.end, stop
            continue
        if at is not None and here > at:
            yield from _markup(text, at, here, setting)
        nearest = min((m.start for m in locked if m.start > offset), default=end)
        stop = min(end, nearest, run.at + run.length)
        words = prose.text[offset:stop]
        span = Span(here, here + (stop - offset if plain else run.width))
        breaks = words == "\n" and setting not in ("meta", "attribute")
        yield _Piece("alone" if breaks else "words", words, span)
        at, offset = span.end, stop


def _addresses(text: str, block: Block) -> Iterator[Mark]:
    """Addresses in angle brackets: ``<info@example.org>``."""
    for ref in block.refs:
        raw = text[slice(*ref.span)]
        if raw[:1] == "<" and raw[-1:] == ">" and not re.search(r"\s", raw):
            for run in block.prose.runs:
                at = run.at + ref.span.start + 1 - run.start
                if run.length == run.width and run.at <= at < run.at + run.length:
                    yield Mark("url", at, min(at + len(raw) - 2, len(block.prose.text)))


def _with_ticks(text: str, span: Span, least: int) -> Span:
    """Inline code with its marks: it ends with as many as it begins with, not with all that follow.

    Other code may begin right behind it. Code of a page has no such marks.
    """
    inside = text.rfind("`", least, span.start) + 1
    if not inside or text[inside : span.start].strip(" "):
        return span
    start = inside
    while start > least and text[start - 1] == "`":
        start -= 1
    closing = text.find("`", span.end)
    if closing < 0 or text[span.end : closing].strip(" "):
        return span
    return Span(start, closing + inside - start)


def _markup(text: str, start: int, end: int, setting: Setting) -> Iterator[_Piece]:
    """The tokens between two words; white space counts only where it parts two of them."""
    if setting in ("meta", "attribute"):
        return
    tokens = [
        _Piece(found.lastgroup or "other", "", Span(*found.span()))
        for found in _MARKUP.finditer(text, start, end)
    ]
    visible = [k for k, token in enumerate(tokens) if token.kind != "skip"]
    for k, token in enumerate(tokens):
        if token.kind == "close" and text[slice(*token.span)] in ("]", "][]"):
            # The words of such a link are the name of its address.
            yield token._replace(text="by name")
        elif (
            token.kind == "skip"
            and visible
            and visible[0] < k
            and _parts_words(text, token, visible[-1] > k)
        ):
            yield token._replace(kind="alone")
        elif token.kind == "skip" or text[slice(*token.span)] != "\\":
            yield token


def _parts_words(text: str, blank: _Piece, is_between: bool) -> bool:
    """Whether white space after markup is to stay: between two marks, or blanks that are not read.

    Those stand behind text that nobody sees (struck out), where the prose has its blank already.
    """
    return is_between or "\n" not in text[slice(*blank.span)]


def _before(text: str, least: int, end: int) -> int:
    """Where the opening markup begins that stands right before ``end``, read backwards."""
    at = end
    while at > least:
        if text[at - 1] in "*_[":
            at -= 1
        elif text.startswith("~~", at - 2) and at - 2 >= least:
            at -= 2
        else:
            opened = text.rfind("<", least, at) if text[at - 1] == ">" else -1
            if opened < 0 or not _OPENING_TAG.fullmatch(text, opened, at):
                break
            at = opened
    return at


def _outside(text: str, start: int, end: int) -> list[_Piece]:
    return list(_markup(text, start, end, "text")) if start < end else []


def _paired(
    before: list[_Piece], inner: list[_Piece], after: list[_Piece]
) -> tuple[list[_Piece], slice]:
    """The pieces, openings and closings told apart, and which of them make the segment.

    Markup outside the segment's words belongs to it only where its partner stands inside.
    """
    pieces = [*before, *inner, *after]
    first, last = len(before), len(before) + len(inner)
    stack: list[int] = []
    partner: dict[int, int] = {}
    for k, piece in enumerate(pieces):
        if piece.kind == "close" or piece.kind == "both":
            fitting = next((i for i in reversed(stack) if _fits(pieces[i], piece)), None)
            if fitting is not None:
                del stack[stack.index(fitting) :]
                partner[fitting], partner[k] = k, fitting
                continue
        if piece.kind in ("open", "both"):
            stack.append(k)
    low, high = first, last
    for one, two in partner.items():
        parted = (first <= one < last) != (first <= two < last)
        if one < two and (parted or pieces[two].text == "by name"):
            low, high = min(low, one), max(high, two + 1)
    for k, piece in enumerate(pieces):
        if k in partner and low <= k < high and low <= partner[k] < high:
            kind = "open" if k < partner[k] else "close"
            pieces[k] = piece._replace(kind=kind, text=str(min(k, partner[k])))
        elif piece.kind in ("open", "close", "both", "other"):
            pieces[k] = piece._replace(kind="alone")
    return pieces, slice(low, high)


def _fits(opening: _Piece, closing: _Piece) -> bool:
    return (opening.kind == "both") == (closing.kind == "both") and (
        opening.kind != "both"
        or opening.span.end - opening.span.start == closing.span.end - closing.span.start
    )


def _parts(pieces: list[_Piece]) -> Iterator[str | Code]:
    """Neighbouring words joined, neighbouring lone codes too; codes numbered from 1."""
    numbers: dict[str, int] = {}
    count = 0
    words: list[str] = []
    for piece in pieces:
        if piece.kind == "words":
            words.append(piece.text)
            continue
        if words:
            yield "".join(words)
            words = []
        kind: CodeKind = "alone"
        shown = piece.text
        if piece.kind == "alone":
            count += 1
            number = count
        else:
            kind = "open" if piece.kind == "open" else "close"
            if piece.text not in numbers:
                count += 1
                numbers[piece.text] = count
            number, shown = numbers[piece.text], ""
        yield Code(number, kind, piece.span, shown)
    if words:
        yield "".join(words)
