"""How Japanese names may be read, as UniDic and a list of personal names attest it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from pipeline.languages.origins import tagger

_JAPANESE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]{1,8}")
# Readings MeCab offers for one word; few names have more than ten.
_MOST = 30


def name_readings(words: Sequence[str]) -> list[frozenset[str]]:
    """For each word every reading in katakana that is attested for it as one word.

    Empty where it has none, or where the word is not Japanese. Raises ModelError where fugashi or
    its dictionary is missing.
    """
    return [_readings(word) if _JAPANESE.fullmatch(word) else frozenset() for word in words]


@cache
def _readings(word: str) -> frozenset[str]:
    found = (nodes[0] for nodes in tagger().nbestToNodeList(word, _MOST) if len(nodes) == 1)
    kana = {kana for node in found if (kana := node.feature.kana or "")}
    return frozenset(kana | _personal().get(word, set()))


@cache
def _personal() -> dict[str, set[str]]:
    """Readings of some sixty thousand given names and the two thousand commonest family names."""
    import jaconv
    from japanese_personal_name_dataset import load_dataset

    men, women, families = load_dataset("org", include_last_names=True)
    found: dict[str, set[str]] = defaultdict(set)
    for names in (men, women):
        for reading, entry in names.items():
            kana = jaconv.hira2kata(reading)
            for kanji in entry["kanji"]:
                found[kanji].add(kana)
    for family, known in families.items():
        found[family].add(jaconv.hira2kata(known["reading"]))
    return dict(found)
