"""What stands beside a sentence that nobody translated."""

from __future__ import annotations

from pipeline.drafting.remarks import remark
from pipeline.model.translation import Match, TermUse
from tests.drafting.articles import article, by_text, whole

JA = article("ja", "# 頭痛\n\n頭痛が起こります。\n\n| 頭痛です。 |\n|---|\n")
EN = article("en", "# Sleep\n\nRest.\n")
TERMS = (TermUse("頭痛", ("headache",)), TermUse("MRI", ("MRI",)))
MATCH = Match("頭痛です。", "It is a --> headache | pain.", 0.8, "fuzzy", "b")


def test_a_comment_names_terms_and_what_is_like_it_and_cannot_be_closed() -> None:
    (sentence,) = by_text(JA, "頭痛が起こります。")
    comment = remark(whole(JA, EN, 0), sentence, TERMS, (MATCH,))
    assert "terms: 頭痛 = headache |" in comment
    assert "MRI" not in comment
    assert "fuzzy 0.80 (b): 頭痛です。 → It is a" in comment
    assert comment.index("-->") == len(comment) - len("-->")


def test_in_a_cell_nothing_begins_another_one() -> None:
    (cell,) = by_text(JA, "頭痛です。")
    assert "|" not in remark(whole(JA, EN, 0), cell, TERMS, (MATCH,))


def test_plain_text_gets_brackets_but_in_headings() -> None:
    plain = article("en", "Sleep\n\nRest.\n", "txt")
    title, sentence = by_text(JA, "頭痛", "頭痛が起こります。")
    assert remark(whole(JA, plain, 0), sentence, TERMS, (MATCH,)) == " [頭痛 = headache]"
    assert remark(whole(JA, plain, 0), title, TERMS, (MATCH,)) == ""


def test_nothing_to_say_is_no_comment() -> None:
    (sentence,) = by_text(JA, "頭痛が起こります。")
    assert remark(whole(JA, EN, 0), sentence, TERMS[1:], ()) == ""
