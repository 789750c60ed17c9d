"""A section on its way into a file of another format."""

from __future__ import annotations

import pytest

from pipeline.drafting import crossing
from tests.drafting.articles import article, by_text, whole

JA = article("ja", "# 眠り\n\n**よく**休みます[^1]。\n\n[^1]: 注です。\n")
PAGE = "<h1>Sleep</h1>\n<p>Rest.</p>\n"
PLAIN = "■Sleep\n\nRest.\n\n■Light\n\nGet light.\n"
MADE = "# Food\n\n**Eat** early.\n"


@pytest.mark.parametrize(
    ("target", "ending", "expected"),
    [
        (PAGE, "html", ["<h1>Food</h1>", "<p><strong>Eat</strong> early.</p>"]),
        (PLAIN, "txt", ["■Food", "Eat early."]),
    ],
)
def test_a_section_of_markdown(target: str, ending: str, expected: list[str]) -> None:
    plan = whole(JA, article("en", target, ending), 0)
    assert crossing.crosses(plan)
    text, notes = crossing.section(plan, 0, MADE, {}, 1, 0)
    assert [line for line in text.splitlines() if line] == expected
    assert notes == 0


def test_a_page_becomes_markdown() -> None:
    page = article("ja", "<h1>眠り</h1>\n<p>休みます。</p>\n", "html")
    plan = whole(page, article("en", "# Light\n\nGet light.\n"), 0)
    text, _ = crossing.section(plan, 0, "<h1>Sleep</h1>\n<p><em>Rest</em>.</p>", {}, 1, 0)
    assert text.split() == ["#", "Sleep", "*Rest*."]


def test_the_lines_of_a_plain_text_get_their_heading_and_level() -> None:
    plain = article("ja", "■眠り\n\n休みます。\n\n■光\n\n浴びます。\n", "txt")
    plan = whole(plain, article("en", "# Light\n\nGet light.\n"), 0)
    text, _ = crossing.section(plan, 0, "", {0: "Sleep", 1: "Rest."}, 2, 0)
    assert [line for line in text.splitlines() if line] == ["## Sleep", "Rest."]


def test_sentences_have_no_paragraph_around_them_and_no_notes() -> None:
    plan = whole(JA, article("en", PAGE, "html"), 0)
    assert crossing.sentences(plan, "**Eat** early[^1].") == "<strong>Eat</strong> early."


def test_notes_are_numbered_on_from_those_that_stay() -> None:
    target = article("en", "# Light\n\nGet light[^4].\n\n[^4]: A note.\n")
    page = article("ja", "<h1>眠り</h1>\n<p>休みます。</p>\n", "html")
    assert crossing.notes_of(whole(page, target, 0)) == 4
    assert crossing.notes_of(whole(page, article("en", "# Light\n"), 0)) == 0


def test_a_remark_comes_through_the_conversion_as_it_is() -> None:
    plan = whole(JA, article("en", PAGE, "html"), 0)
    (title,) = by_text(JA, "眠り")
    remarks = crossing.Remarks({title.id: "<!-- a | b -->"}, [title], plan)
    assert remarks.restored(f"Sleep{remarks.signs[title.id]}") == "Sleep<!-- a | b -->"
