"""Markdown documents: cases, places of what is not running text, errors, size."""

from __future__ import annotations

import time

import pytest

from pipeline.documents import parse
from pipeline.errors import SourceError
from pipeline.model.source import Source
from tests.documents.outlines import blocks, cases, outline

CASES = cases("markdown.yaml")


def read(text, lang="ja", **options):
    return parse(Source("a.md", lang, text), **options)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case, newline):
    document = read(case["text"].replace("\n", newline), case["lang"])
    assert outline(document) == [line.rstrip() for line in case["outline"]]
    assert blocks(document) == case["blocks"]


def test_parents_and_spans_follow_the_outline():
    document = read("前文\n# A\n## B\n**C:** x\n\n## D\n# E\n")
    assert [s.parent for s in document.sections] == [None, None, 1, 2, 1, None]
    assert [document.source.cut(s.span) for s in document.sections] == [
        "前文\n",
        "# A\n",
        "## B\n",
        "**C:** x\n\n",
        "## D\n",
        "# E\n",
    ]


def test_refs_stand_where_they_are_written():
    text = "😀 [語](u.md) ![図](p.png) [^1]\n\n![](q.png)\n\n[^1]: 注 <https://e.org>\n"
    document = read(text)
    found = [
        (ref.kind, ref.target, document.source.cut(ref.span))
        for section in document.sections
        for block in section.blocks
        for ref in block.refs
    ]
    assert found == [
        ("link", "u.md", "[語](u.md)"),
        ("image", "p.png", "![図](p.png)"),
        ("footnote", "1", "[^1]"),
        ("image", "q.png", "![](q.png)"),
        ("link", "https://e.org", "<https://e.org>"),
    ]


def test_code_and_addresses_are_marked():
    (section,) = read("**（強）**が`a. b`と https://e.org/x_(y)。次\n").sections
    (block,) = section.blocks
    assert [(m.kind, block.prose.text[m.start : m.end]) for m in block.marks] == [
        ("code", "a. b"),
        ("url", "https://e.org/x_(y)"),
    ]
    assert len(block.sentences) == 2


def test_an_entity_stands_for_all_of_its_characters():
    (section,) = read("値 &lt; 5\n").sections
    prose = section.blocks[0].prose
    at = prose.text.index("<")
    assert prose.span(at, at + 1) == (2, 6)


def test_a_front_matter_value_is_placed_without_its_quotes():
    document = read("---\ntitle: '眠りの''話'\n---\n")
    prose = document.sections[0].blocks[0].prose
    assert prose.text == "眠りの'話"
    assert document.source.cut(prose.span(0, len(prose.text))) == "眠りの''話"


def test_other_front_matter_keys_can_be_chosen():
    document = read("---\ntitle: a\nlead: 導入\n---\n", meta_keys=["lead"])
    assert blocks(document) == ["meta: 導入"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a: b\n---\n", 2),
        ("---\r\nx: 1\r\ntitle: [a\r\n---\r\n", 4),
        ("+++\nx = 1\ntitle = a\n+++\n", 3),
        ("---\nx: " + "[" * 5000 + "\n---\n", 2),
    ],
)
def test_broken_front_matter_is_named_with_its_line(text, line):
    with pytest.raises(SourceError, match="front matter is not valid") as caught:
        read(text)
    assert caught.value.line == line


@pytest.mark.parametrize("text", ["---\ntitle: Sleep\n\nRest.\n", "---\r\ntitle:\r\nRest.\r\n"])
def test_front_matter_that_is_never_closed_is_named(text):
    with pytest.raises(SourceError, match="never closed") as caught:
        read(text)
    assert caught.value.line == 1


def test_an_empty_text_has_no_sections():
    assert read("").sections == ()


def test_nesting_does_not_exhaust_the_stack():
    assert read(">" * 5000 + " 深い\n").sections[0].blocks[0].kind == "quote"


def test_time_grows_with_the_text():
    paragraph = "日本語の文です。**強調(語)**と`code`が続く。\n\n## 見出し\n\n- 項目\n\n"

    def seconds(times):
        start = time.process_time()
        read(paragraph * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 12 * max(seconds(1000), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "{/*" * 20000,
        "{{ " * 20000,
        "https://e.org/" + ")" * 40000,
        "**（あ" * 8000,
        "「" * 40000,
        "." * 60000,
    ],
    ids=["comments", "tags", "address", "emphasis", "quotes", "dots"],
)
def test_what_is_never_closed_takes_no_longer(text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2
