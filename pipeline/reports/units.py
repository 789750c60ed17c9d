"""Sentence links as translation units: the text of both sides and where it stands.

What the formats for translation memories have in common; it is no format itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from pipeline.model.document import Document
from pipeline.model.findings import PairReport, Report
from pipeline.model.source import LANGS, Lang, Span
from pipeline.reports.bounds import bounds


class Text(NamedTuple):
    """One side of a unit.

    ``place`` is ``path:line:column`` of its first character; ``section`` the titles of the
    sections it stands in, each once.
    """

    text: str
    place: str
    section: str


class SentencePair(NamedTuple):
    """Sentences that translate each other; ``score`` is the probability that they do."""

    pair: str
    ja: Text
    en: Text
    score: float

    def side(self, lang: Lang) -> Text:
        """The text of one language."""
        return self.ja if lang == "ja" else self.en


def units(report: Report) -> Iterator[SentencePair]:
    """A unit for every sentence link with words on both sides, in the order of the report.

    Sentences without a counterpart are left out: a memory has nothing to offer for them.
    """
    for pair in report.pairs:
        if pair.ja and pair.en:
            yield from _of_pair(pair, pair.ja, pair.en)


def _of_pair(pair: PairReport, ja: Document, en: Document) -> Iterator[SentencePair]:
    written = {"ja": _sentences(ja), "en": _sentences(en)}
    for link in pair.links:
        titles = {"ja": _titles(ja, link.ja), "en": _titles(en, link.en)}
        for each in link.sentences:
            if not (each.ja and each.en):
                continue
            sides = {
                lang: Text(
                    _joined([_text(span, written[lang], document) for span in spans], lang),
                    _place(document, spans[0]),
                    titles[lang],
                )
                for lang, document, spans in zip(LANGS, (ja, en), each[:2], strict=True)
            }
            if all(side.text for side in sides.values()):
                yield SentencePair(pair.id, sides["ja"], sides["en"], round(float(each.score), 4))


def _sentences(document: Document) -> dict[Span, str]:
    """The prose of every sentence and heading by its place in the source."""
    found: dict[Span, str] = {}
    for section in document.sections:
        for block in (*filter(None, [section.heading]), *section.blocks):
            prose = block.prose
            for start, end in ((0, len(prose.text)), *block.sentences):
                if prose.text[start:end].strip():
                    found[prose.span(start, end)] = prose.text[start:end].strip()
    return found


def _text(span: Span, written: Mapping[Span, str], document: Document) -> str:
    """The prose at a span; as it stands in the file where the span is no whole sentence."""
    return written.get(span) or document.source.cut(span).strip()


def _joined(sentences: Sequence[str], lang: Lang) -> str:
    """Sentences in a row as their language writes them: Japanese without space after a stop."""

    def join(before: str, after: str) -> str:
        closed = lang == "ja" and before and unicodedata.category(before[-1]).startswith("P")
        return f"{before}{after}" if closed else f"{before} {after}".strip()

    return reduce(join, sentences, "")


def _titles(document: Document, sections: Sequence[int]) -> str:
    return " / ".join(
        dict.fromkeys(title for i in sections if (title := document.sections[i].title.text))
    )


def _place(document: Document, span: Span) -> str:
    line, column, _, _ = bounds(document.source, span)
    return f"{document.source.path}:{line}:{column}"
