"""Stray Markdown inside plain text: emphasis marks vanish, links leave their text, URLs are marked.

Only what cannot be read otherwise is taken for markup: ``**`` and ``__`` in pairs on one line
(CommonMark's flanking rules are left aside, they fail beside Japanese punctuation), and
``[text](target)``. A lone ``*`` is an asterisk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model.document import Mark, Ref
from pipeline.model.prose import Prose
from pipeline.model.source import Span

_MARKUP = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]{1,300})\]\((?P<target>[^\s()]{1,2000})\)"
    r"|\*\*(?P<strong>[^*\s](?:[^*\n]{0,500}[^*\s])?)\*\*"
    r"|(?<!\w)__(?P<under>[^_\s](?:[^_\n]{0,500}[^_\s])?)__(?!\w)"
)
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]*[A-Za-z0-9/_~=#]")


@dataclass(frozen=True)
class Stripped:
    """One line freed of stray markup. ``strong`` says that all of it was emphasised."""

    prose: Prose
    refs: tuple[Ref, ...] = ()
    strong: bool = False


def strip_markup(text: str, start: int, end: int) -> Stripped:
    """The line ``text[start:end]`` of a source as a reader sees it."""
    pieces: list[tuple[str, int, int]] = []
    refs: list[Ref] = []
    at = start
    strong = False
    for found in _MARKUP.finditer(text, start, end):
        group = next(name for name in ("text", "strong", "under") if found[name] is not None)
        inner, stop = found.span(group)
        pieces.append((text[at : found.start()], at, found.start() - at))
        pieces.append((text[inner:stop], inner, stop - inner))
        if group == "text":
            kind = "image" if found["image"] else "link"
            refs.append(_ref(kind, found["target"], Span(*found.span())))
        else:
            strong = strong or found.span() == (start, end)
        at = found.end()
    pieces.append((text[at:end], at, end - at))
    prose = Prose.of(pieces)
    return Stripped(prose, (*refs, *_bare_links(prose, refs)), strong)


def _ref(kind: str, target: str, span: Span) -> Ref:
    return Ref("image" if kind == "image" else "link", target, span)


def _bare_links(prose: Prose, known: list[Ref]) -> list[Ref]:
    links = []
    for mark in url_marks(prose):
        span = prose.span(mark.start, mark.end)
        if not any(ref.span.start <= span.start < ref.span.end for ref in known):
            links.append(Ref("link", prose.text[mark.start : mark.end], span))
    return links


def url_marks(prose: Prose) -> tuple[Mark, ...]:
    """Where bare addresses stand in a prose."""
    return tuple(Mark("url", *found.span()) for found in _URL.finditer(prose.text))
