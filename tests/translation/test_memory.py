"""What a memory finds, and what it makes of sentences that differ in a number, name or term."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import SourceError
from pipeline.translation import tmx
from pipeline.translation.memory import Memory, MemoryEntry
from pipeline.translation.placeables import Term

DRUG_A = ("抗うつ薬", "antidepressant")
DRUG_B = ("抗不安薬", "anti-anxiety medication")


def unit(source: str, target: str, *terms: tuple[str, str], origin: str = "a") -> MemoryEntry:
    return MemoryEntry(source, target, origin, 1.0, found(source, *terms))


def found(source: str, *terms: tuple[str, str]) -> tuple[Term, ...]:
    return tuple(Term(source.index(ja), source.index(ja) + len(ja), ja, (en,)) for ja, en in terms)


def best(memory: Memory, text: str, *terms: tuple[str, str]) -> tuple[str, str]:
    match = memory.matches(text, found(text, *terms))[0]
    return match.kind, match.target


def test_the_same_sentence_in_another_width_is_exact() -> None:
    memory = Memory([unit("１回８０分です。", "One session takes 80 minutes.")])
    assert best(memory, "1回80分です。") == ("exact", "One session takes 80 minutes.")


def test_the_translation_chosen_most_often_wins() -> None:
    memory = Memory([unit("費用", "Fees"), unit("費用", "Cost"), unit("費用", "Cost", origin="b")])
    assert best(memory, "費用") == ("exact", "Cost")


@pytest.mark.parametrize(
    ("source", "target", "asked", "expected"),
    [
        (
            "費用は33,000円です。",
            "It costs 33,000 yen.",
            "費用は8,800円です。",
            "It costs 8,800 yen.",
        ),
        (
            "費用は3万円です。",
            "It costs 30,000 yen.",
            "費用は12万円です。",
            "It costs 120,000 yen.",
        ),
        ("IL-6が上がった。", "IL-6 rose.", "TNF-αが上がった。", "TNF-α rose."),
        ("2回か3回です。", "It is 2 or 3 times.", "4回か6回です。", "It is 4 or 6 times."),
    ],
)
def test_numbers_and_identifiers_are_exchanged(
    source: str, target: str, asked: str, expected: str
) -> None:
    assert best(Memory([unit(source, target)]), asked) == ("adapted", expected)


def test_terms_are_exchanged_with_their_article_and_capital() -> None:
    memory = Memory([unit("抗うつ薬を飲む方へ。", "If you take an antidepressant.", DRUG_A)])
    other = ("睡眠薬", "hypnotic")
    assert best(memory, "睡眠薬を飲む方へ。", other) == ("adapted", "If you take a hypnotic.")
    title = Memory([unit("抗うつ薬とは", "Antidepressant: what it is", DRUG_A)])
    assert best(title, "抗不安薬とは", DRUG_B)[1] == "Anti-anxiety medication: what it is"


@pytest.mark.parametrize(
    ("source", "target", "asked"),
    [
        ("2回受けます。", "You come twice.", "5回受けます。"),
        ("2回です。", "There are 2 sessions.", "1回です。"),
        ("2回、2週間です。", "It is 2 sessions in 2 weeks.", "3回、2週間です。"),
        ("2回、3週間です。", "It is 2 sessions in 3 weeks.", "3回、2週間です。"),
    ],
)
def test_what_is_not_certain_is_only_shown(source: str, target: str, asked: str) -> None:
    matches = Memory([unit(source, target)]).matches(asked)
    made = [match.target for match in matches if match.kind == "adapted"]
    # Swapped numbers come out right or not at all.
    assert made in ([], ["It is 3 sessions in 2 weeks."])
    assert any(match.target == target for match in matches) or made


def test_a_sentence_that_says_the_opposite_is_never_more_than_similar() -> None:
    memory = Memory([unit("妊娠中の方にも点滴を行います。", "We give it in pregnancy too.")])
    (match,) = memory.matches("妊娠中の方にも点滴を行いません。")
    assert match.kind == "fuzzy"


def test_meaning_finds_what_letters_do_not() -> None:
    def embed(texts: list[str]) -> np.ndarray:
        return np.array([[1.0, 0.0] if "眠" in text else [0.0, 1.0] for text in texts], np.float32)

    memory = Memory([unit("よく眠れました。", "I slept well."), unit("薬です。", "A drug.")], embed)
    (match,) = memory.matches("睡眠の質が上がったという方が多くいます。")
    assert (match.kind, match.target) == ("near", "I slept well.")


def test_the_order_of_units_decides_nothing() -> None:
    units = [unit("頭痛", "Headache"), unit("頭痛", "Head pain"), unit("腰痛", "Back pain")]
    assert Memory(units).matches("頭痛") == Memory(units[::-1]).matches("頭痛")


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="ja" datatype="x" segtype="sentence" o-tmf="x"
 adminlang="en" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="JA-JP"><seg>頭<bpt i="1">&lt;b></bpt>痛</seg></tuv>
<tuv xml:lang="en-US"><seg>Headache</seg></tuv></tu>
<tu><tuv xml:lang="ja"><seg>腰痛</seg></tuv><tuv xml:lang="fr"><seg>mal</seg></tuv></tu>
</body></tmx>"""


def test_a_memory_of_another_tool_is_read() -> None:
    assert list(tmx.read(TMX.encode(), "m.tmx")) == [{"ja": "頭痛", "en": "Headache"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tbx/>", "is no TMX"),
        ("<tmx><body>", "not well-formed"),
        ('<!DOCTYPE tmx [<!ENTITY a "x">]><tmx/>', "declarations of its own"),
    ],
)
def test_what_is_no_memory_is_named(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(tmx.read(text.encode(), "m.tmx"))
