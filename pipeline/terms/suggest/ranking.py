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
_ALONE = 0.5
# Taken off a phrase that …
_JOINED = 2.0  # … is several phrases in a row
_FRAGMENT = 1.0  # … only occurs inside a longer compound
_COUNTER = 0.7  # … counts, or says when
_ACTION = 0.3  # … is one word for an action
_FORMAL = 1.0  # … is one word without kanji, katakana or letters
_SIGN = 0.7  # … is a single character

_HIRAGANA = re.compile(r"[ぁ-ゖー]+")


def termhood(
    words: Words, counts: Counts, c_value: float, subject: float, rendering: float
) -> float:
    """The rank value of a phrase; only the order of two values means anything.

    ``subject`` is the cosine of the phrase with the mean of all sentences, ``rendering`` the score
    of its best rendering.
    """
    longest = max(len("".join(part)) for part in parts(words, counts.tags[words]))
    value = (
        _C_VALUE * log1p(max(0.0, c_value))
        + _SUBJECT * subject
        + _RENDERING * rendering
        + _LENGTH * log(max(1, longest))
        + _ALONE * counts.alone[words] / counts.occurrences[words]
    )
    return value - _form(words, counts)


def _form(words: Words, counts: Counts) -> float:
    text, tags = counts.written(words), counts.tags[words]
    off = 0.0
    if is_joined(tags):
        off += _JOINED
    elif not counts.alone[words]:
        off += _FRAGMENT
    if any("数詞" in tag or "副詞可能" in tag for tag in tags):
        off += _COUNTER
    if len(words) == 1:
        off += _ACTION * ("サ変可能" in tags[0])
        off += _FORMAL * bool(_HIRAGANA.fullmatch(text))
    return off + _SIGN * (len(text) == 1)
