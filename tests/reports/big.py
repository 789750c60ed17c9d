"""Many pairs as long as real ones, made without models, to see what a page does under them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.findings import Finding, Place, Report
from pipeline.model.source import Span
from tests.support import document, links, report

_JA = "眠りの浅い夜が続くときは、朝の光を浴びる時間と夕方の過ごし方を見直すことから始めます。"
_EN = "When light sleep goes on for nights, begin with the light of the morning and the evening. "


def big(pairs: int, sections: int = 8, sentences: int = 6) -> Report:
    """``pairs`` pairs of 48 sentences a side, each with four findings."""
    ja = document("ja", _outline("節", _JA, sections, sentences))
    en = document("en", _outline("Section", _EN, sections, sentences))
    made = report(
        ja,
        en,
        _findings(ja.source.text, en.source.text),
        links(" ".join(f"{n}-{n}" for n in range(sections))),
    )
    pair = made.pairs[0]
    every = tuple(replace(pair, id=f"topic-{n % 17:02}/article-{n:04}") for n in range(pairs))
    return replace(made, pairs=every)


def _outline(word: str, sentence: str, sections: int, sentences: int) -> str:
    return "".join(f"# {word} {n}\n{sentence * sentences}\n" for n in range(sections))


def _findings(ja: str, en: str) -> list[Finding]:
    found = []
    for number, (left, right) in enumerate(
        [
            ("眠り", "sleep"),
            ("朝の光", "light of the morning"),
            ("夕方", "evening"),
            ("夜", "nights"),
        ]
    ):
        section = 2 * number
        at = ja.index(left, ja.index(f"節 {section}") + 4)
        to = en.index(right, en.index(f"Section {section}") + 9)
        found.append(
            Finding(
                "term-mismatch" if number % 2 else "omitted-content",
                ("error", "warning", "info", "error")[number],
                f"「{left}」 is not “{right}”",
                Place("ja", Span(at, at + len(left)), section),
                Place("en", Span(to, to + len(right)), section),
                ("x", str(number)),
                fingerprint=f"{number:016x}",
            )
        )
    return found
