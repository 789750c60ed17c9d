"""How much of a term a Japanese phrase is, from counts, its form, its subject and its rendering.

No word is listed: what counts is how often a phrase stands alone or inside others (C-value), how
near it is to what the articles are about, how sure its rendering is, how long it is, and whether
its parts of speech are those of counters, adverbs or formal nouns. The weights are round figures.
"""

from __future__ import annotations

import re
from math import log, log1p

from pipeline.terms.suggest.counts import Counts, Words, is_joined, parts

_C_VALUE = 0.3
_SUBJECT = 2.0
_RENDERING = 1.0
_LENGTH = 0.9
_WEIGHT = 0.3
_ALONE = 0.5
_NAMED = 0.4
# Taken off a phrase that …
_JOINED = 2.0  # … is several phrases in a row
_FRAGMENT = 1.0  # … only occurs inside a longer compound
_COUNTER = 0.7  # … counts, or says when
_SINGLE = 0.4  # … is one word
_PREFIX = 0.5  # … begins with a prefix (ご質問, 各施設)
_CLAIMED = 0.4  # … has for its rendering that of a surer phrase
_ACTION = 0.3  # … is one word for an action
_DEED = 0.2  # … ends with a word for an action
_KANA = 0.2  # … has hiragana in it
_FORMAL = 1.0  # … is one word without kanji, katakana or letters
_SIGN = 0.7  # … is a single character

_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_KANJI = re.compile(r"[一-鿿々]")


def termhood(
    words: Words,
    counts: Counts,
    c_value: float,
    subject: float,
    rendering: float,
    *,
    claimed: bool = False,
) -> float:
    """The rank value of a phrase; only the order of two values means anything.

    ``subject`` is the cosine of the phrase with the mean of all sentences, ``rendering`` the score
    of its best rendering, ``claimed`` whether another phrase has the same one with a better score.
    """
    longest = max(len("".join(part)) for part in parts(words, counts.tags[words]))
    value = (
        _C_VALUE * log1p(max(0.0, c_value))
        + _SUBJECT * subject
        + _RENDERING * rendering
        + _LENGTH * log(max(1, longest))
        + _WEIGHT * log(max(1.0, _weight(counts.written(words))))
        + _NAMED * (counts.named[words] > 0)
        + _ALONE * counts.alone[words] / counts.occurrences[words]
    )
    return value - _form(words, counts) - _CLAIMED * claimed


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
    if any("数詞" in tag or "副詞可能" in tag for tag in tags):
        off += _COUNTER
    off += _PREFIX * tags[0].startswith("接頭辞") + _DEED * ("サ変可能" in tags[-1])
    off += _KANA * bool(re.search("[ぁ-ゖ]", text))
    if len(words) == 1:
        off += _SINGLE
        off += _ACTION * ("サ変可能" in tags[0])
        off += _FORMAL * bool(_HIRAGANA.fullmatch(text))
    return off + _SIGN * (len(text) == 1)
