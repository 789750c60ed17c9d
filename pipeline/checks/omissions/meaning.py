"""How probable it is that one text is no translation of the other: its meaning is another one.

A logistic model over the cosine of both texts and their lengths: short texts that say the same are
less alike than long ones. It was learned from human translations against texts of the same corpus
in their place (``benchmarks/train_meaning.py``, which writes ``meaning.json``), families of
documents left out in turn; docs/fidelity.md has the figures.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipeline.model.check import Context
from pipeline.model.source import Lang, other

# Logarithm of how many times as long as its translation a text may be.
_UNEVEN = math.log(3)
_WORD = re.compile(r"[^\W_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>（）。、]*")
_FIGURES = re.compile(r"[A-Za-z]{0,12}[:：]?\s?\d+")
# So much of a text is compared: the meaning of a section shows in its beginning.
LONGEST = 1500
# Characters of Japanese, at 2.5 a word of English.
LONG = 250.0


def says_nothing(text: str) -> bool:
    """Whether a text holds neither a letter nor a figure, or no more than an address."""
    return _WORD.search(_ADDRESS.sub("", text)) is None


def length(text: str, lang: Lang) -> float:
    """Characters of Japanese, or about as many for English, addresses and numbers left out."""
    return math.exp(size(_FIGURES.sub("", _ADDRESS.sub("", text)), lang))


def unrelated(ctx: Context, text: str, lang: Lang, others: Sequence[str]) -> list[float]:
    """The probability, for each of some texts, that it does not say what ``text`` says.

    ``lang`` is the language of ``text``; the others are in the other one.
    """
    own, *vectors = ctx.embed([each[:LONGEST] for each in (text, *others)])
    own_size, their_lang = size(text, lang), other(lang)
    return [
        probability(
            round(float(vector @ own), 4), {lang: own_size, their_lang: size(each, their_lang)}
        )
        for each, vector in zip(others, vectors, strict=True)
    ]


def size(text: str, lang: Lang) -> float:
    """The length that counts: characters of Japanese, words of English; natural logarithm.

    Of long texts the length says nothing more.
    """
    characters = len(text) if lang == "ja" else 2.5 * len(text.split())
    return math.log(max(1.0, min(characters, LONG)))


def comparable(text: str, lang: Lang, another: str) -> bool:
    """Whether one text is not so much longer than the other that it cannot be all of it."""
    return abs(size(text, lang) - size(another, other(lang))) <= _UNEVEN


def probability(cosine: float, sizes: dict[Lang, float]) -> float:
    """The same from the cosine of two texts and their sizes by language."""
    model = _model()
    odds = model["bias"] + model["cosine"] * cosine
    odds += model["ja"] * sizes["ja"] + model["en"] * sizes["en"]
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


@cache
def _model() -> dict[str, float]:
    path = files("pipeline.checks.omissions").joinpath("meaning.json")
    model: dict[str, float] = json.loads(path.read_text("utf-8"))["model"]
    return model
