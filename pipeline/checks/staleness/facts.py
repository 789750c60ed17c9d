"""The words whose every change counts: numbers, units, bounds, negation, modality, names.

Bounds, negators, modals and adverbs of frequency, degree and quantity stand in ``words.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from pipeline.checks.staleness.words import Step
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

_NUMBER = re.compile(r"\d")
_JA_NUMERAL = "名詞-数詞"
_UNIT_TAGS = ("助数詞", "接尾辞-名詞-助数詞")
_UNIT = re.compile(r"[%°℃Å]|[munpkMGd]?(?:g|m|l|L|s|V|A|W|Hz|Pa|Da|mol|M|eq|Gy|Sv|IU|U|J|cal|bp)$")
_CLASSES = ("bound", "negation", "modality")


def touched(
    before: Sequence[Token], after: Sequence[Token], way: Sequence[Step], lang: Lang
) -> Iterator[str]:
    """Which kinds of such words an edit touches."""
    if _numbers(before, lang) != _numbers(after, lang):
        yield "number"
    elif _units(before, lang) != _units(after, lang):
        yield "unit"
    for name in _CLASSES:
        if _moved(way, _words(name)):
            yield name
    if _names(before, lang) != _names(after, lang):
        yield "name"


@cache
def _words(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath("words.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[name])


def _moved(way: Sequence[Step], words: frozenset[str]) -> bool:
    """Whether words of a class came, went or were exchanged."""
    for step in way:
        if step.op != "equal":
            old, new = _of(step.old, words), _of(step.new, words)
            if sorted(old) != sorted(new) and not {*old, *new} <= _words("idle"):
                return True
    return False


def _of(tokens: Sequence[Token], words: frozenset[str]) -> list[str]:
    return [
        form
        for token in tokens
        if (form := next((f for f in (token.norm, token.lemma, token.text) if f in words), None))
    ]


def _numbers(tokens: Sequence[Token], lang: Lang) -> list[str]:
    """The figures and numerals in their order."""
    found = []
    for token in tokens:
        text = unicodedata.normalize("NFKC", token.text)
        if _NUMBER.search(text):
            found += re.findall(r"\d+(?:[.,]\d+)*", text.replace(",", ""))
        elif (lang == "ja" and token.tag.startswith(_JA_NUMERAL)) or (
            lang == "en" and token.tag == "CD"
        ):
            found.append(token.norm)
        elif text in ("-", "−", ".", "/") and found:
            found.append("-" if text == "−" else text)
    return [part for part in found if part not in "-./"] or []


def _units(tokens: Sequence[Token], lang: Lang) -> list[str]:
    """What stands straight after each number."""
    return [
        unicodedata.normalize("NFKC", word.text)
        for number, word in pairwise(tokens)
        if _is_number(number, lang)
        and (
            any(tag in word.tag for tag in _UNIT_TAGS)
            or _UNIT.match(unicodedata.normalize("NFKC", word.text))
            or (lang == "en" and word.pos in ("NOUN", "PROPN"))
        )
    ]


def _is_number(token: Token, lang: Lang) -> bool:
    if _NUMBER.search(unicodedata.normalize("NFKC", token.text)):
        return True
    return token.tag.startswith(_JA_NUMERAL) if lang == "ja" else token.tag == "CD"


def _names(tokens: Sequence[Token], lang: Lang) -> list[str]:
    """Names and identifiers, sorted: their order is style."""
    found = []
    for at, token in enumerate(tokens):
        text = unicodedata.normalize("NFKC", token.text)
        latin = re.search(r"[A-Za-z]", text)
        if lang == "ja":
            if token.tag.startswith("名詞-固有名詞") or latin:
                found.append(text)
        elif latin and (re.search(r".[A-Z]|\d", text) or (token.pos == "PROPN" and at)):
            found.append(text)
    return sorted(found)
