"""A sentence with its denial taken out, and whether it then fits the other side better."""

import pytest

from pipeline.alignment.encoders import choose
from pipeline.checking.context import Embedder
from pipeline.checks.claims.polarity import opposed
from pipeline.checks.claims.reading import read
from pipeline.checks.claims.without import Text, is_borne_out, without
from pipeline.languages import tokenise_texts


def text(words, lang):
    return Text(words, tokenise_texts([words], lang)[0], lang)


@pytest.mark.parametrize(
    ("lang", "rest", "expected"),
    [
        ("ja", "この薬は飲みません。", "この薬は飲みます。"),
        ("ja", "水を飲まない。", "水を飲む。"),
        ("ja", "副作用はない。", "副作用はある。"),
        ("en", "It does not hurt.", "It hurt."),
        ("en", "You can't drive home.", "You can drive home."),
        ("en", "The drug is no longer used.", "The drug is used."),
        ("en", "The drug failed to help.", "The drug help."),
    ],
)
def test_what_denies_is_taken_out(lang, rest, expected):
    whole = text(rest, lang)
    denial = read(whole.tokens, lang).polarity.denials[0]
    assert without(whole, denial) == expected


class Encoded:
    """The one thing of a context that is needed."""

    embed = Embedder(choose().load())


@pytest.mark.parametrize(
    ("ja", "en", "borne_out"),
    [
        ("この薬の効き目は弱いようです。", "The drug does not seem strong.", False),
        ("創部はよく治っています。", "The wound isn't healing well.", True),
        ("朝食後に薬を飲みません。", "Take the medicine after breakfast.", True),
    ],
)
def test_a_denial_in_other_words_fits_worse_without_it(ja, en, borne_out):
    ours, theirs = text(ja, "ja"), text(en, "en")
    found = opposed(
        read(ours.tokens, "ja"), ours.tokens, read(theirs.tokens, "en"), theirs.tokens, "ja"
    )
    assert found is not None
    assert is_borne_out(Encoded, found, ours, theirs) is borne_out
