"""A drafted section on its way into a file of another format than its source's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.drafting.converting import (
    html_of_lines,
    html_of_markdown,
    markdown_of_html,
    text_of_html,
)
from pipeline.drafting.definitions import without
from pipeline.drafting.plan import Plan
from pipeline.model.document import Block, Document, Section
from pipeline.model.source import Span
from pipeline.model.translation import Segment

# Stands for a remark while the words around it are converted.
TOKEN = re.compile("\ue000(\\d+)\ue001")
# Numbers of footnotes, as each format is likely to write them.
_NUMBERED = {
    "html": re.compile(r"<sup\b[^<>]*>(?:\s*<a\b[^<>]*>)?\s*\[?(\d{1,3})\]?\s*<"),
    "text": re.compile(r"\[(\d{1,3})\]"),
    "markdown": re.compile(r"\[\^(\d{1,3})\]"),
}
_NOTE = re.compile(r"\[\^[^\[\]\s]++\]")
_ONE_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*", re.DOTALL)
_BULLETS = {"ja": "・", "en": "- "}


class Remarks:
    """Remarks by segment id, as signs that no converter touches and as what they stand for."""

    def __init__(self, remarks: Mapping[str, str], segments: Sequence[Segment], plan: Plan) -> None:
        self._ids = [segment.id for segment in segments if remarks.get(segment.id)]
        self._remarks = dict(remarks)
        if plan.target is not None and plan.target.format == "markdown":
            cells = {s.id for s in segments if _block(plan.source, s).kind == "cell"}
            self._remarks |= {
                i: self._remarks[i].replace("|", "¦") for i in cells if i in self._remarks
            }

    @property
    def signs(self) -> dict[str, str]:
        """A sign for each remark."""
        return {id_: f"\ue000{k}\ue001" for k, id_ in enumerate(self._ids)}

    def restored(self, text: str) -> str:
        """A text with the remarks in the place of their signs."""
        return TOKEN.sub(lambda sign: self._remarks[self._ids[int(sign[1])]], text)


def crosses(plan: Plan) -> bool:
    """Whether a plan's source and target are files of different formats."""
    return plan.target is not None and plan.target.format != plan.source.format


def notes_of(plan: Plan) -> int:
    """The highest number of a footnote in what stays of the target."""
    if plan.target is None:
        return 0
    gone = [piece.replaces for piece in plan.pieces if piece.replaces]
    text = plan.target.source.text
    remaining = "\n".join(text[slice(*part)] for part in without(Span(0, len(text)), gone))
    return max(
        (int(number) for number in _NUMBERED[plan.target.format].findall(remaining)), default=0
    )


def section(
    plan: Plan, number: int, made: str, lines: Mapping[int, str], level: int, notes: int
) -> tuple[str, int]:
    """A section of the source in the target's format, and the number of its last footnote.

    ``made`` is the section translated, in the source's format, with the definitions it needs. Of a
    plain text, whose lines say nothing about themselves, ``lines`` are its blocks by number. Its
    footnotes are numbered on from ``notes``.
    """
    source = plan.source
    if source.format == "text":
        home = source.sections[number]
        body = [
            (lines[k], block.kind == "item")
            for k, block in enumerate(home.blocks, 1)
            if lines.get(k)
        ]
        html = html_of_lines(lines.get(0), min(6, max(1, level)), body)
    elif source.format == "markdown":
        html, notes = html_of_markdown(made, notes)
    else:
        html = made
    return _in_target(plan, html, number), notes


def sentences(plan: Plan, made: str) -> str:
    """Some sentences in the target's format, without a paragraph around them."""
    if plan.source.format == "text":
        html = html_of_lines(None, 1, [(made, False)])
    elif plan.source.format == "markdown":
        # Its notes stand beside the old words.
        html, _ = html_of_markdown(_NOTE.sub("", made))
    else:
        html = f"<p>{made}</p>"
    text = _in_target(plan, html, None)
    inner = _ONE_PARAGRAPH.fullmatch(text)
    return inner[1] if inner else text


def _in_target(plan: Plan, html: str, number: int | None) -> str:
    target = plan.target
    assert target is not None
    if target.format == "html":
        return html
    if target.format == "markdown":
        return markdown_of_html(html)
    before, after = _decoration(plan, number)
    return text_of_html(
        html, lambda title: f"{before}{title}{after}", _BULLETS[plan.lang], _gap(target)
    )


def _gap(target: Document) -> str:
    """What parts two paragraphs of a plain text."""
    return "\n\n" if re.search(r"\S[ \t]*\r?\n[ \t]*\r?\n", target.source.text) else "\n"


def _decoration(plan: Plan, number: int | None) -> tuple[str, str]:
    """What the headings of a plain text have around them: ■, 【 】, number signs.

    That of the first heading of the level that most are of; none around numbered ones.
    """
    target = plan.target
    assert target is not None
    headings = [s for s in target.sections if s.kind == "heading" and s.heading and not s.number]
    levels = [section.level for section in headings]
    # The title of the article is one of a kind.
    common = max(levels, key=lambda level: (levels.count(level), level), default=0)
    for section in headings:
        if section.level == common and (found := _around(target, section)) is not None:
            return found
    return "", ""


def _around(target: Document, section: Section) -> tuple[str, str] | None:
    text = target.source.text
    words = section.title.span(0, len(section.title.text))
    line = target.source.line(target.source.place(words.start)[0])
    start = target.source.line_starts[target.source.place(words.start)[0] - 1]
    before, after = text[start : words.start].lstrip(), text[words.end : start + len(line)].rstrip()
    return (before, after) if len(before) + len(after) < 8 else None


def _block(document: Document, segment: Segment) -> Block:
    home = document.sections[segment.section]
    blocks = [home.heading, *home.blocks]
    found = blocks[segment.block]
    assert found is not None
    return found
