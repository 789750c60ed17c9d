"""Institutions by the word that says what they are: Clinic, University, 病院, 学会."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.units import Page, Unit
from pipeline.checks.names.places import region
from pipeline.checks.untranslated.script import FUNCTION_WORDS
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.model.tokens import Token
from pipeline.wordlinks.romanised import fold, is_romanised, romanise, voiceless


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADS = (
    "Clinic|Clinics|Hospital|Hospitals|University|Institute|Institution|Centre|Center|Agency|"
    "Ministry|Foundation|Corporation|College|School|Society|Association|Laboratory|Laboratories|"
    "Administration|Organization|Organisation|Council|Bureau|Pharmacy|Sanatorium"
)
_CAPITAL = r"[A-ZĀĒĪŌŪ][\wĀĒĪŌŪāēīōū.&'’-]*"
_OF = (
    rf"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?{_CAPITAL}"
    rf"(?:,?(?:[ \u00a0]and)?[ \u00a0]{_CAPITAL})*"
)
_ENGLISH = re.compile(rf"(?<![\w.&'’-])(?:{_CAPITAL}[ \u00a0]){{0,7}}(?:{_HEADS})\b(?:{_OF})?")
_JA_HEADS = (
    "クリニック|医院|病院|診療所|大学|研究所|センター|学会|協会|財団|機構|法人|薬局|会社|連盟|"
    "連合|委員会|学校|学園|省|庁"
)
_JA_WORD = "[\u4e00-\u9fff々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ]"
_JA_WORDS = re.compile(rf"{_JA_WORD}++")
# From the beginning of such words to the last that says what it is.
_JAPANESE = re.compile(rf"{_JA_WORD}{{2,}}?(?:{_JA_HEADS})(?:{_JA_WORD}*(?:{_JA_HEADS}))?")
_HEAD = re.compile(_HEADS)
# Medical corporations and the like are mostly called X会, which English leaves as it is: X-kai.
_KAI = re.compile(r"\b[A-ZĀĒĪŌŪ][a-zāēīōū-]{2,}kai\b|(?<=法人|社団|財団)[\u4e00-\u9fff]{1,6}会")
# Words of a name that say what kind of place it is, or where in a country.
_KINDS = _words(
    """medical dental general city municipal national prefectural central university hospital
    clinic memorial international japan"""
)
# Who runs a public institution, and the English words for it.
_FOUNDERS = {
    "市立": _words("city municipal metropolitan"),
    "県立": _words("prefectural prefecture metropolitan"),
    "府立": _words("prefectural prefecture metropolitan"),
    "都立": _words("metropolitan prefectural"),
    "国立": _words("national"),
}
_NAME, _PERSON = "名詞-固有名詞", ("名詞-固有名詞-人名", "名詞-固有名詞-地名-一般")
_NO_NAME = frozenset({"VERB", "INTJ", "ADP", "DET", "PRON", "ADV", "AUX"})


class Institution(NamedTuple):
    """An institution as it stands in a text, the word that says what it is among its own.

    ``tokens`` are its tokens, for the readings of a Japanese one.
    """

    text: str
    tokens: tuple[Token, ...]
    section: int
    span: Span


def is_institution(form: str) -> bool:
    """Whether a name says that it is one of an institution."""
    return bool(re.search(rf"\b(?:{_HEADS})\b", form) or re.search(rf"(?:{_JA_HEADS}|会)$", form))


def institutions(page: Page, units: Iterable[Unit]) -> Iterator[Institution]:
    """Every institution that is called by a name: W Skin Clinic; neither Our Clinic nor 当院."""
    english = page.lang == "en"
    for unit in units:
        text = unit.block.prose.text
        found = _ENGLISH.finditer(text, unit.start, unit.end) if english else _japanese(unit)
        for match in found:
            own = [t for t in page.tokens(unit) if match.start() <= t.start < match.end()]
            at = _start(own, match) if english else match.start()
            name = text[at : match.end()].rstrip(".,")
            if _is_named(name, own) if english else any(t.tag.startswith(_NAME) for t in own):
                span = unit.place(at, at + len(name))
                yield Institution(name, tuple(t for t in own if t.start >= at), unit.section, span)
        for match in _KAI.finditer(text, unit.start, unit.end):
            own = [t for t in page.tokens(unit) if match.start() <= t.start < match.end()]
            yield Institution(match.group(), tuple(own), unit.section, unit.place(*match.span()))


def _japanese(unit: Unit) -> Iterator[re.Match[str]]:
    text = unit.block.prose.text
    for words in _JA_WORDS.finditer(text, unit.start, unit.end):
        if match := _JAPANESE.match(text, *words.span()):
            yield match


def may_be(ctx: Context, japanese: Institution, english: Institution) -> bool:
    """Whether a Japanese institution that bears a person's or place's name may be an English one.

    Names are translated as often as they are transcribed; only a transcription can contradict, so
    one that has no Japanese syllables, or whose original has no reading, may be anything. What
    tells the trade (Yoshida Internal Medicine Clinic) is not part of the transcription.
    """
    if _other_founder(japanese.text, english.text) or _elsewhere(japanese.text, english.text):
        return False
    own = [word for word in _own(english.text) if is_romanised(word)]
    names = [t for t in japanese.tokens if t.tag.startswith(_PERSON)]
    if _KAI.fullmatch(english.text) or japanese.text.endswith("会"):
        if not (_KAI.fullmatch(english.text) and japanese.text.endswith("会")):
            return True
        whole = voiceless(romanise("".join(t.reading for t in japanese.tokens)))
        return whole == voiceless(fold(english.text))
    if not own or not names:
        return not _misspelt(region(japanese.text, "ja"), own)
    spelled = voiceless(fold("".join(own)))
    read = {voiceless(romanise(t.reading)) for t in names}
    if any(reading in spelled for reading in read - {""}):
        return True
    attested: frozenset[str] = frozenset().union(*ctx.readings([t.text for t in names]))
    return any(voiceless(romanise(kana)) in spelled for kana in attested)


def _misspelt(place: str, own: Sequence[str]) -> bool:
    """Whether a word is nearly the place that a name begins with: Osaki for 大阪大学."""
    wanted = fold(place)
    ratios = [SequenceMatcher(None, wanted, fold(word)).ratio() for word in own if wanted]
    return bool(ratios) and thresholds.NAME_MISSPELT <= max(ratios) < 1


def _other_founder(japanese: str, english: str) -> bool:
    """Whether one is a city's and the other the state's, or a university lost its city.

    Only those are told apart by it: Nagoya City University is not Nagoya University, while 県立 is
    often left unsaid (福島県立医科大学, Fukushima Medical University).
    """
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", english)}
    founders = {founder for founder, names in _FOUNDERS.items() if names & words}
    own = next((founder for founder in _FOUNDERS if founder in japanese), None)
    if own is None:
        return False
    if founders:
        return own not in founders
    return own == "市立" and "大学" in japanese and "university" in words


def _elsewhere(japanese: str, english: str) -> bool:
    """Whether both begin with a part of Japan, each with another one."""
    here, there = region(japanese, "ja"), region(english, "en")
    return bool(here and there and here != there)


def _own(text: str) -> list[str]:
    """The words before the one that says what it is, without those any institution may have.

    Behind it stands a place (Wako Clinic Nagoya), unless nothing stands before it (University of
    Tokyo).
    """
    words = re.findall(r"[^\W\d_]+", text)
    heads = [at for at, word in enumerate(words) if _HEAD.fullmatch(word)]
    before = words[: heads[0]] if heads and heads[0] else words
    return [
        word
        for word in before
        if word[0].isupper()
        and word.casefold() not in _KINDS | FUNCTION_WORDS
        and not _HEAD.fullmatch(word)
    ]


def _start(tokens: Sequence[Token], match: re.Match[str]) -> int:
    """Where the name begins: behind articles and what the tagger reads as a verb (Contact)."""
    for token in tokens:
        if token.pos not in _NO_NAME and token.text.casefold() not in FUNCTION_WORDS:
            return token.start
    return match.start()


def _is_named(text: str, tokens: Sequence[Token]) -> bool:
    """Whether it has a capitalised word besides the one that says what it is."""
    words = [word for word in text.split() if word.casefold() not in FUNCTION_WORDS]
    own = [word for word in words if not _HEAD.fullmatch(word)]
    return any(word[0].isupper() for word in own) and any(t.pos == "PROPN" for t in tokens)
