"""A document as bytes and back, in two layers: where its sections are, and what they hold.

What sections hold (blocks, sentences) is more than all the rest of a report, and most formats show
nothing of it; so each layer is unpacked when somebody first looks at it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from pipeline.model.document import Block, Control, Document, Section, SectionKind
from pipeline.model.prose import Prose
from pipeline.model.source import Source, Span

# The fastest level already makes a quarter of it.
_LEVEL = 1


class Packed(msgspec.Struct, array_like=True, gc=False):
    """A document with its two layers as bytes."""

    source: Source
    format: Literal["markdown", "text", "html"]
    outline: bytes
    contents: bytes


def pack_document(document: Document) -> Packed:
    """A document as bytes. Raises UnicodeEncodeError where a text has no UTF-8."""
    openings = tuple(
        _Opening(s.id, s.level, s.kind, s.title, s.number, s.span, s.parent)
        for s in document.sections
    )
    contents = [_Content(section.heading, section.blocks) for section in document.sections]
    return Packed(
        document.source,
        document.format,
        _ENCODER.encode(_Outline(openings, document.controls)),
        zlib.compress(_ENCODER.encode(contents), _LEVEL),
    )


def unpack_document(packed: Packed) -> Document:
    """The document again; what it is made of is unpacked when it is asked for."""
    document = object.__new__(_PackedDocument)
    # The fields of a frozen dataclass; those that are not there yet come when they are asked for.
    document.__dict__.update(source=packed.source, format=packed.format, packed=packed)
    return document


class _Opening(msgspec.Struct, array_like=True, gc=False):
    """A section without what it holds."""

    id: int
    level: int
    kind: SectionKind
    title: Prose
    number: str
    span: Span
    parent: int | None


class _Outline(msgspec.Struct, array_like=True):
    sections: tuple[_Opening, ...]
    controls: tuple[Control, ...]


class _Content(NamedTuple):
    """What a section holds."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class _Contents:
    """What all sections of a document hold, unpacked when the first of them is looked into."""

    packed: bytes

    @cached_property
    def each(self) -> tuple[_Content, ...]:
        return _CONTENTS.decode(zlib.decompress(self.packed))


class _PackedDocument(Document):
    @cached_property
    def _outline(self) -> _Outline:
        packed: Packed = self.__dict__["packed"]
        return _OUTLINE.decode(packed.outline)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """As in every document."""
        packed: Packed = self.__dict__["packed"]
        contents = _Contents(packed.contents)
        return tuple(
            _section(opening, at, contents) for at, opening in enumerate(self._outline.sections)
        )

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """As in every document."""
        return self._outline.controls


class _PackedSection(Section):
    @cached_property
    def _content(self) -> _Content:
        contents: _Contents = self.__dict__["contents"]
        at: int = self.__dict__["at"]
        return contents.each[at]

    @cached_property
    def heading(self) -> Block | None:
        """As in every section."""
        return self._content.heading

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """As in every section."""
        return self._content.blocks


def _section(opening: _Opening, at: int, contents: _Contents) -> Section:
    section = object.__new__(_PackedSection)
    section.__dict__.update(
        id=opening.id,
        level=opening.level,
        kind=opening.kind,
        title=opening.title,
        number=opening.number,
        span=opening.span,
        parent=opening.parent,
        at=at,
        contents=contents,
    )
    return section


_ENCODER = msgspec.msgpack.Encoder()
_OUTLINE = msgspec.msgpack.Decoder(_Outline)
_CONTENTS = msgspec.msgpack.Decoder(tuple[_Content, ...])
