"""Whether a piece of text reads as a title or as a sentence: script, endings, capitals, length.

The tests look at closed classes of the two grammars (inflectional endings and particles in
Japanese; function words in English) and at typography, never at what the text is about.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_][\w’'.\-/&+]*|\d[\w.,%\-/]*")
_STOPPED = re.compile(r"[。．｡.!！…;；、，,][」』）)】\]\"'”’*]*$")
_INNER_STOP = re.compile(r"[。｡！!]|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[a-z][a-z])\.\s|[?？].*\S")

# Endings of predicates in the polite, plain and passive forms; nouns do not end so.
_PREDICATE = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください|下さい|である|であった|だった"
    r"|(?<=[\u3400-\u9fff\u30a0-\u30ffァ-ヶ])(?:する|した|される|された|できる|できた|しない)"
    r"|ている|ていた|てある|られる|られた|せる|ない|なかった|になる|となる|がある|はある|もある|たい)"
    r"(?:[かねよ]|が|ため)?$"
)
_PARTICLE = re.compile(
    r"(?:[をが]|(?<!ま)で|[^と]は|(?<=.{5})に|から|ので|のに|けど|ても|とも|れば|たら|なら|とおり|通り"
    r"|しかし|および|及び|または|(?<=[いきしちっりんえけせてねめれ])(?<!につい)て)$"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION = _words(
    """a an the of in on at to for from by with without as and or but nor vs via per into onto over
    under between among through during after before about against within than that which who whose
    is are was were be been it its their our your his her this these those"""
)
_DANGLING = _words(
    """a an the of in on at to for from by with as and or but nor than that which whose is are was
    were be been include includes including following such"""
)
# Words of a heading in sentence case, bare or marked; more make it a sentence.
_MOST_WORDS = {False: 7, True: 14}
_QUESTION = _words("who what when where why how which")
_SUBJECT = _words("i we you he she they it there here this these those")
_VERB = _words(
    """is are was were am be been being has have had do does did can could will would may might
    must shall should isn’t aren’t can’t don’t we’re they’re it’s i’m i’ll we’ll"""
)


def width(text: str) -> int:
    """Columns on a terminal, a wide character counting two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def is_japanese(text: str) -> bool:
    """Whether kana or kanji stand in the text."""
    return bool(JAPANESE.search(text))


def letters(text: str) -> tuple[int, int]:
    """How many Japanese and how many Latin letters the text holds."""
    return len(JAPANESE.findall(text)), len(_LATIN.findall(text))


def has_letters(text: str) -> bool:
    """Whether there is anything but digits, punctuation and white space."""
    return any(char.isalpha() for char in text)


def is_stopped(text: str) -> bool:
    """Whether it ends as sentences and clauses do (``。`` ``.`` ``!`` ``、`` ``;``)."""
    return bool(_STOPPED.search(text))


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation opened is closed, and none is closed unopened."""
    waiting: list[str] = []
    for char in text:
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif char in _CLOSERS and (not waiting or waiting.pop() != char):
            return False
    return not waiting


_PAIRS = dict(zip("「『（(【［[《〈“", "」』）)】］]》〉”", strict=True))
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|\"[^\"]*\"")
_CLOSERS = frozenset(_PAIRS.values())


def is_quoted(text: str) -> bool:
    """Whether it is one quotation from end to end, as somebody's words are and titles are not."""
    return bool(_QUOTED.fullmatch(text))


def is_capitalised(text: str) -> bool:
    """Title Case: at least seven in ten of the words that carry meaning begin with a capital."""
    words = [w for w in _WORD.findall(text) if w.lower() not in _FUNCTION]
    capital = sum(w[0].isdigit() or any(c.isupper() for c in w) for w in words)
    return bool(words) and capital >= 0.7 * len(words)


def is_phrase(text: str, *, question: bool = True, marked: bool = False) -> bool:
    """Whether it reads as a title or label: a noun phrase or question, not a sentence or clause.

    ``question`` allows ``？`` at the end, as headings have it and labels do not. ``marked`` lines
    look like headings anyway: they may end in a particle (``治療の前に``) and be longer.
    """
    if not has_letters(text) or is_stopped(text) or text[-1] in ":：" or _INNER_STOP.search(text):
        return False
    if not is_balanced(text):
        return False
    if text[-1] in "?？":
        return question
    if is_japanese(text):
        return not _PREDICATE.search(text) and (marked or not _PARTICLE.search(text))
    return _is_english_phrase(text, _MOST_WORDS[marked])


def _is_english_phrase(text: str, most: int) -> bool:
    words = [word.replace("'", "’") for word in _WORD.findall(text)]
    if not words:
        return False
    lower = [word.lower() for word in words]
    asks = lower[0] in _QUESTION
    if lower[-1] in _DANGLING and not asks:
        return False
    if is_capitalised(text):
        return True
    if words[0].islower() or lower[0] in _FUNCTION - _QUESTION - {"a", "an", "the"}:
        return False
    clause = lower[0] in _SUBJECT or any(word in _VERB for word in lower[1:])
    return len(words) <= most and (asks or not clause)


def is_sentence(text: str) -> bool:
    """Whether it reads as running text: it ends in a stop or predicate, or is long and no title."""
    if re.search(r"[。．｡.!！…][」』）)】\]\"'”’*]*$", text):
        return True
    return is_clause(text) or (is_japanese(text) and ("。" in text or width(text) > 60))


def is_clause(text: str) -> bool:
    """Whether it has a predicate at its end (Japanese) or is too long and small for a title."""
    if is_japanese(text):
        return bool(_PREDICATE.search(text))
    return len(_WORD.findall(text)) > 6 and not is_capitalised(text)


def is_unfinished(text: str) -> bool:
    """Whether a Japanese line breaks off after a particle, so that the next one goes on with it."""
    return is_japanese(text) and bool(_PARTICLE.search(text) or text[-1] in "、，")


def has_clause_words(text: str) -> bool:
    """Whether an English text holds a pronoun or auxiliary, as titles and references do not."""
    words = {word.lower().replace("'", "’") for word in _WORD.findall(text)}
    return bool(words & (_VERB | _SUBJECT)) and len(words) > 3
