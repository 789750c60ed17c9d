"""Sentences side by side on the terminal."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from pipeline.model.findings import Report
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Span
from pipeline.reports import links
from pipeline.reports.sentences import in_reading_order
from tests.support import document, report

JA = "# 流れ\n受付で名前を告げてから、二階の静かな部屋に移ります。車は運転しないでください。\n"
EN = "# Procedure\nGive your name, then go up to the quiet room. There is tea. Lie down.\n"


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _made() -> Report:
    named = _span(JA, "受付で名前を告げてから、二階の静かな部屋に移ります。")
    given = _span(EN, "Give your name, then go up to the quiet room.")
    sentences = (
        SentenceLink((), (_span(EN, "There is tea."),), 0.9),
        SentenceLink((_span(JA, "車は運転しないでください。"),), (), 0.93),
        SentenceLink((named,), (given, _span(EN, "Lie down.")), 0.97),
    )
    link = Link((0,), (0,), 0.9, {"body": 0.8}, sentences=sentences)
    return report(document("ja", JA), document("en", EN), (), [link])


def test_sentences_stand_side_by_side() -> None:
    shown = links.format(_made(), width=60, color=False, explain=False, sentences=True)
    body = shown.split("    body 0.80\n")[1].split("\n1 link")[0]
    assert body.strip("\n") == (
        "  受付で名前を告げてか    ── 0.97 ── Give your name, then go\n"
        "  ら、二階の静かな部屋に             up to the quiet room.\n"
        "  移ります。                         Lie down.\n"
        "                           ✗ 0.90    There is tea.\n"
        "  車は運転しないでくださ     0.93 ✗\n"
        "  い。"
    )


@pytest.mark.parametrize("width", [40, 61, 80, 120])
def test_no_line_is_too_wide(width: int) -> None:
    shown = links.format(_made(), width=width, color=False, explain=True, sentences=True)
    assert max(wcswidth(line) for line in shown.splitlines()) <= width


def test_without_sentences_nothing_of_them_is_shown() -> None:
    assert "tea" not in links.format(_made(), width=80, color=False, explain=True)


def test_the_order_is_that_of_the_source() -> None:
    made = _made().pairs[0].links[0].sentences
    ours = [link.ja[0].start if link.ja else None for link in in_reading_order(made, "ja")]
    assert ours == sorted(ours, key=lambda start: JA.index("車") - 1 if start is None else start)
    theirs = [link.en[0].start if link.en else None for link in in_reading_order(made, "en")]
    assert [start for start in theirs if start is not None] == sorted(
        start for start in theirs if start is not None
    )


def test_what_only_the_target_has_comes_first_where_nothing_precedes_it() -> None:
    tea = SentenceLink((), (Span(0, 3),), 0.9)
    other = SentenceLink((Span(0, 2),), (Span(5, 9),), 0.9)
    assert in_reading_order([other, tea], "ja") == [tea, other]
    assert in_reading_order([replace_score(tea), other], "ja")[0].score == 0.5


def replace_score(link: SentenceLink) -> SentenceLink:
    return link._replace(score=0.5)
