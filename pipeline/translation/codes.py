"""Segments as one line of text for engines: markup becomes ``<g id="1">…</g>`` and ``<x id="2"/>``.

The form is XLIFF's, which engines that know XML keep by themselves. Reading is forgiving in what
engines do to tags (spaces, quotes, ``<x id="2"></x>``) and strict in what counts: every code once,
none invented, none crossed.
"""

from __future__ import annotations

import html
import re
from xml.sax.saxutils import escape

from pipeline.model.translation import Code, Parts, Segment

_TAG = re.compile(
    r"""<\s*+(?:
      (?P<end>/)\s*+(?P<closed>[gx])\s*+
    | (?P<name>[gx])\s++id\s*+=\s*+(?:["'“”]\s*+)?(?P<id>\d++)\s*+(?:["'“”]\s*+)?(?P<single>/?)\s*+
    )>""",
    re.VERBOSE | re.IGNORECASE,
)


# No segment has a code with more digits; 0 is none.
_LONGEST = 10


class LostCodesError(ValueError):
    """A translation in which markup is missing, doubled or crossed."""


def coded(segment: Segment) -> str:
    """The segment as engines see it."""
    return "".join(escape(p) if isinstance(p, str) else _tag(p) for p in segment.parts)


def plain(text: str) -> str:
    """The words of a coded text."""
    return html.unescape(_TAG.sub("", text))


def uncoded(segment: Segment) -> str:
    """The words of a segment without its codes: what ``plain`` gives of its coded text."""
    return "".join(part for part in segment.parts if isinstance(part, str))


def decoded(text: str, segment: Segment) -> Parts:
    """The parts of a coded translation. Raises LostCodesError unless it has the same codes."""
    known: dict[tuple[str, int], Code] = {(code.kind, code.id): code for code in segment.codes}
    parts: list[str | Code] = []
    stack: list[int] = []
    alone: set[int] = set()
    at = 0
    for tag in _TAG.finditer(text):
        _add(parts, text[at : tag.start()])
        at = tag.end()
        if tag["end"]:
            if tag["closed"].lower() == "g":
                if not stack:
                    raise LostCodesError("a closing tag without its opening")
                _take(parts, known, "close", stack.pop())
            continue
        number = int(tag["id"]) if len(tag["id"]) < _LONGEST else 0
        if tag["name"].lower() == "x" or tag["single"]:
            if number in alone:
                raise LostCodesError(f'<x id="{number}"/> stands there twice')
            alone.add(number)
            _take(parts, known, "alone", number)
        else:
            stack.append(number)
            _take(parts, known, "open", number)
    _add(parts, text[at:])
    if known or stack:
        missing = sorted({id_ for _, id_ in known} | set(stack))
        raise LostCodesError(f"markup {', '.join(map(str, missing))} is missing")
    return tuple(parts)


def _take(
    parts: list[str | Code], known: dict[tuple[str, int], Code], kind: str, number: int
) -> None:
    code = known.pop((kind, number), None)
    if code is None:
        raise LostCodesError(f"markup {number} is doubled or was not in the source")
    parts.append(code)


def _add(parts: list[str | Code], text: str) -> None:
    if text:
        parts.append(html.unescape(text))


def _tag(code: Code) -> str:
    if code.kind == "alone":
        return f'<x id="{code.id}"/>'
    return f'<g id="{code.id}">' if code.kind == "open" else "</g>"
