"""Which words of a sentence render which of its translation, by which evidence."""

import pytest

from pipeline import languages
from pipeline.wordlinks import link_words
from pipeline.wordlinks.exchanged import exchange
from pipeline.wordlinks.names import english_names, is_common, japanese_names
from pipeline.wordlinks.transliteration import is_clipped, sounds_alike


def linked(ja: str, en: str) -> dict[tuple[str, str], str]:
    tokens = languages.tokenise_texts([en], "en")[0]
    links = link_words(languages.short_words(ja), tokens, ja)
    return {
        (ja[slice(*link.ja)], en[slice(*link.en)]): link.evidence
        for link in links
        if link.probability >= 0.5
    }


@pytest.mark.parametrize(
    ("kana", "word"),
    [
        ("リバーロキサバン", "rivaroxaban"), ("サイアザイド", "thiazide"), ("ミュラー", "Müller"),
        ("ジョンソン", "Johnson"), ("ウイルス", "virus"), ("テキサス", "Texas"),
    ],
)  # fmt: skip
def test_katakana_sounds_like_what_it_was_made_of(kana: str, word: str) -> None:
    assert sounds_alike(kana, word) >= 0.9


@pytest.mark.parametrize(
    ("kana", "word"),
    [("リバーロキサバン", "apixaban"), ("ドイツ", "Germany"), ("スミス", "Johnson"),
     ("ジョン", "Jane")],
)  # fmt: skip
def test_other_words_sound_otherwise(kana: str, word: str) -> None:
    assert sounds_alike(kana, word) < 0.5


def test_clipped_words_are_the_same() -> None:
    assert is_clipped("アプリ", "app")
    assert not is_clipped("スミス", "Jones")


@pytest.mark.parametrize(
    ("ja", "en", "pair", "evidence"),
    [
        ("ドイツで行われた。", "It was held in Germany.", ("ドイツ", "Germany"), "place"),
        ("大野は医師だ。", "Ono is a doctor.", ("大野", "Ono"), "reading"),
        ("Pythonを使う。", "We use Python.", ("Python", "Python"), "same"),
        ("アピキサバンを飲む。", "Take apixaban.", ("アピキサバン", "apixaban"), "sound"),
    ],
)
def test_each_kind_of_evidence(ja, en, pair, evidence) -> None:
    found = linked(ja, en)
    assert any(
        pair[0] in ours and pair[1] in theirs and why == evidence
        for (ours, theirs), why in found.items()
    )


def names(ja: str, en: str):
    tokens = languages.tokenise_texts([en], "en")[0]
    words = languages.short_words(ja)
    links = link_words(words, tokens, ja)
    return exchange(list(japanese_names(ja, words, links)), list(english_names(tokens, links)))


def test_a_name_for_another_one_is_likely_a_fault() -> None:
    found = names("オバマ氏は声明を発表した。", "Then Merkel issued a statement.")
    assert found is not None
    assert found.probability >= 0.5


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("オバマ氏は声明を発表した。", "Then Obama issued a statement."),
        ("オランダで見つかった。", "It was found in the Netherlands."),
        ("アプリを使う。", "Use the App."),
        ("習近平氏は北京で会見した。", "Then Xi Jinping met the press in Beijing."),
    ],
)
def test_right_names_are_left_alone(ja: str, en: str) -> None:
    found = names(ja, en)
    assert found is None or found.probability < 0.5


def test_words_that_name_nobody() -> None:
    assert is_common("patients")
    assert is_common("data")
    assert not is_common("Merkel")
