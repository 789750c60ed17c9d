"""How much of a term a Japanese phrase is, from counts, its form, its subject and its rendering.

No word is listed: what counts is how often a phrase stands alone or inside others (C-value), how
near it is to what the articles are about, how unusual it and its rendering are in general language,
how sure that rendering is and whether it occurs as often, how long the phrase is, and whether its
parts of speech are those of adverbs, actions or formal nouns. The weights are round figures.
"""

from __future__ import annotations

import re
from math import log, log1p
from typing import NamedTuple

from pipeline.terms.suggest.counts import Counts, Words, is_joined, parts
from pipeline.terms.suggest.rendering import Rendering

_C_VALUE = 0.3
_SUBJECT = 1.5
_RENDERING = 0.7
_BALANCE = 0.5
_UNUSUAL = 0.05
_RARE = 0.05
_LENGTH = 0.9
_WEIGHT = 0.3
_ALONE = 0.5
_NAMED = 0.5
# Taken off a phrase that …
_JOINED = 2.0  # … is several phrases in a row
_FRAGMENT = 1.0  # … only occurs inside a longer compound
_WHEN = 0.7  # … says when
_SINGLE = 0.4  # … is one word
_PREFIX = 0.5  # … begins with a prefix (ご質問, 各施設)
_CLAIMED = 0.5  # … has for its rendering that of a surer phrase
_ACTION = 0.3  # … is one word for an action
_DEED = 0.2  # … ends with a word for an action
_KANA = 0.2  # … has hiragana in it
_FORMAL = 1.0  # … is one word without kanji, katakana or letters
_SIGN = 0.7  # … is a single character

_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_LATIN = re.compile(r"([A-Za-z0-9]{4})[A-Za-z0-9.\-_]+")
_KANJI = re.compile(r"[一-鿿々]")


class Evidence(NamedTuple):
    """What is known of a phrase besides its own counts and form.

    ``subject`` is its cosine with the mean of all sentences, ``unusual`` its surprise in general
    language a character, ``rare`` that of the least usual piece of its rendering, both in nats;
    ``claimed`` says that another phrase has the same best rendering with a better score.
    """

    c_value: float
    subject: float
    rendering: Rendering
    unusual: float
    rare: float
    claimed: bool = False


def termhood(words: Words, counts: Counts, evidence: Evidence) -> float:
    """The rank value of a phrase; only the order of two values means anything."""
    longest = max(len(_short("".join(part))) for part in parts(words, counts.tags[words]))
    value = (
        _C_VALUE * log1p(max(0.0, evidence.c_value))
        + _SUBJECT * evidence.subject
        + _RENDERING * evidence.rendering.score
        + _BALANCE * evidence.rendering.balance
        + _UNUSUAL * evidence.unusual
        + _RARE * evidence.rare
        + _LENGTH * log(max(1, longest))
        + _WEIGHT * log(max(1.0, _weight(_short(counts.written(words)))))
        + _NAMED * (counts.named[words] > 0)
        + _ALONE * counts.alone[words] / counts.occurrences[words]
    )
    return value - _form(words, counts) - _CLAIMED * evidence.claimed


def _short(text: str) -> str:
    """With four letters of a Latin word: its length says nothing, it is written so in English."""
    return _LATIN.sub(r"\1", text)


def _weight(text: str) -> float:
    """The length in kanji; two letters of another script say about as much as one."""
    kanji = len(_KANJI.findall(text))
    return kanji + (len(text) - kanji) / 2


def _form(words: Words, counts: Counts) -> float:
    text, tags = counts.written(words), counts.tags[words]
    off = 0.0
    if is_joined(tags):
        off += _JOINED
    elif not counts.alone[words]:
        off += _FRAGMENT
    off += _WHEN * any("副詞可能" in tag for tag in tags)
    off += _PREFIX * tags[0].startswith("接頭辞") + _DEED * ("サ変可能" in tags[-1])
    off += _KANA * bool(re.search("[ぁ-ゖ]", text))
    if len(words) == 1:
        off += _SINGLE
        off += _ACTION * ("サ変可能" in tags[0])
        off += _FORMAL * bool(_HIRAGANA.fullmatch(text))
    return off + _SIGN * (len(text) == 1)
