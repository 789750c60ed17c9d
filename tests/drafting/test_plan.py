"""What a pair lacks, and where it goes."""

from __future__ import annotations

import pytest

from pipeline.decisions import Matched, match
from pipeline.decisions.keys import section_hash
from pipeline.decisions.reading import read
from pipeline.model.translation import Mark
from pipeline.settings.project import Settings
from pipeline.translation.marks import comment
from tests.drafting.articles import NOTHING, article, plan

JA = article(
    "ja", "# 眠り\n\n休みます。\n\n## 光\n\n光を浴びます。\n\n## 食事\n\n早めに食べます。\n"
)
WHOLE = "# Sleep\n\nRest.\n\n## Light\n\nGet light.\n\n## Food\n\nEat early.\n"


def lacking(title: str, next_title: str | None = None) -> str:
    start = WHOLE.index(f"## {title}")
    end = WHOLE.index(f"## {next_title}") if next_title else len(WHOLE)
    return WHOLE[:start] + WHOLE[end:]


def test_a_pair_that_lacks_nothing_has_nothing_to_draft() -> None:
    assert plan(JA, article("en", WHOLE), "0-0 1-1 2-2").pieces == ()


def test_a_section_goes_before_the_one_that_follows_it() -> None:
    en = article("en", lacking("Light", "Food"))
    (piece,) = plan(JA, en, "0-0 1- 2-1").pieces
    assert piece.sections == (1,)
    assert en.source.text[piece.at :].startswith("## Food")


def test_the_last_section_goes_to_the_end() -> None:
    en = article("en", lacking("Food"))
    (piece,) = plan(JA, en, "0-0 1-1 2-").pieces
    assert en.source.text[: piece.at].rstrip() == en.source.text.rstrip()


def test_a_section_stands_as_deep_as_its_sisters_in_the_target() -> None:
    en = article("en", lacking("Food").replace("##", "###"))
    (piece,) = plan(JA, en, "0-0 1-1 2-").pieces
    assert piece.deeper == 1


def test_only_a_sister_tells_how_deep_a_section_stands() -> None:
    en = article("en", "### Sleep\n\nRest.\n")
    beside = article("ja", "# 眠り\n\n休みます。\n\n# 薬\n\n飲みます。\n")
    below = article("ja", "# 眠り\n\n休みます。\n\n## 薬\n\n飲みます。\n")
    assert [piece.deeper for piece in plan(beside, en, "0-0 1-").pieces] == [2]
    assert [piece.deeper for piece in plan(below, en, "0-0 1-").pieces] == [0]


LEFT_OUT = read(
    f"""[[left_out]]
pair = "a"
lang = "ja"
sections = [{{ title = "食事", text = "{section_hash(JA.sections[2])}" }}]
reason = "not for these readers"
by = "a"
date = 2026-01-01
"""
).of("a")


@pytest.mark.parametrize(
    ("settings", "matched"),
    [
        (Settings(rules={"missing-section": "off"}), NOTHING),
        (Settings(thresholds={"missing-section": 0.95}), NOTHING),
        (Settings(), match(LEFT_OUT, {"ja": JA})),
    ],
    ids=["off", "not certain enough", "left out on purpose"],
)
def test_what_is_not_reported_as_missing_is_not_drafted(
    settings: Settings, matched: Matched
) -> None:
    en = article("en", lacking("Food"))
    assert plan(JA, en, "0-0 1-1 2-", settings, matched).pieces == ()


def test_the_sections_below_a_missing_one_come_along() -> None:
    ja = article("ja", "# 眠り\n\n休みます。\n\n# 薬\n\n飲みます。\n\n## 量\n\n一錠です。\n")
    en = article("en", "# Sleep\n\nRest.\n")
    (piece,) = plan(ja, en, "0-0 1- 2-").pieces
    assert piece.sections == (1, 2)


def drafted(source_hash: str, words: str = "Eat early.") -> str:
    """The article with its last section as a draft of a source that has this hash."""
    digest = section_hash(article("en", "## Food\n\nEat early.\n").sections[0])
    mark = comment(Mark("memory", "2026-01-31", source_hash, digest), "a.md")
    return f"{lacking('Food')}{mark}\n## Food\n\n{words}\n"


SAME = section_hash(JA.sections[2])


def test_a_draft_of_what_the_source_still_says_stays() -> None:
    made = plan(JA, article("en", drafted(SAME)), "0-0 1-1 2-2")
    assert (made.pieces, made.renewed, made.retained) == ((), (), ())


@pytest.mark.parametrize(("source", "again"), [("1" * 12, False), (SAME, True)])
def test_a_draft_is_made_anew_where_its_source_changed_or_somebody_asks(
    source: str, again: bool
) -> None:
    en = article("en", drafted(source))
    made = plan(JA, en, "0-0 1-1 2-2", again=again)
    (piece,) = made.pieces
    assert piece.sections == (2,)
    assert piece.replaces is not None
    gone = en.source.cut(piece.replaces)
    assert gone.startswith("<!-- taiyaku: draft")
    assert gone.rstrip().endswith("Eat early.")
    assert len(made.renewed) == 1


def test_a_draft_that_a_person_changed_is_left_alone() -> None:
    made = plan(JA, article("en", drafted("1" * 12, "Eat before eight.")), "0-0 1-1 2-2")
    assert made.pieces == ()
    assert len(made.retained) == 1
