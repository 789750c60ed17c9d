"""Puts the blocks of a document under its headings; every parser ends here.

A parser yields, in document order, what it meets: an ``Opening`` for a heading or label, a
``Block`` of text, or ``Furniture``. ``sections`` turns that flat sequence into sections with ids,
parents and spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.documents.blocks import block
from pipeline.model.document import Block, Mark, Ref, Section, SectionKind
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span


class Opening(NamedTuple):
    """A heading or run-in label: everything after it belongs to it until the next opening.

    ``heading`` holds the title without number and markup; ``level`` counts from 1; ``start`` is
    the source offset at which the section's span begins (the heading's markup included).
    """

    kind: SectionKind
    level: int
    number: str
    heading: Block
    start: int


class Furniture(NamedTuple):
    """A menu, repeated title or sign-off: a section apart, the one around it goes on after it."""

    blocks: tuple[Block, ...]
    span: Span


Item = Opening | Block | Furniture

_DIGITS = r"[0-9０-９]{1,3}"
_KANJI = r"[一二三四五六七八九十百]{1,4}"
_NUMBER = re.compile(
    rf"""(?:
      第\ ?(?:[0-9０-９]+|{_KANJI})\ ?[章節部編回条項話]
    | (?:Chapter|Part|Section)\ (?:[0-9]+|[IVX]+)\b[.:]?
    | [(（](?:{_DIGITS}|{_KANJI}|[ivx]{{1,4}}|[a-z])[)）](?![-‐－])
    | [\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf][.．、]?
    | {_DIGITS}(?:[.．-]{_DIGITS})+(?:[.．)）、:：]|(?=\s))
    | {_DIGITS}(?:[.．](?![0-9０-９])|[)）、:：]|(?=\u3000|\s\s))
    | (?:[IVX]{{1,5}}|[\u2160-\u217b])(?:[.．、)）](?=\s|[^\x00-\xff])|(?<=[\u2160-\u217b])(?=\s))
    | [a-zａ-ｚA-ZＡ-Ｚ](?:[．)）](?=\s|[^\x00-\xff])|\.(?=\s*[^\x00-\xff]))
    | [a-z]\.(?=\s+[A-Z])
    )""",
    re.VERBOSE,
)


def split_number(prose: Prose) -> tuple[str, Prose]:
    """The number a title begins with, as written (``1.``, ``（２）``, ``第2章``), and the rest.

    ``""`` where there is none or nothing would remain; a quantity (``0.5 mg``, ``3つの方法``) is
    no number.
    """
    found = _NUMBER.match(prose.text)
    if not found or found.group().startswith("0."):
        return "", prose
    rest = prose.text[found.end() :]
    start = len(prose.text) - len(rest.lstrip(" \t\n\u3000:：．."))
    if start == len(prose.text):
        return "", prose
    return found.group(), prose.cut(start, len(prose.text))


def title(
    prose: Prose, lang: Lang, *, refs: Sequence[Ref] = (), code: Sequence[Mark] = ()
) -> tuple[str, Block]:
    """The number of a heading and the block that holds the rest of it."""
    whole = block("paragraph", prose, lang, refs=refs, code=code)
    number, named = split_number(whole.prose)
    if not number:
        return "", whole
    shift = len(whole.prose.text) - len(named.text)
    moved = [
        Mark("code", max(m.start - shift, 0), m.end - shift)
        for m in whole.marks
        if m.kind == "code" and m.end > shift
    ]
    return number, block("paragraph", named, lang, refs=refs, code=moved)


@dataclass
class _Draft:
    section: Section
    blocks: list[Block]
    furniture_after: int | None = None

    def closed(self, end: int) -> Section:
        """The section with its body; furniture at its very end is not part of its span."""
        stop = end if self.furniture_after is None else min(end, self.furniture_after)
        span = Span(self.section.span.start, stop)
        return replace(self.section, blocks=tuple(self.blocks), span=span)


def sections(source: Source, items: Iterable[Item]) -> tuple[Section, ...]:
    """Sections in document order, numbered from 0.

    Blocks before the first opening make a preamble of level 0. A section's span reaches to the
    next opening (the last one's to the end of the text); furniture inside it has a span of its own.
    A parent is the nearest section before it with a lower level, never the preamble or furniture.
    """
    drafts: list[_Draft] = []
    current: _Draft | None = None
    ancestors: list[Section] = []
    resume = 0
    for item in items:
        if isinstance(item, Opening):
            if current:
                _close(drafts, current, item.start)
            while ancestors and ancestors[-1].level >= item.level:
                ancestors.pop()
            parent = ancestors[-1].id if ancestors else None
            current = _open(drafts, item, parent)
            ancestors.append(current.section)
        elif isinstance(item, Furniture):
            if current and current.furniture_after is None:
                current.furniture_after = item.span.start
            drafts.append(_Draft(_bare(len(drafts), "furniture", item.span), list(item.blocks)))
            resume = item.span.end
        else:
            if current is None:
                here = Span(resume, resume)
                drafts.append(current := _Draft(_bare(len(drafts), "preamble", here), []))
            current.blocks.append(item)
            current.furniture_after = None
    if current:
        _close(drafts, current, len(source.text))
    return tuple(replace(draft.section, blocks=tuple(draft.blocks)) for draft in drafts)


def _open(drafts: list[_Draft], item: Opening, parent: int | None) -> _Draft:
    section = Section(
        id=len(drafts),
        level=item.level,
        kind=item.kind,
        title=item.heading.prose,
        number=item.number,
        span=Span(item.start, item.start),
        parent=parent,
        blocks=(),
        heading=item.heading,
    )
    drafts.append(_Draft(section, []))
    return drafts[-1]


def _close(drafts: list[_Draft], draft: _Draft, end: int) -> None:
    drafts[draft.section.id].section = draft.closed(end)


def _bare(number: int, kind: SectionKind, span: Span) -> Section:
    return Section(number, 0, kind, Prose("", ()), "", span, None, ())
