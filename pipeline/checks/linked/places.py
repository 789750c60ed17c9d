"""Where a section stands and how a message speaks of it."""

from __future__ import annotations

from pipeline.checks import thresholds
from pipeline.model.document import Block, Document, Section
from pipeline.model.findings import Place
from pipeline.model.source import Lang, Span

LANGUAGE: dict[Lang, str] = {"ja": "Japanese", "en": "English"}


def heading_place(document: Document, section: Section) -> Place:
    """The heading with its number, exactly its characters; else the first sentence."""
    return Place(document.lang, _heading_span(document, section), section.id)


def _heading_span(document: Document, section: Section) -> Span:
    if section.title:
        title = section.title.span(0, len(section.title.text))
        number = (
            document.source.text.rfind(section.number, section.span.start, title.start)
            if section.number
            else -1
        )
        return Span(number, title.end) if number >= 0 else title
    for block in section.blocks:
        if block.is_prose and block.prose:
            return block.prose.span(*units(block)[0])
    return section.span


def identity(document: Document, section: Section) -> tuple[str, ...]:
    """What names a section in another revision: its parent's title and its own, without numbers.

    Bare headings (メカニズム) occur several times in an article; the parent tells them apart.
    """
    parent = document.sections[section.parent].title.text if section.parent is not None else ""
    place = heading_place(document, section)
    return parent, section.title.text or document.source.cut(place.span)


def units(block: Block) -> tuple[tuple[int, int], ...]:
    """The sentences of a block; a block that has none (a heading, a cell) is one itself."""
    return block.sentences or ((0, len(block.prose.text)),)


def label(section: Section) -> str:
    """``“Mechanism”``, or the first words of a section without a title."""
    text = section.title.text or section.text()
    text = " ".join(text.split())
    if len(text) > thresholds.QUOTED:
        text = text[: thresholds.QUOTED - 1].rstrip() + "…"
    return f"“{text}”"


def measure(sections: list[Section]) -> tuple[int, int]:
    """How many sentences and characters (headings left out) the bodies hold."""
    sentences = characters = 0
    for section in sections:
        for block in section.blocks:
            if block.is_prose:
                sentences += len(block.sentences)
                characters += len(block.prose.text)
    return sentences, characters


def plural(count: int, noun: str) -> str:
    """``1 sentence``, ``2 sentences``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
