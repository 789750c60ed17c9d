"""Which lines of a plain text stand as headings do, whatever their words: blank lines, full stops.

Writers are consistent within a text, so the text itself says what its layout means:

- *sectioned*: blank lines part the sections, not the paragraphs. Nearly every stretch between two
  blank lines opens with a line that is short, has no stop at its end, and has text below it. Such
  an opener is a heading even where its grammar is that of a sentence (``…していますか``), of a name
  in small letters (``locus``) or of a long description.
- *loose*: a blank line parts everything. Where the paragraphs end in full stops, a short line that
  has none and stands before a paragraph is a heading.
- *tight*: no blank lines to go by. The same holds, more narrowly, as a table pasted cell by cell or
  a list without bullets has short lines too.

What is enclosed in quotation marks, and what leads in to the next line (a colon, a comma, a
particle), never opens a section.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.documents.lines import Line
from pipeline.documents.phrases import is_balanced, is_quoted, is_stopped, is_unfinished, width

_WIDEST, _WIDEST_QUESTION = 110, 200
_WIDEST_TIGHT = 64
_PARAGRAPH = 60
_FEWEST = 3
_OPENING, _STOPPED, _PARTED = 0.75, 0.8, 0.7

_EXCLAIMED = re.compile(r"^[^。.!！]*(?:[!！…]|\.{3})$")
_LEADS_ON = re.compile(r"[をがでとの、，,]$")


class Layout(NamedTuple):
    """``openers`` stand as headings do.

    ``lone`` are short lines between two blank ones in a sectioned text, such as headings without a
    text of their own; None where the text is not sectioned.
    """

    openers: frozenset[int]
    lone: frozenset[int] | None


def could_open(text: str, *, apart: bool = False) -> bool:
    """Whether a line has the outer shape of a heading: short, no stop, nothing left open.

    ``apart`` lines stand below a blank line that means something: they may exclaim, end in a
    particle that titles have (``申し込むには``), and ask at length.
    """
    stopped = is_stopped(text) and not (apart and _EXCLAIMED.search(text))
    if stopped or text[-1] in ":：|" or text[0] in "|※*＊→" or not is_balanced(text):
        return False
    if is_quoted(text):
        return False
    if _LEADS_ON.search(text) if apart else is_unfinished(text):
        return False
    asks = apart and text[-1] in "?？"
    return width(text) <= (_WIDEST_QUESTION if asks else _WIDEST) and "://" not in text


def read_layout(lines: Sequence[Line], marked: Collection[int]) -> Layout:
    """The layout of a text. ``marked`` lines are headings by a mark or number. Linear."""
    chunks = _chunks(lines)
    opened = {start for start, end in chunks if _is_opened(lines, start, end, marked)}
    labels = {start for start, _ in chunks if lines[start].text[-1] in ":："}
    lone = {s for s, end in chunks if end - s == 1 and _is_lone(lines[s])} - labels
    telling = len(chunks) - len(lone) - len(labels)
    if len(opened) >= max(_FEWEST, _OPENING * telling) or len(opened) == telling > 1:
        return Layout(frozenset(opened), frozenset(lone))
    if not _is_punctuated(lines, marked):
        return Layout(frozenset(), None)
    parted = len(chunks) >= _PARTED * sum(not line.bullet for line in lines)
    found = (i for i in range(len(lines) - 1) if _stands_out(lines, i, marked, parted))
    return Layout(frozenset(found), None)


def _chunks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of lines without a blank line in them, as half-open ranges."""
    starts = [i for i, line in enumerate(lines) if line.blanks or not i]
    return list(itertools.pairwise([*starts, len(lines)]))


def _is_opened(lines: Sequence[Line], start: int, end: int, marked: Collection[int]) -> bool:
    """Whether a stretch opens with a heading: a short line above longer ones, a list or marks."""
    first = lines[start]
    if first.bullet or not could_open(first.text, apart=True) or end - start < 2:
        return False
    below = range(start + 1, end)
    if lines[start + 1].bullet or any(is_stopped(lines[i].text) for i in below):
        return True
    edge = max(width(first.text), _PARAGRAPH)
    listed = any(lines[i].bullet or i in marked for i in below)
    return any(width(lines[i].text) > (width(first.text) if listed else edge) for i in below)


def _is_lone(line: Line) -> bool:
    """Whether a line between two blank ones could be a heading that has no text of its own."""
    return not line.bullet and could_open(line.text, apart=True)


def _is_punctuated(lines: Sequence[Line], marked: Collection[int]) -> bool:
    """Whether paragraphs of this text end in full stops."""
    wide = [
        line
        for i, line in enumerate(lines)
        if width(line.text) > _PARAGRAPH
        and not line.bullet
        and i not in marked
        and not line.text.startswith("|")
    ]
    stopped = sum(is_stopped(line.text) or line.text[-1] in ":：?？" for line in wide)
    return len(wide) >= _FEWEST and stopped >= _STOPPED * len(wide)


def _stands_out(lines: Sequence[Line], index: int, marked: Collection[int], parted: bool) -> bool:
    """Whether a line without a stop stands before a paragraph with one, and after another."""
    line, after = lines[index], lines[index + 1]
    if line.bullet or index in marked or not could_open(line.text, apart=parted):
        return False
    if parted:
        listed = bool(after.bullet) or after.text[-1] in ":："
        return bool(line.blanks or not index) and (listed or _dwarfs(after, line, 1.2))
    before = lines[index - 1] if index else None
    free = before is not None and is_stopped(before.text) and not before.bullet
    return free and width(line.text) <= _WIDEST_TIGHT and _dwarfs(after, line, 2)


def _dwarfs(after: Line, line: Line, times: float) -> bool:
    return is_stopped(after.text) and width(after.text) > times * width(line.text)
