"""*A* or *an*: by the sound a word begins with.

Initialisms are read letter by letter (an MRI, a TMS, a UV lamp, an HIV test) unless they can be
said as a word (a GABA receptor, an AIDS clinic); figures by their name (an 8-week, an 18-year, an
11-item); Greek letters by theirs (an α-wave). Words in small letters are the business of the
library ``inflect`` (an hour, a unit).
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_CAPITALS = re.compile(r"[a-z]?[A-Z][A-Z0-9]*(?:s|$)|[a-z]{1,2}[A-Z][A-Za-z0-9]*")
_AN_LETTERS = frozenset("AEFHILMNORSX")
_AN_FIGURES = re.compile(r"8\d*|11|18")
# Consonants and vowels in turn, with at most two consonants together: what can be said as a word.
_PRONOUNCED = re.compile(
    r"[AEIOU]?(?:[B-DF-HJ-NP-TV-Z]{1,2}[AEIOU]){1,}[B-DF-HJ-NP-TV-Z]{0,2}|"
    r"[AEIOU]{1,2}[B-DF-HJ-NP-TV-Z]{1,2}|[B-DF-HJ-NP-TV-Z][AEIOU][B-DF-HJ-NP-TV-Z]{2}"
)
# Clusters no English word begins with (NSAID is en-said, FSH is ef-es-aitch).
_BEGINS = re.compile(
    r"(?:[AEIOU]|[B-DF-HJ-NP-TV-Z][AEIOUY]|[BCDFGKPSTVW][RLWH]|S[CKLMNPQTW]|SH|CH|TH|WH|QU)"
)
_SHORTEST_PRONOUNCED = 4


def article(text: str) -> str:
    """``a`` or ``an`` for the words that follow."""
    first = _WORD.search(text)
    if first is None:
        return "a"
    word = first[0]
    if word[0].isdigit():
        figure = re.match(r"\d+", word)
        return "an" if figure and _an_figure(figure[0]) else "a"
    if not word[0].isascii():
        name = unicodedata.name(word[0], "")
        if name.startswith("GREEK"):
            return "an" if name.split()[-1][0] in "AEIO" else "a"
        word = unicodedata.normalize("NFKD", word)
    if len(word) == 1 or (_CAPITALS.fullmatch(word) and sum(map(str.isupper, word)) > 1):
        return "an" if _an_capitals(word) else "a"
    if _CAPITALS.fullmatch(word) and word[0].islower():
        return "an" if word[0].upper() in _AN_LETTERS else "a"
    return _of_word(word.lower())


def _an_figure(figure: str) -> bool:
    # 8, 80, 800 000; 11 and 18 alone or before thousands.
    if figure[0] == "8":
        return True
    return figure[:2] in ("11", "18") and len(figure) % 3 == 2


def _an_capitals(word: str) -> bool:
    letters = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if (
        len(letters) >= _SHORTEST_PRONOUNCED
        and letters.isupper()
        and _BEGINS.match(letters)
        and _PRONOUNCED.fullmatch(letters)
    ):
        return letters[0] in "AEIOU"
    return letters[0].upper() in _AN_LETTERS


def _of_word(word: str) -> str:
    import inflect

    with_article = str(inflect.engine().an(word))
    return with_article.split()[0]
