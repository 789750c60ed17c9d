"""Where a sentence goes that the translation lacks."""

from __future__ import annotations

from pipeline.drafting.aligned_segments import AlignedSegments
from pipeline.drafting.anchors import anchors
from pipeline.model.document import Document
from pipeline.translation.segments import segments
from tests.drafting.articles import article, by_text


def placed(
    ja: Document, en: Document, translations: dict[str, str]
) -> dict[str, tuple[str, bool, bool]]:
    """By the lacking sentence: the one it stands beside, whether after it, whether apart."""
    groups = [
        AlignedSegments(tuple(by_text(ja, source)), tuple(by_text(en, target)))
        for source, target in translations.items()
    ]
    every = segments(ja)
    texts = {segment.id: segment.text for segment in every}
    found = anchors(ja, en, every, groups)
    return {texts[i]: (a.segment.text, a.after, a.apart) for i, a in found.items()}


ONE = article("ja", "# 散歩\n\n体を動かします。雨の日は休みます。水を持ちます。\n")
EN = article("en", "# Walking\n\nIt moves the body. Carry water.\n")


def test_after_the_translation_of_the_sentence_before_it() -> None:
    translations = {"体を動かします。": "It moves the body.", "水を持ちます。": "Carry water."}
    assert placed(ONE, EN, translations) == {
        "雨の日は休みます。": ("It moves the body.", True, False)
    }


def test_before_the_one_after_it_where_none_comes_first() -> None:
    translations = {"雨の日は休みます。": "It moves the body.", "水を持ちます。": "Carry water."}
    assert placed(ONE, EN, translations) == {
        "体を動かします。": ("It moves the body.", False, False)
    }


def test_a_paragraph_of_its_own_where_nothing_of_it_is_there() -> None:
    ja = article("ja", "# 散歩\n\n体を動かします。\n\n雨の日は休みます。\n\n水を持ちます。\n")
    translations = {"体を動かします。": "It moves the body.", "水を持ちます。": "Carry water."}
    assert placed(ja, EN, translations) == {
        "雨の日は休みます。": ("It moves the body.", True, True)
    }


def test_nobody_knows_where_nothing_of_the_section_is_there() -> None:
    assert placed(ONE, EN, {}) == {}


TABLE = "| 薬 | 量 |\n|---|---|\n| 甲 | 一錠 |\n| 乙 | 二錠 |\n"


def test_a_row_goes_after_the_row_before_it_as_a_whole() -> None:
    ja = article("ja", f"# 量\n\n{TABLE}")
    en = article("en", "# Dose\n\n| Drug | Dose |\n|---|---|\n| A | one |\n")
    translations = {"薬": "Drug", "量": "Dose", "甲": "A", "一錠": "one"}
    cells = [s for s in segments(ja) if s.block]
    groups = [
        AlignedSegments(
            tuple(s for s in cells if s.text == source),
            tuple(s for s in segments(en) if s.block and s.text == target),
        )
        for source, target in translations.items()
    ]
    found = anchors(ja, en, cells, groups)
    rows = {ja.source.cut(anchor.row) for anchor in found.values() if anchor.row}
    assert rows == {"| 乙 | 二錠 |"}
    assert all(anchor.apart and anchor.segment.text in ("A", "one") for anchor in found.values())


def test_a_row_of_other_columns_has_no_place() -> None:
    ja = article("ja", f"# 量\n\n{TABLE}")
    en = article("en", "# Dose\n\n| Drug |\n|---|\n| A |\n")
    groups = [AlignedSegments(tuple(by_text(ja, "甲")), tuple(by_text(en, "A")))]
    assert not [a for a in anchors(ja, en, segments(ja), groups).values() if a.row]
