"""Neighbouring segments as one, and the markup of a translation numbered as its source's is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.exchange import Markup
from pipeline.model.source import Span
from pipeline.model.translation import Code, Parts, Segment

# What `taiyaku draft` writes beside a sentence that nobody translated.
REMARK = re.compile(r"(?:<!--|\{/\*) to translate;.*?(?:-->|\*/\})", re.DOTALL)
_SHAPES = re.compile(r"<(?:br|/?[A-Za-z][\w-]*)|!?\[\^?|`|\*+|_+|~~|https?:")


def joined(document: Document, segments: Sequence[Segment]) -> Segment:
    """Segments that follow each other as one, what stands between them being white space or a code.

    Remarks of a draft are left out.
    """
    first = segments[0]
    parts: list[str | Code] = []
    count = 0
    for k, segment in enumerate(segments):
        if k:
            between = Span(segments[k - 1].span.end, segment.span.start)
            text = REMARK.sub("", document.source.cut(between))
            if text.strip() or text.count("\n") > 1:
                count += 1
                parts.append(Code(count, "alone", between))
            elif text:
                parts.append(" ")
        remaining = [p for p in segment.parts if not _is_remark(document, p)]
        parts += [p if isinstance(p, str) else p._replace(id=p.id + count) for p in remaining]
        count += max((code.id for code in segment.codes), default=0)
    span = Span(first.span.start, segments[-1].span.end)
    return replace(first, id="_".join(s.id for s in segments), span=span, parts=_melted(parts))


def markup(document: Document, parts: Parts) -> dict[int, Markup]:
    """The characters of each code of ``parts`` in ``document``, by its number."""
    found: dict[int, Markup] = {}
    for code in (part for part in parts if isinstance(part, Code)):
        text = document.source.cut(code.span)
        if code.kind == "close":
            found[code.id] = found[code.id]._replace(end=text)
        else:
            found[code.id] = Markup(text)
    return found


def numbered(target: Segment, own: Mapping[int, Markup], source: Mapping[int, Markup]) -> Segment:
    """``target`` with each code under the number of the source's code that it corresponds to.

    The same characters first, then the same kind of markup in order; others get numbers of their
    own after the source's.
    """
    free = dict(source)
    new: dict[int, int] = {}
    for alike in (lambda a, b: a == b, _same_kind):
        for number, characters in own.items():
            if number in new:
                continue
            fitting = next((n for n, other in free.items() if alike(characters, other)), None)
            if fitting is not None:
                new[number] = fitting
                del free[fitting]
    following = max(source, default=0)
    for number in own:
        if number not in new:
            following += 1
            new[number] = following
    return replace(
        target,
        parts=tuple(p if isinstance(p, str) else p._replace(id=new[p.id]) for p in target.parts),
    )


def _same_kind(one: Markup, two: Markup) -> bool:
    return bool(one.end) == bool(two.end) and _shape(one.start) == _shape(two.start)


def _shape(text: str) -> str:
    found = _SHAPES.match(text.strip())
    return found[0].lower() if found else text.strip()


def _is_remark(document: Document, part: str | Code) -> bool:
    return isinstance(part, Code) and REMARK.fullmatch(document.source.cut(part.span)) is not None


def _melted(parts: Sequence[str | Code]) -> Parts:
    """Neighbouring words as one part, and none that is empty."""
    made: list[str | Code] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] += part
        elif part != "":
            made.append(part)
    return tuple(made)
