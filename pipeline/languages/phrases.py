"""Noun phrases with the phrases inside them: GiNZA's in Japanese, spaCy's in English.

A phrase is a run of nominal words. The parsers' own phrases end too early in lists and headings
(評価項目 in 主要評価項目, "cochlear implant and epilepsy"), so the parts of speech decide, and say
which parts of a run could stand alone; spaCy's phrases are added. Phrases joined by の or な, or by
prepositions in English, are one as a whole as well.
"""

from __future__ import annotations

import re
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

# GiNZA's classes of names (Sekine's hierarchy) that are kinds of things: no persons, places, times.
_KINDS = {
    "Academic",
    "Animal_Disease",
    "Animal_Part",
    "Disease_Other",
    "Doctrine_Method_Other",
    "Drug",
    "Element",
    "Compound",
    "Material",
    "Product_Other",
}
_KANJI = re.compile(r"[一-鿿]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_LOAN = re.compile(r"[ァ-ヶーA-Za-z]+")

_NOMINAL_TAGS = {"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "HYPH", "AFX", "FW", "CD"}

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
    named = {(entity.start, entity.end) for entity in doc.ents if entity.label_ in _KINDS}
    runs = list(_nominal_runs(doc))
    parts = {part for run in runs for part in _parts(doc, run, _begins_ja, _ends_ja)}
    found = {part for part in parts if _stands(doc, part)}
    for before, after in pairwise(runs):
        joined = before[1] + 1 == after[0] and doc[before[1]].text in ("の", "な")
        if joined and _stands(doc, before) and _stands(doc, after):
            found.add((before[0], after[1]))
    for start, end in found:
        if end - start <= _LONGEST:
            inside = doc[start:end]
            phrase = _phrase(inside.text, [(t.norm_, t) for t in inside])
            yield phrase._replace(named=(start, end) in named)


def _nominal_runs(doc: Doc) -> Iterator[_Range]:
    """Nominal words that nothing divides; a middle dot divides all but loan words."""
    start = None
    for token in doc:
        divided = start is not None and bool(doc[token.i - 1].whitespace_)
        goes_on = _is_nominal(token) and not _is_list_dot(token)
        if start is not None and (divided or not goes_on):
            yield start, token.i
            start = None
        if goes_on and start is None:
            start = token.i
    if start is not None:
        yield start, len(doc)


def _is_list_dot(token: Token) -> bool:
    """抗炎症・神経保護作用 are two things, インフォームド・コンセント is one."""
    if token.text != "・" or not 0 < token.i < len(token.doc) - 1:
        return False
    return not all(_LOAN.fullmatch(token.nbor(step).text) for step in (-1, 1))


def _is_nominal(token: Token) -> bool:
    kinds = ("名詞", "接頭辞", "接尾辞-名詞的", "形状詞-一般", "記号-文字")
    return token.tag_.startswith(kinds) or token.text in ("・", "-", "‐")


def _stands(doc: Doc, part: _Range) -> bool:
    """Whether it can stand alone, and is no number with its counter: 直径約100ナノメートル."""
    start, end = part
    before, last = doc[max(start, end - 2)], doc[end - 1]
    return (
        _begins_ja(doc[start])
        and _ends_ja(last)
        and not (_is_counter(last) and before.tag_ == "名詞-数詞")
    )


def _begins_ja(token: Token) -> bool:
    if token.tag_.startswith(("接尾辞", "補助記号", "記号-一般")):
        return False
    if "助数詞" in token.tag_ and token.i and "数詞" in token.nbor(-1).tag_:
        return False
    if "副詞可能" in token.tag_ and (_is_hiragana(token) or _before_numeral(token)):
        # ため自由診療 begins with the end of a clause, 午後3時 tells the time.
        return False
    # 12人 counts; 二重盲検 is a word. Sudachi takes an abbreviation for a unit now and then (HPA in
    # HPA軸).
    unit = "助数詞可能" in token.tag_ and token.text.isupper()
    return "数詞" not in token.tag_ or unit or bool(_KANJI.fullmatch(token.text))


def _ends_ja(token: Token) -> bool:
    suffix = token.tag_.startswith("接尾辞")
    if not (suffix or token.tag_.startswith(("名詞", "形状詞"))) or "副詞可能" in token.tag_:
        return False
    if suffix and _is_hiragana(token):
        # 患者さん, 研究者たち: it is of the sentence, not of the term.
        return False
    more = token.i + 1 < len(token.doc) and _is_counter(token.nbor(1))
    return not ("数詞" in token.tag_ and more)


def _is_counter(token: Token) -> bool:
    return "助数詞" in token.tag_ or token.tag_.startswith("接尾辞")


def _is_hiragana(token: Token) -> bool:
    return bool(_HIRAGANA.fullmatch(token.text))


def _before_numeral(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and "数詞" in token.nbor(1).tag_


def _english(doc: Doc) -> Iterator[Phrase]:
    chunks = [(_past_determiners(doc, c.start, c.end), c.end) for c in doc.noun_chunks]
    runs = [*chunks, *_english_runs(doc)]
    found = {part for run in runs for part in _parts(doc, run, _begins_en, _ends_en)}
    joined: set[_Range] = set()
    for before, after in pairwise(chunks):
        between = doc[before[1] : after[0]]
        if len(between) and between[0].pos_ == "ADP" and all(_is_small(t) for t in between):
            parts = _parts(doc, before, _begins_en, _ends_en)
            starts = {start for start, end in (*parts, *joined) if end == before[1]}
            joined |= {(start, after[1]) for start in starts}
    found |= joined
    for start, end in found:
        words = [(_word(t), t) for t in doc[start:end] if not t.is_punct]
        if 0 < len(words) <= _LONGEST and not any(map(_divides, doc[start:end])):
            yield _phrase(_written(doc, start, end), words)


def _divides(token: Token) -> bool:
    """Whether it stands between the entries of a list or a table."""
    return token.is_space or token.text in (",", ";", "|")


def _english_runs(doc: Doc) -> Iterator[_Range]:
    start = None
    for token in doc:
        goes_on = token.tag_ in _NOMINAL_TAGS
        if goes_on and start is None:
            start = token.i
        elif start is not None and not goes_on:
            yield start, token.i
            start = None
    if start is not None:
        yield start, len(doc)


def _past_determiners(doc: Doc, start: int, end: int) -> int:
    while start < end and doc[start].pos_ in ("DET", "PRON", "PUNCT"):
        start += 1
    return start


def _is_small(token: Token) -> bool:
    return token.pos_ in ("ADP", "DET")


def _begins_en(token: Token) -> bool:
    if token.is_punct or (token.i and _hyphened(token.nbor(-1))):
        return False
    manner = token.tag_ == "RB" and token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "VBN"
    return manner or token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X")


def _ends_en(token: Token) -> bool:
    if token.is_punct or (not token.whitespace_ and _hyphen_follows(token)):
        return False
    hyphened = token.i > 0 and _hyphened(token.nbor(-1))
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "X") or token.tag_ == "VBG" or hyphened


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
