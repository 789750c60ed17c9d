from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.languages import first_words, short_units, tokenise, tokenise_texts
from pipeline.model.document import Mark
from pipeline.terms import read_glossary
from pipeline.terms.forms import form_keys
from pipeline.terms.matcher import build
from tests.terms.written import matcher, side, written

GLOSSARY = read_glossary(
    "視床\tthalamus\n背側視床\tdorsal thalamus\n海馬\thippocampus\nTMS\tTMS\n"
    "IL-6\tIL-6\nGABA作動性\tGABAergic\n海馬\u3000体\thippocampal body (whole)\n",
    "glossary.tsv",
)
FIND = {lang: matcher(GLOSSARY, lang) for lang in ("ja", "en")}


def found(text, lang, hits="hits"):
    analysed = side(text + "\n", lang, FIND[lang])
    return [text[hit.start : hit.end] for hit in getattr(analysed, hits)]


def test_hits_stand_where_they_say_after_astral_characters():
    assert found("𠮷𠮷さんの背側視床と視床", "ja") == ["背側視床", "視床"]
    assert found("😀 Thalami and the dorsal thalamus 😀", "en") == ["Thalami", "dorsal thalamus"]


def test_nested_hits_are_kept_apart():
    assert found("背側視床", "ja", "nested") == ["背側視床", "視床"]
    assert found("The dorsal thalamus", "en", "nested") == ["dorsal thalamus", "thalamus"]


def test_derivations_are_nested_only_and_show_their_words():
    text = "Hippocampal volume"
    analysed = side(text + "\n", "en", FIND["en"])
    assert analysed.hits == ()
    (hit,) = analysed.nested
    assert (hit.form.text, hit.form.kind) == ("Hippocampal", "variant")


@pytest.mark.parametrize("text", ["rTMS", "TMS2", "XTMS", "ＡＴＭＳ"])
def test_no_hit_within_a_latin_word(text):
    assert found(f"{text}です", "ja") == []
    assert found(f"a {text} b", "en") == []


@pytest.mark.parametrize("text", ["IL-6", "IL‑6", "IL 6", "ＩＬ－６", "IL6"])
def test_identifiers_whatever_joins_their_parts(text):
    assert found(f"血中の{text}が", "ja") == [text]
    if text.isascii():
        assert found(f"Serum {text} rises", "en") == [text]


def test_a_hit_takes_a_bracket_as_a_whole_or_not_at_all():
    assert found("「背側」視床", "ja") == ["「背側」視床"]
    assert found("背側（視床）", "ja") == ["背側（視床）"]
    assert found("背側（視床と海馬）", "ja") == ["視床", "海馬"]
    assert found("視（床）", "ja") == ["視（床）"]


def test_an_abbreviation_within_a_term_is_passed_over():
    assert found("背側（DT）視床", "ja") == ["背側（DT）視床"]
    assert found("the dorsal (DT) thalamus", "en") == ["dorsal (DT) thalamus"]


def test_words_in_another_order_are_nested_only():
    assert found("thalamus of the dorsal brain", "en", "nested") == ["thalamus"]
    assert found("a thalamus that is dorsal", "en", "nested") == [
        "thalamus",
        "thalamus that is dorsal",
    ]


def test_capitals_match_case_and_mixed_words_do_not():
    assert found("tms Tms TMS", "en") == ["TMS"]
    assert found("gabaergic GABAergic", "en") == ["gabaergic", "GABAergic"]


def test_brackets_in_a_form_need_not_be_written_in_japanese_and_must_be_in_english():
    assert found("海馬体", "ja") == ["海馬体"]
    assert found("hippocampal body (whole)", "en") == ["hippocampal body (whole)"]
    assert found("hippocampal body, whole", "en") == []


def test_code_and_addresses_are_not_read():
    document = written("see thalamus and hippocampus\n", "en")
    section = document.sections[0]
    block = replace(section.blocks[0], marks=(Mark("code", 4, 12),))
    code = replace(section.blocks[0], kind="code", sentences=())
    marked = replace(document, sections=(replace(section, blocks=(block, code)),))
    (hit,) = FIND["en"].find(tokenise(marked))
    assert (hit.block, hit.start) == (1, 17)


def test_a_heading_is_block_zero():
    analysed = side("# 視床\n海馬\n", "ja", FIND["ja"])
    assert [(hit.block, hit.start, hit.end) for hit in analysed.hits] == [(0, 0, 2), (1, 0, 2)]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_form_finds_itself(lang):
    for index, concept in enumerate(GLOSSARY.concepts):
        analysed = side(concept.preferred(lang) + "\n", lang, FIND[lang])
        assert index in {hit.concept for hit in analysed.hits}


def test_two_concepts_may_share_their_words():
    glossary = read_glossary("再発\trecurrence|relapse\n再燃\trelapse\n", "glossary.tsv")
    analysed = side("A relapse\n", "en", matcher(glossary, "en"))
    assert [(hit.concept, hit.form.kind) for hit in analysed.hits] == [
        (0, "variant"),
        (1, "preferred"),
    ]


def test_each_form_and_word_is_read_once():
    read: list[str] = []

    def counted(texts, lang):
        read.extend(texts)
        return tokenise_texts(texts, lang)

    cut: list[str] = []

    def parts(words, lang):
        cut.extend(words)
        return short_units(words, lang)

    find = build(GLOSSARY, "ja", counted, parts, first_words)
    assert read == []
    for _ in range(3):
        side("抗うつ薬を飲みます。海馬は視床の近くです。\n", "ja", find)
    forms = ["海馬", "海馬\u3000体", "視床"]
    assert sorted(read) == forms
    assert len(cut) == len(set(cut))


def test_reading_does_not_slow_with_the_glossary(monkeypatch):
    """The trie is walked from each word: steps depend on the text, not on the rows."""
    rows = "".join(f"架空の病{number}\tmade-up disease {number}\n" for number in range(3000))
    text = "The thalamus relays pain. " * 40
    tokens = tokenise(written(text + "\n", "en"))
    steps = []
    for data in ("視床\tthalamus\n", rows + "視床\tthalamus\n"):
        find = matcher(read_glossary(data, "glossary.tsv"), "en")
        count, child = [0], type(find.index.exact).child

        def counted(node, key, count=count, child=child):
            count[0] += 1
            return child(node, key)

        with monkeypatch.context() as patch:
            patch.setattr(type(find.index.exact), "child", counted)
            assert len(find.find(tokens)) == 40
        steps.append(count[0])
    assert steps[0] > 0
    assert steps[1] <= steps[0] * 1.5


def test_an_abbreviation_counts_from_where_it_is_introduced_everywhere():
    glossary = read_glossary("経頭蓋磁気刺激\ttranscranial magnetic stimulation\n", "glossary.tsv")
    ja = side(
        "# ＴＭＳとは\n経頭蓋磁気刺激（TMS）です。rTMSは別です。\n", "ja", matcher(glossary, "ja")
    )
    assert [(hit.block, hit.form.text) for hit in ja.hits] == [
        (0, "TMS"),
        (1, "経頭蓋磁気刺激"),
        (1, "TMS"),
    ]
    en = side("Transcranial magnetic stimulation (TMS) and TMSs.\n", "en", matcher(glossary, "en"))
    assert [hit.end - hit.start for hit in en.hits] == [33, 3, 4]


@pytest.mark.parametrize(
    ("short", "row"),
    [
        ("GABA", "神経伝達物質\tneurotransmitter"),
        ("IL-6", "炎症性サイトカイン\tinflammatory cytokine"),
        ("MRI", "海馬\thippocampus"),
        ("TMS", "磁気刺激\tmagnetic stimulation"),
    ],
)
def test_what_stands_in_brackets_is_not_always_an_abbreviation(short, row):
    find = matcher(read_glossary(row + "\n", "glossary.tsv"), "ja")
    term = row.split("\t")[0]
    assert [hit.form.text for hit in side(f"{term}（{short}）です。\n", "ja", find).hits] == [term]


def test_an_introduced_abbreviation_means_one_concept():
    rows = "ja\ten\tja_variants\n甲状腺炎\tthyroid disease\tTD\n遅発性障害\ttardive disorder\tTD\n"
    find = matcher(read_glossary(rows, "glossary.tsv"), "ja")
    assert [hit.concept for hit in side("TDです。\n", "ja", find).hits] == [0, 1]
    assert [hit.concept for hit in side("遅発性障害（TD）です。\n", "ja", find).hits] == [1, 1]


COORDINATED = read_glossary(
    "抗炎症作用\tanti-inflammatory effect\n神経保護作用\tneuroprotective effect\n"
    "神経\tnerve\n血管新生\tangiogenesis\n神経新生\tneurogenesis\n"
    "治療前\tpre-treatment\n直流刺激\tdirect stimulation\n",
    "glossary.tsv",
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("抗炎症・神経保護作用です。", ["抗炎症作用", "神経保護作用"]),
        ("神経・血管新生です。", ["神経新生", "血管新生"]),
        ("神経や血管新生です。", ["神経", "血管新生"]),
        ("神経・血管です。", ["神経"]),
    ],
)
def test_compounds_that_share_their_end(text, terms):
    analysed = side(text + "\n", "ja", matcher(COORDINATED, "ja"))
    assert [hit.form.text for hit in analysed.hits] == terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("It has anti-inflammatory and neuroprotective effects.", "anti-inflammatory effect"),
        ("Its anti-inflammatory, soothing or other effects.", "anti-inflammatory effect"),
        ("Pre- and post-treatment images.", "pre-treatment"),
        ("Direct or indirect stimulation.", "direct stimulation"),
        ("It is anti-inflammatory and has good effects.", None),
        ("It is direct, and they like stimulation.", None),
    ],
)
def test_english_words_that_share_a_head(text, term):
    analysed = side(text + "\n", "en", matcher(COORDINATED, "en"))
    assert [h.form.text for h in analysed.nested if h.form.text == term] == [term] * bool(term)


@pytest.mark.parametrize("text", ["The U.S. Food Act", "The US Food Act", "the u.s. food act"])
def test_full_stops_within_abbreviations(text):
    find = matcher(read_glossary("米国食品法\tU.S. Food Act\n", "glossary.tsv"), "en")
    assert len(side(text + "\n", "en", find).hits) == text.count("U")


def test_a_noun_of_katakana_is_no_verb():
    find = matcher(read_glossary("リード\tlead wire\n", "glossary.tsv"), "ja")
    assert side("研究をリードする病院です。リードしました。\n", "ja", find).hits == ()
    assert len(side("リードを調べる。リード線です。\n", "ja", find).hits) == 2


WORDS = st.sampled_from(
    [
        "stem-cell",
        "U.S.",
        "E.",
        "coli",
        "X",
        "ray",
        "IL-6",
        "Crohn's",
        "tumour",
        "of",
        "a",
        "anaemia",
        "CBT-I",
        "β",
        "TNF-α",
        "pre-",
        "(whole)",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_an_english_form_is_found_whatever_it_begins_with(form):
    glossary = read_glossary(f"視床\t{form}\n", "glossary.tsv")
    text = f"We use {form} here\n"
    assert {hit.concept for hit in side(text, "en", matcher(glossary, "en")).nested} == {0}


@given(st.text("うつ鬱病脳ｶガー・抗炎症作用サ（TM3", min_size=1, max_size=6))
def test_a_japanese_form_is_found_whatever_it_begins_with(form):
    assume(any(map(str.isalnum, form)) and form.strip("・（ー"))
    glossary = read_glossary(f"{form}\tthalamus\n", "glossary.tsv")
    find = matcher(glossary, "ja")
    alone = side(form + "\n", "ja", find)
    assert {hit.concept for hit in alone.nested} <= {0}
    assert alone.nested or not form_keys(form, *tokenise_texts([form], "ja"), "ja", short_units)
