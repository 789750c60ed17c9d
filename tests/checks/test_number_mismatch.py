"""Pairs of sentences a translator reads, and what decides between a finding and silence.

The cases that measure the rule stand in ``cases/fidelity/numbers.yaml`` and run through the whole
tool in ``test_fidelity_cases.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.checks import number_mismatch
from pipeline.languages import tokenise
from pipeline.model.check import Side
from pipeline.model.links import Link, SentenceLink
from tests.support import PlainContext, document

READ = yaml.safe_load((Path(__file__).parents[1] / "cases" / "quantities.yaml").read_text("utf-8"))


def side(lang, text):
    tokens = tokenise(document(lang, text))
    return Side(tokens.document, tokens, ())


def check(ja, en, pairs=((0, 0),), score=0.95, source="ja"):
    """The findings of two paragraphs whose sentences are linked as ``pairs`` says."""
    sides = {"ja": side("ja", ja), "en": side("en", en)}
    spans = {}
    for lang, each in sides.items():
        block = each.document.sections[0].blocks[0]
        spans[lang] = [block.prose.span(*sentence) for sentence in block.sentences]
    sentences = tuple(SentenceLink((spans["ja"][a],), (spans["en"][b],), score) for a, b in pairs)
    link = Link((0,), (0,), 0.95, sentences=sentences)
    ctx = PlainContext(sides[source], sides["en" if source == "ja" else "ja"], (link,))
    return ctx, list(number_mismatch.check(ctx))


def shown(ctx, finding):
    documents = {s.document.lang: s.document for s in (ctx.source, ctx.target)}
    places = (finding.ja, finding.en)
    return " / ".join(documents[place.lang].source.cut(place.span) for place in places)


@pytest.mark.parametrize("case", READ, ids=[case["id"] for case in READ])
def test_pairs_that_were_read(case):
    ctx, findings = check(case["ja"], case["en"])
    assert [shown(ctx, f) for f in findings if f.severity != "info"] == case["finds"]


def test_the_message_says_what_was_read_on_each_side():
    _, found = check("週5回、6週間行います。", "It is given six times a week for five weeks.")
    assert [f.message for f in found] == [
        "numbers differ: “週5回” = 5 per week, but “six times a week” = 6 per week",
        "numbers differ: “6週間” = 6 weeks, but “five weeks” = 5 weeks",
    ]
    assert found[0].data["source"] == {
        "words": "週5回", "reading": "5 per week", "role": "frequency"
    }  # fmt: skip
    assert all(0.8 <= f.confidence <= 0.9 for f in found)


def test_english_may_be_the_source():
    _, found = check("3週間続きます。", "It lasts for two weeks.", source="en")
    assert found[0].message == "numbers differ: “two weeks” = 2 weeks, but “3週間” = 3 weeks"
    assert found[0].ja
    assert found[0].ja.lang == "ja"


def test_what_moved_to_another_sentence_is_an_answer():
    ja = "治療は3週間です。検査は5週間後です。"
    en = "Treatment is followed by tests after five weeks. It lasts for three weeks."
    assert check(ja, en, [(0, 0), (1, 1)])[1] == []


def test_what_stands_anywhere_answers_where_the_sentences_are_not_surely_linked():
    ja = "まず3週間休みます。次に8週間通い、また3週間休みます。"
    en = "First you rest for three weeks. Then you come for eight weeks and rest for eight weeks."
    links = [(0, 0), (1, 1)]
    assert [f.rule for f in check(ja, en, links, score=0.95)[1]] == ["number-mismatch"]
    assert check(ja, en, links, score=0.7)[1] == []


def test_no_link_no_finding():
    assert check("3週間続きます。", "It lasts for two weeks.", score=0.3)[1] == []


def test_what_stands_on_one_side_alone_is_left_to_omitted_content():
    assert check("20歳未満の30人が3週間続けました。", "They went on with it.")[1] == []
    assert check("続けました。", "30 people under 20 went on for three weeks.")[1] == []


def test_the_limit_of_a_round_number_is_an_info():
    _, found = check("100人以上が参加しました。", "More than 100 people took part.")
    assert [f.severity for f in found] == ["info"]
    _, found = check("18歳以上の方が対象です。", "It is for people over 18.")
    assert [f.severity for f in found] == ["error"]


def test_code_and_addresses_are_no_quantities():
    assert check("`3mg`を表示します。", "It shows `5mg`.")[1] == []
