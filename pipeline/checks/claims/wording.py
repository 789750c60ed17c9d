"""Finds wordings of a scale in one sentence: regular expressions over whole words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from pipeline.checks.claims.patterns import Pattern, certain_literal
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

Kind = Literal[
    "claim", "regulation", "instruction", "leave", "frequency", "scope", "degree", "benefit", "risk"
]
SCALES: tuple[Kind, ...] = (
    "claim", "regulation", "instruction", "leave", "frequency", "scope", "degree",
)  # fmt: skip

# Moods that Sudachi's normal form hides: です stands for でしょう, ます for ましょう.
_MOODS = frozenset({"でしょう", "でしょ", "だろう", "ましょう"})
# Forms of だ that a reader would not recognise in it (明らかに, 可能な).
_INFLECTED = frozenset({"に", "な", "で"})
_POLITE = frozenset({"ます", "です"})
# Sudachi's normal forms of the words that patterns are full of, as a reader writes them.
_PLAIN = {
    "為る": "する",
    "居る": "いる",
    "有る": "ある",
    "無い": "ない",
    "ず": "ない",
    "成る": "なる",
    "出来る": "できる",
    "下さる": "くださる",
    "言う": "いう",
    "られる": "れる",
    "押さえる": "抑える",
    "緩解": "寛解",
    "利く": "効く",
    "利き目": "効き目",
    "齎す": "もたらす",
    "屡々": "しばしば",
    "偶に": "たまに",
    "極く": "ごく",
    "稀": "まれ",
    "知れる": "しれる",
    "未だ": "まだ",
    "良い": "よい",
    "良く": "よく",
    "若し": "もし",
    "目眩": "めまい",
    "御": "お",
    "過ぎる": "すぎる",
    "難い": "にくい",
    "行く": "いく",
    "構う": "かまう",
    "欲しい": "ほしい",
    "見る": "みる",
    "来る": "くる",
    "為": "ため",
    "殆ど": "ほとんど",
    "全て": "すべて",
    "沢山": "たくさん",
    "更に": "さらに",
    "更なる": "さらなる",
    "筈": "はず",
    "様": "よう",
    "所": "ところ",
    "訳": "わけ",
    "易い": "やすい",
    "遣る": "やる",
    "有り": "あり",
    "10分": "十分",
}


def word_set(text: str) -> frozenset[str]:
    """The words of a text that white space divides."""
    return frozenset(text.split())


class WordingMatch(NamedTuple):
    """Where a wording stands: tokens ``first`` to ``last`` inclusive of the sentence."""

    wording: Wording
    first: int
    last: int


@dataclass(frozen=True)
class Wording:
    """Wordings that share a place; from ``step`` to ``high`` where they may mean several."""

    kind: Kind
    lang: Lang
    step: int
    high: int
    label: str
    origin: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class JoinedWords:
    """The words of a sentence as one string; ``begins``/``ends`` map offsets in it to tokens.

    English words stand between spaces, so that a pattern finds its beginning by a plain character.
    """

    text: str
    begins: dict[int, int]
    ends: dict[int, int]


def words(tokens: Sequence[Token], lang: Lang) -> JoinedWords:
    """Japanese normal forms written together, politeness left out; English lemmas with spaces.

    ありません is ない in other manners.
    """
    text: list[str] = []
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    forms = [_form(token, lang) for token in tokens]
    for number, form in enumerate(forms):
        after = next(filter(None, forms[number + 1 :]), "")
        if not form or (tokens[number].text == "あり" and after == "ない"):
            continue
        if lang == "en":
            text.append(" ")
            at += 1
        begins[at] = number
        text.append(form)
        at += len(form)
        ends[at] = number
    if lang == "en":
        text.append(" ")
    return JoinedWords("".join(text), begins, ends)


def _form(token: Token, lang: Lang) -> str:
    if lang == "en":
        # "May" in the middle of a sentence is a month.
        return token.text if token.tag == "NNP" and token.norm == "may" else token.lemma
    if token.text in _MOODS:
        return token.text
    if token.norm == "だ" and token.text in _INFLECTED:
        return token.text
    if token.norm in _POLITE or token.norm in "。．.！!":
        return ""
    return _PLAIN.get(token.norm, token.norm)


def search(patterns: Iterable[Pattern], joined: JoinedWords) -> Iterator[tuple[int, int]]:
    """Token ranges (both ends inclusive) where a pattern matches whole words."""
    for pattern in patterns:
        if pattern.literal not in joined.text:
            continue
        for match in pattern.compiled.finditer(joined.text):
            start, end = match.span()
            start += joined.text[start] == " "
            if start in joined.begins and end in joined.ends:
                yield joined.begins[start], joined.ends[end]


def find(kind: Kind, joined: JoinedWords, lang: Lang) -> tuple[WordingMatch, ...]:
    """The wordings of one kind in a sentence, the longest where they overlap, in order."""
    found = [
        WordingMatch(wording, first, last)
        for wording, patterns in _patterns(lang, kind)
        for first, last in search(patterns, joined)
    ]
    longest: list[WordingMatch] = []
    for each in sorted(found, key=lambda f: (f.first - f.last, f.first, f.wording.step)):
        if all(each.last < other.first or other.last < each.first for other in longest):
            longest.append(each)
    return tuple(sorted(longest, key=lambda f: f.first))


@cache
def scale() -> tuple[Wording, ...]:
    """Every class of wordings, as ``scale.toml`` lists them."""
    return tuple(
        Wording(
            row["kind"],
            row["lang"],
            row["step"],
            row.get("to", row["step"]),
            row.get("label", ""),
            row["from"],
            tuple(row["patterns"]),
        )
        for row in data("scale.toml")["wordings"]
    )


@cache
def data(name: str) -> dict[str, Any]:
    """A table of this package."""
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@cache
def whole(pattern: str, lang: Lang) -> Pattern:
    """A pattern that, in English, begins and ends where a word does."""
    return Pattern(rf" (?:{pattern})(?= )" if lang == "en" else pattern, certain_literal(pattern))


@cache
def _patterns(lang: Lang, kind: Kind) -> tuple[tuple[Wording, tuple[Pattern, ...]], ...]:
    return tuple(
        (wording, tuple(whole(pattern, lang) for pattern in wording.patterns))
        for wording in scale()
        if wording.lang == lang and wording.kind == kind
    )
