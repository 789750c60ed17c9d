"""Noun phrases of sentences, and which of them most likely stands for a term.

A phrase is the longest row of adjectives and nouns that ends in a noun (in Japanese a compound).
The phrase that stands for a term is nearer to it than to anything else the source sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.terms.linked_terms import inside
from pipeline.model.check import Context, Side
from pipeline.model.document import Block
from pipeline.model.findings import Place
from pipeline.model.source import Lang, Span
from pipeline.model.tokens import Token

_INNER = {"ja": frozenset({"NOUN", "PROPN"}), "en": frozenset({"ADJ", "NOUN", "PROPN"})}
_HEAD = frozenset({"NOUN", "PROPN"})
_HYPHENS = frozenset("-‐‑–")
# Formal nouns (こと, もの, ため): short and without a letter that carries a meaning.
_FORMAL = re.compile(r"[\u3041-\u3096]{1,3}")


class Phrase(NamedTuple):
    """A noun phrase and its place; ``pointing`` where it may mean what was named before."""

    text: str
    place: Place
    pointing: bool = False


def phrases(side: Side, sections: Iterable[int], sentences: Sequence[Span]) -> list[Phrase]:
    """The noun phrases of the sentences, in document order."""
    found = []
    for number in sections:
        section = side.document.sections[number]
        blocks: tuple[Block | None, ...] = (section.heading, *section.blocks)
        for block, tokens in zip(blocks, side.tokens.blocks[number], strict=True):
            if block is None or not block.is_prose or not tokens:
                continue
            whole = block.prose.span(0, len(block.prose.text))
            if not any(whole.start < s.end and s.start < whole.end for s in sentences):
                continue
            before = {token.end: token for token in tokens}
            marked = [(mark.start, mark.end) for mark in block.marks]
            plain = [t for t in tokens if not any(a < t.end and t.start < b for a, b in marked)]
            for start, end in _chunks(plain, side.lang):
                span = block.prose.span(start, end)
                if inside(span, sentences):
                    text = block.prose.text[start:end]
                    pointing = side.lang == "en" and _is_definite(before.get(start - 1))
                    found.append(Phrase(text, Place(side.lang, span, number), pointing))
    return found


def _is_definite(word: Token | None) -> bool:
    """The drug, this treatment, its effect: as a rule known from before."""
    return word is not None and (word.pos == "DET" or word.tag == "PRP$") and word.norm not in {
        "a",
        "an",
    }  # fmt: skip


def _chunks(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, int]]:
    row: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and _goes_on(row, token, lang):
            row.append(token)
            continue
        while row and row[-1].pos not in _HEAD:
            row.pop()
        if row and not _is_formal(row):
            yield row[0].start, row[-1].end
        row = [token] if token is not None and token.pos in _INNER[lang] else []


def _is_formal(row: Sequence[Token]) -> bool:
    return _FORMAL.fullmatch("".join(token.text for token in row)) is not None


def _goes_on(row: Sequence[Token], token: Token, lang: Lang) -> bool:
    if not row:
        return token.pos in _INNER[lang]
    if lang == "ja":
        return token.start == row[-1].end and (
            token.pos in _INNER[lang] or token.tag.startswith("接尾辞")
        )
    return token.pos in _INNER[lang] or token.text in _HYPHENS


def stands_for(
    ctx: Context, term: Sequence[str], beside: Sequence[str], candidates: Sequence[Phrase]
) -> tuple[Phrase, float] | None:
    """The candidate, with its cosine, that most likely renders a term wrongly.

    ``term`` are the words of the term in both languages, ``beside`` the other phrases of its
    sentence. Phrases are given to what they are most alike, the surest first.
    """
    if not candidates:
        return None
    texts = [*term, *beside, *(c.text for c in candidates)]
    vectors = ctx.embed(texts)
    phrase_vectors = vectors[len(term) + len(beside) :]
    rows = [(vectors[: len(term)] @ phrase_vectors.T).max(axis=0)]
    rows += [vector @ phrase_vectors.T for vector in vectors[len(term) : len(term) + len(beside)]]
    pairs = sorted(
        ((round(float(value), 4), -row, -at) for row, values in enumerate(rows)
         for at, value in enumerate(values)),
        reverse=True,
    )  # fmt: skip
    given: set[int] = set()
    answered: set[int] = set()
    for alike, row, at in pairs:
        if alike < thresholds.PHRASE_CANDIDATE or row in answered or at in given:
            continue
        if row == 0:
            return candidates[-at], alike
        answered.add(row)
        given.add(at)
    return None
