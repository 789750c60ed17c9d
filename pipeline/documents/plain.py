"""Plain text as people paste it from web pages → a document with an outline.

The title is the first line, once banners and menus are set apart, if it is no sentence, no label
and no numbered heading (see ``furniture.find_frame``). It becomes the one heading of level 1 and
the rest of the outline starts at level 2; but where the text has bare headings of its own and the
first line is no longer than they are and has text of its own, it is one of them. Without a title
the outline starts at level 1. What stands between the title and the first heading is the title's
body; without a title it is the preamble.

Headings are found by ``headings``, their levels by ``nesting``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.documents.furniture import Frame, find_frame
from pipeline.documents.headings import LineReading, as_title, decide, read
from pipeline.documents.lines import Line, read_lines
from pipeline.documents.nesting import Head, levels
from pipeline.documents.outline import Furniture, Item, Opening, sections
from pipeline.documents.phrases import width
from pipeline.documents.sentences import split
from pipeline.documents.stray_markup import url_marks
from pipeline.model.document import Block, BlockKind, Document, SectionKind
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span

# Columns that a title has at least where nothing but its length sets it apart.
_SHORT_TITLE = 24


def parse_plain(source: Source) -> Document:
    """The sections of a plain text. Every prose knows its places; linear in the text."""
    lines = read_lines(source.text)
    readings = [read(line) for line in lines]
    marked = {i for i, r in enumerate(readings) if r.sort not in ("text", "bare")}
    frame = find_frame(lines, marked, {i for i in marked if not readings[i].rest})
    if frame.title is not None:
        readings[frame.title] = as_title(lines[frame.title])
    order = [i for i in range(len(lines)) if i not in frame.furniture]
    decided = dict(zip(order, decide([readings[i] for i in order]), strict=True))
    outline = _levels([decided[i] for i in order], titled=frame.title is not None)
    items = _items(source.lang, lines, decided, dict(zip(order, outline, strict=True)), frame)
    return Document(source, "text", sections(source, items))


def _levels(readings: Sequence[LineReading], *, titled: bool) -> list[int]:
    """The level of every reading, 0 for body.

    Where the frame of the page shows no title, the layout may: by a heading in the first line.
    """
    titled = titled or (bool(readings) and readings[0].firm and readings[0].sort == "bare")
    places = [i for i, reading in enumerate(readings) if reading.is_heading]
    heads = [_head(readings, i) for i in places]
    found: list[int] = []
    if titled and heads and _is_title(heads):
        found = [1, *levels(heads[1:], top=2)]
    else:
        found = levels(heads)
    result = [0] * len(readings)
    for place, level in zip(places, found, strict=True):
        result[place] = level
    return result


def _head(readings: Sequence[LineReading], index: int) -> Head:
    reading = readings[index]
    after = readings[index + 1] if index + 1 < len(readings) else None
    filled = bool(reading.rest) or (after is not None and not after.is_heading)
    sort = "bare" if reading.sort == "title" or reading.sort == "text" else reading.sort
    title = reading.title.text
    numbered = reading.number is not None
    return Head(sort, title, filled, reading.style, reading.run, reading.line.hashes, numbered)


def _is_title(heads: Sequence[Head]) -> bool:
    """Whether the first heading stands above the others rather than beside them."""
    others = [width(head.title) for head in heads[1:] if head.sort == "bare"]
    marked = any(head.sort in ("number", "hash") for head in heads[1:])
    if marked or not others or not heads[0].filled:
        return True
    return width(heads[0].title) > max(_SHORT_TITLE, 1.2 * max(others))


def _items(
    lang: Lang,
    lines: Sequence[Line],
    decided: dict[int, LineReading],
    outline: dict[int, int],
    frame: Frame,
) -> Iterator[Item]:
    waiting: list[Line] = []
    for index, line in enumerate(lines):
        if index in frame.furniture:
            waiting.append(line)
            continue
        yield from _furniture(waiting, lang)
        waiting = []
        reading = decided[index]
        if not reading.is_heading:
            yield _block(line, line.prose, lang)
            continue
        run_in = reading.sort in ("label", "inline") or bool(reading.rest)
        number = reading.number.text if reading.number else ""
        heading = _block(line, reading.title, lang, kind="paragraph")
        kind: SectionKind = "run-in" if run_in else "heading"
        yield Opening(kind, outline[index], number, heading, line.start)
        if reading.rest:
            yield _block(line, reading.rest, lang)
    yield from _furniture(waiting, lang)


def _furniture(lines: Sequence[Line], lang: Lang) -> Iterator[Furniture]:
    if lines:
        blocks = tuple(_block(line, line.prose, lang) for line in lines)
        yield Furniture(blocks, Span(lines[0].start, lines[-1].end))


def _block(line: Line, prose: Prose, lang: Lang, kind: BlockKind | None = None) -> Block:
    place = prose.span(0, len(prose.text))
    refs = tuple(ref for ref in line.refs if place.start <= ref.span.start < place.end)
    sort: BlockKind = kind or ("item" if line.bullet else "paragraph")
    return Block(sort, prose, split(prose.text, lang), url_marks(prose), refs)
