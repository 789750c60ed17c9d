"""Pairs of sentences a translator reads, and what decides between a finding and silence.

The cases that measure the rule stand in ``cases/fidelity/numbers.yaml`` and run through the whole
tool in ``test_fidelity_cases.py``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.alignment import encoders
from pipeline.checking.context import Embedder
from pipeline.checks import number_mismatch
from pipeline.languages import tokenise
from pipeline.model.check import Side
from pipeline.model.links import Link, SentenceLink
from tests.support import PlainContext, document

READ = yaml.safe_load((Path(__file__).parents[1] / "cases" / "quantities.yaml").read_text("utf-8"))


class Embedding(PlainContext):
    """A context with the real encoder, which is asked where values may have changed places."""

    def embed(self, texts):
        return _embedder()(texts)


@cache
def _embedder():
    return Embedder(encoders.load())


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
    ctx = Embedding(sides[source], sides["en" if source == "ja" else "ja"], (link,))
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


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("成人は20mgを飲みます。小児は10mgを飲みます。", "Adults take 10 mg. Children take 20 mg."),
        ("男性は1日2回、女性は1日3回です。", "Men have it three times a day, women twice a day."),
    ],
)
def test_values_that_changed_places_are_one_finding(ja, en):
    pairs = [(0, 0), (1, 1)] if ja.count("。") == 2 else [(0, 0)]
    _, found = check(ja, en, pairs)
    assert len(found) == 1
    assert found[0].message.startswith("values changed places")


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("男性は1日2回、女性は1日3回です。", "Women have it three times a day, men twice a day."),
        ("成人は20mg、小児は10mgです。", "It is 10 mg for children and 20 mg for adults."),
    ],
)
def test_clauses_that_changed_places_are_none(ja, en):
    assert check(ja, en)[1] == []


def test_a_number_copied_from_a_neighbour_is_found():
    ja, en = "成人は20mgです。小児は10mgです。", "Adults take 20 mg. Children take 20 mg."
    _, found = check(ja, en, [(0, 0), (1, 1)])
    assert [f.message for f in found] == [
        "numbers differ: “10mg” = 10 mg, but “20 mg” = 20 mg",
    ]


def test_an_age_whose_limit_is_told_otherwise_is_shown_and_decides_who_is_treated():
    _, with_limit = check(
        "65歳以上の患者の肺炎です。", "This is pneumonia in patients over 65 years old."
    )
    assert [f.severity for f in with_limit] == ["warning"]
    _, treated = check("65歳以上の患者は2錠を服用します。", "Patients over 65 take two tablets.")
    assert [f.severity for f in treated] == ["error"]


def test_a_dose_that_lost_its_rate_is_found():
    _, found = check("5mg/kgを投与します。", "Give 5 mg.")
    assert [f.message for f in found] == ["rates differ: “5mg/kg” = 5 mg per kg, but “5 mg” = 5 mg"]


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
