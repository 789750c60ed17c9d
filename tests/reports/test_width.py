from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from pipeline.reports import cells, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("前頭前野", 8),
        ("ｻｲﾄ", 3),
        ("が", 2),
        ("か\u3099", 2),
        ("e\u0301", 1),
        ("👩‍👩‍👧", 2),
        ("\t", 4),
        ("\x1b", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width.width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "clipped"),
    [
        ("前頭前野", 8, "前頭前野"),
        ("前頭前野", 7, "前頭前…"),
        ("前頭前野", 6, "前頭…"),
        ("abc", 2, "a…"),
    ],
)
def test_clip(text: str, columns: int, clipped: str) -> None:
    assert width.clip(text, columns) == clipped


def test_clip_start_keeps_the_end_of_a_path() -> None:
    assert width.clip_start("articles/ja/長い名前.md", 10) == "…い名前.md"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("前頭前野です。", 8, ["前頭前野", "です。"]),
        ("前頭前野。", 8, ["前頭前", "野。"]),
        ("“前頭前野” is left", 12, ["“前頭前野”", "is left"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
        ("000 }\x80", 9, ["000", "}<U+0080>"]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert width.wrap(text, columns) == lines


def test_wrap_indents_every_line_but_the_first() -> None:
    assert width.wrap("aa bb cc dd", 5, indent=2) == ["aa bb", "  cc", "  dd"]


@given(st.text(), st.integers(12, 80), st.integers(0, 2))
def test_wrapped_and_clipped_lines_fit(text: str, columns: int, indent: int) -> None:
    for line in width.wrap(text, columns, indent=indent):
        assert 0 <= wcswidth(line) <= columns
    assert 0 <= wcswidth(width.clip(text, columns)) <= columns
    assert 0 <= wcswidth(width.clip_start(text, columns)) <= columns
    assert wcswidth(width.pad(text, columns)) == columns


@given(st.text())
def test_wrapping_loses_nothing_but_spaces(text: str) -> None:
    joined = "".join(width.wrap(text, 20))
    assert "".join(joined.split()) == "".join(width.clean(text).split())


def test_characters_that_are_measured_one_by_one_never_join_and_never_act() -> None:
    for char in filter(cells._SIMPLE.fullmatch, map(chr, range(0x20, 0x11000))):
        assert list(iter_graphemes(f"か{char}a")) == ["か", char, "a"]
        assert not cells.acts(char)


@given(st.text("aB 、。é脳ｶ①", max_size=60), st.text("\u3099\u200d👩\x1b", min_size=1, max_size=2))
def test_a_line_of_simple_characters_is_measured_like_any_other(text: str, other: str) -> None:
    simple, mixed = cells.cells(text), cells.cells(text + "\n" + other)
    assert list(mixed.texts[: len(text)]) == list(simple.texts)
    assert list(mixed.widths[: len(text)]) == list(simple.widths)
    assert list(mixed.starts[: len(text)]) == list(simple.starts)
