"""A report with sentence links, built by hand: 1-1, 1-2, 2-1, a gap, a heading, hostile text."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.findings import Report
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Lang, Span
from tests.support import document, report

JA = """# 仕組み
磁気で脳を刺激します。痛みはありません。一回に二十分かかります。
# 費用 <自費>
=1+1は&lt;二\x0bです。保険は使えません。
"""
EN = """# Mechanism
Magnets stimulate the brain. It does not hurt and takes twenty minutes.
# Costs & "fees"
=1+1 is <two> & more. Insurance does not pay.
"""


def span(made: Document, text: str) -> Span:
    """Where a text stands in a document."""
    at = made.source.text.index(text)
    return Span(at, at + len(text))


def memory(source: Lang = "ja") -> Report:
    """The report; its first section holds a link of two sentences to one."""
    ja, en = document("ja", JA), document("en", EN)

    def link(ours: list[str], theirs: list[str], score: float) -> SentenceLink:
        return SentenceLink(
            tuple(span(ja, text) for text in ours), tuple(span(en, text) for text in theirs), score
        )

    links = (
        Link(
            (0,),
            (0,),
            0.9,
            sentences=(
                link(["仕組み"], ["Mechanism"], 0.99),
                link(["磁気で脳を刺激します。"], ["Magnets stimulate the brain."], 0.987_654_3),
                link(
                    ["痛みはありません。", "一回に二十分かかります。"],
                    ["It does not hurt and takes twenty minutes."],
                    0.8,
                ),
            ),
        ),
        Link(
            (1,),
            (1,),
            0.9,
            sentences=(
                link(["=1+1は&lt;二\x0bです。"], ["=1+1 is <two> & more."], 0.7),
                link(["保険は使えません。"], [], 0.6),
            ),
        ),
    )
    return replace(report(ja, en, made=links, name="prices/a&b"), source=source)
