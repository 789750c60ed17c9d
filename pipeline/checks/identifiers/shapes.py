"""Identifiers: what is written alike in both languages (IL-6, TNF-α, GABA, rTMS, CYP2D6).

They are told by their shape alone: capitals in a row, a capital within a word, letters joined to
figures or Greek letters. Two spellings are one identifier where their keys are equal: width, case,
hyphens and spaces do not count, and Greek letters go by their names (TNF-α, TNFα, TNF-alpha).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.untranslated.originals import is_citation, masked
from pipeline.model.document import Block, Document
from pipeline.model.source import Lang, Span

_GREEK = {
    chr(code): unicodedata.name(chr(code)).rsplit(" ", 1)[-1].lower().replace("lamda", "lambda")
    for code in (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA))
}
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-"))
_LETTERS = "A-Za-z0-9α-ωΑ-Ω"
_RUN = re.compile(rf"(?<![{_LETTERS}_@#.&])[{_LETTERS}]+(?:-[{_LETTERS}]+)*")
_PIECE = re.compile(r"[^\W_]+")
_SHAPES = re.compile(
    r"[A-Z]{2,}"  # GABA
    r"|[a-z][A-Z](?![a-z]{3})"  # mRNA, rTMS, pH; not addEventListener
    r"|[A-Za-z]-?\d|\d-[A-Z]{2}"  # IL-6, Q10, CD34, 5-HT
    r"|[A-Za-z]-?[α-ω](?![a-z])"  # TNF-α
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})[abc]?")
# A word of a few letters straight after a number is its unit (10 mg, 5 kHz, 3 IU).
_AFTER_NUMBER = re.compile(r"\d[\s ]?$")
_UNIT = re.compile(r"[a-zμ]{0,2}[A-Z]{1,2}[a-z]{0,2}(?:-[a-z]+)?")
_JOINED_WORD = re.compile(r"[a-z]{3,}")


# A letter that tells types apart: B型, ビタミンD, hepatitis C; in English only beside such a word.
_LETTER_JA = re.compile(r"(?<![A-Za-z0-9])[A-Z](?=[型群])|(?<=ビタミン)[A-Z](?![A-Za-z0-9])")
_LETTER_EN = re.compile(
    r"(?<=\bhepatitis )[A-Z]\b|(?<=\binfluenza )[A-Z]\b|(?<=\bvitamin )[A-Z]\b|(?<=\btype )[A-Z]\b"
    r"|(?<=\bgroup )[A-Z]\b|\b[A-Z](?=[- ](?:type|group)\b)",
    re.IGNORECASE,
)
_GREEK_NAME = re.compile(r"\b(?:alpha|beta|gamma|delta|kappa|omega)\b", re.IGNORECASE)
_LABEL = re.compile(r"([a-z])(\d{1,3})")

Weight = Literal["strong", "weak"]


class Identifier(NamedTuple):
    """An identifier as it stands, with its key and place; ``block`` 0 is the heading.

    A ``weak`` one (B型, α波, T4) is too short to be missed where it is left out; it counts only
    where another of its kind stands instead.
    """

    text: str
    key: str
    weak: bool
    section: int
    block: int
    start: int
    end: int
    span: Span


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """``text`` in half width with plain hyphens and figures, character for character."""
    single = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(
        new if len(new) == 1 else old for old, new in zip(text, single, strict=True)
    ).translate(_HYPHENS)


@lru_cache(maxsize=256)
def pieces(text: str) -> Sequence[str]:
    """The words of a text in small letters, Greek letters by name and cut at every sign."""
    small = folded(text).casefold().replace("ς", "σ")
    for letter, name in _GREEK.items():
        small = small.replace(letter, name)
    # Japanese stands between words as a blank does.
    small = re.sub(r"[^\x00-\x7f]", " ", small)
    return tuple(_PIECE.findall(small))


def key(text: str) -> str:
    """What two spellings of one identifier have in common: ``TNF-α`` → ``tnfalpha``."""
    joined = "".join(pieces(text))
    return joined[:-1] if re.search(r"[A-Z]{2}s$", text) else joined


@lru_cache(maxsize=256)
def keys(text: str) -> frozenset[str]:
    """Every key that words of ``text``, alone or up to five in a row, may spell; plurals too."""
    words = pieces(text)
    found: set[str] = set()
    for start in range(len(words)):
        joined = ""
        for word in words[start : start + thresholds.IDENTIFIER_WORDS]:
            joined += word
            if len(joined) > thresholds.IDENTIFIER_LONGEST:
                break
            found.add(joined)
            if joined.endswith("s"):
                found.add(joined[:-1])
    return frozenset(found)


def identifiers(document: Document, section: int) -> Iterator[Identifier]:
    """The identifiers of a section in order; none in code, addresses and bibliographies."""
    own = document.sections[section]
    for number, block in enumerate((own.heading, *own.blocks)):
        if block is None or not block.is_prose or block.kind in ("meta", "html"):
            continue
        if is_citation(block.prose.text, own.title.text, block):
            continue
        for text, start, weight in _found(block, document.lang):
            end = start + len(text)
            span = block.prose.span(start, end)
            words = block.prose.text[start:end]
            yield Identifier(words, key(text), weight == "weak", section, number, start, end, span)


def same_kind(one: str, other: str) -> bool:
    """Whether two keys differ only in what tells members of a kind apart: b6, b12; alpha, beta."""
    if one in _GREEK.values() or other in _GREEK.values():
        return {one, other} <= set(_GREEK.values())
    left, right = _LABEL.fullmatch(one), _LABEL.fullmatch(other)
    if left and right:
        return left[1] == right[1]
    return len(one) == len(other) == 1


def _found(block: Block, lang: Lang) -> Iterator[tuple[str, int, Weight]]:
    text = folded(masked(block))
    for match in _RUN.finditer(text):
        start, word = _bare(match)
        weight = _weight(word, text[:start]) if len(word) <= thresholds.IDENTIFIER_LONGEST else None
        if weight:
            yield word, start, weight
    for pattern in (_LETTER_JA,) if lang == "ja" else (_LETTER_EN, _GREEK_NAME):
        for match in pattern.finditer(text):
            yield match.group(), match.start(), "weak"


def _bare(match: re.Match[str]) -> tuple[int, str]:
    """Where an identifier begins and what it is, without words joined to it (anti-CD20, HER2-low).

    The name of a Greek letter is part of it (TNF-alpha).
    """
    parts = match.group().split("-")
    joined = [bool(_JOINED_WORD.fullmatch(part)) and part not in _GREEK.values() for part in parts]
    if all(joined):
        return match.start(), match.group()
    first = joined.index(False)
    last = len(parts) - joined[::-1].index(False)
    return match.start() + sum(len(p) + 1 for p in parts[:first]), "-".join(parts[first:last])


def _weight(word: str, before: str) -> Weight | None:
    if re.fullmatch(r"[A-Z]-?\d", word) or (len(word) == 1 and word.lower() in _GREEK):
        # A label (A1), a vitamin, a hormone; a wave, a ray. μ is mostly a unit.
        return None if word in "μΜ" else "weak"
    return "strong" if _is_identifier(word, before) else None


def _is_identifier(word: str, before: str) -> bool:
    if not _SHAPES.search(word):
        return False
    letters = re.sub(r"[^A-Za-z]", "", word)
    if len(letters) + len(re.findall(r"[\dα-ω]", word)) < 2 or _ROMAN.fullmatch(word):
        return False
    if word[0].isdigit() and not re.fullmatch(r"\d-[A-Z]{2}\w*+", word):
        return False
    if re.search(r"[a-z]{3}", word):
        # A word of the language with a number or a capital at its end (phase-2, openURL).
        return False
    return not (_AFTER_NUMBER.search(before) and _UNIT.fullmatch(word))
