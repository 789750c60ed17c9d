"""Puts translations where the source's words stand; every other character stays as it is.

What is written is the source, copied, with the words of its segments exchanged. That is how links,
code, images, tables, footnotes and front matter come out as they went in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model.document import Document
from pipeline.model.source import Lang, Span
from pipeline.model.translation import Code, Parts, Segment
from pipeline.translation.escaping import meta_written, one_line, written

# Markup that may stand between two sentences; emphasis opens and closes by the same sign.
_SIGN = re.compile(r"(?P<both>\*{1,3}|_{1,3}|~~)|(?P<open><[A-Za-z][^<>]*>|!?\[(?!\^))|\S")
# What opens a text of several lines in YAML, where nothing needs quotes.
_BLOCK_SCALAR = re.compile(r":[ \t]*[|>][-+\d]*[ \t]*(?:\r\n?|\n)[ \t]*\Z")
# What stands on its line before a block: a number such as （１）, which English writes (1).
_LABEL = re.compile(r"(?<![^\r\n<>])[^\r\n<>]*+\Z")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_CLOSED = tuple("。．！？!?…」』）)")


@dataclass(frozen=True)
class Insertion:
    """Text that is put in at an offset of the source: a mark before a section."""

    at: int
    text: str


@dataclass(frozen=True)
class Written:
    """Text made of a document or of parts of it.

    ``places`` is where each segment's words stand in it, ``sections`` where each section stands
    that was taken out of its document, ``updates`` where updates of sections (by id) stand.
    """

    text: str
    places: Mapping[str, Span]
    sections: Mapping[int, Span] = field(default_factory=dict)
    updates: tuple[tuple[int, Span], ...] = ()


@dataclass
class Writer:
    """One document and what becomes of its segments.

    ``parts`` holds the translated parts by segment id; a segment without an entry keeps its source
    words. ``remarks`` are written after a segment where the format has comments.
    """

    document: Document
    target: Lang
    segments: Sequence[Segment]
    parts: Mapping[str, Parts]
    remarks: Mapping[str, str] = field(default_factory=dict)
    insertions: Sequence[Insertion] = ()

    @cached_property
    def _firsts(self) -> dict[tuple[int, int], Segment]:
        """The first segment of every block."""
        return {(s.section, s.block): s for s in reversed(self.segments)}

    def whole(self) -> Written:
        """The document."""
        return self.part(Span(0, len(self.document.source.text)))

    def part(self, span: Span) -> Written:
        """A stretch of the document; its places count from the stretch's own start.

        What is remarked on its last segment comes with it.
        """
        out = _Out()
        self._copy(out, span.start, span.end, self._within(span))
        return Written("".join(out.pieces), out.places)

    def _within(self, span: Span) -> list[Segment]:
        return [s for s in self.segments if span.start <= s.span.start and s.span.end <= span.end]

    def _copy(self, out: _Out, start: int, end: int, inside: Sequence[Segment]) -> None:
        """Copies the source from ``start`` to ``end`` with its segments and insertions."""
        at = start
        last: Segment | None = None
        for segment in inside:
            if segment.span.start < at:
                # It stands in markup of the segment before (an image's text in its sentence).
                continue
            between = self._source(out, at, segment.span.start)
            opens = self._opens(last, segment)
            if opens and self.target == "en" and segment.id in self.parts:
                between = _LABEL.sub(lambda label: label[0].translate(_NARROW), between)
            out.add(self._between(last, segment, between))
            self._segment(out, segment, inside, opens=opens)
            at, last = segment.span.end, segment
        out.add(self._source(out, at, end, closes=True))

    def _source(self, out: _Out, start: int, end: int, *, closes: bool = False) -> str:
        """The source as it stands, with what is inserted into it, each insertion once.

        One that stands where a segment begins is met before the segment and again in it.
        """
        text = self.document.source.text
        pieces, at = [], start
        low = bisect_left(self.insertions, start, key=lambda each: each.at)
        for number, insertion in enumerate(self.insertions[low:], low):
            if insertion.at > end:
                break
            if number in out.inserted:
                continue
            if start <= insertion.at < end or (insertion.at == end and not closes):
                pieces += [text[at : insertion.at], insertion.text]
                at = insertion.at
                out.inserted.add(number)
        return "".join((*pieces, text[at:end]))

    def _opens(self, last: Segment | None, segment: Segment) -> bool:
        return last is None or (last.section, last.block) != (segment.section, segment.block)

    def _between(self, last: Segment | None, segment: Segment, between: str) -> str:
        """What stands between two segments: a space where the target has one and no source had."""
        if last is None or (last.section, last.block) != (segment.section, segment.block):
            return between
        if self.target == "en" and not re.search(r"\s", between):
            at = self._opening(between, segment)
            return f"{between[:at]} {between[at:]}"
        before = self._words(last) if last.id in self.parts else ""
        if self.target == "ja" and between and not between.strip(" ") and before.endswith(_CLOSED):
            return ""
        return between

    def _opening(self, between: str, segment: Segment) -> int:
        """Where in the markup before a segment that begins which belongs to the segment."""
        text = self.document.source.text
        first = self._firsts[segment.section, segment.block]
        start = segment.span.start - len(between)
        line = text.rfind("\n", 0, first.span.start) + 1
        for sign in _SIGN.finditer(between):
            before = text[line : start + sign.start()]
            if sign["open"] or (sign["both"] and before.count(sign["both"]) % 2 == 0):
                return sign.start()
        return len(between)

    def _words(self, segment: Segment) -> str:
        parts = self.parts.get(segment.id, segment.parts)
        return "".join(part if isinstance(part, str) else part.shown for part in parts)

    def _segment(
        self, out: _Out, segment: Segment, inside: Sequence[Segment], *, opens: bool
    ) -> None:
        start = out.length
        parts = self.parts.get(segment.id)
        if parts is None:
            self._untouched(out, segment, inside)
        elif segment.setting == "meta":
            self._meta(out, segment, parts)
        else:
            self._parts(out, segment, parts, inside, opens=opens)
        out.places[segment.id] = Span(start, out.length)
        if remark := self.remarks.get(segment.id):
            out.add(remark)

    def _parts(
        self,
        out: _Out,
        segment: Segment,
        parts: Parts,
        inside: Sequence[Segment],
        *,
        opens: bool,
    ) -> None:
        form = self.document.format
        heading = segment.block == 0
        names = self._names(segment, parts) if form == "markdown" else {}
        for number, part in enumerate(parts):
            if isinstance(part, Code):
                if part in names:
                    # "][]" gives way to its bracket and the name.
                    out.add("]" + names[part])
                else:
                    self._code(out, part, inside)
                continue
            first = opens and not heading and not number and segment.setting == "text"
            out.add(written(part, form, segment.setting, first=first))

    def _names(self, segment: Segment, parts: Parts) -> dict[Code, str]:
        """What follows the closing bracket of links that were named by their words alone.

        ``[words]`` and ``[words][]`` would name another address, or none, in other words.
        """
        text = self.document.source.text
        opened = {code.id: code for code in segment.codes if code.kind == "open"}
        found = {}
        for code in segment.codes:
            if code.kind != "close" or text[slice(*code.span)] not in ("]", "][]"):
                continue
            name = text[opened[code.id].span.end : code.span.start]
            if _between_codes(parts, code.id) != name:
                found[code] = f"[{name}]"
        return found

    def _code(self, out: _Out, code: Code, inside: Sequence[Segment]) -> None:
        self._copy(out, *code.span, _nested(inside, code.span))

    def _untouched(self, out: _Out, segment: Segment, inside: Sequence[Segment]) -> None:
        self._copy(out, *segment.span, _nested(inside, segment.span))

    def _meta(self, out: _Out, segment: Segment, parts: Parts) -> None:
        text = self.document.source.text
        before = text[segment.span.start - 1 : segment.span.start]
        quote = before if before in ('"', "'") else ""
        if _BLOCK_SCALAR.search(text, 0, segment.span.start):
            out.add(one_line(_plain(parts)))
        else:
            out.add(meta_written(_plain(parts), quote, toml=text.startswith("+++")))


@dataclass
class _Out:
    pieces: list[str] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)
    inserted: set[int] = field(default_factory=set)
    length: int = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def _nested(inside: Sequence[Segment], span: Span) -> Sequence[Segment]:
    """The segments within a span that do not begin it; ``inside`` is in source order."""
    low = bisect_right(inside, span.start, key=_start)
    high = bisect_left(inside, span.end, key=_start)
    return [s for s in inside[low:high] if s.span.end <= span.end]


def _start(segment: Segment) -> int:
    return segment.span.start


def _between_codes(parts: Parts, number: int) -> str:
    """The words between an opening and its closing."""
    places = [k for k, p in enumerate(parts) if isinstance(p, Code) and p.id == number]
    return _plain(parts[places[0] + 1 : places[-1]])


def _plain(parts: Parts) -> str:
    return "".join(part if isinstance(part, str) else part.shown for part in parts)
