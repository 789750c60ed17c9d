"""What no reader sees is no text of a document, and hides nothing of what stands beside it."""

from __future__ import annotations

import time

import pytest

from pipeline.documents import parse
from pipeline.documents.unseen import OpenElements
from pipeline.model.source import Source
from tests.documents.invariants import check
from tests.documents.outlines import blocks, cases, outline

CASES = cases("unseen.yaml")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case, newline):
    text = case["text"].replace("\n", newline)
    document = parse(Source(f"a.{case.get('format', 'md')}", "en", text))
    assert blocks(document) == case["blocks"]
    if "outline" in case:
        assert outline(document) == case["outline"]
    if "refs" in case:
        found = [ref.target for s in document.sections for b in s.blocks for ref in b.refs]
        assert found == case["refs"]
    check(document)


def test_what_follows_the_hidden_stands_where_it_stood():
    text = "Take ~~5 mg~~ <b hidden>6</b>10 mg.\n"
    (section,) = parse(Source("a.md", "en", text)).sections
    prose = section.blocks[0].prose
    at = prose.text.index("10 mg")
    assert text[slice(*prose.span(at, at + 5))] == "10 mg"


@pytest.mark.parametrize("path", ["a.md", "a.html"])
def test_hidden_elements_without_end_are_read_in_linear_time(path):
    def seconds(text):
        before = time.process_time()
        parse(Source(path, "en", text))
        return time.process_time() - before

    many = "<b hidden><i>" * 20_000 + "</u></i>" * 20_000
    assert seconds(f"Text {many}") < 10
    assert seconds(f"Text <b style='{'/*' * 100_000}{';' * 100_000}'>x") < 10


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<del>", False),
        ("<del></del>", True),
        # The end tag of words ends nothing that was opened around their block …
        ("<del><p></del>", False),
        # … the end tag of a block does.
        ("<div hidden><p></div>", True),
        ("</del></div></x>", True),
        ("<input hidden><img hidden>", True),
    ],
)
def test_end_tags_reach_as_far_as_in_a_browser(markup, seen):
    elements = OpenElements(jsx=False)
    elements.follow(markup)
    assert elements.seen is seen
