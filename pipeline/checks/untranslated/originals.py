"""Where the source language rightly stands in a translation: originals in brackets, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks import thresholds
from pipeline.checks.untranslated.script import FUNCTION_WORDS, JA_FORM, JA_LETTER, WORD
from pipeline.model.document import Block
from pipeline.model.source import Lang

_BRACKETED = re.compile(r"[(（\[［]([^()（）\[\]［］\n]+)[)）\]］]")
_PIECES = re.compile(r"[,;:/、；：／，＝=]")
_SENTENCE_END = re.compile(r"[。！？]|[.!?](?:\s|$)")
_LOWER_WORD = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
# What ends so is said to somebody; a name does not.
_PREDICATE = re.compile(r"(?:です|ます|ません|でした|ました|ましょう|ください|下さい)$")

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()（）「」]+")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# What only a bibliography has beside a year: volume and pages, a page range, an identifier. Of a
# number its last or first figure will do.
_LOCATOR = re.compile(
    r"\d\s*+[(（]\s*+\d+[^)）]{0,6}[)）]"
    r"|[;；,，]\s*+(?:vol\.?\s*+)?\d++\s*+[:：]\s*+[a-z]?\d"
    r"|\bpp?\.\s*+\d|\d\s*+[-–—]\s*+\d++\s*+(?:頁|ページ)"
    r"|\bdoi\b|\bPMID\b|\bISBN\b|\bISSN\b|\d\s*+[巻号]|\d\s*+[:：]\s*+\d++\s*+[-–—]\s*+\d",
    re.IGNORECASE,
)
# ``Tanaka T.``, ``[3] van Dam, A. B.,``, ``田中太郎, 鈴木花子.`` at the start of a block.
_AUTHORS = re.compile(
    r"[\s\[(（0-9.)）\]]*+"
    r"(?:(?:[a-z]{2,4} )?[A-Z][\w'’-]+,? (?:[A-Z]\.?[- ]?){1,3}(?=[,.;:&\s(]|et al)"
    r"|[\u3005-\u9fff]{2,8}(?:[,，、]\s*[\u3005-\u9fff]{2,8})*\s*[.:．：])"
)
_REFERENCES = re.compile(
    r"(?:references?|bibliography|works cited|literature|sources|参考文献|引用文献|文献|出典)\W*",
    re.IGNORECASE,
)
_AUTONYMS = re.compile(r"(?:日本語|Japanese|English|英語|英文|和文|ja|en|jp)(?:版|ページ)?", re.I)
_LABEL = {
    "ja": re.compile(
        r"(?:in |original )?(?:Japanese|日本語|和文)(?: original| text)?\s*+[:：]", re.I
    ),
    "en": re.compile(r"(?:English|英語|英文)(?:原文|表記)?\s*+[:：]", re.I),
}


def masked(block: Block) -> str:
    """The prose of a block with inline code and addresses blanked out (NUL), offsets unchanged."""
    text = block.prose.text
    spans = [(mark.start, mark.end) for mark in block.marks]
    return _blanked(text, [*spans, *(found.span() for found in _URL.finditer(text))])


def without_originals(text: str, original: Lang) -> str:
    """``text`` with the bracketed originals (language ``original``) blanked out like code.

    An original stands right behind the words that translate it, is as short as a name and no
    sentence, and is not mixed with the language around it: ``cortex (前頭前野)``, ``stimulation
    (Japanese: 刺激; TMS)``, but not ``the (前頭前野) region`` or ``(especially the 前頭前野)``.
    """
    fits = _is_japanese_original if original == "ja" else _is_english_original
    spans = []
    for found in _BRACKETED.finditer(text):
        before = text[max(found.start() - thresholds.ORIGINAL_LONGEST_WORD, 0) : found.start()]
        if fits(found.group(1)) and _translated_before(before, original):
            spans.append(found.span())
    return _blanked(text, spans)


def is_citation(text: str, heading: str, block: Block) -> bool:
    """Whether a sentence belongs to a bibliographic reference, whose titles keep their language.

    A reference names a year and a place in print (volume and pages, an identifier), in the
    sentence itself or, where the block begins with its authors, anywhere in the block. Under a
    heading such as References, or in a footnote, the year is enough.
    """
    whole = block.prose.text
    if len(whole) <= thresholds.REFERENCE_LONGEST and "。" not in whole and _AUTHORS.match(whole):
        text = whole
    if not _YEAR.search(text):
        return False
    listed = block.kind == "note" or bool(_REFERENCES.fullmatch(heading.strip()))
    return listed or bool(_LOCATOR.search(text))


def is_language_switch(text: str) -> bool:
    """Whether a block only names languages: ``日本語 | English``."""
    names = [part for part in re.split(r"[\s|/／・·•,、>→]+", text) if part]
    return bool(names) and all(_AUTONYMS.fullmatch(name) for name in names)


def is_labelled(text: str, before: str, lang: Lang) -> bool:
    """Whether a block says that it is in ``lang``, itself or in the one before: ``Japanese: …``.

    What a text shows under such a label, a form of words to copy, it means to show.
    """
    return bool(_LABEL[lang].match(text.lstrip()) or _LABEL[lang].fullmatch(before.strip()))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        start, end = max(start, at), max(end, at)
        pieces += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _is_japanese_original(inner: str) -> bool:
    if _SENTENCE_END.search(inner) or _PREDICATE.search(inner.strip()):
        return False
    if len(inner) > thresholds.ORIGINAL_LONGEST + 20:
        return False
    pieces = [piece for piece in _PIECES.split(inner) if JA_LETTER.search(piece)]
    return bool(pieces) and all(
        len(piece) <= thresholds.ORIGINAL_LONGEST and not _LOWER_WORD.search(piece)
        for piece in pieces
    )


def _is_english_original(inner: str) -> bool:
    words = WORD.findall(inner)
    return (
        bool(words)
        and len(words) <= thresholds.ORIGINAL_LONGEST_WORDS
        and not JA_LETTER.search(inner)
        and not _SENTENCE_END.search(inner)
    )


def _translated_before(text: str, original: Lang) -> bool:
    """Whether a word of the translation stands at the end of ``text``, right before a bracket."""
    before = text.rstrip(" \u3000*_'\"’”」』】")
    if original == "en":
        return bool(before) and bool(JA_LETTER.match(before[-1]))
    words = WORD.findall(before)
    if not words or JA_FORM.match(before[-1]) or JA_LETTER.match(before[-1]):
        return False
    return before[-1].isalnum() and words[-1].lower() not in FUNCTION_WORDS
