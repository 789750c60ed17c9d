"""Termhood, association and suggestions; the counts are small enough to do on paper."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest

from pipeline.alignment.encoders.embedded import surprise
from pipeline.languages import loan_origins
from pipeline.languages.phrases import noun_phrases
from pipeline.model.tokens import Phrase
from pipeline.terms.suggest import Linked, Rendering, suggest
from pipeline.terms.suggest.association import dice, log_likelihood
from pipeline.terms.suggest.counts import count, is_joined, parts
from pipeline.terms.suggest.cvalue import c_values
from pipeline.terms.suggest.ranking import Evidence, termhood

# Frantzi et al. (2000), the worked example of section 2.2.
CARCINOMA = {
    "adenoid cystic basal cell carcinoma": 5,
    "cystic basal cell carcinoma": 11,
    "ulcerated basal cell carcinoma": 7,
    "recurrent basal cell carcinoma": 5,
    "circumscribed basal cell carcinoma": 3,
    "basal cell carcinoma": 984,
}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("adenoid cystic basal cell carcinoma", 5 * log2(5)),
        ("cystic basal cell carcinoma", 12),
        ("ulcerated basal cell carcinoma", 14),
        ("recurrent basal cell carcinoma", 10),
        ("circumscribed basal cell carcinoma", 6),
        ("basal cell carcinoma", 1551.36),
    ],
)
def test_c_value_is_that_of_the_paper(term, expected):
    frequency = {tuple(text.split()): number for text, number in CARCINOMA.items()}
    values = c_values(frequency, single_words=False)
    assert values[tuple(term.split())] == pytest.approx(expected, abs=0.01)


def test_single_words_count_where_they_stand_alone():
    values = c_values({("magnetic", "field"): 3, ("field",): 5, ("magnetic",): 3})
    assert values["field",] == pytest.approx(2)
    assert values["magnetic",] == 0


def test_a_fragment_hides_nothing():
    frequency = {("a", "b", "c"): 2, ("a", "b"): 2, ("b", "c"): 2, ("a",): 2, ("b",): 2, ("c",): 2}
    values = c_values(frequency)
    assert [words for words, value in values.items() if value > 0] == [("a", "b", "c")]


def test_log_likelihood_of_dunnings_table():
    # "the swiss" in Dunning (1993), table 2: 110 together, 2442 and 111 others, 29114 neither.
    value = log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114)
    assert value == pytest.approx(270.72, abs=0.01)


def test_what_stands_apart_is_negative_and_what_is_independent_nothing():
    assert log_likelihood(0, 10, 10, 100) < 0
    assert log_likelihood(1, 10, 10, 100) == pytest.approx(0)


def test_dice():
    assert dice(3, 3, 3) == 1
    assert dice(1, 3, 1) == 0.5
    assert dice(0, 0, 0) == 0


def phrases(text, lang):
    return noun_phrases([text], lang)[0]


def words(text, lang):
    return {phrase.text for phrase in phrases(text, lang)}


def test_japanese_phrases_come_with_those_inside_them():
    found = words("光線力学療法による皮膚の炎症を調べた。", "ja")
    assert {"光線力学療法", "力学療法", "皮膚", "炎症", "皮膚の炎症"} <= found
    assert not any("による" in text or "調べ" in text for text in found)


def test_english_phrases_come_without_articles_and_in_the_singular():
    found = words("The slow-release tablets improved the quality of life.", "en")
    assert {"slow-release tablet", "tablet", "quality", "life", "quality of life"} <= found
    assert not any(text.lower().startswith("the ") for text in found)
    assert not any(text.startswith("-") or text.endswith("-") for text in found)


def test_a_middle_dot_divides_all_but_loan_words():
    found = words("抗菌・鎮痛作用がある。", "ja")
    assert {"抗菌", "鎮痛作用"} <= found
    assert not any("・" in text for text in found)
    assert "インフォームド・コンセント" in words("インフォームド・コンセントを得る。", "ja")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ja", "主要症状は、発熱、中途半端な睡眠です。", "主要症状"),
        ("en", "We check for metal clips, a cochlear implant and epilepsy.", "cochlear implant"),
        ("en", "There are two kinds: trouble staying awake and snoring.", "trouble staying awake"),
        (
            "en",
            "They follow the Act on the Safety of Blood Products.",
            "Act on the Safety of Blood Products",
        ),
    ],
)
def test_a_phrase_does_not_end_where_the_parser_errs(lang, text, expected):
    assert expected in words(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"), [("ja", "新しい温熱療法を試す。"), ("en", "Try a new heat therapy.")]
)
def test_places_are_those_of_the_text(lang, text):
    for phrase in phrases(text, lang):
        assert phrase.text.lower() == text[phrase.start : phrase.end].lower()


def test_blank_texts_have_no_phrases():
    assert noun_phrases(["", "。", "  "], "ja") == [(), (), ()]
    assert noun_phrases([], "en") == []


def test_an_occurrence_inside_a_compound_is_not_alone():
    counts = count([phrases("光線力学療法を行う。", "ja"), phrases("療法を選ぶ。", "ja")])
    inside = ("療法",)
    assert counts.occurrences[inside] == 2
    assert counts.alone[inside] == 1
    assert counts.links[inside] == [0, 1]


def test_phrases_joined_by_no_are_several():
    (joined,) = (p for p in phrases("皮膚の炎症", "ja") if p.text == "皮膚の炎症")
    assert is_joined(joined.tags)
    assert [len(part) for part in parts(joined.words, joined.tags)] == [1, 1]


SENTENCES = [
    (
        "光線力学療法は皮膚の病気に使われます。",
        "Photodynamic therapy is used for diseases of the skin.",
    ),
    (
        "光線力学療法の前に、日焼け止めを塗らないでください。",
        "Do not put on sunscreen before photodynamic therapy.",
    ),
    ("日焼け止めは帽子より効きます。", "Sunscreen works better than a hat."),
    ("翌日は帽子をかぶってください。", "Wear a hat on the next day."),
]


@pytest.fixture(scope="module")
def suggested():
    from pipeline.alignment import encoders

    embed = encoders.load().embed
    linked = [Linked(phrases(ja, "ja"), phrases(en, "en")) for ja, en in SENTENCES]
    middle = embed([ja for ja, _ in SENTENCES]).mean(axis=0)

    def run():
        return suggest(linked, middle / np.linalg.norm(middle), embed, loan_origins, surprise)

    return run


def test_terms_come_with_their_renderings(suggested):
    found = {s.ja: s for s in suggested()}
    best = {ja: found[ja].renderings[0].en.lower() for ja in ("光線力学療法", "日焼け止め", "帽子")}
    assert best == {
        "光線力学療法": "photodynamic therapy",
        "日焼け止め": "sunscreen",
        "帽子": "hat",
    }
    assert found["光線力学療法"].occurs == 2
    assert found["帽子"].renderings[0].link == 2


def test_a_term_stands_before_what_is_none(suggested):
    order = [s.ja for s in suggested()]
    assert max(order.index(term) for term in ("光線力学療法", "日焼け止め")) == 1
    assert order.index("皮膚の病気") > order.index("皮膚")


def test_fragments_and_adverbs_are_no_suggestions(suggested):
    terms = {s.ja for s in suggested()}
    assert "光線力学療法" in terms
    assert not terms & {"光線力学", "光線", "翌日", "前"}


def test_the_name_of_a_kind_of_thing_is_known_as_such():
    named = {p.text for p in phrases("院長の佐藤花子は、糖尿病を治療する。", "ja") if p.named}
    assert "糖尿病" in named
    assert not any("佐藤" in text for text in named)


INFLAMMATION = Rendering("inflammation", 1.0, 1, 0.8, 4.0, 0, 1.0)


def test_a_phrase_whose_rendering_is_anothers_stands_lower():
    counts = count([phrases("皮膚の炎症を調べた。", "ja")])
    free = Evidence(1.0, 0.4, INFLAMMATION, unusual=6.0, rare=12.0)
    claimed = free._replace(claimed=True)
    assert termhood(("炎症",), counts, claimed) < termhood(("炎症",), counts, free)


@pytest.mark.parametrize("weaker", [{"unusual": 3.0}, {"rare": 9.0}, {"subject": 0.1}])
def test_an_everyday_word_stands_lower(weaker):
    counts = count([phrases("皮膚の炎症を調べた。", "ja")])
    usual = Evidence(1.0, 0.4, INFLAMMATION, unusual=6.0, rare=12.0)
    everyday = usual._replace(**weaker)
    assert termhood(("炎症",), counts, everyday) < termhood(("炎症",), counts, usual)


def test_a_rendering_that_is_much_more_frequent_counts_less():
    counts = count([phrases("皮膚の炎症を調べた。", "ja")])
    evidence = Evidence(1.0, 0.4, INFLAMMATION, unusual=6.0, rare=12.0)
    rarer = evidence._replace(rendering=INFLAMMATION._replace(balance=0.1))
    assert termhood(("炎症",), counts, rarer) < termhood(("炎症",), counts, evidence)


def test_words_of_a_subject_surprise_more_than_those_of_everyday():
    def mean(text):
        return sum(surprise(text)) / len(text)

    assert mean("穿刺痕") > mean("日曜日")
    assert max(surprise("thrombosis")) > max(surprise("house"))
    assert surprise("  ") == []


@pytest.mark.parametrize(
    ("text", "term", "never"),
    [
        ("直径約30ミリメートルの腫瘤がある。", "腫瘤", "30"),
        ("患者さんと研究者たちが集まる。", "患者", "さん"),
        ("休診のため有料診療となる。", "有料診療", "ため"),
        ("午後5時に採血検査をする。", "採血検査", "5時"),
        ("三環系抗うつ薬を飲む。", "三環系抗うつ薬", "薬を"),
        ("第2世代抗精神病薬を使う。", "第2世代抗精神病薬", "使う"),
    ],
)
def test_counts_times_and_suffixes_of_the_sentence_are_no_part_of_a_term(text, term, never):
    found = words(text, "ja")
    assert term in found
    assert not any(never in text for text in found)


def test_the_original_in_parentheses_is_no_rendering(suggested):
    ja = phrases("光線力学療法を行う。", "ja")
    en = phrases("We offer photodynamic therapy (光線力学療法).", "en")
    from pipeline.alignment import encoders

    embed = encoders.load().embed
    (made, *_) = suggest([Linked(ja, en)], embed(["療法"])[0], embed, loan_origins, surprise)
    assert made.ja == "光線力学療法"
    assert made.renderings[0].en == "photodynamic therapy"


@pytest.mark.parametrize(
    ("text", "divider"),
    [
        ("Patients fall asleep, wake at night and lose weight.", ","),
        ("Blood sample     | tissue sample | urine sample", "|"),
        ("Blood sample     | tissue sample | urine sample", "  "),
    ],
)
def test_no_phrase_goes_beyond_an_entry_of_a_list(text, divider):
    found = words(text, "en")
    assert found
    assert not any(divider in text for text in found)


def test_the_length_of_a_latin_word_says_nothing():
    evidence = Evidence(1.0, 0.4, INFLAMMATION, unusual=6.0, rare=12.0)

    def rank(word):
        return termhood(
            (word,), count([[Phrase(word, (word,), ("名詞-普通名詞-一般",), 0, 9)]]), evidence
        )

    assert rank("collectorExporterEndpoint") == rank("collector") == rank("SAMD00192892")
    assert rank("NMN") < rank("SAMD")


def test_two_runs_are_the_same(suggested):
    assert suggested() == suggested()
