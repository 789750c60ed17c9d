"""Japanese names in Latin letters: Hepburn and its common variants, all folded to one spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SYLLABLE = re.compile(r"(?:(?:ts|ch|sh|[kgnhbpmr]y|[kgsztdnhbpmyrwfj])?[aiueo]|n)")
# A doubled consonant, as it stands before the syllable it doubles.
_DOUBLED = re.compile(r"([kstpdgbz])(?=\1)|c(?=ch)")
# A long o written as in Ohno, Satoh.
_LONG_O = re.compile(r"(?<=o)h(?![aiueoy])")
# Kunrei, Nihon and older spellings, and what ears take for the same.
_SPELLINGS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"l", "r"), (r"dz", "z"), (r"tch", "cch"), (r"sy", "sh"), (r"ty", "ch"), (r"zy|jy", "j"),
        (r"si", "shi"), (r"ti", "chi"), (r"zi", "ji"), (r"(?<![ts])tu", "tsu"),
        (r"(?<![cs])hu", "fu"), (r"m(?=[bpm])", "n"),
    )
)  # fmt: skip
_VOICED = str.maketrans("gzdbjhf", "kstpspp")


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """One spelling for all that are in use: Ōno, Ohno, Oono and Ono are ``ono``."""
    plain = unicodedata.normalize("NFD", name.casefold())
    plain = "".join(char for char in plain if char.isascii() and char.isalpha())
    before = ""
    # One spelling may make another (ohh, oh): until there is none left.
    while plain != before:
        before = plain
        plain = _once(plain)
    return plain


def _once(plain: str) -> str:
    for old, new in _SPELLINGS:
        plain = old.sub(new, plain)
    plain = _LONG_O.sub("", plain)
    plain = re.sub(r"o[ou]+", "o", plain)
    plain = re.sub(r"uu+", "u", plain)
    return re.sub(r"nn(?=[aiueoy])", "n", plain)


@lru_cache(maxsize=16384)
def romanise(kana: str) -> str:
    """Katakana in folded Latin letters: ``オオノ`` → ``ono``."""
    import jaconv

    return fold(jaconv.kata2alphabet(kana.replace("ー", "")))


@lru_cache(maxsize=16384)
def voiceless(folded: str) -> str:
    """A folded name as if no consonant were voiced: Nakata and Nakada, Yamasaki and Yamazaki."""
    plain = folded.replace("sh", "s").replace("ch", "t").replace("ts", "t")
    # A voiced j behind a d (DJ) only now looks like ts.
    return re.sub(r"ts+", "t", plain.translate(_VOICED))


def is_romanised(word: str) -> bool:
    """Whether a word can be a Japanese name by its syllables (Kobayashi; not Smith)."""
    plain = _DOUBLED.sub("", fold(word))
    at = 0
    while at < len(plain):
        match = _SYLLABLE.match(plain, at)
        if match is None:
            return False
        at = match.end()
    return len(plain) >= 2
