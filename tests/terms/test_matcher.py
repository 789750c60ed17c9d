from dataclasses import replace

import pytest
from written import matcher, side, written

from pipeline.languages import short_units, tokenise, tokenise_texts
from pipeline.model.document import Mark
from pipeline.terms import build, read_glossary

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

    find = build(GLOSSARY, "ja", counted, parts)
    assert sorted(read) == sorted(f.text for c in GLOSSARY.concepts for f in c.ja)
    for _ in range(3):
        side("抗うつ薬を飲みます\n", "ja", find)
    assert len(cut) == len(set(cut))


def test_reading_does_not_slow_with_the_glossary(monkeypatch):
    """The trie is walked from each word: steps depend on the text, not on the rows."""
    rows = "".join(f"架空の病{number}\tmade-up disease {number}\n" for number in range(3000))
    text = "The thalamus relays pain. " * 40
    tokens = tokenise(written(text + "\n", "en"))
    steps = []
    for data in ("視床\tthalamus\n", rows + "視床\tthalamus\n"):
        find = matcher(read_glossary(data, "glossary.tsv"), "en")
        count, child = [0], type(find.exact).child

        def counted(node, key, count=count, child=child):
            count[0] += 1
            return child(node, key)

        with monkeypatch.context() as patch:
            patch.setattr(type(find.exact), "child", counted)
            assert len(find.find(tokens)) == 40
        steps.append(count[0])
    assert steps[0] > 0
    assert steps[1] <= steps[0] * 1.5
