"""What is numbered, not counted: 第II相, 2型, 3回目, 21世紀; phase 2, the third visit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity

_NUM_JA, _ROMAN = numerals.JA, numerals.ROMAN
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip
_DEGREES = ("primary", "secondary", "tertiary")
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", "[ -]")
_KINDS = {"フェーズ": "phase", "ステージ": "stage", "病期": "stage", "グレード": "grade",
          "レベル": "level", "クラス": "class", "期": "stage", "相": "phase", "型": "type",
          "度": "grade", "bipolar": "type"}  # fmt: skip


def _level(found: Stretch) -> Iterable[Quantity]:
    kind = found["kind"] or found.match["kind_"]
    values = tuple(_value(found.match[g]) for g in ("one", "two", "one_", "two_") if found[g])
    yield found.plain(values, _KINDS.get(kind.lower(), kind.lower()))


def _value(text: str) -> float:
    return numerals.japanese(text) if text[0] in numerals.KANJI else numerals.roman(text)


def _label(found: Stretch) -> Iterable[Quantity]:
    figure = re.search(r"\d{1,15}", found.match.group())
    yield found.plain((float(figure.group()) if figure else 0.0,), "label", soft=True)


def _century(found: Stretch) -> Iterable[Quantity] | None:
    number = found.number("n")
    return [found.plain((number,), "century")] if number > 9 else None


def _ordinal(found: Stretch) -> Iterable[Quantity]:
    # 第一 and 第二 begin many a compound; 3回目 is counted.
    number = found.numbers("ab")
    yield found.plain(number, "ordinal", soft=found["a"] is not None and number[0] < 3)


def _english_ordinal(found: Stretch) -> Iterable[Quantity]:
    word = found["word"]
    value = float(found["n"] or 1 + ORDINALS.index((word or "").lower().replace(" ", "-")))
    if found["century"]:
        yield found.plain((value,), "century")
    else:
        # First and second begin sentences and name seconds.
        yield found.plain((value,), "ordinal", soft=word is not None and value < 3)


def _line(found: Stretch) -> Iterable[Quantity]:
    """第一選択薬, 二次治療: first-line."""
    word = found["word"]
    value = 1.0 + ORDINALS.index(word.lower()) if word else (found.number("n") or found.number("m"))
    yield found.plain((value,), "line of treatment")


def _degree(found: Stretch) -> Iterable[Quantity]:
    """二次性, secondary."""
    word = found["word"]
    value = 1.0 + _DEGREES.index(word.lower()) if word else found.number("n")
    yield found.plain((value,), "degree", soft=value == 1)


def _numbered(found: Stretch) -> Iterable[Quantity]:
    yield found.plain((found.number("n"),), "ordinal", soft=True)


def _week(found: Stretch) -> Iterable[Quantity]:
    # Week 28 is 28週 in Japanese, a length and no ordinal.
    yield found.measured((found.number("n"),), "week")


JA = (
    Form(
        re.compile(
            rf"(?:図|表|第(?={_NUM_JA}[章節条項版巻部])|ステップ|バージョン|ver\.?)\s?{_NUM_JA}(?:\.\d+)*",
            re.I,
        ),
        _label,
    ),
    Form(
        re.compile(
            rf"第?(?P<one>{_ROMAN}|[一二三四](?=[/相]))(?:[/~・-](?P<two>{_ROMAN}))?(?P<kind>相)(?!談|手|当)"
            rf"|(?P<kind_>フェーズ|ステージ|病期|グレード|レベル|クラス|Grade|Stage|Phase|Class)\s?(?P<one_>{_ROMAN})(?:[/~・-](?P<two_>{_ROMAN}))?",
            re.I,
        ),
        _level,
    ),
    Form(
        re.compile(
            r"(?<![\dA-Za-z.])(?P<one>\d{1,2}|[IVX]+|[Ⅰ-Ⅻ])(?P<kind>型)(?!式|紙|番|枠)"
            r"|(?<![\dA-Za-z.])(?P<one_>[IVX]+|[Ⅰ-Ⅻ])(?P<kind_>[度期])"
        ),
        _level,
    ),
    Form(re.compile(rf"(?P<n>{_NUM_JA})世紀"), _century, sure=True),
    Form(
        re.compile("第(?P<n>[一二三四1-4])選択|(?P<m>[一二三四1-4])次治療"),
        _line,
        sure=True,
    ),
    Form(
        re.compile("(?P<n>[一二三1-3])次(?=性|予防|救急|医療|検診|感染|障害|損傷|変性)"),
        _degree,
        sure=True,
    ),
    Form(
        re.compile(
            rf"第(?P<a>{_NUM_JA})(?![章節条項相])"
            rf"|(?P<b>{_NUM_JA})(?:(?:[回度日週年人つ件本]|[かカヵヶ]月)間?目|番目?|位(?![置相]))"
        ),
        _ordinal,
    ),
)


EN = (
    Form(
        re.compile(
            r"\b(?P<kind>[Pp]hase|[Tt]ype|[Ss]tage|[Gg]rade|[Ll]evel|[Cc]lass|[Bb]ipolar)s?[ -]"
            r"(?P<one>\d|[IVX]+(?![c-z])|[Ⅰ-Ⅻ])"
            r"(?:\s?[/–-]\s?(?P<two>\d|[IVX]+\b|[Ⅰ-Ⅻ]))?[ab]?(?![\w]|\.\d)"
        ),
        _level,
    ),
    Form(
        re.compile(
            r"\b(?:section|chapter|fig(?:ure|\.)|table|step|version|part|line|page"
            r"|lesson|item|no\.|ver\.|v)s? ?"
            r"\d[\d.]*",
            re.I,
        ),
        _label,
    ),
    Form(re.compile(r"\b(?P<word>first|second|third|fourth)[- ]line\b", re.I), _line),
    Form(
        re.compile(
            rf"\b(?:(?P<word>{_ORDINAL})"
            r"|(?P<n>\d{1,5})(?:st|nd|rd|th))\b(?P<century>[- ]centur(?:y|ies))?",
            re.I,
        ),
        _english_ordinal,
    ),
    Form(re.compile(r"\b(?P<word>primary|secondary|tertiary)\b", re.I), _degree),
    Form(re.compile(r"\bweeks? (?P<n>\d{1,3})(?![\d.:%/-])", re.I), _week),
    Form(
        re.compile(
            r"\b(?:day|month|year|visit|session|dose|round|cycle)s? (?P<n>\d{1,3}"
            r"(?![\d.:%/]))(?! (?:[a-z]+s)\b)",
            re.I,
        ),
        _numbered,
    ),
)
