"""Japanese names in Latin letters, whichever way they are spelt."""

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import languages
from pipeline.checking.context import Embedder, PairContext
from pipeline.checks.names.people import Person, Romanised, fits
from pipeline.model.source import Span
from pipeline.wordlinks.romanised import fold, is_romanised, romanise, voiceless

SYLLABLES = (
    "アイウエオカキクケコサシスタチツナニハヒフホマミヤユヨラリルワガジダバピ",
    ("シャ", "シュ", "ショ", "チャ", "チョ", "ジュ", "キョ", "リョウ", "ンマ", "ッカ", "ッチ"),
)
NAMES = st.lists(st.sampled_from([*SYLLABLES[0], *SYLLABLES[1]]), min_size=3, max_size=5).map(
    lambda syllables: "ナ" + "".join(syllables)
)


@pytest.mark.parametrize(
    "spelt",
    ["Ōno Ohno Oono Ono", "Satō Satoh Satou Sato Satô", "Jun'ichi Junichi Jun-ichi Zyun'iti",
     "Matsushita Matusita", "Namba Nanba", "Hatchō Haccho Hatcho", "Shūhei Shuhei Syuhei Shuuhei",
     "Kōji Kouji Kohji Koji", "Fujii Hujii", "Homma Honma"],
)  # fmt: skip
def test_spellings_of_one_name(spelt: str) -> None:
    assert len({fold(name) for name in spelt.split()}) == 1


@pytest.mark.parametrize("pair", ["Ono Oda", "Sato Saito", "Kato Kondo", "Yuichi Yoichi"])
def test_two_names(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


@given(NAMES)
def test_what_is_romanised_can_be_a_name_and_is_folded(kana: str) -> None:
    assert is_romanised(romanise(kana))
    assert fold(romanise(kana)) == romanise(kana)
    assert fold(jaconv.kata2alphabet(kana).upper()) == romanise(kana)


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert voiceless(voiceless(fold(name))) == voiceless(fold(name))


def test_readings_are_attested_by_one_of_two_dictionaries() -> None:
    koji, kana, unknown = languages.name_readings(["晃司", "東", "齎齏"])
    assert "コウジ" in koji
    assert {"アズマ", "ヒガシ"} <= kana
    assert not unknown


@pytest.mark.parametrize(
    ("family", "given", "readings", "name", "fitting"),
    [
        ("加藤", "晃司", ("カトウ", "コウジ"), "Koji Kato", True),
        ("加藤", "晃司", ("カトウ", "コウジ"), "KATOH Kōji", True),
        ("加藤", "晃司", ("カトウ", "コウジ"), "K. Kato", True),
        ("加藤", "晃司", ("カトウ", "コウジ"), "Kato", True),
        ("加藤", "晃司", ("カトウ", "コウジ"), "Takashi Kato", True),
        ("加藤", "晃司", ("カトウ", "コウジ"), "Kenji Kato", False),
        ("加藤", "晃司", ("カトウ", "コウジ"), "Koji Kondo", False),
        ("山崎", "", ("ヤマザキ", ""), "Yamasaki", True),
        ("山崎", "", ("ヤマザキ", ""), "Yamada", False),
        ("中田", "", ("ナカタ", ""), "Nakada", True),
    ],
)
def test_a_person(
    family: str, given: str, readings: tuple[str, str], name: str, fitting: bool
) -> None:
    ctx = PairContext(None, None, (), None, Embedder(None), None)  # type: ignore[arg-type]
    person = Person(family + given, family, given, readings, False, 0, Span(0, 1))
    words = tuple(word.rstrip(".") for word in name.split())
    assert fits(ctx, person, Romanised(name, words, 0, Span(0, 1))) is fitting
