"""Run-in labels: strong text that opens a paragraph and names what follows (``**Dose:** …``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.documents.blocks import block
from pipeline.documents.outline import Item, Opening, title
from pipeline.documents.sentences import split
from pipeline.model.document import Mark, Ref
from pipeline.model.prose import Prose
from pipeline.model.source import Lang

_COLON = re.compile(r"[ \u3000]?[:：]\s*")
_COLON_END = re.compile(r"(?<!\s)\s*+[:：]\s*+\Z")
_STRONG = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1)[^\r\n])+)(?<!\s)\1")
_LINE_END = re.compile(r"[ \t]*(?:\\?[\r\n]|<br|\Z)")
# As wide as a line of a phone: what is longer is a sentence in bold.
_LONGEST = 60


class Strong(NamedTuple):
    """The strong text a paragraph begins with: how much of its prose, and is the line over then."""

    length: int
    alone: bool


def strong_start(prose: Prose, text: str, start: int, end: int) -> Strong | None:
    """The strong text at the start of the Markdown paragraph ``text[start:end]``, if any.

    The source is asked, not the parser: CommonMark does not see ``**効果：**次に`` as strong.
    """
    found = _STRONG.match(text, start, end)
    if not found:
        return None
    length = 0
    for run in prose.runs:
        if run.start >= found.end(2):
            break
        plain = run.length == run.width
        length = run.at + (min(run.length, found.end(2) - run.start) if plain else 1)
    return Strong(length, bool(_LINE_END.match(text, found.end(), end)))


def run_in(
    prose: Prose,
    strong: Strong,
    lang: Lang,
    *,
    level: int,
    start: int,
    refs: Sequence[Ref],
    code: Sequence[Mark],
) -> list[Item] | None:
    """The opening and the remainder of a paragraph that begins with a label, else None.

    A label ends with a colon, inside the strong text or right after it, or is all there is on its
    line; it is short and no sentence.
    """
    label, rest = prose.text[: strong.length], prose.text[strong.length :]
    if inside := _COLON_END.search(label):
        ends, resumes, colon = inside.start(), strong.length, True
    elif after := _COLON.match(rest):
        ends, resumes, colon = strong.length, strong.length + after.end(), True
    else:
        ends, resumes, colon = strong.length, strong.length, False
    label = label[:ends].strip()
    if not label or _columns(label) > _LONGEST or len(split(label, lang)) != 1:
        return None
    if not colon and (not strong.alone or label[-1] in "。．.!！、,，"):
        return None
    border = prose.span(ends - 1, ends).end
    number, heading = title(
        prose.cut(0, ends),
        lang,
        refs=[ref for ref in refs if ref.span.start < border],
        code=[mark for mark in code if mark.end <= ends],
    )
    items: list[Item] = [Opening("run-in", level, number, heading, start)]
    if prose.text[resumes:].strip():
        items.append(
            block(
                "paragraph",
                prose.cut(resumes, len(prose.text)),
                lang,
                refs=[ref for ref in refs if ref.span.start >= border],
                code=[
                    Mark(m.kind, m.start - resumes, m.end - resumes)
                    for m in code
                    if m.start >= resumes
                ],
            )
        )
    return items


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
