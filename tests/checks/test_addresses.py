"""Two languages' versions of one place have one key; two places have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.links.addresses import address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/ja/guide", "http://www.example.org/en/guide/"),
        ("https://example.org/ja-JP/guide", "https://example.org/guide"),
        ("https://ja.example.org/guide", "https://en.example.org/guide"),
        ("img/fig-ja.png", "img/fig-en.png"),
        ("/guide.html", "/guide-e.html"),
        ("/guide/index.html", "/guide/index-e.html"),
        ("../ja/img/fig.png", "./img/fig.png"),
        ("guide.ja.md", "guide.md"),
        ("https://example.org/lang/ja/", "https://example.org/"),
        ("https://example.org/a?hl=ja&q=1", "https://example.org/a?q=1&hl=en"),
        ("https://example.org/a?utm_source=blog#top", "https://example.org/a"),
        ("https://example.org/%E6%A1%88%E5%86%85", "https://example.org/案内"),
        ("https://youtu.be/abc123", "https://www.youtube.com/watch?v=abc123&feature=youtu.be"),
    ],
)
def test_one_place(one: str, other: str) -> None:
    assert address(one).key == address(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/guide", "https://example.org/guides"),
        ("https://example.org/guide", "https://example.com/guide"),
        ("https://example.org/watch?v=1", "https://example.org/watch?v=2"),
        ("mailto:info@example.jp", "mailto:info@example.com"),
        ("tel:0312345678", "tel:0312345687"),
        ("img/fig1.png", "img/fig2.png"),
    ],
)
def test_two_places(one: str, other: str) -> None:
    assert address(one).key != address(other).key


@given(st.text(max_size=60))
def test_any_text_has_a_key(target: str) -> None:
    assert address(target) == address(target)


@given(st.lists(st.from_regex(r"[a-z]{3,8}", fullmatch=True), min_size=1, max_size=4))
def test_the_language_in_the_path_makes_no_difference(parts: list[str]) -> None:
    path = "/".join(parts)
    assert address(f"https://example.org/ja/{path}") == address(f"https://example.org/en/{path}/")
