"""The mark of a draft gets the hash of its words once they stand in the file."""

from __future__ import annotations

from pipeline.decisions.keys import section_hash
from pipeline.drafting.sealing import sealed
from pipeline.model.source import Span
from pipeline.model.translation import UNKNOWN, Mark
from pipeline.translation.marks import comment
from pipeline.translation.writer import Written
from tests.drafting.articles import article, whole

JA = article("ja", "# 眠り\n\n休みます。\n")
MARK = comment(Mark("memory", "2026-01-31", "1" * 12), "a.md")
DRAFT = "# Sleep\n\nRest.\n"


def written(text: str, draft: str) -> Written:
    start = text.index(draft)
    return Written(text, {}, {0: Span(start, start + len(draft.rstrip()))})


def test_a_new_draft_is_known_by_its_words() -> None:
    text = f"# Light\n\nGet light.\n\n{MARK}\n{DRAFT}"
    document = article("en", text)
    result = sealed(whole(JA, document, 0), document, written(text, DRAFT))
    assert f"text={section_hash(document.sections[1])}" in result
    assert UNKNOWN not in result
    # Nothing but the hash is another.
    assert len(result) == len(text)


def test_where_words_of_a_person_follow_within_the_section_its_hash_stays_unknown() -> None:
    text = f"# Light\n\nGet light.\n\n{MARK}\n{DRAFT}\nA person wrote this.\n"
    document = article("en", text)
    assert sealed(whole(JA, document, 0), document, written(text, DRAFT)) == text


def test_a_mark_that_has_a_hash_keeps_it() -> None:
    old = comment(Mark("memory", "2026-01-31", "1" * 12, "2" * 12), "a.md")
    text = f"{old}\n{DRAFT}"
    document = article("en", text)
    assert sealed(whole(JA, document, 0), document, written(text, DRAFT)) == text
