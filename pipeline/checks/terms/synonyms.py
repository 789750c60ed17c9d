"""Whether what stands for a term is a rendering of it after all, by its words one by one.

A glossary lists one rendering; a translator may take another of the same words: 観察研究 as
observational research. Each word of what stands there counts as supported where a word link joins
it with the term, or where an accepted rendering has it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks import thresholds
from pipeline.model.check import Context
from pipeline.model.terms import Concept
from pipeline.model.tokens import Token

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM", "X"})


def supported(ctx: Context, concept: Concept, term: str, found: str) -> float:
    """The share of the words of ``found`` that render a part of the term, from 0 to 1.

    ``term`` is how the source names the concept, ``found`` what the target says instead.
    """
    ja, en = (term, found) if ctx.source.lang == "ja" else (found, term)
    (own,) = _words(ctx, [en])
    if not own:
        return 0.0
    likely: dict[tuple[int, int], float] = {}
    for link in ctx.word_links(ja, own):
        likely[link.en] = max(likely.get(link.en, 0.0), link.probability)
    known: frozenset[str] = frozenset()
    if ctx.source.lang == "ja":
        listed = _words(ctx, concept.accepted("en"))
        known = frozenset(token.lemma for tokens in listed for token in tokens)
    return sum(
        token.lemma in known or likely.get((token.start, token.end), 0.0) >= thresholds.WORD_LINK
        for token in own
    ) / len(own)


def _words(ctx: Context, texts: Sequence[str]) -> list[list[Token]]:
    """The words with a meaning of some English texts."""
    blocks = ctx.read(texts, "en").tokens.blocks[0][1:]
    return [[token for token in block if token.pos in _CONTENT] for block in blocks]
