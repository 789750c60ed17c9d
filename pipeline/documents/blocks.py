"""Prose → Block: white space trimmed, URLs marked, sentences found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from pipeline.documents.sentences import split
from pipeline.model.document import Block, BlockKind, Mark, Ref
from pipeline.model.prose import Prose
from pipeline.model.source import Lang

# RFC 3986 characters only, so that an address ends where Japanese text goes on.
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_TAIL = frozenset(".,;:!?'\"]*_")


def block(
    kind: BlockKind,
    prose: Prose,
    lang: Lang,
    *,
    refs: Sequence[Ref] = (),
    code: Sequence[Mark] = (),
) -> Block:
    """A block of trimmed prose; ``code`` are the stretches already known not to be running text.

    A code block keeps its text untrimmed and has neither sentences nor marks.
    """
    if kind == "code":
        return Block(kind, prose, refs=tuple(refs))
    text = prose.text
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    if (start, end) != (0, len(text)):
        prose = prose.cut(start, end)
        code = [
            Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start)
            for mark in code
            if mark.end > start and mark.start < end
        ]
    marks = tuple(sorted((*code, *urls(prose.text, code)), key=lambda mark: mark.start))
    return Block(
        kind, prose, split(prose.text, lang, whole=[m[1:] for m in marks]), marks, tuple(refs)
    )


def urls(text: str, inside: Iterable[Mark] = ()) -> list[Mark]:
    """Bare addresses in a text, without the punctuation after them and not inside ``inside``."""
    if "://" not in text and "www." not in text:
        return []
    taken = sorted(mark[1:] for mark in inside)
    found = []
    for match in _URL.finditer(text):
        end = _end(match.group()) + match.start()
        before = bisect_left(taken, (end, 0)) - 1
        if before < 0 or taken[before][1] <= match.start():
            found.append(Mark("url", match.start(), end))
    return found


def _end(url: str) -> int:
    """Length without trailing punctuation and brackets that were opened before the address."""
    end, excess = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in _TAIL or (url[end - 1] == ")" and excess > 0)):
        end -= 1
        excess -= url[end] == ")"
    return end
