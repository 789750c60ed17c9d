"""Plain text: the outlines in ``tests/cases/plain`` and what holds for every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.plain import parse_plain
from pipeline.model.document import Document
from pipeline.model.source import Source

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).parents[1].glob("cases/plain/*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def parse(text: str, lang: str = "ja") -> Document:
    return parse_plain(Source("a.txt", "en" if lang == "en" else "ja", text))


def outline(document: Document) -> str:
    lines = []
    for section in document.sections:
        if section.kind in ("preamble", "furniture"):
            lines.append(f"~{section.kind}")
            continue
        number = f"[{section.number}] " if section.number else ""
        if section.kind == "run-in":
            lines.append("  " * (section.level - 1) + f"{number}{section.title.text}::")
        else:
            lines.append("  " * (section.level - 1) + f"[{section.number}] {section.title.text}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES)
def test_outline(case):
    assert outline(parse(case["text"], case["lang"])) == case["outline"].rstrip("\n")


@pytest.mark.parametrize("case", CASES)
def test_line_ends_do_not_matter(case):
    text = case["text"].replace("\n", "\r\n")
    assert outline(parse(text, case["lang"])) == case["outline"].rstrip("\n")


def _spaced(text):
    """A wrapped line's break reads as a space."""
    return re.sub(r"\s", " ", text)


def proses(document):
    for section in document.sections:
        if section.heading:
            yield section, section.heading.prose
        for block in section.blocks:
            yield section, block.prose


WORDS = [
    "しくみ",
    "おわりに",
    "磁気刺激",
    "Mechanism",
    "TMS",
    "神経に働きます。",
    "脳を守る働き:",
    "効果：",
    "(1)",
    "（２）",
    "①",
    "■",
    "【要点】",
    "・",
    "**強調**",
    "**",
    "—",
    "[案内](https://example.org)",
    "https://example.org/a",
    "→",
    "10:30",
    "、",
    "「引用」",
    "(",
    "---",
    "第2章",
    "Clinical Evidence",
    "It helps many people to sleep well.",
    "Deeper Sleep: ",
]
MARKS = ["1. ", "2. ", "a. ", "• ", "# ", "## ", "\u3000", " ", "\t", "\f", "\u200b"]
LINES = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=4).map("".join)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
TEXTS = st.lists(st.tuples(LINES, ENDS).map("".join), max_size=25).map("".join)
ANY = TEXTS | st.text(max_size=200)
LANGS = st.sampled_from(["ja", "en"])


@given(ANY, LANGS)
def test_every_character_knows_its_place(text, lang):
    document = parse(text, lang)
    for section, prose in proses(document):
        assert "".join(prose.text[r.at : r.at + r.length] for r in prose.runs) == prose.text
        for run in prose.runs:
            cut = text[run.start : run.start + run.width]
            piece = prose.text[run.at : run.at + run.length]
            # Where lines are joined, one space stands for the break and all the space around it,
            # a zero-width one that was pasted along too.
            wrapped = len(piece) == 1 and cut.replace("\u200b", " ").isspace()
            assert wrapped or _spaced(piece) == _spaced(cut)
            assert section.span.start <= run.start
            assert run.start + run.width <= section.span.end


@given(ANY, LANGS)
def test_every_letter_is_read_exactly_once(text, lang):
    read = sorted(
        offset
        for _, prose in proses(parse(text, lang))
        for run in prose.runs
        for offset in range(run.start, run.start + run.width)
    )
    assert len(set(read)) == len(read)
    targets = {i for m in re.finditer(r"\]\([^\s()]+\)", text) for i in range(*m.span())}
    unread = {i for i, char in enumerate(text) if char.isalpha()} - set(read) - targets
    numbers = "".join(section.number for section in parse(text, lang).sections)
    assert all(text[i] in numbers for i in unread)


@given(TEXTS, LANGS)
def test_sections_stand_in_order_and_nest(text, lang):
    document = parse(text, lang)
    starts = [section.span.start for section in document.sections]
    assert starts == sorted(starts)
    for section in document.sections:
        if section.parent is not None:
            assert document.sections[section.parent].level < section.level
        for block in section.blocks:
            assert all(block.prose.text[a:b].strip() for a, b in block.sentences)


def test_stray_emphasis_leaves_the_words_and_their_places():
    document = parse("治療は**脳血管関門(BBB)**が鍵です。\n")
    block = document.sections[0].blocks[0]
    assert block.prose.text == "治療は脳血管関門(BBB)が鍵です。"
    assert document.source.cut(block.prose.span(3, 8)) == "脳血管関門"


def test_links_keep_their_text_and_target():
    text = "詳しくは[案内の頁](https://example.org/a)か https://example.org/b をご覧ください。\n"
    block = parse(text).sections[0].blocks[0]
    assert block.prose.text.startswith("詳しくは案内の頁か")
    assert [ref.target for ref in block.refs] == ["https://example.org/a", "https://example.org/b"]
    assert [text[ref.span.start : ref.span.end] for ref in block.refs] == [
        "[案内の頁](https://example.org/a)",
        "https://example.org/b",
    ]
    assert [block.prose.text[m.start : m.end] for m in block.marks] == ["https://example.org/b"]


def test_wrapped_lines_become_one_paragraph():
    case = next(c.values[0] for c in CASES if "hard-wrapped English" in c.id)
    first = parse(case["text"], "en").sections[0]
    assert [block.prose.text[-20:] for block in first.blocks] == ["es in every session."]
    assert len(first.blocks[0].sentences) == 3


def test_pasted_lines_stay_paragraphs():
    text = "治療は週に一度です。\n痛みはほとんどありません。\n麻酔も使いません。\n"
    assert len(parse(text).sections[0].blocks) == 3


def test_a_line_that_ends_in_a_comma_goes_on():
    text = "点滴は炎症を抑え、\n刺激は神経を整えます。\n"
    assert [b.prose.text for b in parse(text).sections[0].blocks] == [
        "点滴は炎症を抑え、刺激は神経を整えます。"
    ]


def test_no_text_no_sections():
    assert parse("").sections == ()
    assert parse(" \n　\r\n---\n").sections == ()


def test_many_headings_do_not_take_forever():
    text = "1. 準備\n体調を確かめます。\nしくみ\n神経に働きます。\n" * 4000
    assert len(parse(text).sections) > 4000
