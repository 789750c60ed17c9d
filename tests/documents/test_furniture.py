"""The frame of a page, apart from headings and levels."""

from __future__ import annotations

from pipeline.documents.furniture import find_frame
from pipeline.documents.lines import read_lines
from pipeline.documents.plain import parse_plain
from pipeline.model.source import Source


def frame(text, marked=(), empty=()):
    lines = read_lines(text)
    found = find_frame(lines, frozenset(marked), frozenset(empty))
    title = None if found.title is None else lines[found.title].text
    return title, [lines[i].text for i in sorted(found.furniture)]


def test_the_last_repetition_is_the_title():
    assert frame("光と眠りの話\n\n光と眠りの話\n\n本文です。\n") == (
        "光と眠りの話",
        ["光と眠りの話"],
    )


def test_a_title_repeated_further_down_is_furniture():
    text = "Light and Sleep\nLight helps people to wake up.\nLight and Sleep\nIt is free.\n"
    assert frame(text) == ("Light and Sleep", ["Light and Sleep"])


def test_a_menu_hides_the_title_below_it():
    text = "青空医院\n• 診療案内\n• 交通\n光と眠りの話\n本文です。\n"
    assert frame(text) == ("光と眠りの話", ["青空医院", "診療案内", "交通"])


def test_a_greeting_is_no_title():
    assert frame("こんにちは、院長です。\n本文です。\n") == (None, [])


def test_a_numbered_line_is_no_title():
    assert frame("1. 光\n本文です。\n", marked=[0], empty=[0]) == (None, [])


def test_a_link_line_at_the_end():
    text = "本文です。\n予約はこちら\n"
    assert frame(text) == (None, ["予約はこちら"])


def test_a_phone_number_at_the_end():
    text = "Please call us.\nAoba Clinic, Sapporo\nPhone 011-222-3333\n"
    assert frame(text)[1] == ["Phone 011-222-3333"]


def test_noun_lines_directly_after_the_text_are_text():
    assert frame("次の症状をご相談ください:\n不眠\n頭痛\n") == (None, [])


def test_furniture_keeps_its_text_and_place():
    text = "光と眠りの話\n\n本文です。\n\n青空会 青空医院\n"
    last = parse_plain(Source("a.txt", "ja", text)).sections[-1]
    assert (last.kind, last.level, last.parent) == ("furniture", 0, None)
    assert [block.prose.text for block in last.blocks] == ["青空会 青空医院"]
    assert text[last.span.start : last.span.end] == "青空会 青空医院"


def test_the_section_around_furniture_goes_on_after_it():
    text = "Light and Sleep\nLight helps people.\nLight and Sleep\nIt is free of charge.\n"
    sections = parse_plain(Source("a.txt", "en", text)).sections
    assert [b.prose.text for b in sections[0].blocks] == [
        "Light helps people.",
        "It is free of charge.",
    ]
