"""A document comes back as it was, and what a report does not show stays packed."""

from dataclasses import fields

import pytest

from pipeline.documents import parse
from pipeline.model.document import Section
from pipeline.model.findings import PairReport, Report
from pipeline.model.outcome import Outcome
from pipeline.model.source import Source
from pipeline.reports import json, terminal
from pipeline.running.packed_document import pack_document, unpack_document
from pipeline.running.packing import pack, unpack

TEXT = """# 睡眠と記憶

よく眠ると覚えやすい[^1]。

<!-- taiyaku: ignore number-mismatch -- 数え方が違う -->
- 一晩に7時間

## 　まとめ &amp; 次回

[詳しく](https://example.org)

[^1]: 注。
"""
DOCUMENT = parse(Source("articles/ja/a.md", "ja", TEXT))


def test_a_document_comes_back_as_it_was() -> None:
    again = unpack_document(pack_document(DOCUMENT))
    assert (again.source, again.format, again.lang) == (DOCUMENT.source, "markdown", "ja")
    assert again.controls == DOCUMENT.controls != ()
    for old, new in zip(DOCUMENT.sections, again.sections, strict=True):
        for field in fields(Section):
            assert getattr(old, field.name) == getattr(new, field.name)


def test_reports_look_at_no_block() -> None:
    packed = pack_document(DOCUMENT)
    packed.contents = b"cannot be unpacked"
    document = unpack_document(packed)
    report = Report("1", {}, "ja", (PairReport("a", "a.md", None, document, None, (), ()),))
    assert '"title": "まとめ & 次回"' in json.format(report)
    assert terminal.format(report, width=80, color=False)


@pytest.mark.parametrize("data", [b"", b"\xc0", pack(Outcome(None))[:-1]])
def test_what_is_no_outcome_is_none(data: bytes) -> None:
    assert unpack(data) is None
