"""Links between the words of two texts, from several kinds of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.tokens import Token
from pipeline.model.words import Evidence, ShortWord, WordLink
from pipeline.wordlinks.places import places_in
from pipeline.wordlinks.table import rendering
from pipeline.wordlinks.transliteration import plain_letters, sounds_alike

_KATAKANA = re.compile("[ァ-ヺー]{2,}")
# Below, a link says nothing.
_LEAST = 0.05
# How likely words belong together that a kind of evidence joins.
_SAME, _PLACE, _ORIGIN, _STEM, _READING = 0.99, 0.97, 0.97, 0.9, 0.95
_SHORTEST_STEM = 4
_MOST_UNITS = 4


def link_words(ja: Sequence[ShortWord], en: Sequence[Token], text: str) -> tuple[WordLink, ...]:
    """The links between Japanese short units and English words, best first for each pair of ranges.

    ``text`` is the Japanese text that the ranges of ``ja`` and of the links count in; the ranges of
    English words are those of their tokens.
    """
    best: dict[tuple[tuple[int, int], tuple[int, int]], WordLink] = {}
    for link in _all(ja, en, text):
        known = best.get(link[:2])
        if link.probability >= _LEAST and (known is None or known.probability < link.probability):
            best[link[:2]] = link
    return tuple(sorted(best.values()))


def _all(ja: Sequence[ShortWord], en: Sequence[Token], text: str) -> Iterator[WordLink]:
    words = [token for token in en if any(map(str.isalnum, token.text))]
    for start, end, names in places_in(text):
        for first, last, name in _named(words):
            if name in names or name.removesuffix("s") in names:
                for token in words[first:last]:
                    yield _link((start, end), token, _PLACE, "place")
    joined = tuple(_joined(words))
    for run in _katakana(ja, text):
        for first, last in joined:
            letters = "".join(token.text for token in words[first:last])
            if (likely := sounds_alike(run[2], letters)) >= _LEAST:
                for token in words[first:last]:
                    yield _link(run[:2], token, likely, "sound")
    for first, last, read in _read(ja):
        for token in words:
            if read and read == _romanised(token.text):
                span = ja[first].start, ja[last - 1].end
                yield _link(span, token, _READING, "reading")
    for word in ja:
        for token in words:
            likely, evidence = _word(word, token)
            if likely >= _LEAST:
                yield _link((word.start, word.end), token, likely, evidence)


def _link(ja: tuple[int, int], token: Token, likely: float, evidence: Evidence) -> WordLink:
    return WordLink(ja, (token.start, token.end), likely, evidence)


def _word(word: ShortWord, token: Token) -> tuple[float, Evidence]:
    said = token.text.casefold()
    if word.text.isascii() and word.text.casefold() == said:
        return _SAME, "same"
    if word.origin:
        origin = plain_letters(word.origin)
        for form in (plain_letters(token.lemma), plain_letters(said)):
            if form and form == origin:
                return _ORIGIN, "origin"
            if _is_stem(form, origin):
                return _STEM, "origin"
    return rendering(word.lemma, token.lemma.casefold()), "table"


def _is_stem(a: str, b: str) -> bool:
    """Whether words share their beginning up to an ending (Italy, Italian)."""
    short = min(len(a), len(b))
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), short)
    return shared >= max(_SHORTEST_STEM, round(0.7 * max(len(a), len(b))))


def _named(words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Runs of one to four English words, in lower case."""
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 4) + 1):
            yield first, last, " ".join(token.text.casefold() for token in words[first:last])


def _joined(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Single words, and two or three with capitals that katakana may write as one (Santa Claus)."""
    for first, token in enumerate(words):
        yield first, first + 1
        for last in range(first + 2, min(len(words), first + 3) + 1):
            if not all(w.text.isalpha() and w.text.istitle() for w in words[first:last]):
                break
            if words[last - 1].start - words[last - 2].end > 1 or token.text.isdigit():
                break
            yield first, last


def _katakana(ja: Sequence[ShortWord], text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of katakana, whole and in every stretch of their short units."""
    seen = set()
    for match in _KATAKANA.finditer(text):
        seen.add(match.span())
        yield match.start(), match.end(), match.group()
        inside = [w for w in ja if match.start() <= w.start and w.end <= match.end()]
        for first in range(len(inside)):
            for last in range(first + 1, min(len(inside), first + _MOST_UNITS) + 1):
                span = inside[first].start, inside[last - 1].end
                if span not in seen and span[1] - span[0] > 1:
                    seen.add(span)
                    yield *span, text[span[0] : span[1]]


def _read(ja: Sequence[ShortWord]) -> Iterator[tuple[int, int, str]]:
    """Kanji of up to three short units, as they are read, in folded Latin letters."""
    from pipeline.wordlinks.romanised import romanise, voiceless

    for first in range(len(ja)):
        kana = ""
        for last in range(first + 1, min(len(ja), first + 3) + 1):
            word = ja[last - 1]
            if not word.reading or word.text.isascii() or _KATAKANA.match(word.text):
                break
            kana += word.reading
            yield first, last, voiceless(romanise(kana))


def _romanised(word: str) -> str:
    from pipeline.wordlinks.romanised import fold, voiceless

    return voiceless(fold(word)) if word[:1].isupper() else ""
