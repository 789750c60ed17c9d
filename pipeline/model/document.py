"""A document as a reader sees it: sections in an outline, blocks of prose, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span

SectionKind = Literal["heading", "run-in", "preamble", "furniture"]
BlockKind = Literal["paragraph", "item", "cell", "quote", "meta", "alt", "html", "note", "code"]
RefKind = Literal["link", "image", "footnote"]
Scope = Literal["block", "section", "file"]


class Mark(NamedTuple):
    """A stretch of a block's prose that is not running text (offsets into ``Block.prose.text``)."""

    kind: Literal["code", "url"]
    start: int
    end: int


class Ref(NamedTuple):
    """A link, image or footnote reference and where it stands in the source."""

    kind: RefKind
    target: str
    span: Span


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, table cell, alt text …; code blocks keep their text as prose too.

    ``sentences`` are half-open ranges of ``prose.text`` in order, without outer white space; a
    code block has none. ``meta`` is a front-matter value, ``html`` text inside an HTML block of a
    Markdown file, ``note`` the body of a footnote.
    """

    kind: BlockKind
    prose: Prose
    sentences: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    refs: tuple[Ref, ...] = ()

    @property
    def is_prose(self) -> bool:
        """Whether a reader reads it as language (code is not)."""
        return self.kind != "code"


@dataclass(frozen=True)
class Section:
    """A heading or label with the blocks up to the next one; sections do not nest as objects.

    ``level`` is 0 for text before the first heading, otherwise 1 and up as a reader would draw the
    outline. ``title`` is the heading without its number, which stands apart in ``number`` as
    written (``1.``, ``（２）``, ``①``, ``第2章``). ``span`` covers heading and body up to the next
    section. ``parent`` is the id of the section it hangs under.
    """

    id: int
    level: int
    kind: SectionKind
    title: Prose
    number: str
    span: Span
    parent: int | None
    blocks: tuple[Block, ...]
    heading: Block | None = None

    @property
    def is_furniture(self) -> bool:
        """Menus, repeated titles and sign-offs: checked for names, exempt from section rules."""
        return self.kind == "furniture"

    def text(self) -> str:
        """All prose of the body, a line a block."""
        return "\n".join(block.prose.text for block in self.blocks if block.is_prose)


class Control(NamedTuple):
    """A comment that asks for findings to be ignored; ``covers`` is where, ``span`` the comment.

    No ``rules`` means all. ``scope`` is None for a word nobody knows (``word``, as written).
    """

    scope: Scope | None
    rules: tuple[str, ...]
    reason: str
    span: Span
    covers: Span
    word: str


@dataclass(frozen=True)
class Document:
    """One parsed source."""

    source: Source
    format: Literal["markdown", "text", "html"]
    sections: tuple[Section, ...]
    controls: tuple[Control, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language the file is written in."""
        return self.source.lang

    def sentences(self) -> Iterator[str]:
        """Every sentence below the headings, in document order."""
        for section in self.sections:
            for block in section.blocks:
                yield from (block.prose.text[start:end] for start, end in block.sentences)

    def children(self, section: int) -> Iterator[Section]:
        """The sections that hang directly under ``section``."""
        return (self.sections[number] for number in self._below.get(section, ()))

    def descendants(self, section: int) -> Iterator[Section]:
        """All sections below ``section``, in document order."""
        inside: list[int] = []
        waiting = [section]
        while waiting:
            below = self._below.get(waiting.pop(), ())
            inside += below
            waiting += below
        return (self.sections[number] for number in sorted(inside))

    @cached_property
    def _below(self) -> Mapping[int, Sequence[int]]:
        """The sections under each, by id, in document order."""
        found: dict[int, list[int]] = {}
        for section in self.sections:
            if section.parent is not None:
                found.setdefault(section.parent, []).append(section.id)
        return found
