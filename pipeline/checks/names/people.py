"""Personal names: Japanese ones by their morphemes, in English text by titles and syllables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import product
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.units import Page, Unit
from pipeline.checks.names.deviation import touches
from pipeline.checks.names.institutions import institutions
from pipeline.checks.untranslated.script import FUNCTION_WORDS
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.model.tokens import Token
from pipeline.wordlinks.romanised import fold, is_romanised, romanise, voiceless


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Sudachi's classes.
_FAMILY, _GIVEN = "名詞-固有名詞-人名-姓", "名詞-固有名詞-人名-名"
_PLACE = "名詞-固有名詞-地名-一般"
_NOUN = "名詞"
# What follows a name that stands alone for a person.
_TITLES = _words(
    "先生 医師 院長 副院長 理事長 所長 教授 准教授 助教 講師 博士 氏 さん 様 師長 部長 看護師"
)
_KANJI = re.compile("[\u3005\u4e00-\u9fff]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc・ \u3000]+")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{2,}")

_WORD = r"[A-ZĀĒĪŌŪ][A-Za-zĀĒĪŌŪāēīōūâêîôû'’-]+"
_INITIAL = r"[A-Z]\."
_TITLED = re.compile(
    rf"\b(?:Dr|Drs|Prof|Professor|Doctor|Mr|Mrs|Ms|Director|Nurse)\b\.?[ \u00a0]+"
    rf"((?:{_WORD}|{_INITIAL})(?:[ \u00a0](?:{_WORD}|{_INITIAL})){{0,2}})"
)
_WORD_OR_INITIAL = re.compile(rf"{_WORD}|[A-Z](?=\.)")
_PAIR = re.compile(rf"(?<![\w.’'-])({_WORD},?[ \u00a0]{_WORD})(?![\w’'-]|[ \u00a0][A-Z])")
_OWNED = re.compile(r"(?:['’]s?|-(?:sensei|san|sama))$")
# Words that follow a title and are no name.
_RANKS = _words("general emeritus practitioner of clinic hospital")
# Consonants that katakana and the ear confuse, as one; vowels, h and y say too little.
_SOUNDS = (
    ("th", "t"), ("ph", "p"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ck", "k"), ("qu", "k"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("l", "r"), ("b", "p"), ("v", "p"), ("f", "p"), ("w", "p"),
    ("d", "t"), ("z", "s"), ("j", "s"), ("g", "k"),
)  # fmt: skip


class Person(NamedTuple):
    """A person named in Japanese: the words of the name and how the tokeniser reads them.

    ``given`` and its reading are empty where a title follows the family name; ``foreign`` is a name
    in katakana, all of it in ``family``.
    """

    text: str
    family: str
    given: str
    readings: tuple[str, str]
    foreign: bool
    section: int
    span: Span

    @property
    def usual(self) -> str:
        """The name as it is most likely written in English, the given name first."""
        return " ".join(romanise(kana).capitalize() for kana in reversed(self.readings) if kana)


class Romanised(NamedTuple):
    """A person named in English text: the words of the name, without titles."""

    text: str
    words: tuple[str, ...]
    section: int
    span: Span


def japanese(ctx: Context, page: Page, units: Iterable[Unit]) -> Iterator[Person]:
    """Family and given name together, or a name with a title."""
    for unit in units:
        tokens = [t for t in page.tokens(unit) if not t.text.isspace()]
        at = 0
        while at < len(tokens):
            own, given = _name_at(ctx, tokens, at)
            if not own:
                at += 1
                continue
            first, last = tokens[at], tokens[at + own + given - 1]
            foreign = bool(_KATAKANA.match(first.text))
            parts = tokens[at : at + own], tokens[at + own : at + own + given]
            ruby = _ruby(tokens[at + own + given :])
            yield Person(
                unit.block.prose.text[first.start : last.end],
                "".join(t.text for t in parts[0]),
                "".join(t.text for t in parts[1]),
                _read_as(*parts, ruby),
                foreign,
                unit.section,
                unit.place(first.start, last.end),
            )
            at += own + given + (len(ruby) + 2 if ruby else 0)


def _ruby(rest: Sequence[Token]) -> Sequence[Token]:
    """The reading in brackets that follows a name: 大野裕一（おおのゆういち）."""
    if not rest or rest[0].text not in ("（", "("):
        return ()
    end = next((n for n, token in enumerate(rest) if token.text in ("）", ")")), 0)
    inside = rest[1:end]
    return inside if inside and all(_KANA.fullmatch(token.text) for token in inside) else ()


def _read_as(
    family: Sequence[Token], given: Sequence[Token], ruby: Sequence[Token]
) -> tuple[str, str]:
    """How family and given name are read; what the text itself says where it can be divided."""
    if given and len(ruby) == 2:
        return ruby[0].reading, ruby[1].reading
    return "".join(t.reading for t in family), "".join(t.reading for t in given)


def _name_at(ctx: Context, tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """How many tokens from here are a family name and a given name; (0, 0) where none begins."""
    token, rest = tokens[at], tokens[at + 1 :]
    if token.tag == _FAMILY:
        given = _given(ctx, rest)
        return (1, given) if given or _is_titled(rest) else (0, 0)
    if token.tag in (_GIVEN, _PLACE) and _KANJI.fullmatch(token.text):
        return (1, 0) if _is_titled(rest) else (0, 0)
    if _KATAKANA.fullmatch(token.text):
        own = 1
        while own < len(rest) and (
            _KATAKANA.fullmatch(tokens[at + own].text) or tokens[at + own].text in "・＝="
        ):
            own += 1
        return (own, 0) if _is_titled(tokens[at + own :]) else (0, 0)
    return 0, 0


def _given(ctx: Context, rest: Sequence[Token]) -> int:
    """How many tokens are the given name: what the tokeniser takes for one, or a list of names."""
    count = 0
    while count < len(rest) and rest[count].tag == _GIVEN:
        count += 1
    if count:
        return count
    text = ""
    best = 0
    for number, token in enumerate(rest[: thresholds.GIVEN_NAME_LONGEST], 1):
        text += token.text
        whole = _KANJI.fullmatch(text) and len(text) <= thresholds.GIVEN_NAME_LONGEST
        if not whole or token.text in _TITLES or not token.tag.startswith((_NOUN, "接尾辞")):
            break
        ends = number == len(rest) or not _KANJI.match(rest[number].text)
        if (ends or _is_titled(rest[number:])) and len(text) > 1 and ctx.readings([text])[0]:
            best = number
    return best


def _is_titled(rest: Sequence[Token]) -> bool:
    return bool(rest) and rest[0].text in _TITLES


def romanised(page: Page, units: Iterable[Unit]) -> Iterator[Romanised]:
    """Names after a title, and two capitalised words that can be Japanese names."""
    for unit in units:
        text = unit.block.prose.text
        found = [
            *_TITLED.finditer(text, unit.start, unit.end),
            *_PAIR.finditer(text, unit.start, unit.end),
        ]
        if not found:
            continue
        tokens = page.tokens(unit)
        taken = [institution.span for institution in institutions(page, [unit])]
        for match in found:
            name = _OWNED.sub("", match[1])
            start, end = match.start(1), match.start(1) + len(name)
            span = unit.place(start, end)
            words = tuple(_OWNED.sub("", w) for w in _WORD_OR_INITIAL.findall(name))
            titled = match.re is _TITLED and words[0].casefold() not in _RANKS
            if touches(span, taken):
                continue
            if titled or _can_be_a_name(words, tokens, start, end):
                taken.append(span)
                yield Romanised(name, words, unit.section, span)


def fits(ctx: Context, person: Person, name: Romanised) -> bool:
    """Whether a name in Latin letters may be this person's by some attested reading.

    Either order, initials, and a family or given name alone. Where a name has no attested reading
    anything fits. The dictionary is asked only where the tokeniser's own reading does not fit.
    """
    words = [fold(word) for word in name.words]
    if person.foreign:
        return _sounds_like(person.family, name.words)
    return _agree(words, *(_known(kana) for kana in person.readings)) or _agree(
        words, _family(ctx, person), _readings(ctx, person.given)
    )


def says(ctx: Context, person: Person, words: Set[str]) -> bool:
    """Whether one of some words (folded by ``voiceless``) is the family or given name."""
    if words & (_known(person.readings[0]) | _known(person.readings[1])):
        return True
    return bool(words & (_family(ctx, person) | _readings(ctx, person.given)))


def _agree(words: Sequence[str], family: frozenset[str], given: frozenset[str]) -> bool:
    """Whether the words of a name are these; an empty set fits anything."""
    spelled = [voiceless(word) for word in words]
    if len(spelled) == 1:
        return not family or spelled[0] in family or spelled[0] in given
    for at, word in enumerate(spelled):
        rest = spelled[:at] + spelled[at + 1 :]
        if not family or word in family:
            if not given or any(_is_given(other, given) for other in rest):
                return True
        elif word in {each[0] for each in family} and any(other in given for other in rest):
            return True
    return False


def _is_given(word: str, given: frozenset[str]) -> bool:
    if len(word) == 1:
        return any(each.startswith(word) for each in given)
    return word in given


def _known(kana: str) -> frozenset[str]:
    return frozenset({voiceless(romanise(kana))} - {""})


def _readings(ctx: Context, word: str) -> frozenset[str]:
    if not word:
        return frozenset()
    return frozenset(voiceless(romanise(kana)) for kana in ctx.readings([word])[0]) - {""}


def _family(ctx: Context, person: Person) -> frozenset[str]:
    """The readings of a family name, and those its characters have one by one."""
    own = _readings(ctx, person.family)
    if not own or not _KANJI.fullmatch(person.family):
        return own
    single = [_readings(ctx, char) for char in person.family]
    return own | {"".join(parts) for parts in product(*single)}


def _sounds_like(kana: str, words: Sequence[str]) -> bool:
    """Whether a name in katakana and one of the words have some consonants in common, in order."""
    heard = [sounds(romanise(part)) for part in re.split("[・＝=]", kana)]
    return any(
        not one or not two or SequenceMatcher(None, one, two).ratio() >= thresholds.PERSON_UNLIKE
        for one in heard
        for two in (sounds(word) for word in words)
    )


def sounds(word: str) -> str:
    """The consonants of a word in Latin letters, those as one that katakana confuses."""
    plain = fold(word) if not word.isascii() else word.casefold()
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return re.sub(r"[^kstnmrp]", "", plain)


def _can_be_a_name(words: Sequence[str], tokens: Sequence[Token], start: int, end: int) -> bool:
    own = [t for t in tokens if start <= t.start < end and t.text[0].isalpha()]
    return (
        len(words) == 2
        and all(is_romanised(word) and word.casefold() not in FUNCTION_WORDS for word in words)
        and all(token.pos == "PROPN" for token in own)
    )
