from __future__ import annotations

from dataclasses import replace

from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Span
from pipeline.reports.tsv import format
from tests.reports.memory import memory
from tests.support import document, report


def rows(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_a_line_for_every_link_with_two_sides() -> None:
    assert rows(format(memory()))[:3] == [
        ["ja", "en", "score", "pair", "ja_place", "en_place"],
        [
            "仕組み",
            "Mechanism",
            "0.9900",
            "prices/a&b",
            "articles/ja/a.md:1:3",
            "articles/en/a.md:1:3",
        ],
        [
            "磁気で脳を刺激します。",
            "Magnets stimulate the brain.",
            "0.9877",
            "prices/a&b",
            "articles/ja/a.md:2:1",
            "articles/en/a.md:2:1",
        ],
    ]
    assert len(rows(format(memory()))) == 5


def test_what_would_break_a_table_is_escaped() -> None:
    ja, en = "タブ\tと\\と\r改行\nです", "x"
    link = SentenceLink((Span(0, len(ja)),), (Span(0, 1),), 1.0)
    # The outline of the helper ends at line ends; a link may span them all the same.
    made = report(
        document("ja", ja), document("en", en), made=[Link((0,), (0,), 1.0, sentences=(link,))]
    )
    assert rows(format(made))[1][0] == "タブ\\tと\\\\と\\r改行\\nです"


def test_formulas_are_disarmed_only_where_a_spreadsheet_is_to_read_them() -> None:
    plain, guarded = (rows(format(memory(), spreadsheet=asked))[4] for asked in (False, True))
    assert plain[:2] == ["=1+1は&lt;二\x0bです。", "=1+1 is <two> & more."]
    assert guarded[:2] == ["'=1+1は&lt;二\x0bです。", "'=1+1 is <two> & more."]
    assert plain[2:] == guarded[2:]
    named = replace(memory(), pairs=(replace(memory().pairs[0], id="-a"),))
    assert rows(format(named, spreadsheet=True))[1][3] == "'-a"
