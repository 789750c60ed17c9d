"""Where sentences begin and end, in Japanese and in English.

A line break in the text always ends a sentence: the parsers join lines that only wrap (see
``joins``) and keep a line break where the reader sees one.

*Japanese.* A sentence ends at ``。．！？`` outside brackets; a stop just before a closing bracket
ends it after the bracket unless the sentence visibly goes on (``「…です。」と述べた``).

*English.* A full stop followed by white space ends a sentence unless the word before it is an
abbreviation that wants the next word (``Dr. Mori``, ``Fig. 2``, ``J. Smith``) or the next word is
in lower case. The abbreviations are those of the Unicode CLDR segmentation suppressions for
English (common/segments/en.xml) that occur in articles, sorted by what follows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.model.source import Lang

_BRACKETS = dict(zip("「『（(【［[〈《〔“‘", "」』）)】］]〉》〕”’", strict=True))
_CLOSERS = frozenset(_BRACKETS.values()) | frozenset("\"'»")
_STOPS = frozenset("。．｡！？!?")
_TRAILING = re.compile(
    r"""[。．｡！？!?….]+(?!\d)|(?<=[!?.。！？”"])(?:[”’»]|["'](?!\w))+|\[\d[\d,–\- ]*\]"""
)

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# Foreign words with their full stop stand inside a sentence that goes on: ``sp. を``.
_PARTICLE = re.compile(r"[ \u3000]*[をとにはがのでもへや]")
_STOP = re.compile(r"[.!?…。！？]+")
_AFTER = re.compile(r"""(?:["'”’»)\]」』）]|\[\d[\d,–\- ]*\])*""")
_OPENING = re.compile(r"""[\s"'“‘«(\[「『（*_]*""")
_OF_WORD = r"[^\s(\[“\"'‘（「/—–、。\u3040-\u30ff\u3400-\u9fff]"
_WORD_BEFORE = re.compile(rf"(?<!{_OF_WORD}){_OF_WORD}*+\Z")
_WORD = re.compile(r"[\w’'\-]*")
_ENUMERATOR = re.compile(r"[(（]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They stand before a name or a phrase and cannot end a sentence.
_NEVER_LAST = _words(
    """dr mr mrs ms prof rev gen hon st mt messrs e.g i.e eg vs v cf viz ca approx resp incl
    esp"""
)
# They stand before a number; "No." and the rest end a sentence when a word follows.
_BEFORE_NUMBER = _words("fig figs no nos eq eqs ref refs sec ch vol vols pp p art tab suppl ver")
# They end a sentence only when a closed-class word opens the next one ("U.S. Food" goes on).
_MAYBE_LAST = _words("al etc inc ltd co corp jr sr dept univ ph.d")
# Determiners, pronouns, conjunctions and prepositions: a closed class.
_STARTERS = _words(
    """the a an this that these those it its he she they we you i his her their our your my there
    here in on at for from by with of to as and but or so if when while although though because
    since after before during however therefore thus moreover furthermore both each many most some
    no not what how why where who which is are was were do does did can could may might"""
)


def split(
    text: str, lang: Lang, *, whole: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the sentences of ``text``, in order and without outer white space.

    Every character that is not white space lies in exactly one range. ``whole`` are ranges in
    ascending order that are never cut (inline code, addresses). Linear in the text.
    """
    ends = _japanese_ends if lang == "ja" else _english_ends
    ranges = []
    for line in _LINE.finditer(_masked(text, whole)):
        start = line.start()
        for end in (*(line.start() + e for e in ends(line.group())), line.end()):
            trimmed = _trim(text, start, end)
            if trimmed:
                ranges.append(trimmed)
            start = max(start, end)
    return tuple(ranges)


def _masked(text: str, whole: Sequence[tuple[int, int]]) -> str:
    """``text`` with a letter for each character of the ranges, so that no stop is seen there."""
    pieces, at = [], 0
    for start, end in whole:
        pieces += [text[at:start], "X" * (end - start)]
        at = end
    return "".join((*pieces, text[at:])) if pieces else text


def joins(before: str, after: str) -> str:
    """What a reader sees where a line merely wraps: nothing inside Japanese, else a space.

    ``before`` and ``after`` are the characters on both sides (or ``""``). The rule is that of CSS
    Text 3, §4.1.3: a segment break between two wide East Asian characters vanishes.
    """
    return "" if before and after and _is_wide(before[-1]) and _is_wide(after[0]) else " "


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFH" and not "\uac00" <= char <= "\ud7a3"


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _japanese_ends(line: str) -> Iterator[int]:
    """Offsets after the last character of every sentence but, perhaps, the last."""
    closing = _matched_brackets(line)
    at, start, resume = 0, 0, 0
    while at < len(line):
        if at in closing:
            close = closing[at]
            resume = close + 1
            if line[close - 1] in _STOPS and not _goes_on(line, resume):
                yield (start := _past_trailing(line, resume))
                resume = start
            at = resume
            continue
        if _is_japanese_stop(line, at, start):
            yield (start := _past_trailing(line, at + 1))
            at = start
        else:
            at += 1


def _matched_brackets(line: str) -> dict[int, int]:
    """Outermost brackets that are closed, opening offset → closing offset."""
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    matched: dict[int, int] = {}
    for at, char in enumerate(line):
        if char in _BRACKETS:
            opened.append((_BRACKETS[char], at))
            waiting[_BRACKETS[char]] = waiting.get(_BRACKETS[char], 0) + 1
        elif waiting.get(char):
            while True:
                closer, start = opened.pop()
                waiting[closer] -= 1
                if closer == char:
                    break
            matched[start] = at
    return matched


def _goes_on(line: str, at: int) -> bool:
    """Whether the sentence continues after a quotation: a particle, a comma or a full stop."""
    after = line[at : at + 1]
    return bool(after) and ("\u3041" <= after <= "\u309f" or after in "、，,。．")


def _is_japanese_stop(line: str, at: int, start: int) -> bool:
    char = line[at]
    if char in "。｡！？":
        return True
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if char == "．":
        between_digits = before.isdigit() and after.isdigit()
        return not between_digits and not _is_enumerator(line, start, at)
    if char in "!?":
        return not (after.isascii() and after.isalnum())
    if char == "." and before not in (".", "…"):
        stop = _STOP.match(line, at)
        assert stop
        following = line[stop.end() : stop.end() + 1]
        if before and not before.isascii():
            return not following or following.isspace() or not following.isascii()
        end = _english_end(line, start, stop)
        return end is not None and not _PARTICLE.match(line, end)
    return False


def _is_enumerator(line: str, start: int, stop: int) -> bool:
    """Whether all there is before a stop is the number of a list item or heading."""
    return stop - start <= 12 and bool(_ENUMERATOR.fullmatch(line[start:stop].strip()))


def _past_trailing(line: str, at: int) -> int:
    while found := _TRAILING.match(line, at):
        at = found.end()
    return at


def _english_ends(line: str) -> Iterator[int]:
    start = 0
    for stop in _STOP.finditer(line):
        if stop.start() < start:
            continue
        end = _english_end(line, start, stop)
        if end is not None:
            yield end
            start = end


def _english_end(line: str, start: int, stop: re.Match[str]) -> int | None:
    """The end of the sentence that ``stop`` closes, or None where it closes none."""
    after = _AFTER.match(line, stop.end())
    end = after.end() if after else stop.end()
    if any(char in "。！？" for char in stop.group()):
        return end
    following = line[end : end + 1]
    if following and not following.isspace() and following.isascii():
        return None
    opening = _OPENING.match(line, end)
    word = _WORD.match(line, opening.end() if opening else end)
    follower = word.group() if word else ""
    if not follower:
        return end
    if _is_lower_word(follower):
        return None
    if stop.group() == "." and not _may_end_after(line, start, stop.start(), follower):
        return None
    return end


def _is_lower_word(word: str) -> bool:
    """``half`` but not ``mRNA``, ``pH`` or ``α``, which may open a sentence."""
    return word[0].isascii() and word[0].islower() and not any(c.isupper() for c in word)


def _may_end_after(line: str, start: int, stop: int, follower: str) -> bool:
    # A straight quotation mark may close (called "stem cells".) what it also opens.
    found = _WORD_BEFORE.search(line[max(start, stop - 40) : stop].rstrip("\"'"))
    word = found.group() if found else ""
    bare = word.lower()
    if not word or bare in _NEVER_LAST:
        return False
    if bare in _BEFORE_NUMBER:
        return not (follower[0].isdigit() or re.fullmatch(r"[IVXLC]+|S\d+", follower))
    if _is_enumerator(line, start, stop):
        return False
    if bare in _MAYBE_LAST or _DOTTED.fullmatch(word) or re.fullmatch(r"[A-Z]", word):
        return follower.lower() in _STARTERS and follower[0].isupper()
    return True
