"""A plain text as a reader's lines: trimmed, freed of stray markup, wrapped lines joined again.

In text pasted from a web page a line is a paragraph. A text is taken for hard-wrapped only where
most lines that are followed by another are *full*: the first word of the next line (in Japanese its
first character) would not have fitted. In such a text a full line goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.phrases import is_japanese, width
from pipeline.documents.sentences import joins
from pipeline.documents.stray_markup import Stripped, strip_markup
from pipeline.model.document import Ref
from pipeline.model.prose import Prose

_LINE_END = re.compile(r"\r\n|\r|\n")
_OUTER = " \t\f\v\u00a0\u3000\u200b\u2060\ufeff"
_RULE = re.compile(r"[\s\-=_*＊ー―─━═~〜・…+|#◇◆■□○●☆★※▼▲^]+")
_BULLET = re.compile(
    r"(?:[•‣◦⁃・･∙●○■□◆◇▪▫▶►✓✔☑➤➢*＊+\-–—‐−](?=[ \t\u3000])|[•‣◦⁃・･∙▪▫✓✔☑])[ \t\u3000]*"
)
_HASHES = re.compile(r"(#{1,6})[ \t\u3000]+")
_TRAILING_HASHES = re.compile(r"(?<![ \t])[ \t]++#++$")
_DECORATION = re.compile(r"[■□◆◇●○◎▼▽▲△★☆▶►❖✿◉▪][ \t\u3000]*")
_ENCLOSED = re.compile(
    r"(?:【([^【】]+)】|＜([^＜＞]+)＞|[〈《≪]([^〈〉《》≪≫]+)[〉》≫]|［([^［］]+)］)"
)
_STARTS = re.compile(r"[→⇒※#■□◆◇●○▼【＜〈《≪［|>]")
_MINIMUM_WRAP, _MAXIMUM_WRAP = 36, 120


@dataclass(frozen=True)
class Line:
    """One line, or several that were one before they were wrapped.

    ``start`` and ``end`` are source offsets with all marks; ``prose`` has bullet, hashes and
    decoration taken off. ``blanks`` counts the blank lines before it.
    """

    start: int
    end: int
    blanks: int
    prose: Prose
    refs: tuple[Ref, ...] = ()
    strong: bool = False
    bullet: str = ""
    hashes: int = 0
    decoration: str = ""

    @property
    def text(self) -> str:
        """What a reader reads."""
        return self.prose.text


@dataclass(frozen=True)
class _Raw:
    start: int
    end: int
    blanks: int


def read_lines(text: str) -> list[Line]:
    """All lines that hold more than white space and rules, in order. Linear in the text."""
    raws = list(_raw_lines(text))
    return [_line(text, group) for group in _joined(text, raws)]


def _raw_lines(text: str) -> list[_Raw]:
    result: list[_Raw] = []
    blanks = 0
    at = 0
    while at < len(text):
        found = _LINE_END.search(text, at)
        stop, after = (found.start(), found.end()) if found else (len(text), len(text))
        start, end = at, stop
        while start < end and text[start] in _OUTER:
            start += 1
        while end > start and text[end - 1] in _OUTER:
            end -= 1
        if start == end or _RULE.fullmatch(text, start, end):
            blanks += 1
        else:
            result.append(_Raw(start, end, blanks))
            blanks = 0
        at = after
    return result


def _joined(text: str, raws: Sequence[_Raw]) -> list[list[_Raw]]:
    """Groups of raw lines that make one line."""
    full = _full_lines(text, raws)
    groups: list[list[_Raw]] = []
    for index, raw in enumerate(raws):
        if groups and index - 1 in full:
            groups[-1].append(raw)
        else:
            groups.append([raw])
    return groups


def _full_lines(text: str, raws: Sequence[_Raw]) -> set[int]:
    """Indices of lines that go on in the next one."""
    followed = [
        i for i in range(len(raws) - 1) if not raws[i + 1].blanks and not _opens(text, raws[i + 1])
    ]
    clauses = {
        i for i in followed if text[raws[i].end - 1] in "、，" and not _marked(text, raws[i])
    }
    if len(followed) < 3:
        return clauses
    widths = [width(text[raw.start : raw.end]) for raw in raws]
    edge = sorted(widths)[int(0.95 * (len(widths) - 1))]
    full = {i for i in followed if widths[i] + _room(text, raws[i + 1]) > edge}
    wrapped = _MINIMUM_WRAP <= edge <= _MAXIMUM_WRAP and len(full) >= max(3, 0.6 * len(followed))
    flowing = sum(text[raws[i].end - 1] not in "。．.!?！？:：" for i in full)
    return full if wrapped and flowing >= 0.6 * len(full) else clauses


def _opens(text: str, raw: _Raw) -> bool:
    """Whether a line visibly begins something of its own."""
    head = text[raw.start : min(raw.end, raw.start + 12)]
    return bool(
        _BULLET.match(head)
        or _STARTS.match(head)
        or re.match(r"[(（]?[0-9０-９]{1,2}[.．)）、]|[\u2460-\u24ff]|第[0-9０-９一-十]", head)
    )


def _marked(text: str, raw: _Raw) -> bool:
    return text[raw.start] in "→⇒※"


def _room(text: str, raw: _Raw) -> int:
    """Columns that the first word of a line would have needed at the end of the one before."""
    head = text[raw.start : min(raw.end, raw.start + 40)]
    return 4 if is_japanese(head[:1]) else 1 + width(head.split(" ", 1)[0])


def _line(text: str, group: Sequence[_Raw]) -> Line:
    first, last = group[0], group[-1]
    hashes = _HASHES.match(text, first.start, first.end)
    bullet = None if hashes else _BULLET.match(text, first.start, first.end)
    decorated = None if hashes or bullet else _DECORATION.match(text, first.start, first.end)
    if bullet and text[first.start] in "●○■□◆◇▶►▪":
        bullet, decorated = None, _DECORATION.match(text, first.start, first.end)
    mark = hashes or bullet or decorated
    begin = mark.end() if mark and mark.end() < first.end else first.start
    end = first.end
    if hashes and (closing := _TRAILING_HASHES.search(text[begin:end])):
        end = begin + closing.start()
    inlines = [strip_markup(text, begin, end)]
    inlines += [strip_markup(text, raw.start, raw.end) for raw in group[1:]]
    return Line(
        start=first.start,
        end=last.end,
        blanks=first.blanks,
        prose=_one_prose(text, group, inlines),
        refs=tuple(ref for inline in inlines for ref in inline.refs),
        strong=len(inlines) == 1 and inlines[0].strong,
        bullet=text[first.start] if bullet else "",
        hashes=len(hashes[1]) if hashes else 0,
        decoration=text[first.start] if decorated else "",
    )


def _one_prose(text: str, group: Sequence[_Raw], inlines: Sequence[Stripped]) -> Prose:
    if len(inlines) == 1:
        return inlines[0].prose
    pieces: list[tuple[str, int, int]] = []
    for index, inline in enumerate(inlines):
        if index:
            gap = joins(inlines[index - 1].prose.text[-1:], inline.prose.text[:1])
            before, after = group[index - 1].end, group[index].start
            pieces.append((gap, before, after - before))
        for run in inline.prose.runs:
            pieces.append((inline.prose.text[run.at : run.at + run.length], run.start, run.width))
    return Prose.of(pieces)


def enclosed(line: Line) -> tuple[int, int, str] | None:
    """Where the words in ``【 】`` or ``＜ ＞`` at the start of a line stand, and the bracket."""
    found = _ENCLOSED.match(line.text)
    if not found:
        return None
    group = next(i for i in range(1, 5) if found[i] is not None)
    return (*found.span(group), found.group()[0])
