"""Noun phrases with the phrases inside them: GiNZA's in Japanese, spaCy's in English.

Both parsers say where a phrase lies; which parts of it could stand alone is read from the parts of
speech. A phrase joined by の or な, or by a preposition in English, is one as a whole too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.languages import en, ja
from pipeline.model.source import Lang
from pipeline.model.tokens import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    Test = Callable[[Token], bool]

# Words of a phrase at most; longer ones are descriptions, not terms.
_LONGEST = 8
# A text that is longer is no sentence, and the parsers' memory grows with it.
_LIMIT = 4_000

_Range = tuple[int, int]


def noun_phrases(texts: Sequence[str], lang: Lang) -> list[tuple[Phrase, ...]]:
    """The noun phrases of each text, nested ones included, in the order of their places.

    Only the first 4,000 characters of a text are read. Raises ModelError where a model is missing.
    """
    nlp = ja.full_model() if lang == "ja" else en.full_model()
    read = _japanese if lang == "ja" else _english
    docs = nlp.pipe(text[:_LIMIT] for text in texts)
    return [tuple(sorted(read(doc), key=lambda p: (p.start, -p.end))) for doc in docs]


def _japanese(doc: Doc) -> Iterator[Phrase]:
    runs = list(_nominal_runs(doc))
    found = {part for run in runs for part in _parts(doc, run, _begins_ja, _ends_ja)}
    for before, after in pairwise(runs):
        if before[1] + 1 == after[0] and doc[before[1]].text in ("の", "な"):
            found.add((before[0], after[1]))
    for start, end in found:
        if end - start <= _LONGEST:
            inside = doc[start:end]
            yield _phrase(inside.text, [(t.norm_, t) for t in inside])


def _nominal_runs(doc: Doc) -> Iterator[_Range]:
    """GiNZA's phrases without marks and verbs; neighbours that nothing divides are one."""
    import ginza

    inside = {token.i for phrase in ginza.bunsetu_phrase_spans(doc) for token in phrase}
    start = None
    for token in doc:
        nominal = token.i in inside and _is_nominal(token)
        spaced = start is not None and doc[token.i - 1].whitespace_
        if start is not None and (spaced or not nominal):
            yield start, token.i
            start = None
        if nominal and start is None:
            start = token.i
    if start is not None:
        yield start, len(doc)


def _is_nominal(token: Token) -> bool:
    kinds = ("名詞", "接頭辞", "接尾辞-名詞的", "形状詞-一般", "記号-文字")
    return token.tag_.startswith(kinds) or token.text in ("・", "-", "‐")


def _begins_ja(token: Token) -> bool:
    if token.tag_.startswith(("接尾辞", "補助記号", "記号-一般")):
        return False
    return "助数詞" not in token.tag_ and "数詞" not in token.tag_


def _ends_ja(token: Token) -> bool:
    return token.tag_.startswith(("名詞", "接尾辞", "形状詞")) and "副詞可能" not in token.tag_


def _english(doc: Doc) -> Iterator[Phrase]:
    chunks = [(_past_determiners(doc, c.start, c.end), c.end) for c in doc.noun_chunks]
    found = {part for chunk in chunks for part in _parts(doc, chunk, _begins_en, _ends_en)}
    for before, after in pairwise(chunks):
        between = doc[before[1] : after[0]]
        if len(between) and between[0].pos_ == "ADP" and all(_is_small(t) for t in between):
            parts = _parts(doc, before, _begins_en, _ends_en)
            found |= {(start, after[1]) for start, end in parts if end == before[1]}
    for start, end in found:
        words = [(_word(t), t) for t in doc[start:end] if not t.is_punct]
        if 0 < len(words) <= _LONGEST:
            yield _phrase(_written(doc, start, end), words)


def _past_determiners(doc: Doc, start: int, end: int) -> int:
    while start < end and doc[start].pos_ in ("DET", "PRON", "PUNCT"):
        start += 1
    return start


def _is_small(token: Token) -> bool:
    return token.pos_ in ("ADP", "DET")


def _begins_en(token: Token) -> bool:
    if token.is_punct or (token.i and _hyphened(token.nbor(-1))):
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X")


def _ends_en(token: Token) -> bool:
    if token.is_punct or (not token.whitespace_ and _hyphen_follows(token)):
        return False
    hyphened = token.i > 0 and _hyphened(token.nbor(-1))
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "X") or hyphened


def _hyphened(token: Token) -> bool:
    """Whether it is a hyphen with the next word at it; some are tagged as prefixes."""
    return token.text.endswith("-") and not token.whitespace_


def _hyphen_follows(token: Token) -> bool:
    return token.text.endswith("-") or (
        token.i + 1 < len(token.doc) and token.nbor(1).text.startswith("-")
    )


def _word(token: Token) -> str:
    return token.lemma_.lower() if token.pos_ in ("NOUN", "PROPN") else token.lower_


def _written(doc: Doc, start: int, end: int) -> str:
    """In the singular, and small where only its place made a letter great."""
    first, last = doc[start], doc[end - 1]
    plural = last.tag_ in ("NNS", "NNPS") and not last.text.isupper()
    text = doc[start : end - 1].text_with_ws + (last.lemma_ if plural else last.text)
    usual = first.is_sent_start and first.is_title and first.pos_ != "PROPN"
    return text[0].lower() + text[1:] if usual else text


def _parts(doc: Doc, run: _Range, begins: Test, ends: Test) -> Iterator[_Range]:
    """Every part of a phrase that could stand alone, the whole included."""
    stops = [i + 1 for i in range(*run) if ends(doc[i])]
    for begin in range(*run):
        if begins(doc[begin]):
            yield from ((begin, stop) for stop in stops if stop > begin)


def _phrase(text: str, words: Sequence[tuple[str, Token]]) -> Phrase:
    first, last = words[0][1], words[-1][1]
    return Phrase(
        text,
        tuple(word for word, _ in words),
        tuple(token.tag_ for _, token in words),
        first.idx,
        last.idx + len(last),
    )
