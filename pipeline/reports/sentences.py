"""Sentence links side by side on a terminal, each side wrapped in its own column.

::

    効果には個人差があります。         ── 0.97 ──  Results vary from person to
                                                   person.
    当日は運転を避けてください。          0.93  ✗
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.model.document import Document
from pipeline.model.findings import PairReport
from pipeline.model.links import SentenceLink
from pipeline.model.source import Lang, Span
from pipeline.reports.style import Paint
from pipeline.reports.width import pad, wrap

_MIDDLE = 12
_INDENT = 2


def in_reading_order(links: Sequence[SentenceLink], source: Lang) -> list[SentenceLink]:
    """Source order; what only the target says comes after what precedes it there."""
    ours = [link for link in links if _spans(link, source)]
    ours.sort(key=lambda link: _spans(link, source)[0])
    target: Lang = "en" if source == "ja" else "ja"
    placed = [(_spans(link, target)[:1], k) for k, link in enumerate(ours)]
    after: dict[int, list[SentenceLink]] = {}
    alone = [link for link in links if not _spans(link, source)]
    for link in sorted(alone, key=lambda link: _spans(link, target)[0]):
        first = _spans(link, target)[0]
        before = [(spans[0], k) for spans, k in placed if spans and spans[0] < first]
        after.setdefault(max(before)[1] if before else -1, []).append(link)
    ordered = after.get(-1, [])
    for k, link in enumerate(ours):
        ordered += [link, *after.get(k, [])]
    return ordered


def beside(link: SentenceLink, pair: PairReport, width: int, paint: Paint) -> Iterator[str]:
    """The lines of one link: the Japanese left, the English right, the score between them."""
    left_width = (width - _MIDDLE - _INDENT) // 2
    right_width = width - _MIDDLE - _INDENT - left_width
    left = _column(pair.ja, link.ja, left_width)
    right = _column(pair.en, link.en, right_width)
    colour = "green" if link.score >= 0.8 else "yellow"
    for number, (ours, theirs) in enumerate(zip_longest(left, right, fillvalue="")):
        middle = " " * _MIDDLE
        if not number:
            if not link.en:
                middle, colour = f"    {link.score:.2f} ✗  ", "red"
            elif not link.ja:
                middle, colour = f"  ✗ {link.score:.2f}    ", "red"
            else:
                middle = f" ── {link.score:.2f} ── "
        row = f"{pad(ours, left_width)}{paint(middle, fg=colour)}{pad(theirs, right_width)}"
        yield " " * _INDENT + row.rstrip()


def _column(document: Document | None, spans: Sequence[Span], width: int) -> list[str]:
    if document is None:
        return []
    texts = (" ".join(document.source.cut(span).split()) for span in spans)
    return [line for text in texts for line in wrap(text, width)]


def _spans(link: SentenceLink, lang: Lang) -> tuple[Span, ...]:
    return link.ja if lang == "ja" else link.en
