"""Words of linked sentences, and which of them render each other."""

from __future__ import annotations

from typing import Literal, NamedTuple

Evidence = Literal["same", "origin", "sound", "reading", "place", "table"]


class ShortWord(NamedTuple):
    """A Japanese morpheme in UniDic's short units (高血圧症 is 高, 血圧 and 症).

    ``start``/``end`` are offsets in the text. ``lemma`` joins spellings (がん, 癌). ``origin`` is
    the word behind a loan word, as UniDic writes it (cytokine, Obama), ``reading`` katakana; both
    may be ``""``. ``kind`` are UniDic's classes, joined: 名詞-固有名詞-人名. ``known`` says that
    the dictionary has the word.
    """

    text: str
    start: int
    end: int
    lemma: str
    origin: str
    reading: str
    kind: str
    known: bool


class WordLink(NamedTuple):
    """A Japanese range and an English word that render each other.

    ``ja`` and ``en`` are half-open ranges of characters in the texts that were linked;
    ``probability`` is how likely they render each other where both stand in linked sentences, and
    ``evidence`` is the strongest reason.
    """

    ja: tuple[int, int]
    en: tuple[int, int]
    probability: float
    evidence: Evidence
