"""Whether a text says an abbreviation in full.

Two kinds of evidence: words whose initials are its letters (brain-derived neurotrophic factor for
BDNF), and a definition in brackets anywhere in the article (serotonin (5-HT)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.checks import thresholds
from pipeline.checks.identifiers.shapes import folded, key, pieces
from pipeline.checks.untranslated.script import FUNCTION_WORDS

_PARTS = re.compile(r"[a-z]+|\d+")
_NAME = "[一-鿿ァ-ヶー々A-Za-z0-9-]"
_DEFINED = re.compile(rf"(?<!{_NAME})({_NAME}{{2,}}+)\s*+[(（]([^()（）]{{2,60}})[)）]")


def in_initials(wanted: str, words: Sequence[str]) -> bool:
    """Whether words in a row give the letters of a key, figures and Greek names said as they are.

    ``words`` are what ``pieces`` gives. Each word gives its initial and any letters after it in
    order (EEG for electroencephalography); small words may be passed over. Two letters need two
    words of content or one long one.
    """
    letters = "".join(_PARTS.findall(wanted))
    if len(letters) < 2:
        return False
    return any(
        word[0] == letters[0]
        and word not in FUNCTION_WORDS
        and _spell(letters, words[at : at + len(letters) + 3], len(letters) == 2)
        for at, word in enumerate(words)
    )


def _spell(letters: str, words: Sequence[str], strict: bool) -> bool:
    if not letters:
        return True
    if not words:
        return False
    first, rest = words[0], words[1:]
    if first.isdigit():
        # 2019 says 19.
        figures = re.match(r"\d*", letters)
        own = figures.group() if figures else ""
        return bool(own) and first.endswith(own) and _spell(letters[len(own) :], rest, strict)
    if len(first) > 1 and letters.startswith(first) and _spell(letters[len(first) :], rest, strict):
        return True
    small = first in FUNCTION_WORDS or len(first) <= thresholds.SMALL_WORD
    if small and _spell(letters, rest, strict):
        return True
    if letters[0] != first[0] or (strict and small):
        return False
    at = taken = 0
    while at >= 0 and taken < len(letters):
        taken += 1
        if _spell(letters[taken:], rest, strict):
            return taken < len(letters) or taken == 1 or len(first) >= 3 * taken
        at = first.find(letters[taken], at + 1) if taken < len(letters) else -1
    return False


def definitions(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each key that stands in brackets, the words right before the bracket, in small letters.

    ``serotonin (5-HT)`` gives ``{"5ht": {"serotonin"}}``.
    """
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in _DEFINED.finditer(folded(text)):
            for inner in re.split(r"[,;:、；：/／]|\s{1,}", match[2]):
                if short := key(inner.strip()):
                    found.setdefault(short, set()).add(match[1].casefold())
    return {short: frozenset(names) for short, names in found.items()}


def says(wanted: str, text: str, defined: Iterable[str]) -> bool:
    """Whether ``text`` says the identifier of key ``wanted`` in full."""
    small = folded(text).casefold()
    return any(name in small for name in defined) or in_initials(wanted, pieces(text))
