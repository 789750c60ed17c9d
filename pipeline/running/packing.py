"""What becomes of a pair, as bytes and back: MessagePack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from pipeline.model.document import Document
from pipeline.model.findings import Failure, PairReport
from pipeline.model.outcome import Outcome
from pipeline.running.packed_document import Packed, pack_document, unpack_document


def pack(outcome: Outcome) -> bytes:
    """An outcome as bytes. Raises UnicodeEncodeError where a text has no UTF-8."""
    report = outcome.report
    ja, en = (report.ja, report.en) if report else (None, None)
    whole = _Whole(
        report and replace(report, ja=None, en=None),
        outcome.failures,
        outcome.lasting,
        _packed(ja),
        _packed(en),
    )
    return _ENCODER.encode(whole)


def unpack(data: bytes) -> Outcome | None:
    """The outcome again; None where the bytes are none."""
    try:
        whole = _DECODER.decode(data)
    except msgspec.DecodeError:
        return None
    report = whole.report
    if report is not None:
        report = replace(report, ja=_unpacked(whole.ja), en=_unpacked(whole.en))
    return Outcome(report, whole.failures, whole.lasting)


class _Whole(msgspec.Struct, array_like=True):
    """An outcome whose documents stand beside its report."""

    report: PairReport | None
    failures: tuple[Failure, ...]
    lasting: bool
    ja: Packed | None
    en: Packed | None


def _packed(document: Document | None) -> Packed | None:
    return pack_document(document) if document else None


def _unpacked(packed: Packed | None) -> Document | None:
    return unpack_document(packed) if packed else None


def _plain(value: object) -> object:
    """The values of NumPy and mappings of any kind as what JSON knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"a report holds {value!r}, which no format can show")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)
_DECODER = msgspec.msgpack.Decoder(_Whole)
