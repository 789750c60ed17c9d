"""Capitals of a term that is put in another's place."""

from __future__ import annotations

import re
from typing import Literal

Case = Literal["as listed", "first", "title", "all"]

_WORD = re.compile(r"[^\W_]+(?:['’\u2010\u2011-][^\W_]+)*")
# Words that a title leaves small.
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on"}
    | {"or", "over", "the", "to", "via", "with"}
)


def case_of(surface: str, listed: str) -> Case:
    """How ``surface`` is written, measured against the form as the glossary has it."""
    if " " in listed and " " not in surface:
        # Trunk-Cell Therapy: its hyphens stand for the spaces of the form.
        surface = re.sub("[\u2010\u2011-]", " ", surface)
    words, forms = _WORD.findall(surface), _WORD.findall(listed)
    if surface.isupper() and not listed.isupper():
        return "all"
    if not words or not words[0][0].isupper():
        return "as listed"
    usual = {form for form in forms if form[0].isupper()}
    content = [word for word in words if word.lower() not in _SMALL]
    if len(content) > 1 and all(word[0].isupper() or word[0].isdigit() for word in content):
        return "title" if any(word not in usual for word in content[1:]) else _first(words, usual)
    return _first(words, usual)


def _first(words: list[str], usual: set[str]) -> Case:
    return "as listed" if words[0] in usual else "first"


def is_title_case(heading: str) -> bool:
    """Whether a heading capitalises its words: most of the long ones after the first."""
    words = [w for w in _WORD.findall(heading)[1:] if w.lower() not in _SMALL and w[0].isalpha()]
    return len(words) > 0 and sum(w[0].isupper() for w in words) * 2 > len(words)


def recased(term: str, case: Case) -> str:
    """``term`` in a case; words with capitals of their own (mRNA, Parkinson's) keep them."""
    if case == "all":
        return term.upper()
    if case == "first":
        return _WORD.sub(lambda m: _raised(m[0]) if m.start() == 0 else m[0], term)
    if case == "title":
        return _WORD.sub(lambda m: m[0] if m.start() and m[0] in _SMALL else _raised(m[0]), term)
    return term


def _raised(word: str) -> str:
    return word if any(ch.isupper() for ch in word) else word[:1].upper() + word[1:]
