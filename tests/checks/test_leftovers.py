"""Numbers that the other side says otherwise: in names, in other words, in the next sentence.

The sentences go through the whole comparison, an article of one paragraph each.
"""

from __future__ import annotations

import pytest

from pipeline.checks.quantities.leftovers import Against
from pipeline.checks.quantities.weighing import evidence, probability
from tests.checks.test_number_mismatch import check


def told(ja, en, **options):
    return [f.severity for f in check(ja, en, **options)[1] if f.severity != "info"]


@pytest.mark.parametrize(
    ("ja", "right", "wrong"),
    [
        ("試合は11対7で終わった。", "The match ended 11-7.", "The match ended 11-9."),
        ("首相は81歳だ。", "The prime minister is 81.", "The prime minister, 18, spoke."),
        ("第3章を読む。", "Read chapter 3.", "Read chapter 8."),
        ("14のテストがある。", "There are 14 tests.", "There are 24 tests."),
        ("D 12は車だ。", "The D12 is a car.", "The D14 is a car."),
        ("2023年5月25日（木）に開いた。", "It was held on Thursday, May 25th, 2023.",
         "It was held on Tuesday, May 25th, 2023."),
        ("締め切りは12月29日だ。", "The deadline is December 29th.",
         "The deadline is December 22nd."),
        ("S56年に卒業した。", "He graduated in 1981.", "He graduated in 1982."),
        ("数百人が集まった。", "Hundreds of people gathered.", "Thousands of people gathered."),
        ("バージョン 1 . 5 を使う。", "Use version 1.5.", "Use version 7.5."),
        ("血糖値は180mg/dLだ。", "Blood glucose is 10 mmol/L.", "Blood glucose is 20 mmol/L."),
        ("赤ちゃんは生後6か月だ。", "The baby is six months old.", "The baby is six years old."),
        ("少年は13歳だ。", "The boy is 13 years old.", "The boy is 13 weeks old."),
        ("20㍉㍑を飲む。", "Drink 20 mL.", "Drink 200 mL."),
    ],
)  # fmt: skip
def test_a_number_said_otherwise_is_found_and_the_same_one_is_not(ja, right, wrong):
    assert told(ja, right) == []
    assert told(ja, wrong)


def test_a_number_in_the_next_sentence_of_the_paragraph_is_compared():
    ja = "検査は14あります。変更できますか。"
    assert told(ja, "There are 24 tests, can I change it?", pairs=[(1, 0)])
    assert told(ja, "There are 14 tests, can I change it?", pairs=[(1, 0)]) == []


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("1つの例を示す。", "An example is shown."),
        ("二人とも参加した。", "Both of them took part."),
        ("一方、薬は効かない。", "On the other hand, the drug does not work."),
        ("最初に薬を飲む。", "First, take the medicine."),
        ("インスリンを10単位打つ。", "Inject 10 units of insulin."),
    ],
)
def test_what_is_said_without_a_number_is_no_finding(ja, en):
    assert told(ja, en) == []


def test_numbers_of_other_roles_that_were_exchanged_are_found():
    ja = "従業員は1,400人で、1,000以上のサービスを使う。"
    assert told(ja, "It has 1,400 employees and uses over 1,000 services.") == []
    _, found = check(ja, "It has 1,000 employees and uses over 1,400 services.")
    assert [f.message.split(":")[0] for f in found] == ["values changed places"]


def test_the_probability_rises_with_the_certainty_of_the_link(monkeypatch):
    pairs = []

    def keep(pair):
        pairs.append(pair)
        return probability(pair)

    monkeypatch.setattr("pipeline.checks.number_mismatch.probability", keep)
    check("3週間続く。", "It lasts for two weeks.")
    (pair,) = pairs
    weak = Against(pair.ours, pair.theirs, pair.level, 0.55, 1, 1, pair.echoes)
    many = Against(pair.ours, pair.theirs, pair.level, pair.score, 5, 4, pair.echoes)
    assert probability(pair) > max(probability(weak), probability(many))
    assert evidence(pair)["kin"] == 1.0
