"""The alignment side by side: the Japanese outline left, the English right, gaps marked.

::

    exosome  articles/ja/exosome.md ↔ articles/en/exosome.md

    1. 仕組み                        ── 0.97 ──  1. Mechanism
      根拠                           ── 0.88 ──    Evidence
      副作用                            0.91  ✗
                                     ✗  0.84     Frequently asked questions

A link of several sections takes several lines, joined by a bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from pipeline.model.document import Document, Section
from pipeline.model.findings import PairReport, Report
from pipeline.model.links import Link
from pipeline.reports.order import links_in_order
from pipeline.reports.sentences import beside, in_reading_order
from pipeline.reports.style import Paint, finished, painter
from pipeline.reports.terminal import NARROWEST, pair_header, plural
from pipeline.reports.width import pad, wrap

_LEGEND = (
    "The number between two sections is the probability that they belong together, beside ✗ that "
    "a section has no counterpart. Below each link, from 0 to 1:",
    "title, body: likeness in meaning of the titles, and of the texts",
    "said_ja, said_en: how much of the Japanese the English says, and of the English the Japanese",
    "identifiers, loan_words, numbers, links, glossary: how much is shared of what stands in both "
    "languages alike: Latin words, katakana words by their origin, figures, addresses, terms",
    "outline: whether both stand at the same level",
)
_MIDDLE = 12
_DEEPEST = 6


def format(
    report: Report, *, width: int, color: bool, explain: bool, sentences: bool = False
) -> str:
    """All links in lines of at most ``width`` columns (at least 40).

    Links stand in the order of the source; a gap of the target follows the link that its
    predecessor belongs to. With ``explain`` each has a line with its evidence, with ``sentences``
    the sentences of both sides below it, beside each other.
    """
    return finished(_lines(report, max(width, NARROWEST), painter(color), explain, sentences))


def _lines(
    report: Report, width: int, paint: Paint, explain: bool, sentences: bool
) -> Iterator[str]:
    linked = gaps = 0
    for pair in report.pairs:
        yield from pair_header(pair, width, paint)
        yield ""
        for link in links_in_order(pair, report.source):
            gaps += link.is_gap
            linked += not link.is_gap
            yield from _link(link, pair, width, paint)
            yield from _evidence(link, width, paint, explain)
            if sentences and link.sentences:
                yield ""
                for each in in_reading_order(link.sentences, report.source):
                    yield from beside(each, pair, width, paint)
                yield ""
        yield ""
    total = (
        f"{plural(linked, 'link')}, {plural(gaps, 'gap')} in {plural(len(report.pairs), 'pair')}"
    )
    if explain:
        yield from (
            paint(line, dim=True) for name in _LEGEND for line in wrap(name, width, indent=4)
        )
        yield ""
    yield from (paint(line, bold=True) for line in wrap(total, width))


def _link(link: Link, pair: PairReport, width: int, paint: Paint) -> Iterator[str]:
    left_width = (width - _MIDDLE) // 2
    right_width = width - _MIDDLE - left_width
    colour = "green" if link.score >= 0.8 else "yellow"
    rows = zip_longest(_titles(pair.ja, link.ja), _titles(pair.en, link.en), fillvalue="")
    for number, (left, right) in enumerate(rows):
        if number:
            middle = "     │      "
        elif not link.en:
            middle, colour = f"    {link.score:.2f} ✗  ", "red"
        elif not link.ja:
            middle, colour = f"  ✗ {link.score:.2f}    ", "red"
        else:
            middle = f" ── {link.score:.2f} ── "
        row = f"{pad(left, left_width)}{paint(middle, fg=colour)}{pad(right, right_width)}"
        yield row.rstrip()


def _titles(document: Document | None, sections: tuple[int, ...]) -> list[str]:
    return [_title(document.sections[number]) for number in sections] if document else []


def _title(section: Section) -> str:
    indent = "  " * min(max(section.level - 1, 0), _DEEPEST)
    text = section.title.text or f"({' '.join(section.text().split())})"
    return f"{indent}{section.number} {text}" if section.number else f"{indent}{text}"


def _evidence(link: Link, width: int, paint: Paint, explain: bool) -> Iterator[str]:
    shown = {name: value for name, value in link.evidence.items() if explain or value > 0}
    parts = [f"{name} {_number(value)}" for name, value in shown.items()]
    if link.decision:
        parts.append(f"decided: {link.decision}")
    # Non-breaking inside a statement, so that a line breaks only between two of them.
    text = " · ".join(part.replace(" ", "\u00a0") for part in parts)
    if text:
        for line in wrap(text, width - 4):
            yield "    " + paint(line.replace("\u00a0", " "), dim=True)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}"
