"""Numbers as texts write them, and readings of whole phrases."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.quantities import read
from pipeline.checks.quantities.calendar_names import MONTHS
from pipeline.checks.quantities.lexer import fold
from pipeline.checks.quantities.lexicon import UNITS
from pipeline.checks.quantities.numerals import english, japanese, roman, step
from pipeline.languages import tokenise
from tests.support import document

NUMBERS = st.integers(1, 10**12)
SMALL = st.integers(2, 999)
WIDE = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")


@given(NUMBERS)
def test_a_number_written_in_kanji_is_read_back(number):
    from kanjize import number2kanji

    assert japanese(number2kanji(number)) == number


@given(NUMBERS)
def test_a_number_with_commas_is_read_back(number):
    assert japanese(f"{number:,}") == english(f"{number:,}") == number


@given(st.integers(1, 9999), st.sampled_from(["万", "億"]), st.integers(0, 9))
def test_figures_before_a_kanji_scale(whole, scale, tenth):
    size = {"万": 10**4, "億": 10**8}[scale]
    assert japanese(f"{whole}{scale}") == whole * size
    assert japanese(f"{whole}.{tenth}{scale}") == pytest.approx((whole + tenth / 10) * size)


@given(st.integers(1, 999_999))
def test_a_number_in_english_words_is_read_back(number):
    import inflect

    words = inflect.engine().number_to_words(number, comma="")
    assert english(words) == number


@given(st.integers(1, 999), st.sampled_from(["thousand", "million", "billion"]))
def test_figures_before_an_english_scale(number, scale):
    size = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    assert english(f"{number} {scale}") == number * size
    assert english(f"{number}.5 {scale}") == pytest.approx((number + 0.5) * size)


def test_dozens():
    assert english("a dozen") == 12
    assert english("two dozen") == 24


@pytest.mark.parametrize(
    ("text", "number"), [("IV", 4), ("ix", 9), ("Ⅲ", 3), ("Ⅻ", 12), ("7", 7), ("VIII", 8)]
)
def test_roman_numerals(text, number):
    assert roman(text) == number


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [("17.4", 17.4, 0.1), ("12,000", 12000, 1000), ("1.2万", 12000, 1000), ("37", 37, 1)],
)
def test_the_place_to_which_a_number_is_written(text, value, place):
    assert step(text, value) == pytest.approx(place)


def only(text, lang):
    tokens = tokenise(document(lang, text)).blocks[0][1] if lang == "ja" else ()
    found = [q for q in read(text, lang, tokens) if not q.soft]
    assert len(found) == 1, [q.reading for q in found]
    return found[0]


def _same(ja, en):
    ours, theirs = only(ja, "ja"), only(en, "en")
    assert ours.role == theirs.role
    assert ours.low == pytest.approx(theirs.low)
    assert ours.high == pytest.approx(theirs.high)


@given(SMALL)
def test_a_value_is_the_same_in_both_languages(number):
    wide = str(number).translate(WIDE)
    _same(f"{number}人が参加しました。", f"{number} people took part.")
    _same(f"{wide}週間続けます。", f"Go on for {number} weeks.")
    _same(f"週{number}回行います。", f"It is done {number} times a week.")
    _same(f"費用は{number}万円です。", f"It costs ¥{number * 10_000:,}.")
    _same(f"{number}mgを飲みます。", f"Take {number} mg.")
    _same(f"{number}人に1人が経験します。", f"One in {number} people experience it.")


@given(st.integers(1, 99))
def test_shares_are_the_same_in_both_languages(number):
    _same(f"約{number}％の方です。", f"about {number}% of people")
    tens, ones = divmod(number, 10)
    if tens and ones:
        _same(f"{tens}割{ones}分の方です。", f"{number} per cent of people")


@given(st.dates(min_value=dt.date(1990, 1, 1)))
def test_a_date_in_any_order_is_one_quantity(date):
    month = MONTHS[date.month - 1]
    written = {
        "ja": (f"{date.year}年{date.month}月{date.day}日", f"{date:%Y/%m/%d}"),
        "en": (f"{date.day} {month} {date.year}", f"{month} {date.day}, {date.year}", f"{date}"),
    }
    parts = [("date", (date.year, date.month, date.day))]
    if date.year <= 2100:
        for lang, texts in written.items():
            for text in texts:
                assert [(q.role, q.numbers) for q in read(text, lang)] == parts, text


@given(st.integers(1, 30))
def test_years_of_an_era(number):
    year = "元" if number == 1 else number
    assert only(f"平成{year}年に始まりました。", "ja").numbers == (1988 + number, 0, 0)


@given(st.text(max_size=80), st.sampled_from(["ja", "en"]))
def test_any_text_is_read_and_places_are_exact(text, lang):
    for quantity in read(text, lang):
        assert text[quantity.start : quantity.end] == quantity.words
        assert quantity.low <= quantity.high
        assert quantity.reading


_CHARACTERS = "0123456789０１９一二十百千万億年月日回人割分半数約週間時歳代以上未満,.、~〜–-/%％ "
_WORDS = (
    "mg", "kg", "one", "two", "hundred", "million", " a ", " per ", "week", "times", "half", "II",
    "phase", "第", "p<", " and ",
)  # fmt: skip
_PIECES = st.sampled_from([*_CHARACTERS, *_WORDS])


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(["ja", "en"]))
def test_any_heap_of_numerals_is_read(text, lang):
    for quantity in read(text, lang):
        assert text[quantity.start : quantity.end] == quantity.words
        assert quantity.reading


@given(st.text())
def test_folding_keeps_places(text):
    assert len(fold(text)) == len(text)


def test_the_units_convert_as_pint_has_it():
    import pint

    registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    known = {"μg": "microgram", "μL": "microliter", "μm": "micrometer", "°F": "degF", "g": "gram",
             "mm3": "mm**3", "m3": "m**3", "cc": "cm**3", "t": "metric_ton"}  # fmt: skip
    reference = {"mass": "gram", "volume": "liter", "length": "meter", "duration": "day",
                 "temperature": "degC"}  # fmt: skip
    checked = 0
    for name, unit in UNITS.items():
        if unit.role in reference and name not in {"°C", "month", "year", "decade", "century"}:
            there = registry.Quantity(7.0, known.get(name, name)).to(reference[unit.role])
            assert unit.base(7.0) == pytest.approx(there.magnitude, rel=1e-6), name
            checked += 1
    assert checked >= 25


# Read as a table: the text, and what a finding would say of it.
READINGS = [
    ("ja", "週5回", "5 per week"),
    ("ja", "隔週", "every 2 weeks"),
    ("ja", "1日おき", "every 2 days"),
    ("ja", "二十歳未満", "less than 20 years old"),
    ("ja", "令和元年度", "year 2019"),
    ("ja", "第Ⅱ相", "phase 2"),
    ("ja", "毎食後", "after meals"),
    ("ja", "7割5分", "75%"),
    ("ja", "10人に1人", "1 in 10"),
    ("ja", "午後2時半", "14:30"),
    ("ja", "約3万円", "about 30,000 yen"),
    ("en", "six times a week", "6 per week"),
    ("en", "b.i.d.", "2 per day"),
    ("en", "every other day", "every 2 days"),
    ("en", "at least 18 years old", "at least 18 years old"),
    ("en", "two-thirds", "66.67%"),
    ("en", "between 10 and 20 mg", "10–20 mg"),
    ("en", "p < 0.05", "less than p 0.05"),
    ("en", "two and a half hours", "2.5 hours"),
]


@pytest.mark.parametrize(("lang", "text", "reading"), READINGS, ids=[t for _, t, _ in READINGS])
def test_what_a_finding_says(lang, text, reading):
    assert [q.reading for q in read(text, lang)] == [reading]


SILENT = [
    ("ja", "十分に説明します。"),
    ("ja", "一方、費用はかかります。"),
    ("ja", "治療法の一つです。"),
    ("ja", "IL-6とTNF-αを測りました。"),
    ("ja", "万一のときは連絡してください。"),
    ("ja", "三叉神経痛の方です。"),
    ("en", "It is one of the treatments."),
    ("en", "On the one hand, IL-6 and CD4 rose."),
    ("en", "Vitamin B12 and COVID-19 are studied."),
]


@pytest.mark.parametrize(("lang", "text"), SILENT, ids=[t for _, t in SILENT])
def test_what_is_no_quantity_demands_nothing(lang, text):
    tokens = tokenise(document(lang, text)).blocks[0][1] if lang == "ja" else ()
    assert [q.reading for q in read(text, lang, tokens) if not q.soft] == []
