"""What becomes of a pair, as bytes and back: MessagePack in two layers.

Most of a report needs findings, links and the texts of the files alone. What a document is made of
(sections, blocks, sentences) is five times as much, and stays packed until somebody looks at it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import msgspec

from pipeline.model.document import Control, Document, Section
from pipeline.model.findings import Failure, PairReport
from pipeline.model.source import Source

# The fastest level already halves what stands on the disk twice.
_LEVEL = 1


@dataclass(frozen=True)
class Outcome:
    """What becomes of a pair: its report, None where there is none, and what went wrong.

    It is ``lasting`` where the same input surely gives it again; a crash may come from elsewhere.
    """

    report: PairReport | None
    failures: tuple[Failure, ...] = ()
    lasting: bool = True


def pack(outcome: Outcome) -> bytes:
    """An outcome as bytes. Raises UnicodeEncodeError where a text has no UTF-8."""
    report = outcome.report
    documents = (report.ja, report.en) if report else (None, None)
    light = _Light(
        report and replace(report, ja=None, en=None),
        outcome.failures,
        outcome.lasting,
        *(_head(document) for document in documents),
    )
    bodies = [_body(document) for document in documents]
    return _WHOLE.encode([_small(_ENCODER.encode(light)), *bodies])


def unpack(data: bytes) -> Outcome | None:
    """The outcome again; None where the bytes are none."""
    try:
        packed, ja, en = _PARTS.decode(data)
        light = _LIGHT.decode(zlib.decompress(packed))
    except (zlib.error, msgspec.DecodeError):
        return None
    report = light.report
    if report is not None:
        report = replace(report, ja=_document(light.ja, ja), en=_document(light.en, en))
    return Outcome(report, light.failures, light.lasting)


class _Head(msgspec.Struct, array_like=True, gc=False):
    source: Source
    format: Literal["markdown", "text", "html"]


class _Light(msgspec.Struct, array_like=True):
    report: PairReport | None
    failures: tuple[Failure, ...]
    lasting: bool
    ja: _Head | None
    en: _Head | None


class _Body(msgspec.Struct, array_like=True):
    sections: tuple[Section, ...]
    controls: tuple[Control, ...]


class _Packed(Document):
    """A document whose sections are unpacked when they are asked for."""

    @cached_property
    def _unpacked(self) -> _Body:
        return _BODY.decode(zlib.decompress(self.__dict__["body"]))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """As in every document."""
        return self._unpacked.sections

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """As in every document."""
        return self._unpacked.controls


def _document(head: _Head | None, body: bytes) -> Document | None:
    if head is None:
        return None
    document = object.__new__(_Packed)
    # The fields of a frozen dataclass; those that are not there yet come when they are asked for.
    document.__dict__.update(source=head.source, format=head.format, body=body)
    return document


def _head(document: Document | None) -> _Head | None:
    return _Head(document.source, document.format) if document else None


def _body(document: Document | None) -> bytes:
    return _small(_ENCODER.encode(_Body(document.sections, document.controls))) if document else b""


def _small(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def _plain(value: object) -> object:
    """The values of NumPy and mappings of any kind as what JSON knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"a report holds {value!r}, which no format can show")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)
_LIGHT = msgspec.msgpack.Decoder(_Light)
_BODY = msgspec.msgpack.Decoder(_Body)
_WHOLE = msgspec.msgpack.Encoder()
_PARTS = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes])
