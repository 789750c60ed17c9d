"""Text → lexemes: numerals with their values, words of the lexicon, and whatever else stands there.

Japanese has no spaces, so the longest known word counts where the dictionary ends a word as well:
20分枝 is no time, since 分枝 is one word; 十分 is none, since it is one that says no number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.checks.quantities import calendar_names, numerals
from pipeline.checks.quantities.lexicon import Lexicon, Word, lexicon
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

_DASHES = "‐‑‒–—―−－﹣─➖"
_TILDES = "〜～∼〰˜⁓"
_SPACES = (0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F)
_FOLDED: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED |= {ord(c): "-" for c in _DASHES} | {ord(c): "~" for c in _TILDES}
_FOLDED |= dict.fromkeys(_SPACES, " ")
_FOLDED |= {ord("µ"): "μ", ord("￥"): "¥", ord("≦"): "≤", ord("≧"): "≥", ord("’"): "'",
            ord("⁄"): "/", ord("∕"): "/"}  # fmt: skip

# A text without any of these says no number, and most texts say none.
_ANY: Mapping[Lang, re.Pattern[str]] = {
    "ja": re.compile(
        rf"[\d{numerals.KANJI}数何幾半隔毎倍½⅓⅔¼¾食正曜元最初Ⅰ-Ⅻ]|空腹|はじめて|[IVX]"
    ),
    "en": re.compile(
        r"\d|[½⅓⅔¼¾Ⅰ-Ⅻ]|\b[IVX]{1,4}\b|\b(?:one|tw|thr|fou|fiv|six|seve|eigh|nin|ten|ele|hundred|thousand|mill|bill|doz"
        r"|half|third|quart|first|second|fift|tent|once|sing|doub|trip|quad|halv|dai|week|month|year"
        r"|hour|night|day|every|each|per|fortnight|bi-?week|alternate|meal|food|eat|breakfast|lunch"
        r"|dinner|empty|noon|midnight|teen|sev|few|couple|seventh|fold|prim|tert|reiwa|heisei|sho|tai|meiji"
        r"|hal|tripl|trebl|forty|fort|twel|twen|qd|od|bd|tds|qds|many|mult|some|a number|var"
        r"|mid-|zero|BID"
        r"|TID|QID|OD|bid|tid|qid|[bqt]\.|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
        r"|Sep|Oct|Nov|Dec|forti|sixt|thirt|postp|prep)",
        re.IGNORECASE,
    ),
}
# Names and numbers that only name, marks of notes among them: nothing is counted by them.
_NAMES = (
    r"(?:NCT|jRCT|JRCT|UMIN|ISRCTN|EudraCT|PMID:?|PMC|ISBN|ISSN|JMA|doi:?|DOI:?)\s?[\w./-]{0,39}\d[\w./-]{0,39}"
    r"|(?<!\d)10\.\d{4,9}/[^\s、。）)]{1,80}"
    r"|\[\^?\d{1,3}(?:[,-] ?\d{1,3}){0,5}\]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"
)
_PHONE = (
    r"(?:\+\d{1,3}[ -]?(?:\(0\))?\d{1,4}|\(?0\d{1,4}\)?)[ -]\d{1,4}[ -]\d{3,4}(?![\d-])"
    r"|〒\s?\d{3}-\d{4}"
)
# Letters with figures are a name: IL-6, CD4, COVID-19. A prefix of a year is none.
_CODE = (
    r"(?<![\dA-Za-z])(?<!\d )(?!(?:mid|pre|post|early|late|non|since|to|sub|aged?|a|FY|JPY|USD"
    r"|EUR|GBP|US)(?:[-\d]|$))"
    r"[A-Za-zα-ω]{1,20}(?:[-_][A-Za-zα-ω]{1,20}){0,3}[-_/]?\d[A-Za-z\d]{0,30}"
    r"(?:[-._/][A-Za-z\d]{1,30}){0,6}"
)
_DOTTED = r"(?<![\d.])(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.]*\d)"
_AREA = r"(?:[ckmμ]?m[23]|cmH2O)(?![A-Za-z\d])"
_WORD = r"[^\W\d_]+(?:['.][^\W\d_]+)*"
# Ends of a clause; a point within a number ends none.
_STOPS = frozenset("。！？!?;；\n\r")
_SIZES = "十百千万億"
_PLURALS = frozenset(
    {"criteria", "mice", "teeth", "feet", "data", "phenomena", "bacteria", "media"}
)
_NOT_PLURAL = ("ss", "us", "is", "'s")
_PLAIN_YEARS = range(1700, 2200)
_ROMAN = re.compile(r"[IVX]{1,4}|[Ⅰ-Ⅻ]")


class Lexeme(NamedTuple):
    """A piece of text: ``sign`` is its classes, ``senses`` what it means in each of them."""

    start: int
    end: int
    text: str
    sign: str
    senses: Mapping[str, str]
    value: numerals.Value | None = None


_NOTHING: Mapping[str, str] = {}


def fold(text: str) -> str:
    """Full-width figures, dashes and spaces as ASCII, one character for one."""
    return text.translate(_FOLDED)


def lexemes(text: str, lang: Lang, words: WordBoundaries | None = None) -> list[Lexeme]:
    """The lexemes of a text in order; none where it says no number at all."""
    folded = fold(text)
    if not _ANY[lang].search(folded):
        return []
    if lang == "ja":
        return list(_japanese(folded, words))
    return list(_english(folded))


class WordBoundaries:
    """Where the dictionary begins and ends words."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.at = {token.start: token for token in tokens}
        self.ends = {token.end for token in tokens}

    def is_numeral(self, text: str, start: int, end: int) -> bool:
        """Whether characters that can be a numeral are one here."""
        token = self.at.get(start)
        if token is None:
            return False
        if "数詞" in token.tag:
            return True
        if token.end <= end:
            # 八千 is a place and 二千六 a name, yet 八千IU and 二千六百錠 are amounts.
            sized = end - start > 1 and any(c in _SIZES for c in text[start:end])
            return sized and end in self.ends and _begins_unit(text, end)
        # 二十歳 and 三日 are words; the number in them is one where only its counter follows.
        if token.tag.startswith(("形状詞", "副詞", "接続詞", "名詞-固有")):
            return False
        return token.text[end - start :] in _counters()

    def holds(self, end: int, text: str) -> bool:
        """Whether a quantity written with letters ends where a word does: not 20分 of 20分枝."""
        return not text[end - 1].isalpha() or text[end - 1].isascii() or end in self.ends

    def ends_word(self, start: int, end: int, after_numeral: bool) -> bool:
        """Whether a known word stands here as one, and not as a part of another."""
        return end in self.ends and (after_numeral or start in self.at)


@cache
def _japanese_pattern() -> tuple[re.Pattern[str], Lexicon]:
    known = lexicon("ja")
    forms = sorted((f for f in known.words if not _is_latin(f)), key=len, reverse=True)
    eras = "|".join(calendar_names.ERAS_JA)
    short = "".join(calendar_names.ERAS_SHORT)
    pattern = re.compile(
        rf"(?P<name>{_NAMES}|{_PHONE})|(?P<dotted>{_DOTTED})|(?P<area>{_AREA})|(?P<idiom>{_idioms(known)})"
        rf"|(?P<roman>(?<![A-Za-z])[IVX]{{1,4}}(?![A-Za-z])|[Ⅰ-Ⅻ])|(?P<short>(?<![A-Za-z\d])[{short}](?=\d{{1,2}}年))"
        rf"|(?P<weekday>(?<=日\()[月火水木金土日](?=\)))|(?P<code>{_CODE})|(?P<era>{eras})|(?P<num>{numerals.JA})"
        rf"|(?P<latin>[A-Za-zμ][A-Za-zμ²³]*(?: Hg)?)"
        rf"|(?P<word>{'|'.join(map(re.escape, forms))})|(?P<stop>[。！？!?;；\n\r])"
    )
    return pattern, known


def _idioms(known: Lexicon) -> str:
    forms = (form for form, word in known.words.items() if "IDIOM" in word.senses)
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


def _is_latin(form: str) -> bool:
    return all((c.isascii() and c.isalpha()) or c in "μ²³ " for c in form)


@cache
def _counters() -> frozenset[str]:
    """Every name of a counter or unit."""
    kinds = {"UNIT", "COUNT", "TIMES", "AGE", "WARI", "BU", "NICHI", "GATSU", "NEN", "JI"}
    return frozenset(f for f, word in lexicon("ja").words.items() if kinds & set(word.senses))


def _begins_unit(text: str, at: int) -> bool:
    following = text[at : at + 1]
    if following.isascii():
        return following.isalpha() or following == "%"
    return any(text[at : at + length] in _counters() for length in range(1, 8))


def _japanese(text: str, words: WordBoundaries | None) -> Iterator[Lexeme]:
    pattern, known = _japanese_pattern()
    at = gap = 0
    numeral_ends = -1
    while found := pattern.search(text, at):
        lexeme = _japanese_lexeme(text, found, known, words, numeral_ends)
        if lexeme is None:
            at = found.start() + 1
            continue
        yield from _between(text, gap, lexeme.start, known)
        yield lexeme
        at = gap = lexeme.end
        if lexeme.value is not None:
            numeral_ends = at
        elif numeral_ends == lexeme.start and "UNIT" in lexeme.senses:
            numeral_ends = at  # 日 and 目 of 3日目 each follow
    yield from _between(text, gap, len(text), known)


def _between(text: str, start: int, end: int, known: Lexicon) -> Iterator[Lexeme]:
    piece = text[start:end]
    if piece.strip():
        yield Lexeme(start, end, piece, known.sign("WORD"), _NOTHING)


def _japanese_lexeme(
    text: str, found: re.Match[str], known: Lexicon, words: WordBoundaries | None, numeral_ends: int
) -> Lexeme | None:
    start, end, piece = found.start(), found.end(), found.group()
    kind = found.lastgroup
    if kind == "num":
        if words and piece[0] in numerals.KANJI + "数何幾" and not words.is_numeral(
            text, start, end
        ):  # fmt: skip
            return None
        return _numeral(text, start, end, "ja", known)
    if kind in {"name", "code"}:
        kinds = ("NAME", "ACRONYM") if piece in {"HbA1c", "HbA1C"} else ("NAME",)
        return Lexeme(start, end, piece, known.sign(*kinds), _NOTHING)
    if kind == "dotted":
        return Lexeme(start, end, piece, known.sign("DOTTED"), _NOTHING)
    if kind == "roman":
        return _roman(start, end, piece, known)
    if kind == "weekday":
        number = str(1 + "月火水木金土日".index(piece))
        return Lexeme(start, end, piece, known.sign("WEEKDAY"), {"WEEKDAY": number})
    if kind in {"era", "short"}:
        return Lexeme(start, end, piece, known.sign("ERA"), {"ERA": piece})
    if kind == "stop":
        return Lexeme(start, end, piece, known.sign("STOP"), _NOTHING)
    if kind in {"latin", "area"}:
        word = known.words.get(piece) or known.words.get(piece.lower())
        if word is None or (
            len(piece) == 1 and "UNIT" in word.senses and numeral_ends != len(text[:start].rstrip())
        ):
            kinds = ("WORD", "ACRONYM") if len(piece) > 1 and piece.isupper() else ("WORD",)
            return Lexeme(start, end, piece, known.sign(*kinds), _NOTHING)
        return Lexeme(start, end, piece, *word)
    if kind == "idiom":
        return Lexeme(start, end, piece, known.sign("GONE"), _NOTHING)
    return _known(text, start, end, known, words, numeral_ends)


def _known(
    text: str, start: int, end: int, known: Lexicon, words: WordBoundaries | None, numeral_ends: int
) -> Lexeme | None:
    """The longest word of the lexicon here that the dictionary ends as well, else the longest."""
    follows = numeral_ends >= 0 and not text[numeral_ends:start].strip()
    longest: Lexeme | None = None
    while end > start:
        word: Word | None = known.words.get(text[start:end])
        if word is not None:
            lexeme = Lexeme(start, end, text[start:end], *word)
            if words is None or not text[end - 1].isalnum() or words.ends_word(start, end, follows):
                return lexeme
            longest = longest or lexeme
        end -= 1
    return longest


def _numeral(text: str, start: int, end: int, lang: Lang, known: Lexicon) -> Lexeme:
    piece = text[start:end]
    value = numerals.read(piece, lang)
    if value is None:
        return Lexeme(start, end, piece, known.sign("NAME"), _NOTHING)
    if value.unsaid:
        return Lexeme(start, end, piece, known.sign("VALUE", "SOME"), _NOTHING, value)
    classes = ["VALUE"]
    if value.low == int(value.low):
        classes.append("INT")
        if len(piece) == 4 and value.low in _PLAIN_YEARS:
            classes.append("YEAR")
    if value.figures:
        classes.append("FIGURE")
    return Lexeme(start, end, piece, known.sign(*classes), _NOTHING, value)


def _roman(start: int, end: int, piece: str, known: Lexicon) -> Lexeme:
    number = numerals.roman(piece)
    value = numerals.Value(number, number, 1.0, 1.0, False, piece)
    classes = ("ROMAN", "WORD") if piece == "I" else ("ROMAN",)
    return Lexeme(start, end, piece, known.sign(*classes), _NOTHING, value)


@cache
def _english_pattern() -> re.Pattern[str]:
    ordinal = (
        rf"(?<![\d.,])\d{{1,5}}(?:st|nd|rd|th)\b|\b(?:twenty-first|{'|'.join(numerals.ORDINALS)})\b"
    )
    return re.compile(
        rf"(?P<name>{_NAMES}|{_PHONE})|(?P<dotted>{_DOTTED})|(?P<area>{_AREA})|(?P<ord>(?i:{ordinal}))"
        rf"|(?P<hours>\bq\d{{1,2}}h\b)|(?P<code>(?<![A-Za-z]){_CODE})"
        rf"|(?P<num>{numerals.EN})|(?P<word>{_WORD})|(?P<mark>\S)"
    )


@cache
def _phrases() -> tuple[Lexicon, dict[str, int]]:
    """The lexicon, and how many pieces the longest phrase has that begins with a piece."""
    known = lexicon("en")
    longest: dict[str, int] = {}
    for form in (*known.words, *calendar_names.MONTHS_EN):
        pieces = re.findall(rf"{_WORD}|\d+|\S", form)
        head = pieces[0].lower()
        longest[head] = max(longest.get(head, 1), len(pieces))
    return known, longest


def _english(text: str) -> Iterator[Lexeme]:
    known, longest = _phrases()
    pieces = list(_english_pattern().finditer(text))
    at = 0
    while at < len(pieces):
        found = pieces[at]
        kind, piece = found.lastgroup, found.group()
        if kind in {"word", "mark", "area"} or (
            kind in {"num", "ord"} and (not piece[0].isdigit() or piece in longest)
        ):
            phrase = _phrase(text, pieces, at, longest.get(piece.split()[0].lower(), 1), known)
            if phrase is not None:
                yield phrase[0]
                at = phrase[1]
                continue
        yield _english_lexeme(text, found, known)
        at += 1


def _phrase(
    text: str, pieces: Sequence[re.Match[str]], at: int, length: int, known: Lexicon
) -> tuple[Lexeme, int] | None:
    """The longest phrase of the lexicon that begins here, and the piece behind it."""
    start = pieces[at].start()
    for last in range(min(at + length, len(pieces)) - 1, at - 1, -1):
        end = pieces[last].end()
        form = text[start:end]
        if len(form) > 60 or (last > at and "\n" in form):
            continue
        for each in (form, f"{form}."):
            if each != form and text[end : end + 1] != ".":
                continue
            word = known.words.get(each) or _lower(each, known)
            if word is not None and not (at == last and pieces[at].lastgroup in {"num", "ord"}
                                         and "IDIOM" not in word.senses):  # fmt: skip
                stop = start + len(each)
                if "IDIOM" in word.senses:
                    return Lexeme(start, stop, each, known.sign("GONE"), _NOTHING), last + 1
                behind = last + 1 + (each != form)
                return Lexeme(start, stop, each, *word), behind
            month = calendar_names.MONTHS_EN.get(each)
            if month is not None:
                behind = last + 1 + (each != form)
                return (
                    Lexeme(start, start + len(each), each, known.sign("MONTH"), {"MONTH": month}),
                    behind,
                )
    return None


def _lower(form: str, known: Lexicon) -> Word | None:
    """Words are known in any case, symbols of units in their own only (mg, not MG; T, not t)."""
    word = known.words.get(form.lower())
    if word is None or ("UNIT" in word.senses and len(form) < 4 and form != form.capitalize()):
        return None
    if len(form) == 1 and form.isalpha() and "UNIT" in word.senses:
        return None
    return word


def _english_lexeme(text: str, found: re.Match[str], known: Lexicon) -> Lexeme:
    start, end, piece, kind = found.start(), found.end(), found.group(), found.lastgroup
    if kind == "num":
        return _numeral(text, start, end, "en", known)
    if kind == "ord":
        figure = re.match(r"\d+", piece)
        words = [*numerals.ORDINALS, "twenty-first"]
        number = float(figure.group() if figure else 1 + words.index(piece.lower()))
        value = numerals.Value(number, number, 1.0, 1.0, figure is not None, piece)
        word = known.words.get(piece.lower())
        if word is not None and "PART" in word.senses:
            part = {"PART": word.senses["PART"]}
            return Lexeme(start, end, piece, known.sign("ORD", "INT", "PART"), part, value)
        return Lexeme(start, end, piece, known.sign("ORD", "INT"), _NOTHING, value)
    if kind == "hours":
        number = float(piece[1:-1])
        value = numerals.Value(number, number, 1.0, 1.0, True, piece)
        return Lexeme(start, end, piece, known.sign("HOURS"), _NOTHING, value)
    if kind in {"name", "code"}:
        kinds = ("NAME", "ACRONYM") if piece in {"HbA1c", "HbA1C"} else ("NAME",)
        return Lexeme(start, end, piece, known.sign(*kinds), _NOTHING)
    if kind == "dotted":
        return Lexeme(start, end, piece, known.sign("DOTTED"), _NOTHING)
    if kind == "mark":
        is_stop = piece in _STOPS or (piece == "." and not text[end : end + 1].isalnum())
        return Lexeme(start, end, piece, known.sign("STOP" if is_stop else "MARK"), _NOTHING)
    if piece.title() in calendar_names.ERAS_EN and piece[0].isupper():
        return Lexeme(start, end, piece, known.sign("ERA"), {"ERA": piece.lower()})
    if _ROMAN.fullmatch(piece):
        return _roman(start, end, piece, known)
    if len(piece) > 1 and piece.isupper() and piece.isascii():
        return Lexeme(start, end, piece, known.sign("WORD", "ACRONYM"), _NOTHING)
    lower = piece.lower()
    many = lower in _PLURALS or (
        len(lower) > 2 and lower.endswith("s") and not lower.endswith(_NOT_PLURAL)
    )
    classes = ("WORD", "PLURAL") if many else ("WORD",)
    return Lexeme(start, end, unicodedata.normalize("NFC", piece), known.sign(*classes), _NOTHING)
