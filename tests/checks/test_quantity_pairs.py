"""Quantities written in both languages: equal ones agree, each single change is found.

A quantity is a value, a unit and a rate; every notation of one language is held against every
notation of the other, and then one of the three is exchanged.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.checks.quantities import answers as _answered
from pipeline.checks.quantities import contradict, read
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup
from pipeline.languages import tokenise
from pipeline.model.findings import Place
from pipeline.model.links import SentenceGroup
from pipeline.model.source import Span
from tests.checks.test_number_mismatch import check
from tests.support import document

_CASES = Path(__file__).parents[1] / "cases" / "quantity_readings.yaml"
READINGS = yaml.safe_load(_CASES.read_text("utf-8"))

# A unit: how each language may write it, and another one that is no conversion of the same name.
UNITS = {
    "mg": (("mg", "㎎", "ミリグラム", " mg", "ｍｇ"), (" mg", "mg", " milligrams", "-mg")),
    "μg": (("μg", "µg", "マイクログラム", "ug", "mcg"), (" µg", " mcg", " micrograms", " ug")),
    "mL": (("mL", "ml", "㎖", "ミリリットル"), (" mL", " ml", " millilitres", " milliliters")),
    "g": (("g", "グラム"), (" g", " grams")),
    "IU": (("IU", "国際単位"), (" IU", " international units")),
    "tablet": (("錠",), (" tablets", " pills")),
    "mmol": (("mmol", "ミリモル"), (" mmol", " millimoles")),
}
RATES = {
    "day": (("1日{}", "一日に{}", "毎日{}", "{}/日"),
            ("{} a day", "{} per day", "{} daily", "{}/day")),
    "week": (("週に{}", "1週間に{}", "毎週{}"), ("{} a week", "{} per week", "{} weekly")),
    "month": (("月に{}", "1か月に{}"), ("{} a month", "{} per month", "{} monthly")),
    "kg": (("体重1kgあたり{}", "{}/kg"), ("{} per kilogram", "{}/kg", "{} per kg of body weight")),
    "": (("{}",), ("{}",)),
}  # fmt: skip
OFTEN = {
    "day": (("1日{}回", "一日に{}回", "1日あたり{}回"),
            ("{} times a day", "{} times daily", "{}×/day")),
    "week": (("週{}回", "1週間に{}回"), ("{} times a week", "{} times per week", "{}x weekly")),
    "month": (("月{}回", "1か月に{}回"), ("{} times a month", "{} times monthly")),
}  # fmt: skip
BOUNDS = {
    "at least": (("{}以上", "少なくとも{}"), ("at least {}", "{} or more", "no less than {}")),
    "at most": (("{}以下", "最大{}", "{}以内"), ("at most {}", "up to {}", "no more than {}")),
}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

values = st.one_of(
    st.integers(2, 9999).map(float),
    st.integers(11, 99).map(lambda n: n / 10 if n % 10 else n + 0.5),
)


def notations(value: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ways to write a number in Japanese and in English."""
    from inflect import engine
    from kanjize import number2kanji

    plain = f"{value:g}" if value < 10**6 else str(int(value))
    ja, en = [plain, plain.translate(WIDE)], [plain]
    if value == int(value):
        ja += [f"{int(value):,}", number2kanji(int(value))]
        en += [f"{int(value):,}", str(engine().number_to_words(int(value), comma=""))]
    elif value < 1:
        en.append(plain.lstrip("0"))
    return tuple(ja), tuple(en)


def differences(ja: str, en: str) -> list[str]:
    """What the comparison finds between two sentences that are linked for certain."""
    tokens = tokenise(document("ja", ja)).blocks[0][1]
    place = Place("ja", Span(0, 0), 0)
    group = QuantityGroup(
        [PlacedQuantity(q, place) for q in read(ja, "ja", tokens)],
        [PlacedQuantity(q, place) for q in read(en, "en")],
        SentenceGroup((), (), 0.95),
    )
    found = [a.ours.quantity.reading for a in _answered.answers(group)
             if contradict(a.ours.quantity, a.theirs.quantity)]  # fmt: skip
    return found + [c.ours.quantity.reading for c in _answered.conflicts(group, ())]


def left_over(ja: str, en: str) -> list[str]:
    """The readings of either side that nothing answers and that are more than hints."""
    tokens = tokenise(document("ja", ja)).blocks[0][1]
    place = Place("ja", Span(0, 0), 0)
    group = QuantityGroup(
        [PlacedQuantity(q, place) for q in read(ja, "ja", tokens)],
        [PlacedQuantity(q, place) for q in read(en, "en")],
        SentenceGroup((), (), 0.95),
    )
    _answered.answers(group)
    return [s.quantity.reading for s in (*group.ours, *group.theirs) if not s.quantity.soft]


def _other(data: st.DataObject, value: float) -> float:
    other = data.draw(st.one_of(st.just(value * 10), st.just(value + 1), values))
    assume(other != value)
    return other


def _written(data: st.DataObject, value: float, unit: str, rate: str, lang: int) -> str:
    number = data.draw(st.sampled_from(notations(value)[lang]))
    name = data.draw(st.sampled_from(UNITS[unit][lang]))
    if lang == 1 and not number[-1].isdigit():
        name = f" {name.lstrip(' -')}"
    amount = data.draw(st.sampled_from(RATES[rate][lang])).format(f"{number}{name}")
    return f"薬は{amount}を飲みます。" if lang == 0 else f"Take {amount} of the medicine."


@settings(max_examples=150, deadline=None)
@given(st.data(), values, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(RATES)))
def test_a_dose_is_the_same_in_every_notation(data, value, unit, rate):
    ja, en = (_written(data, value, unit, rate, lang) for lang in (0, 1))
    assert differences(ja, en) == [], (ja, en)
    assert left_over(ja, en) == [], (ja, en)


@settings(max_examples=150, deadline=None)
@given(st.data(), values, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(RATES)))
def test_another_value_is_found(data, value, unit, rate):
    ja = _written(data, value, unit, rate, 0)
    en = _written(data, _other(data, value), unit, rate, 1)
    assert differences(ja, en), (ja, en)


@settings(max_examples=150, deadline=None)
@given(st.data(), values, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(RATES)))
def test_another_unit_is_found(data, value, unit, rate):
    other = data.draw(st.sampled_from(sorted(set(UNITS) - {unit})))
    ja, en = _written(data, value, unit, rate, 0), _written(data, value, other, rate, 1)
    assert differences(ja, en), (ja, en)


@settings(max_examples=150, deadline=None)
@given(
    st.data(), values, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(set(RATES) - {""}))
)
def test_another_rate_is_found(data, value, unit, rate):
    other = data.draw(st.sampled_from(sorted(set(RATES) - {"", rate})))
    ja, en = _written(data, value, unit, rate, 0), _written(data, value, unit, other, 1)
    assert differences(ja, en), (ja, en)


def _times(data: st.DataObject, number: int, rate: str, lang: int) -> str:
    written = data.draw(st.sampled_from(notations(float(number))[lang]))
    form = data.draw(st.sampled_from(OFTEN[rate][lang]))
    often = form.format(str(number) if form[2] in "x×" else written)
    return f"治療は{often}行います。" if lang == 0 else f"Treatment is given {often}."


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(2, 12), st.sampled_from(sorted(OFTEN)), st.booleans())
def test_how_often(data, number, rate, change_number):
    ja = _times(data, number, rate, 0)
    same = _times(data, number, rate, 1)
    assert differences(ja, same) == [], (ja, same)
    if change_number:
        other = _times(data, data.draw(st.integers(2, 12).filter(lambda n: n != number)), rate, 1)
    else:
        other = _times(data, number, data.draw(st.sampled_from(sorted(set(OFTEN) - {rate}))), 1)
    assert differences(ja, other), (ja, other)


@settings(max_examples=80, deadline=None)
@given(st.data(), st.integers(11, 900), st.sampled_from(sorted(BOUNDS)))
def test_bounds(data, number, bound):
    def written(which: str, lang: int) -> str:
        amount = f"{number}mg" if lang == 0 else f"{number} mg"
        limited = data.draw(st.sampled_from(BOUNDS[which][lang]))
        if lang == 1 and "{} or more" in limited:
            amount = f"{number} mg"
        sentence = limited.format(amount)
        return f"量は{sentence}です。" if lang == 0 else f"The amount is {sentence}."

    ja, same = written(bound, 0), written(bound, 1)
    assert differences(ja, same) == [], (ja, same)
    other = written(next(b for b in BOUNDS if b != bound), 1)
    assert differences(ja, other), (ja, other)


@settings(max_examples=60, deadline=None)
@given(
    st.data(), values, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(set(RATES) - {""}))
)
def test_a_rate_that_is_lost_is_found(data, value, unit, rate):
    ja, en = _written(data, value, unit, rate, 0), _written(data, value, unit, "", 1)
    assert [f.message.split(":")[0] for f in check(ja, en)[1]] == ["rates differ"], (ja, en)


@settings(max_examples=60, deadline=None)
@given(
    st.data(), st.integers(11, 900), st.sampled_from(sorted(BOUNDS)), st.sampled_from(sorted(UNITS))
)
def test_a_bound_that_is_lost_or_turned_is_found(data, number, bound, unit):
    def written(which: str | None, lang: int) -> str:
        amount = f"{number}{UNITS[unit][lang][0]}"
        limited = (
            data.draw(st.sampled_from(BOUNDS[which][lang])).format(amount) if which else amount
        )
        return f"量は{limited}です。" if lang == 0 else f"The amount is {limited}."

    ja = written(bound, 0)
    assert check(ja, written(bound, 1))[1] == []
    for other in (None, next(b for b in BOUNDS if b != bound)):
        en = written(other, 1)
        assert [f.message.split(":")[0] for f in check(ja, en)[1]] == ["bounds differ"], (ja, en)


@pytest.mark.parametrize("case", READINGS, ids=[f"{c['lang']}-{c['text']}" for c in READINGS])
def test_what_is_read(case):
    lang = case["lang"]
    tokens = tokenise(document("ja", case["text"])).blocks[0][1] if lang == "ja" else ()
    found = [q.reading for q in read(case["text"], lang, tokens) if not q.soft]
    assert found == case["reads"]


@pytest.mark.parametrize(
    "text",
    ["9" * 400 + "mg", "10^999個", "10^" + "9" * 50, "2月31日", "昌平3年", "1/0錠", "0時0分",
     "十十十人",
     "1" + ",111" * 200, "1:2:3:4", "25:99", "13月45日", "Ⅻ" * 50, "½½½", "-" * 500, "1-" * 300],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_bad_input_is_read_as_what_it_is(text, lang):
    for quantity in read(text, lang):
        assert quantity.low <= quantity.high
        assert text[quantity.start : quantity.end] == quantity.words
        assert quantity.reading
