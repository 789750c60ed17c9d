"""Footnotes and addresses that come along with a drafted section."""

from __future__ import annotations

from pipeline.drafting.definitions import definitions, without
from pipeline.model.source import Span
from tests.drafting.articles import article, whole

JA = article(
    "ja",
    "# 眠り\n\n休みます[^1]。\n\n# 光\n\n[案内][g]を見ます[^2]。\n\n"
    "[^1]: 一つ目。\n\n[^2]: 二つ目。\n\n[g]: https://example.org/g\n",
)


def brought(target: str, *sections: int, ending: str = "md") -> list[str]:
    made = definitions(whole(JA, article("en", target, ending), *sections))
    return [JA.source.cut(span) for spans in made.added.values() for span in spans]


def test_a_section_brings_what_it_names_and_the_target_lacks() -> None:
    assert brought("# Sleep\n\nRest.\n", 0) == ["[^1]: 一つ目。"]


def test_what_the_target_has_is_left_behind() -> None:
    target = "# Sleep\n\nRest.\n\n[g]: https://example.org/guide\n"
    made = definitions(whole(JA, article("en", target), 1))
    assert all("[g]" not in JA.source.cut(s) for spans in made.added.values() for s in spans)
    assert any("[g]" in JA.source.cut(span) for span in made.dropped)


def test_a_note_gets_another_number_where_the_target_has_that_one() -> None:
    target = "# Sleep\n\nRest[^2].\n\n[^2]: Another note.\n"
    made = definitions(whole(JA, article("en", target), 1))
    # 1 is taken in the source, 2 in the target.
    assert made.renamed == {"^2": "^3"}
    text = "see [^2] and [g]"
    assert [(text[slice(*span)], new) for span, new in made.relabelled(text)] == [("^2", "^3")]


def test_nothing_is_done_to_the_definitions_of_a_plain_text() -> None:
    plain = article("ja", "眠り\n\n休みます。\n", "txt")
    made = definitions(whole(plain, article("en", "# Sleep\n\nRest.\n"), 0))
    assert (made.dropped, dict(made.added), dict(made.renamed)) == ((), {}, {})


def test_a_stretch_without_its_holes() -> None:
    holes = [Span(7, 9), Span(2, 4), Span(30, 40)]
    assert list(without(Span(0, 10), holes)) == [Span(0, 2), Span(4, 7), Span(9, 10)]
