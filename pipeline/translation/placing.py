"""Puts the markup of a sentence into a translation that was remembered without any.

Only where its place is certain: around the rendering of a glossary term, a number or a Latin word
that it enclosed in the source, around the whole, or at the end, where a footnote stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from pipeline.model.translation import Request

_TOKEN = re.compile(r'<g id="(\d+)">|</g>|<x id="(\d+)"/>')
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_STOP = re.compile(r"(?<![。．.!?！？])[。．.!?！？]*+$")


def placed(
    request: Request, shown: str, target: str, texts: Mapping[str, str] | None = None
) -> str | None:
    """``target`` with the codes of a request; None where one of them has no certain place.

    ``shown`` are the request's words without codes, ``texts`` how words that a code encloses were
    translated by themselves.
    """
    renderings = {term.text: term.accepted for term in request.terms}
    for words, alone in (texts or {}).items():
        if bare := _bare(alone):
            renderings[words.strip()] = (*renderings.get(words.strip(), ()), bare)
    visible = {str(number): words for number, words in request.shown}
    inserts: list[tuple[int, int, str]] = []
    taken: dict[int, int] = {}
    around: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for order, (number, start, end) in enumerate(_ranges(request.text)):
        if end is None:
            words = visible.get(number, "")
            at = target.find(words) if target.count(words) == 1 else None
            at = at if words else _alone(start, shown, target)
            if at is None:
                return None
            taken[at] = at + len(words)
            inserts.append((at, order, f'<x id="{number}"/>'))
        else:
            place = _around(shown[start:end], shown, renderings, target)
            if place is None or not _alike(around, (start, end), place):
                return None
            around.append(((start, end), place))
            inserts.append((place[0], order, f'<g id="{number}">'))
            inserts.append((place[1], -order, "</g>"))
    pieces, at = [], 0
    for where, _, code in sorted(inserts):
        pieces += [escape(target[at:where]), code]
        at = max(where, taken.get(where, where) if code.startswith("<x") else where)
    return "".join((*pieces, escape(target[at:])))


def enclosed(coded: str) -> Iterator[str]:
    """The words that codes of a text enclose, tags and all left out."""
    from pipeline.translation.codes import plain

    shown = plain(coded)
    for _, start, end in _ranges(coded):
        if end is not None and shown[start:end].strip():
            yield shown[start:end]


def _bare(alone: str) -> str:
    """A translation as it may stand inside a sentence: without its full stop and article."""
    return _ARTICLE.sub("", _STOP.sub("", alone.strip()))


def _alike(
    others: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    ours: tuple[int, int],
    theirs: tuple[int, int],
) -> bool:
    """Whether what stood apart in the source does so in the target, and what stood inside, too."""
    return all(
        (inside[0] <= theirs[0] and theirs[1] <= inside[1])
        if source[0] <= ours[0] and ours[1] <= source[1]
        else (theirs[1] <= inside[0] or inside[1] <= theirs[0])
        for source, inside in others
    )


def _ranges(coded: str) -> list[tuple[str, int, int | None]]:
    """Each code and the words it encloses, as offsets in the text without codes."""
    from pipeline.translation.codes import plain

    found: list[tuple[str, int, int | None]] = []
    open_: list[tuple[str, int]] = []
    length = at = 0
    for token in _TOKEN.finditer(coded):
        length += len(plain(coded[at : token.start()]))
        at = token.end()
        if token[2]:
            found.append((token[2], length, None))
        elif token[1]:
            open_.append((token[1], length))
        else:
            number, start = open_.pop()
            found.append((number, start, length))
    return sorted(found, key=lambda each: (each[1], -(each[2] or each[1])))


def _alone(start: int, shown: str, target: str) -> int | None:
    """A lone code keeps its place at either end; inside a sentence its place is anybody's guess."""
    if not shown[start:].strip("。．.!?！？ "):
        stop = _STOP.search(target)
        after = not shown[start:].strip()
        return len(target) if after or stop is None else stop.start()
    return 0 if not shown[:start].strip() else None


def _around(
    words: str, shown: str, renderings: dict[str, tuple[str, ...]], target: str
) -> tuple[int, int] | None:
    if words.strip() == shown.strip():
        return 0, len(target)
    wanted = renderings.get(words.strip()) or ((words.strip(),) if words.isascii() else ())
    places: set[tuple[int, int]] = set()
    for form in sorted(wanted, key=len, reverse=True):
        for match in re.finditer(re.escape(form), target, re.IGNORECASE):
            if not any(a <= match.start() and match.end() <= b for a, b in places):
                places.add(match.span())
    return places.pop() if len(places) == 1 else None
