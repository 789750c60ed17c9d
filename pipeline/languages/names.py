"""How Japanese names may be read, as UniDic attests it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.languages.origins import tagger

_JAPANESE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]{1,8}")
# Readings MeCab offers for one word; few names have more than ten.
_MOST = 30


def name_readings(words: Sequence[str]) -> list[frozenset[str]]:
    """For each word every reading in katakana that the dictionary has for it as one word.

    Empty where it has none, or where the word is not Japanese. Raises ModelError where fugashi or
    its dictionary is missing.
    """
    return [_readings(word) if _JAPANESE.fullmatch(word) else frozenset() for word in words]


@cache
def _readings(word: str) -> frozenset[str]:
    found = (nodes[0] for nodes in tagger().nbestToNodeList(word, _MOST) if len(nodes) == 1)
    return frozenset(kana for node in found if (kana := node.feature.kana or ""))
