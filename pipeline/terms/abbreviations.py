"""Abbreviations that a text introduces itself: 経頭蓋磁気刺激（TMS）, stem cells (SCs).

From then on (and, as in a heading above it, before) the abbreviation names the concept, whether
the glossary lists it or not, and no other concept that the glossary gives the same letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model.document import Block
from pipeline.model.terms import Concept, Form, Hit

_BRACKETED = re.compile(r"\s*[（(［\[]([^（()）\[\]［］]{2,80})[)）\]］]")
# Letters only: what stands in brackets with a number (IL-6) is an example rather than a name.
_SHORT = re.compile(r"(?<![A-Za-z0-9-])[a-z]*+[A-Z][a-z]*+[A-Z][A-Za-z]*+(?![A-Za-z0-9-])")
_LONGEST = 8
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Words that an abbreviation may pass over (of, and, the).
_SMALL = 3


def introduced(
    hits: Iterable[Hit], blocks: Mapping[tuple[int, int], Block], concepts: Sequence[Concept]
) -> dict[str, int]:
    """The concept of every abbreviation that stands in brackets behind a term and fits its name.

    It fits where its letters occur, in order, in the initials of an English form of the concept.
    """
    found: dict[str, int] = {}
    for hit in hits:
        if hit.form.kind == "forbidden":
            continue
        text = blocks[hit.section, hit.block].prose.text
        if match := _BRACKETED.match(text, hit.end):
            names = [form.text for form in concepts[hit.concept].en] + [text[hit.start : hit.end]]
            for word in _SHORT.findall(match[1].translate(_HALF_WIDTH)):
                short = _singular(word)
                if len(short) <= _LONGEST and any(_abbreviates(short, name) for name in names):
                    found.setdefault(short, hit.concept)
    return found


def occurrences(known: Mapping[str, int], blocks: Mapping[tuple[int, int], Block]) -> Iterator[Hit]:
    """Every place where one of the abbreviations stands as a word, in any width, plural or not."""
    if not known:
        return
    wanted = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z0-9])({wanted})s?(?![A-Za-z0-9])")
    for (section, index), block in blocks.items():
        for match in pattern.finditer(block.prose.text.translate(_HALF_WIDTH)):
            # The author's own choice, and none of the glossary's variants: nothing to replace.
            form = Form(match[1], "preferred")
            yield Hit(known[match[1]], form, section, index, match.start(), match.end())


def settled(hits: Iterable[Hit], known: Mapping[str, int]) -> list[Hit]:
    """The hits, where an introduced abbreviation names the concept it was introduced for only."""
    return [
        hit
        for hit in hits
        if known.get(_singular(_plain(hit.form.text)), hit.concept) == hit.concept
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1].isupper() else word


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters are initials of the words in order, the first one of the first word.

    Letters within a word may stand too (EEG for electroencephalography), no word left out but
    small ones.
    """
    words = [word.casefold() for word in re.findall(r"[^\W_]+", name)]
    if not words or short.casefold() in words:
        return False
    letters = short.casefold()
    return _spell(letters, words)


def _spell(letters: str, words: Sequence[str]) -> bool:
    """Whether the words, in order, can give the letters: each its initial and any after it."""
    if not letters:
        return all(len(word) <= _SMALL for word in words)
    if not words:
        return False
    first, rest = words[0], words[1:]
    if len(first) <= _SMALL and _spell(letters, rest):
        return True
    if first[0] != letters[0]:
        return False
    at = taken = 0
    while at >= 0 and taken < len(letters):
        taken += 1
        if _spell(letters[taken:], rest):
            return True
        at = first.find(letters[taken], at + 1) if taken < len(letters) else -1
    return False
