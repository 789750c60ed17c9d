"""Names of both languages that nothing on the other side renders.

A Japanese name is katakana that UniDic takes for a name, does not know, or divides by ・, and kanji
that it takes for a family name or a place; an English one is a run of words tagged as names. A name
is *carried over* where a word link joins one of its parts with the other text. Names in Chinese and
Korean have no reading here, so nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pipeline.model.tokens import Token
from pipeline.model.words import ShortWord, WordLink

_KATAKANA = re.compile("[ァ-ヺー]{2,}(?:[・＝=][ァ-ヺー]+)*")
_NAME = "名詞-固有名詞"
_READ = ("名詞-固有名詞-人名-姓", "名詞-固有名詞-地名", "名詞-固有名詞-人名")
# What follows a name that nothing else tells from a common noun (トランプ氏).
_TITLES = re.compile(
    "(?:氏|さん|様|先生|医師|博士|教授|大統領|首相|県|府|都|区|町|村|駅|省|市立|大|家|議員|監督|選手|知事|市長|州|市|国|島|湾|川|語|人|社|大学)"
)
# From here on a link carries a name over. What the table knows of a word is a share of all its
# renderings, so that a smaller one is evidence enough where both words stand there.
_CARRIED, _RENDERED = 0.5, 0.1
_LATIN = re.compile("[A-Z][a-z]{2,}")
_KANJI_ONE = re.compile("[\u4e00-\u9fff々]")
_KANJI = re.compile("[\u4e00-\u9fff々]{2,}")
# Capitalised words that name a time, a rank or a people's language are no names that could be lost.
_NO_NAMES = frozenset(
    word
    for words in (
        "january february march april may june july august september october november december",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mr mrs ms dr prof professor doctor sir president minister prime king queen prince",
        "princess pope lord god internet",
    )
    for word in words.split()
)
# A run of words with one of these is an institution, which is translated rather than written.
_INSTITUTIONS = frozenset(
    word
    for words in (
        "institute university hospital clinic center centre college school society association",
        "agency ministry department foundation council bureau organization organisation committee",
        "laboratory union party court bank office company corporation act law",
    )
    for word in words.split()
)


Kind = Literal["kanji", "katakana", "titled", "unknown", "latin", "english"]


class Name(NamedTuple):
    """A name as it stands: its parts, their range of characters, and of which kind it is.

    ``loose`` are the parts that no word link joins with the other text. A ``katakana`` name is one
    that UniDic has as a name, a ``titled`` one is divided by ・ or followed by a title, and
    an ``unknown`` one is in no dictionary.
    """

    text: str
    parts: tuple[str, ...]
    start: int
    end: int
    loose: tuple[str, ...]
    kind: Kind

    @property
    def carried(self) -> bool:
        """Whether a word link joins a part of it with the other text."""
        return len(self.loose) < len(self.parts)


def japanese_names(
    text: str, words: Sequence[ShortWord], links: Sequence[WordLink]
) -> Iterator[Name]:
    """What may be a name in a Japanese text: katakana, kanji and Latin letters."""
    linked = [link.ja for link in links if _carries(link)]

    def made(start: int, end: int, kind: Kind) -> Name:
        parts, loose, at = [], [], start
        for part in re.split("[・＝=]", text[start:end]):
            if part:
                parts.append(part)
                if not any(first < at + len(part) and at < last for first, last in linked):
                    loose.append(part)
            at += len(part) + 1
        return Name(text[start:end], tuple(parts), start, end, tuple(loose), kind)

    for match in _KATAKANA.finditer(text):
        inside = [w for w in words if match.start() <= w.start and w.end <= match.end()]
        inside = [w for w in inside if w.text not in "・＝="]
        if kind := _kind(text, match, inside):
            yield made(*match.span(), kind)
    for number, word in enumerate(words):
        if _LATIN.fullmatch(word.text):
            yield made(word.start, word.end, "latin")
        elif _is_read(word) and _ends(text, word.end) and not _is_joined(words, number):
            yield made(word.start, word.end, "kanji")


def _carries(link: WordLink) -> bool:
    return link.probability >= (_RENDERED if link.evidence == "table" else _CARRIED)


def _kind(text: str, match: re.Match[str], words: Sequence[ShortWord]) -> Kind | None:
    """Of which kind a run of katakana is; None for a loan word that names nobody."""
    named = [w.kind.startswith(_NAME) for w in words]
    if _TITLES.match(text, match.end()) or (any(named) and set(match.group()) & set("・＝=")):
        return "titled"
    if words and all(named):
        return "katakana"
    return None if all(w.known for w in words) and not any(named) else "unknown"


def _is_read(word: ShortWord) -> bool:
    named = word.kind.startswith(_READ) and bool(word.reading)
    return named and bool(_KANJI.fullmatch(word.text))


def _ends(text: str, end: int) -> bool:
    """Whether kanji end here, or with a title; 大西洋 is no 大西."""
    return not _KANJI_ONE.match(text, end) or bool(_TITLES.match(text, end))


def _is_joined(words: Sequence[ShortWord], number: int) -> bool:
    """Whether kanji that are no name stand right before it (反米国)."""
    before = words[number - 1] if number else None
    return (
        before is not None
        and before.end == words[number].start
        and bool(_KANJI_ONE.fullmatch(before.text[-1]))
        and not before.kind.startswith(_NAME)
    )


@cache
def _common() -> frozenset[str]:
    text = files("pipeline.wordlinks").joinpath("common_words.tsv").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_common(word: str) -> bool:
    """Whether an English word is mostly written small, itself or its plural."""
    small = word.casefold()
    return small in _common() or small.removesuffix("s") in _common()


def english_names(tokens: Sequence[Token], links: Sequence[WordLink]) -> Iterator[Name]:
    """The runs of English words that are names, in order."""
    linked = {link.en for link in links if _carries(link)}
    run: list[Token] = []
    for token in (*tokens, None):
        named = token is not None and is_english_name(token)
        if token is not None and named and (not run or token.start - run[-1].end <= 1):
            run.append(token)
            continue
        if run:
            own = [t for t in run if not is_common(t.text)]
            if any(t.text.casefold() in _INSTITUTIONS for t in run):
                own = []
            loose = tuple(t.text for t in own if (t.start, t.end) not in linked)
            parts = tuple(t.text for t in own)
            if own:
                yield Name(" ".join(parts), parts, own[0].start, own[-1].end, loose, "english")
        run = [token] if token is not None and named else []


def is_english_name(token: Token) -> bool:
    """Whether a word is tagged and written as a name: no acronym, month, day or rank."""
    text = token.text
    return (
        token.pos == "PROPN"
        and len(text) >= 3
        and text[0].isupper()
        and text.replace("-", "").replace("’", "").replace("'", "").isalpha()
        and not text.isupper()
        and text[1:].casefold() == text[1:]
        and text.casefold() not in _NO_NAMES
    )
