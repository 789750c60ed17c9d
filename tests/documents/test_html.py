"""HTML pages: cases, places, hostile markup."""

from __future__ import annotations

import pytest

from pipeline.documents import parse
from pipeline.model.source import Source
from tests.documents.outlines import blocks, cases, outline

CASES = cases("html.yaml")


def read(text, lang="ja"):
    return parse(Source("a.html", lang, text))


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case, newline):
    document = read(case["text"].replace("\n", newline), case["lang"])
    assert outline(document) == [line.rstrip() for line in case["outline"]]
    assert blocks(document) == case["blocks"]


def test_places_are_those_of_the_file():
    text = '<p>😀 &amp; <a href="u">リ\n  ンク</a></p><img alt="図&lt;" src=x>'
    (section,) = read(text).sections
    paragraph, image = section.blocks
    cut = [text[slice(*paragraph.prose.span(i, i + 1))] for i in range(len(paragraph.prose.text))]
    assert cut == ["😀", " ", "&amp;", " ", "リ", "ン", "ク"]
    assert [(r.target, text[slice(*r.span)]) for r in paragraph.refs] == [("u", '<a href="u">')]
    assert text[slice(*image.prose.span(0, 2))] == "図&lt;"


def test_a_heading_starts_with_its_tag():
    document = read("<h1 id=a><b>題</b></h1><p>文。</p><h2>次</h2>")
    starts = [document.source.cut(section.span) for section in document.sections]
    assert starts == ["<h1 id=a><b>題</b></h1><p>文。</p>", "<h2>次</h2>"]


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 3000 + "深い" + "</div>" * 3000,
        "<a " * 300,
        "<!--" * 300,
        "<p>&#xD800;&#99999999;",
    ],
)
def test_hostile_markup_is_read_all_the_same(text):
    assert read(text + "<p>終").source.text.startswith(text)


def test_an_empty_page_has_no_sections():
    assert read("<html><body></body></html>").sections == ()
