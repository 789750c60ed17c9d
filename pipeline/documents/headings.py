"""Which lines of a plain text are headings, judged from their typography and their neighbours.

A line is first read for itself (``read``): hashes, a number, a mark such as ``■``, brackets around
all of it, a label with a colon, or a bare phrase. Its neighbours then decide (``decide``):

- numbered or marked lines with nothing between them are a list, those with text are headings;
- a heading needs something below it, so a bare line before the end, or before a number that goes
  on, is text; so is one directly below a label, where the label's text is expected;
- three bare lines in a row are a list that lost its bullets;
- a one-word label before a text (``注: …``) is a heading only beside other labels, or where the
  same label stands elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.documents.layout import could_open, read_layout
from pipeline.documents.lines import Line, enclosed
from pipeline.documents.numbering import Number, read_number, sequences
from pipeline.documents.phrases import (
    is_japanese,
    is_phrase,
    is_quoted,
    is_sentence,
    is_stopped,
    is_unfinished,
    width,
)
from pipeline.documents.run_in import is_remark, read_label
from pipeline.model.prose import Prose

Sort = Literal["title", "hash", "number", "bare", "label", "inline", "text"]
_BARE_WIDEST, _NUMBERED_WIDEST = 64, 110
_BARE_WIDEST_LATIN, _MOST_WORDS = 90, 14
# So many bare headings below blank lines show that those without one are none.
_TELLING = 3
# Outlines hardly ever have so many headings and fragments running, tables mostly do.
_FEWEST_CELLS, _WIDEST_CELL = 5, 60
_COLON = re.compile(r"\s?[:：]\s?")
_EMPTY = Prose("", ())


@dataclass(frozen=True)
class LineReading:
    """How a line reads: ``title`` and, for a run-in label, the text after it.

    ``run`` is the sequence of a numbered or marked line; ``text`` lines are body. ``firm`` headings
    stand where the layout of the text has headings, so that their words are not asked.
    """

    line: Line
    sort: Sort
    title: Prose = _EMPTY
    rest: Prose = _EMPTY
    number: Number | None = None
    style: str = ""
    run: int = -1
    firm: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether a section begins here."""
        return self.sort != "text"

    def as_text(self) -> LineReading:
        """The same line as body."""
        return LineReading(self.line, "text")


def read(line: Line) -> LineReading:
    """What a line looks like, before its neighbours are asked."""
    number, title = read_number(line.prose) if not line.bullet else (None, line.prose)
    return _read(line, number, title)


def _read(line: Line, number: Number | None, title: Prose) -> LineReading:
    if line.hashes:
        return LineReading(line, "hash", title, number=number)
    label = read_label(title)
    if number:
        if label:
            return LineReading(line, "number", label.title, label.rest, number, number.style)
        if is_phrase(title.text, marked=True) and width(title.text) <= _NUMBERED_WIDEST:
            return LineReading(line, "number", title, number=number, style=number.style)
        return LineReading(line, "text", title, number=number, style=number.style)
    marked = _read_marked(line)
    if marked:
        return marked
    if label:
        return LineReading(line, "inline" if label.rest else "label", label.title, label.rest)
    if not line.bullet and is_bare(line.text):
        return LineReading(line, "bare", line.prose)
    return LineReading(line, "text")


def as_title(line: Line) -> LineReading:
    """A line that the frame of the page shows to be the title."""
    return LineReading(line, "title", line.prose)


def is_bare(text: str) -> bool:
    """Whether a line could be a heading without any mark: a short phrase."""
    if is_quoted(text):
        return False
    if is_japanese(text):
        return width(text) <= _BARE_WIDEST and is_phrase(text)
    short = len(text) <= _BARE_WIDEST_LATIN and len(text.split()) <= _MOST_WORDS
    return short and is_phrase(text)


def _read_marked(line: Line) -> LineReading | None:
    """Headings in brackets, behind a mark, or emphasised as a whole."""
    found = None if line.bullet else enclosed(line)
    if found:
        start, end, bracket = found
        rest = line.text[end + 1 :].lstrip(" \t\u3000:：")
        title = line.prose.cut(start, end)
        if not rest:
            return LineReading(line, "number", title, style=bracket)
        if is_sentence(rest):
            tail = line.prose.cut(len(line.text) - len(rest), len(line.text))
            return LineReading(line, "inline", title, tail)
    short = width(line.text) <= _NUMBERED_WIDEST and not is_stopped(line.text)
    if line.decoration and short and not is_sentence(line.text):
        label = read_label(line.prose)
        title = label.title if label and not label.rest else line.prose
        return LineReading(line, "number", title, style=line.decoration)
    if line.strong and not line.bullet and short:
        label = read_label(line.prose)
        title = label.title if label else line.prose
        return LineReading(line, "number", title, style="**")
    return None


def decide(readings: Sequence[LineReading]) -> list[LineReading]:
    """The same lines with headings confirmed and all else turned into text. Linear."""
    readings = _numbered(_laid_out(readings))
    readings = _bare(_without_cells(readings))
    return _inline(_labels(readings))


def _laid_out(readings: Sequence[LineReading]) -> list[LineReading]:
    """Takes what stands as headings do for headings, and numbers before them for theirs."""
    marked = {i for i, r in enumerate(readings) if r.sort in ("hash", "number", "label", "title")}
    layout = read_layout([reading.line for reading in readings], marked)
    result = list(readings)
    for i in layout.openers:
        reading = readings[i]
        if reading.number and reading.sort in ("text", "number"):
            result[i] = replace(reading, sort="number", firm=True)
        elif reading.sort in ("text", "bare", "inline"):
            result[i] = LineReading(reading.line, "bare", reading.line.prose, firm=True)
    for i in (layout.lone or frozenset()) - {len(readings) - 1}:
        if readings[i].number:
            result[i] = replace(readings[i], sort="number")
        elif readings[i].sort == "bare":
            result[i] = replace(readings[i], firm=True)
    bare = sum(result[i].sort == "bare" for i in layout.openers)
    if bare >= _TELLING and layout.lone is not None:
        return [r.as_text() if r.sort == "bare" and not r.firm else r for r in result]
    return _without_captions(result)


def _without_captions(readings: Sequence[LineReading]) -> list[LineReading]:
    """What recurs before a colon (``Figure: …``) names a kind of line, below no blank line."""
    if not any(reading.line.blanks for reading in readings[1:]):
        return list(readings)
    names = Counter(_COLON.split(r.line.text)[0] for r in readings if r.sort in ("bare", "text"))
    return [
        r.as_text()
        if r.sort == "bare"
        and not r.line.blanks
        and _COLON.search(r.line.text)
        and names[_COLON.split(r.line.text)[0]] > 1
        else r
        for r in readings
    ]


def _numbered(readings: Sequence[LineReading]) -> list[LineReading]:
    """Sequences in which most members are followed by text are headings, the others lists.

    A decimal that belongs to no sequence is a quantity (``2.5 mg``).
    """
    result = list(readings)
    for run, members in enumerate(_runs(readings)):
        number = readings[members[0]].number
        if number and len(number.path) > 1 and len(members) == 1:
            result[members[0]] = _read(line := readings[members[0]].line, None, line.prose)
            continue
        heading = _are_headings(readings, members)
        for i in members:
            if heading and (readings[i].sort == "number" or _is_carried(readings, i)):
                result[i] = replace(readings[i], sort="number", run=run)
            else:
                result[i] = readings[i].as_text()
    return result


def _is_carried(readings: Sequence[LineReading], index: int) -> bool:
    """Whether its sequence makes a heading of a line that does not read as one.

    ``2. It began with an accident.`` among titles, above a text and, if it is a sentence, below a
    blank line.
    """
    line = readings[index].line
    shape = could_open(line.text) or (bool(line.blanks) and width(line.text) <= _NUMBERED_WIDEST)
    return shape and _has_text(readings, index)


def _are_carried(readings: Sequence[LineReading], members: Sequence[int]) -> bool:
    """Whether a sequence whose words are no titles is one of headings by where it stands.

    Each is short and without a stop; and either all of three or more have a text, or half of those
    that stand below blank lines.
    """
    if not all(could_open(readings[i].line.text, apart=True) for i in members):
        return False
    filled = sum(_has_text(readings, i) for i in members)
    apart = all(readings[i].line.blanks for i in members)
    return 2 * filled >= len(members) if apart else filled == len(members) > 2


def _has_text(readings: Sequence[LineReading], index: int) -> bool:
    """Whether running text or a list follows a line."""
    if index + 1 == len(readings):
        return False
    after = readings[index + 1]
    if after.number and after.style == readings[index].style:
        return False
    return after.is_heading or is_stopped(after.line.text)


def _runs(readings: Sequence[LineReading]) -> list[list[int]]:
    numbered = [(i, r.number) for i, r in enumerate(readings) if r.number and r.sort != "hash"]
    runs = sequences(numbered)
    marked: dict[str, list[int]] = {}
    for i, reading in enumerate(readings):
        if reading.sort == "number" and not reading.number:
            marked.setdefault(reading.style, []).append(i)
    return runs + list(marked.values())


def _are_headings(readings: Sequence[LineReading], members: Sequence[int]) -> bool:
    titles = sum(readings[i].sort == "number" for i in members)
    if 2 * sum(readings[i].firm for i in members) >= len(members):
        return True
    if 2 * titles < len(members):
        return _are_carried(readings, members)
    number = readings[members[0]].number
    lone_letter = number is not None and len(members) == 1 and number.style[:1] in "aA("
    if lone_letter and number and number.path[0] != 1 and number.text.strip("(（)）.").isalpha():
        return False
    asked = members if len(members) == 1 else members[:-1]
    followed = sum(bool(readings[i].rest) or _has_body(readings, i) for i in asked)
    return 2 * followed >= len(asked) and followed > 0


def _has_body(readings: Sequence[LineReading], index: int) -> bool:
    """Whether anything but the next of the same kind comes after a numbered or marked line."""
    if index + 1 == len(readings):
        return False
    here, after = readings[index], readings[index + 1]
    return after.sort == "hash" or after.style != here.style or not after.style


def _without_cells(readings: Sequence[LineReading]) -> list[LineReading]:
    """A long run of short lines is a table pasted cell by cell: none inside it is a heading.

    Its first and its last line are none either where the text has blank lines, but not there.
    """
    result = list(readings)
    parted = any(reading.line.blanks for reading in readings[1:])
    start = 0
    for i in range(len(readings) + 1):
        if i < len(readings) and _is_cell(readings[i]):
            continue
        if i - start >= _FEWEST_CELLS:
            ends = () if parted else (start, i - 1)
            for k in range(start, i):
                if k not in ends and (start < k < i - 1 or not readings[k].line.blanks):
                    result[k] = readings[k].as_text()
        start = i + 1
    return result


def _is_cell(reading: LineReading) -> bool:
    line = reading.line
    plain = reading.sort in ("text", "bare") and not reading.firm and not reading.number
    short = width(line.text) <= _WIDEST_CELL and line.text[-1] not in ":：?？"
    return plain and short and not line.bullet and not is_stopped(line.text)


def _bare(readings: Sequence[LineReading]) -> list[LineReading]:
    """Judges bare lines by the group they stand in and what comes before and after it."""
    result = list(readings)
    start = 0
    while start < len(result):
        end = start
        while end < len(result) and result[end].sort == "bare" and not result[end].firm:
            end += 1
        if end > start:
            headings = _headings_of_group(result, start, end)
            for i in range(start, end):
                if i not in headings:
                    result[i] = result[i].as_text()
        start = max(end, start + 1)
    return result


def _headings_of_group(readings: Sequence[LineReading], start: int, end: int) -> set[int]:
    last = end - 1
    if end == len(readings) or _goes_on(readings, end):
        return set()
    if end - start > 2 and not readings[last].line.blanks:
        return set()
    if not _may_follow(readings, last, within=end - start > 1):
        return set()
    if last > start and readings[last].line.text == readings[last - 1].line.text:
        return set()
    parent = last - 1
    two = end - start == 2 or (end - start > 2 and readings[parent].line.blanks)
    if start and readings[start - 1].sort == "title" and not readings[parent].line.blanks:
        return {last}  # a subtitle or byline
    if two and _may_follow(readings, parent, within=parent > start):
        return {parent, last}
    return {last}


def _goes_on(readings: Sequence[LineReading], index: int) -> bool:
    """Whether a numbered heading continues a sequence that began before."""
    number = readings[index].number
    return readings[index].sort == "number" and number is not None and number.path[-1] != 1


def _may_follow(readings: Sequence[LineReading], index: int, *, within: bool) -> bool:
    """Whether a bare heading may stand after the line before it."""
    if index == 0 or within:
        return True
    line, before = readings[index].line, readings[index - 1]
    if before.sort == "label" and not line.blanks:
        return False
    if before.is_heading and not before.rest:
        return not any(char in line.text for char in "、，,")
    return bool(line.blanks) or not is_unfinished(before.line.text)


def _labels(readings: Sequence[LineReading]) -> list[LineReading]:
    """A label alone on its line needs a text, a list or the start of a sequence below it."""
    result = list(readings)
    for i in range(len(result) - 1, -1, -1):
        if result[i].sort != "label":
            continue
        after = result[i + 1] if i + 1 < len(result) else None
        closed = after is None or after.sort in ("hash", "bare", "label")
        if closed or _goes_on(result, i + 1) or _is_remark_alone(result, i):
            result[i] = result[i].as_text()
    return result


def _is_remark_alone(readings: Sequence[LineReading], index: int) -> bool:
    title = readings[index].title.text
    return is_japanese(title) and len(title) < 2


def _inline(readings: Sequence[LineReading]) -> list[LineReading]:
    """One-word labels before a text stand where their neighbours or namesakes are labels too."""
    count = Counter(r.title.text for r in readings if r.is_heading)
    result = list(readings)
    for i, reading in enumerate(readings):
        if reading.sort != "inline" or not is_remark(reading.title.text):
            continue
        beside = any(
            0 <= j < len(readings) and readings[j].sort == "inline" for j in (i - 1, i + 1)
        )
        if not beside and count[reading.title.text] < 2:
            result[i] = reading.as_text()
    return result
