"""Whether a word in katakana and one in Latin letters are one: ワルファリン, warfarin.

A model of characters, learned by ``benchmarks/train_transliteration.py`` from the loan words that
UniDic names the origin of (サイトカイン-cytokine): each mora becomes no letter or up to four, with
a probability (a unigram model of aligned chunks, fitted by expectation maximisation; the method of
Knight & Graehl, *Machine Transliteration*, 1998, without its sound stage). The best path is held
against what the letters would cost by themselves, in nats a letter; `sounds_alike` makes a
probability of that. Names that letters cost less under other chunks, such as Hepburn readings of
kanji, are the business of `names/romanised.py`.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

MOST_LETTERS = 4
_MORA = re.compile(r"[ァ-ヺー][ァィゥェォャュョヮ]?")
_UNSEEN = -9.0
# What no path explains is so much worse than chance.
_LEAST = -5.0
_LONGEST = 24
_CLIPPED = 0.8


class Model(NamedTuple):
    """``chunks[mora][letters]`` and ``letters[letter]`` are logarithms of probabilities.

    ``weights`` are those of `sounds_alike`: bias, gain a letter, letters.
    """

    chunks: Mapping[str, Mapping[str, float]]
    letters: Mapping[str, float]
    weights: tuple[float, float, float]


def moras(kana: str) -> tuple[str, ...]:
    """The moras of a word in katakana: ファ, イ, ザ, ー."""
    return tuple(_MORA.findall(kana))


@lru_cache(maxsize=65536)
def plain_letters(word: str) -> str:
    """Lower-case letters without accents, hyphens and blanks: Müller is ``muller``."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("ß", "ss").replace("ø", "o"))
    return "".join(char for char in plain if char.isascii() and char.isalpha())


@lru_cache(maxsize=65536)
def sounds_alike(kana: str, word: str) -> float:
    """The probability that a word in katakana and one in Latin letters are the same word."""
    model = _model()
    heard, letters = moras(kana), plain_letters(word)
    if not heard or not letters or max(len(heard), len(letters)) > _LONGEST:
        return 0.0
    bias, per_gain, per_letter = model.weights
    odds = bias + per_gain * gain(model, heard, letters) + per_letter * min(len(letters), 10)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


def is_clipped(kana: str, word: str) -> bool:
    """Whether one is the beginning of the other: アプリ and app, or application."""
    letters = plain_letters(word)
    return any(sounds_alike(kana[:end], letters) >= _CLIPPED for end in range(2, len(kana))) or any(
        sounds_alike(kana, letters[:end]) >= _CLIPPED for end in range(4, len(letters))
    )


def gain(model: Model, heard: tuple[str, ...], letters: str) -> float:
    """How much better the moras explain the letters than chance does, in nats a letter."""
    alone = sum(model.letters.get(letter, _UNSEEN) for letter in letters)
    return max(_LEAST, (best_path(model, heard, letters) - alone) / len(letters))


def best_path(model: Model, heard: tuple[str, ...], letters: str) -> float:
    """Logarithm of the probability of the best way to write the moras as these letters."""
    count = len(letters)
    row = [-math.inf] * (count + 1)
    row[0] = 0.0
    for mora in heard:
        known = model.chunks.get(mora, {})
        after = [-math.inf] * (count + 1)
        for start, so_far in enumerate(row):
            if so_far == -math.inf:
                continue
            for end in range(start, min(count, start + MOST_LETTERS) + 1):
                cost = known.get(letters[start:end], _UNSEEN - 2.0 * (end - start))
                after[end] = max(after[end], so_far + cost)
        row = after
    return row[count]


@cache
def _model() -> Model:
    path = files("pipeline.wordlinks").joinpath("transliteration.json")
    raw = json.loads(path.read_text("utf-8"))
    chunks = {
        mora: {letters: -cost / 10 for letters, cost in known.items()}
        for mora, known in raw["chunks"].items()
    }
    letters = {letter: -cost / 10 for letter, cost in raw["letters"].items()}
    return Model(chunks, letters, tuple(raw["weights"]))
