"""The words whose every change counts: numbers, units, bounds, negation, modality, names.

Bounds, negators, modals and adverbs of frequency, degree and quantity stand in ``words.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.checks.staleness.amounts import read, written
from pipeline.checks.staleness.opposites import is_contrary, is_negated, is_reversed
from pipeline.checks.staleness.words import Step, is_respelt, listed
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

_NUMBER = re.compile(r"\d")
_FIGURE = re.compile(r"(?:(?<![A-Za-z0-9.)\]])-)?\d+(?:[.,]\d+)*")
# ことがある, 場合もある, おそれがある: it happens at times.
_AT_TIMES = re.compile(r"(?:こと|事|場合|おそれ|恐れ)[がも](?:あ[るりれっ]|有[るりれっ])")
_THOUSANDS = re.compile(r",(?=\d{3})")
_JA_NUMERAL = "名詞-数詞"
_UNIT_TAGS = ("助数詞", "接尾辞-名詞-助数詞")
_UNIT = re.compile(r"[%°℃Å]|[munpkMGd]?(?:g|m|l|L|s|V|A|W|Hz|Pa|Da|mol|M|eq|Gy|Sv|IU|U|J|cal|bp)$")
# Other shapes of a sign, and how a keyboard writes it.
_SAME = str.maketrans("≦≧⩽⩾◯✔✘➡⇒", "≤≥≤≥○✓✗→→")
_SPELLED = {"<=": "≤", ">=": "≥", "+/-": "±", "+-": "±", "->": "→"}
_BULLET = re.compile(r"^[^\w\s](?=\s*\w)")
_CLASSES = ("bound", "negation", "modality")


def figures(
    before: str, after: str, old: Sequence[Token], new: Sequence[Token], lang: Lang
) -> Iterator[str]:
    """Whether an edit touches a number, a sign that limits one, or one that stands for a word."""
    if _numbers(before, old, lang) != _numbers(after, new, lang):
        yield "number"
    if _signs(before, "bound") != _signs(after, "bound"):
        yield "bound"
    if _signs(before, "marks") != _signs(after, "marks"):
        yield "meaning"


def measures(
    before: str, after: str, old: Sequence[Token], new: Sequence[Token], lang: Lang
) -> Iterator[str]:
    """Whether an edit touches what stands behind a number."""
    if _units(before, old, lang) != _units(after, new, lang):
        yield "unit"


def touched(before: str, after: str, way: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Which other kinds of such words an edit touches."""
    exchanged = [step for step in way if step.op != "equal" and not is_respelt(step)]
    for name in _CLASSES:
        if _moved(exchanged, listed(name), lang):
            yield name
    if any(is_negated(step, lang) for step in exchanged):
        yield "negation"
    if any(is_reversed(step, lang) or is_contrary(step) for step in exchanged):
        yield "meaning"
    if len(_AT_TIMES.findall(before)) != len(_AT_TIMES.findall(after)):
        yield "modality"
    old, new = (_names(side, lang) for side in zip(*((s.old, s.new) for s in way), strict=True))
    texts = [unicodedata.normalize("NFKC", text).casefold() for text in (before, after)]
    if any(name not in texts[1] for name in old) or any(name not in texts[0] for name in new):
        yield "name"


def _moved(way: Sequence[Step], words: frozenset[str], lang: Lang) -> bool:
    """Whether words of a class came, went or were exchanged."""
    for step in way:
        old, new = _of(step.old, words, lang), _of(step.new, words, lang)
        if sorted(old) != sorted(new) and not {*old, *new} <= listed("idle"):
            return True
    return False


def _of(tokens: Sequence[Token], words: frozenset[str], lang: Lang) -> list[str]:
    found = []
    for token in tokens:
        # Lemmas join n't and not, Sudachi's norms 無い and ない written otherwise.
        forms = (token.norm, token.lemma) if lang == "ja" else (token.lemma, token.norm)
        found += [form for form in (*forms, token.text) if form in words][:1]
    return found


def _numbers(text: str, tokens: Sequence[Token], lang: Lang) -> list[str]:
    """The figures with their signs, and then the numerals that have no value, each in order."""
    amounts = list(read(text, tokens, lang))
    plain = unicodedata.normalize("NFKC", written(text, amounts)).replace("−", "-")
    found = [_THOUSANDS.sub("", number) for number in _FIGURE.findall(plain)]
    for token in tokens:
        if not _NUMBER.search(unicodedata.normalize("NFKC", token.text)) and (
            _is_number(token, lang) and not any(a.start <= token.start < a.end for a in amounts)
        ):
            value = unicodedata.numeric(token.text, None) if len(token.text) == 1 else None
            found.append(token.norm if value is None else f"{value:g}")
    return found


def _units(text: str, tokens: Sequence[Token], lang: Lang) -> list[str]:
    """What stands straight after each number."""
    measured = [a for a in read(text, tokens, lang) if a.unit]
    found = [(a.start, a.unit) for a in measured]
    found += [
        (number.start, unicodedata.normalize("NFKC", word.text))
        for number, word in pairwise(tokens)
        if _is_number(number, lang)
        and not any(a.start <= word.start < a.end for a in measured)
        and (
            any(tag in word.tag for tag in _UNIT_TAGS)
            or _UNIT.match(unicodedata.normalize("NFKC", word.text))
            or (lang == "ja" and word.text[0].isascii() and word.text[0].isalpha())
            or (lang == "en" and word.pos in ("NOUN", "PROPN"))
        )
    ]
    return [unit for _, unit in sorted(found)]


def _signs(text: str, kind: str) -> list[str]:
    """The signs of a class in ``words.toml``; one at the beginning is a bullet unless it is all."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    for typed, sign in _SPELLED.items():
        plain = plain.replace(typed, sign)
    return [c for c in _BULLET.sub("", plain) if c in listed(kind) and not c.isalnum()]


def _is_number(token: Token, lang: Lang) -> bool:
    if _NUMBER.search(unicodedata.normalize("NFKC", token.text)):
        return True
    return token.tag.startswith(_JA_NUMERAL) if lang == "ja" else token.tag == "CD"


def _names(sides: Iterable[Sequence[Token]], lang: Lang) -> list[str]:
    """Names and identifiers among some tokens, folded; a capital that opens a text makes none."""
    found = []
    for token in (token for side in sides for token in side):
        text = unicodedata.normalize("NFKC", token.text)
        latin = re.search(r"[A-Za-z]", text)
        if lang == "ja":
            is_name = bool(latin) or token.tag.startswith("名詞-固有名詞")
        else:
            shaped = re.search(r".[A-Z]|\d", text)
            called = token.pos == "PROPN" and token.start and text[0].isupper()
            is_name = bool(latin and (shaped or called))
        if is_name:
            found.append(text.casefold())
    return found
