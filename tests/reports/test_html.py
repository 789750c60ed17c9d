"""The page as text: what is in it, and that nothing of an article gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import RULES
from pipeline.model.findings import Finding, PairReport, Place, Report
from pipeline.model.source import Span
from pipeline.reports.html import format
from pipeline.reports.rows import Mark, marks, row_of, rows, section
from pipeline.reports.width import clean
from tests.reports.big import big
from tests.reports.hostile import NAME, TRICKS, compared, hostile
from tests.reports.sample import accepted, sample
from tests.support import document, links, report


class Page(HTMLParser):
    """Elements with their attributes and the text of each ``script`` and ``style``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, attributes, text = self.raw[-1]
            self.raw[-1] = (tag, attributes, text + data)

    def data(self, name: str) -> Any:
        (found,) = [text for _, attributes, text in self.raw if attributes.get("id") == name]
        return json.loads(found)


def page(made: Report) -> Page:
    return Page(format(made, RULES))


def test_only_its_own_script_and_style_may_run() -> None:
    shown = page(hostile())
    (policy,) = [
        str(a["content"])
        for _, a in shown.elements
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag, attributes, text in shown.raw:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_hostile_article_adds_no_element_and_no_attribute() -> None:
    plain, bad = page(accepted()), page(hostile())
    assert {tag for tag, _ in bad.elements} <= {tag for tag, _ in plain.elements}
    for tag, attributes in bad.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("src", "href", "action"):
            assert re.fullmatch(r"#.*|data:,", attributes.get(name) or "#"), (tag, attributes)
    scripts = [a for tag, a, _ in bad.raw if tag == "script"]
    assert len(scripts) == 1 + 1 + len(hostile().pairs)


def test_the_page_fetches_nothing() -> None:
    text = format(sample(), RULES)
    assert not re.search(r"(?:https?:)?//[a-z]+\.", text)
    assert "@import" not in text
    assert "url(" not in text


def test_every_text_can_be_read_as_it_stands() -> None:
    data = page(hostile()).data("pair-0")
    lines = data["rows"][0]["sides"][0][0]["lines"]
    texts = ["".join(p if isinstance(p, str) else p[0] for p in pieces) for _, _, *pieces in lines]
    # A line separator is no line end here, so every trick is one line below the title.
    assert texts[1:] == [clean(f"先{trick}後") for trick in TRICKS]
    assert page(hostile()).data("index")["pairs"][0]["id"] == clean(NAME)


def test_the_marked_characters_are_those_of_the_finding() -> None:
    made = sample()
    data = page(made).data("pair-0")
    pair = made.pairs[0]
    marks_of_line: dict[int, str] = {}
    for row in data["rows"]:
        for side, lang in zip(row["sides"], ("ja", "en"), strict=True):
            for part in side:
                for _, _, *pieces in part["lines"]:
                    for text, *about in (p for p in pieces if not isinstance(p, str)):
                        for number in about:
                            marks_of_line[number] = (
                                marks_of_line.get(number, "") + f"{lang}:{text} "
                            )
    for number, finding in enumerate(data["findings"]):
        (same,) = [f for f in pair.findings if f.message == finding["message"]]
        for place in (same.ja, same.en, *same.related):
            if place:
                words = pair.document(place.lang).source.cut(place.span)  # type: ignore[union-attr]
                assert f"{place.lang}:{words} " in marks_of_line[number]


@given(
    st.text(st.sampled_from("あ文a \n\r\t#<𠮷\u202e"), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
)
def test_lines_hold_every_character_once(text: str, spans: list[tuple[int, int]]) -> None:
    doc = document("ja", f"# t\n{text}")
    for part in doc.sections:
        marked = [Mark(start, start + length, n) for n, (start, length) in enumerate(spans)]
        shape = section(doc, part.id, marked)
        for number, _, *pieces in shape["lines"]:
            joined = "".join(p if isinstance(p, str) else p[0] for p in pieces)
            line = doc.source.line(number)
            assert joined == "".join(clean(c) for c in line) or clean(line) == joined


def test_rows_follow_the_source_and_hold_every_section() -> None:
    pair = sample().pairs[0]
    made = rows(pair, "ja")
    assert [r.source for r in made if r.source] == [(n,) for n in range(8)]
    assert sorted(n for r in made for n in r.target) == list(range(6))
    assert [r.kind for r in made].count("gap") == 4


def test_furniture_and_a_lonely_article_have_rows_too() -> None:
    ja = document("ja", "!# メニュー\n# 題\n文。\n!# 奥付\n")
    en = document("en", "# Title\nText.\n")
    made = rows(report(ja, en, (), links("1-0")).pairs[0], "ja")
    assert [(r.source, r.target, r.kind) for r in made] == [
        ((0,), (), "furniture"),
        ((1,), (0,), "link"),
        ((2,), (), "furniture"),
    ]
    alone = rows(report(ja, None).pairs[0], "ja")
    assert [r.kind for r in alone] == ["alone"] * 3


def test_furniture_of_both_sides_shares_a_row() -> None:
    ja = document("ja", "!# メニュー\n# 題\n文。\n")
    en = document("en", "!# Menu\n# Title\nText.\n")
    made = rows(report(ja, en, (), links("1-1")).pairs[0], "ja")
    assert [(r.source, r.target, r.kind) for r in made] == [
        ((0,), (0,), "furniture"),
        ((1,), (1,), "link"),
    ]


def test_a_line_that_holds_more_than_its_heading_is_no_heading() -> None:
    long = document("ja", "# 題\n文。\n" + "# 節 " + "長" * 80 + "\n")
    made = [section(long, part.id, ())["lines"][0][1] & 1 for part in long.sections]
    assert made == [1, 1]
    title = replace(long.sections[1], title=long.sections[0].title)
    squeezed = replace(long, sections=(long.sections[0], title))
    assert section(squeezed, 1, ())["lines"][0][1] & 1 == 0


def test_a_finding_is_told_where_its_place_is() -> None:
    pair = sample().pairs[0]
    made = rows(pair, "ja")
    for finding in pair.findings:
        number = row_of(finding, made, "ja")
        assert number is not None
        place = finding.ja or finding.en
        assert place is not None
        side = made[number].source if place.lang == "ja" else made[number].target
        assert place.section in side
    nowhere = Finding("x", "error", "m", None, None, ("x",))
    assert row_of(nowhere, made, "ja") is None


def test_a_place_without_length_marks_a_character() -> None:
    finding = Finding("x", "error", "m", Place("ja", Span(3, 3), 0), None, ("x",))
    assert marks([finding])["ja"] == [Mark(3, 4, 0)]


def test_states_and_counts() -> None:
    index = page(accepted()).data("index")
    assert index["shown"] == ["accepted"]
    text = format(accepted(), RULES)
    assert re.findall(r'<span class="state [a-z-]+">([^<]+)<', text) == ["in step", "no English"]
    lost = replace(accepted(), failures=(*accepted().failures,))
    assert "not UTF-8" in format(lost, RULES)
    broken = PairReport("c", "articles/ja/c.md", "articles/en/c.md", None, None, (), ())
    made = replace(accepted(), pairs=(broken,))
    assert "could not be checked" in format(made, RULES)


def test_a_change_is_told_apart() -> None:
    data = page(compared()).data("pair-0")
    kinds = [finding["kind"] for finding in data["findings"]]
    assert kinds.count("open") == 1
    assert kinds.count("fixed") == 1
    assert '<span class="state differs">' in format(compared(), RULES)
    pair = compared().pairs[0]
    old = tuple(f for f in pair.findings if f.status == "remaining")
    made = replace(compared(), pairs=(replace(pair, findings=old),))
    assert '<span class="state as-before">' in format(made, RULES)
    (gone,) = [finding for finding in data["findings"] if finding["kind"] == "fixed"]
    assert gone["quotes"]


def test_the_report_needs_no_parsed_blocks() -> None:
    made = sample()
    pair = made.pairs[0]

    def bare(lang: str) -> Any:
        doc = pair.document(lang)  # type: ignore[arg-type]
        assert doc is not None
        bare_sections = tuple(replace(part, blocks=(), heading=None) for part in doc.sections)
        return replace(doc, sections=bare_sections)

    warm = replace(made, pairs=(replace(pair, ja=bare("ja"), en=bare("en")),))
    assert format(warm, RULES) == format(made, RULES)


def test_a_thousand_pairs_stay_small() -> None:
    assert len(format(big(50), RULES).encode()) < 50 * 20_000
