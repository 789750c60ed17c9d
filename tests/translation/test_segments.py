"""Segments, their codes, and the way back into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.model.document import Document
from pipeline.model.source import Source
from pipeline.model.translation import Code
from pipeline.translation.codes import LostCodesError, coded, decoded, plain
from pipeline.translation.segments import segments
from pipeline.translation.writer import Writer

ROOT = Path(__file__).parents[2]
ARTICLES = sorted(ROOT.glob("articles/ja/**/*.*"))
MARKED_UP = [path for path in ARTICLES if path.suffix != ".txt"]


def read(text: str, path: str = "a.md") -> Document:
    return parse(Source(path, "ja", text))


def codes_of(text: str, path: str = "a.md") -> list[str]:
    return [coded(segment) for segment in segments(read(text, path))]


def translated(text: str, words: dict[str, str], path: str = "a.md") -> str:
    """The text with coded segments exchanged; what ``words`` does not name stays."""
    document = read(text, path)
    found = segments(document)
    parts = {s.id: decoded(words[coded(s)], s) for s in found if coded(s) in words}
    assert {coded(s) for s in found} >= set(words), [coded(s) for s in found]
    return Writer(document, "en", found, parts).whole().text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_segments_that_stay_leave_the_file_as_it_is_but_for_spaces(path: Path) -> None:
    document = parse(Source(path.name, "ja", path.read_text("utf-8")))
    written = Writer(document, "ja", segments(document), {}).whole()
    assert written.text == document.source.text


@pytest.mark.parametrize("path", MARKED_UP, ids=lambda path: path.stem)
def test_other_words_leave_outline_links_images_and_code(path: Path) -> None:
    # In plain text the words themselves are what a heading is known by.
    document = parse(Source(path.name, "ja", path.read_text("utf-8")))
    found = segments(document)
    parts = {s.id: tuple(p if isinstance(p, Code) else other(p) for p in s.parts) for s in found}
    made = parse(Source(path.name, "en", Writer(document, "en", found, parts).whole().text))
    assert shape(made) == shape(document)


def other(words: str) -> str:
    return "Words." if words.rstrip().endswith(("。", "？")) else "Words"


def shape(document: Document) -> list[object]:
    return [
        (
            section.level,
            section.kind,
            len(section.blocks),
            [ref[:2] for block in section.blocks for ref in block.refs],
            [block.prose.text for block in section.blocks if block.kind == "code"],
        )
        for section in document.sections
    ]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_sentence_is_in_one_segment(path: Path) -> None:
    document = parse(Source(path.name, "ja", path.read_text("utf-8")))
    joined = "".join(segment.text for segment in segments(document)).split()
    prose = [
        block.prose.text
        for section in document.sections
        for block in (section.heading, *section.blocks)
        if block is not None and block.is_prose
    ]
    assert sorted("".join(joined)) == sorted("".join("".join(prose).split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**炎症**が続く。", '<g id="1">炎症</g>が続く。'),
        ("[炎症](a.md)が続く。", '<g id="1">炎症</g>が続く。'),
        ("値は `x < 1` です。", '値は <x id="1"/> です。'),
        ("続く[^1]。", '続く<x id="1"/>。'),
        ("a < b です。", "a &lt; b です。"),
        (
            "<u>古い</u> **新しい*説明*です**。",
            '<g id="1">古い</g> <g id="2">新しい<g id="3">説明</g>です</g>。',
        ),
        # What is struck out is said to no reader, so it travels as markup.
        ("~~古い~~ **新しい**説明。", '<g id="1">新しい</g>説明。'),
        ("<b>炎症</b>が<br>続く。", '<g id="1">炎症</g>が'),
    ],
)  # fmt: skip
def test_markup_between_words_is_codes(text: str, expected: str) -> None:
    assert codes_of(f"{text}\n\n[^1]: 注\n")[0] == expected


def test_markup_around_a_whole_sentence_is_none_of_its_codes() -> None:
    assert codes_of("**続くと困ります。**") == ["続くと困ります。"]


def test_translations_take_the_place_of_words_and_leave_the_markup() -> None:
    text = (
        "---\ntitle: '睡眠'\ntags: [a, b]\n---\n# 睡眠\n\n"
        "> **脳**は[休む](x.md \"題\")。\n> 夜は\n> 長い。\n\n"
        "![脳の図](brain.png)\n\n```sh\nrun 睡眠\n```\n\n| 薬 |\n|---|\n| 眠剤 |\n\n"
        "長い文[^a]。\n\n[^a]: 注です。\n"
    )  # fmt: skip
    assert translated(
        text,
        {
            "睡眠": "Don't sleep: rest",
            '<g id="1">脳</g>は<g id="2">休む</g>。': 'A <g id="1">brain</g> <g id="2">rests</g>.',
            "夜は長い。": "Nights are long.",
            "脳の図": "The brain",
            "薬": "Medicine",
            "眠剤": "a|b",
            '長い文<x id="1"/>。': 'Long<x id="1"/>.',
            "注です。": "A note.",
        },
    ) == (
        "---\ntitle: 'Don\'\'t sleep: rest'\ntags: [a, b]\n---\n# Don't sleep: rest\n\n"
        "> A **brain** [rests](x.md \"題\").\n> Nights are long.\n\n"
        "![The brain](brain.png)\n\n```sh\nrun 睡眠\n```\n\n| Medicine |\n|---|\n| a\\|b |\n\n"
        "Long[^a].\n\n[^a]: A note.\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("一つ。二つ。", '"One: \\"a\\""'),
        ('"一つ。二つ。"', '"One: \\"a\\""'),
        ("'一つ。二つ。'", "'One: \"a\"'"),
        (">\n  一つ。\n  二つ。", '>\n  One: "a"'),
    ],
)
def test_a_value_of_the_front_matter_is_quoted_as_it_has_to_be(value: str, expected: str) -> None:
    text = f"---\ntitle: {value}\ndate: 2026-01-31\n---\n文。\n"
    (code, _) = codes_of(text)
    made = translated(text, {code: 'One: "a"'})
    assert made == f"---\ntitle: {expected}\ndate: 2026-01-31\n---\n文。\n"


def test_links_that_are_named_by_their_words_keep_their_address() -> None:
    text = "- [案内][]\n\n詳しくは[案内]をどうぞ。<info@example.org>まで。\n\n[案内]: guide.md\n"
    texts = {
        '<g id="1">案内</g>': '<g id="1">Guide</g>',
        '詳しくは<g id="1">案内</g>をどうぞ。': 'See the <g id="1">guide</g>.',
        '<x id="1"/>まで。': 'Write to <x id="1"/>.',
    }
    assert translated(text, texts) == (
        "- [Guide][案内]\n\nSee the [guide][案内]. Write to <info@example.org>.\n\n"
        "[案内]: guide.md\n"
    )


def test_sentences_of_english_are_parted_by_a_space_outside_their_markup() -> None:
    text = "一つ。**二つ。**三つ。"
    made = translated(text, {"一つ。": "One.", "二つ。": "Two.", "三つ。": "Three."})
    assert made == "One. **Two.** Three."


def test_nothing_in_a_translation_becomes_markup() -> None:
    made = translated(
        "説明。", {"説明。": "1. *a* [b](http://x) &lt;script> `c` _d_ ~~e~~ &amp;lt;"}
    )
    document = parse(Source("a.md", "en", made))
    assert [b.prose.text for b in document.sections[0].blocks] == [
        "1. *a* [b](http://x) <script> `c` _d_ ~~e~~ &lt;"
    ]
    page = translated("<p>説明。</p>", {"説明。": "a &lt;b> &amp;amp; c"}, "a.html")
    assert page == "<p>a &lt;b&gt; &amp;amp; c</p>"
    image = translated('<img alt="図" src="a">', {"図": "\"x\" onload='y'"}, "a.html")
    assert image == '<img alt="&quot;x&quot; onload=&#39;y&#39;" src="a">'


@pytest.mark.parametrize(
    "answer",
    [
        "Inflammation goes on.",
        'It <g id="1">goes</g> <g id="1">on</g>.',
        '<g id="2">It</g> goes on.',
        '</g>It<g id="1"> goes on.',
        '<g id="1">It goes on.',
        '<g id="1">It</g> goes <x id="3"/>on.',
    ],
)
def test_lost_doubled_and_invented_markup_is_noticed(answer: str) -> None:
    (segment,) = segments(read("**炎症**が続く。"))
    with pytest.raises(LostCodesError):
        decoded(answer, segment)


def test_what_engines_do_to_tags_is_understood() -> None:
    (segment,) = segments(read("**炎症**が`x`で続く。"))
    decoded("< g id = '1' >It</ G > goes on <x id=2></x>.".replace("></x>", "/>"), segment)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["炎症", "が続く。", "睡眠です。", "**", "*", "_", "~~", "`a`", "[語](u)", "[^1]",
             "![図](i)", "<b>", "</b>", "> ", "|", "&amp;", "\\*", "- ", "# ", "1. ",
             "\n", "\n\n", " "]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_markdown_is_cut_and_put_together_again(pieces: list[str]) -> None:
    document = read("".join(pieces))
    found = segments(document)
    assert Writer(document, "ja", found, {}).whole().text == document.source.text
    for segment in found:
        assert decoded(coded(segment), segment) == segment.parts
        assert plain(coded(segment)) == "".join(p for p in segment.parts if isinstance(p, str))
