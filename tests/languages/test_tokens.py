import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import short_units, syntax, tokenise_texts
from pipeline.languages.chunks import cut

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
ANY = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \n\t　。、𠮷ｶﾞé")))


@pytest.mark.parametrize("lang", ["ja", "en"])
@settings(max_examples=60, deadline=None)
@given(text=ANY)
def test_tokens_stand_in_order_where_they_say(lang, text):
    (tokens,) = tokenise_texts([text], lang)
    end = 0
    for token in tokens:
        # Japanese words are read as if nothing invisible stood within them.
        assert token.text in (within := text[token.start : token.end], INVISIBLE.sub("", within))
        assert token.text.strip()
        assert token.start >= end
        end = token.end


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_invisible_is_no_part_of_a_word(lang):
    (tokens,) = tokenise_texts(["0\U000e01000"], lang)
    assert tokens[0].start == 0
    assert tokens[-1].end == 3


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_text_has_its_own_tokens(lang):
    texts = ["", "TMS", "  \n ", "TMS TMS"]
    assert [len(tokens) for tokens in tokenise_texts(texts, lang)] == [0, 1, 0, 2]


@given(st.text(alphabet="あ。 a.\n", max_size=200), st.integers(1, 30))
def test_pieces_join_to_the_text(text, limit):
    pieces = list(cut(text, limit))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[start:].startswith(piece) and len(piece) <= limit for start, piece in pieces)


def test_a_block_longer_than_sudachi_takes():
    text = "𠮷野さんは視床を調べました。" * 2000
    (tokens,) = tokenise_texts([text], "ja")
    assert all(token.text == text[token.start : token.end] for token in tokens)
    assert sum(token.text == "視床" for token in tokens) == 2000


def test_japanese_tokens():
    (tokens,) = tokenise_texts(["鬱病の子ども"], "ja")
    assert [(t.norm, t.pos, t.reading) for t in tokens] == [
        ("鬱病", "NOUN", "ウツビョウ"),
        ("の", "ADP", "ノ"),
        ("子供", "NOUN", "コドモ"),
    ]


def test_english_tokens():
    (tokens,) = tokenise_texts(["Cells weren’t treated"], "en")
    assert [(t.norm, t.lemma, t.tag) for t in tokens] == [
        ("cells", "cell", "NNS"),
        ("were", "be", "VBD"),
        ("n't", "not", "RB"),
        ("treated", "treat", "VBN"),
    ]


def test_short_units_are_what_the_dictionary_knows():
    cut_words = short_units(["抗うつ薬", "うつ伏せ"], "ja")
    assert [[t.text for t in units] for units in cut_words] == [["抗うつ", "薬"], ["うつ伏せ"]]


def test_the_full_models_read_in_context():
    (japanese,) = syntax(["薬を飲みません。"], "ja")
    assert [t.pos for t in japanese] == ["NOUN", "ADP", "VERB", "AUX", "AUX", "PUNCT"]
    (english,) = syntax(["They left."], "en")
    assert [t.lemma for t in english] == ["they", "leave", "."]
