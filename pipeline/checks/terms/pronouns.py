"""Pronouns and the like: words that stand for what a text named before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.checks.terms.linked_terms import inside
from pipeline.model.check import Side
from pipeline.model.document import Block
from pipeline.model.source import Span
from pipeline.model.tokens import Token

# English words that point back; first and second persons never stand for a term.
_BACK = frozenset(
    {
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "this",
        "these",
        "those",
        "such",
        "one",
        "ones",
        "both",
    }
)
# Sudachi's class of これ, それ, and of この, その.
_JA_POINTING = ("代名詞", "連体詞")
_JA_BACK = frozenset({"其れ", "此れ", "其の", "此の", "是", "其", "同", "斯かる", "此等", "其れ等"})


def points_back(side: Side, sections: Iterable[int], sentences: Sequence[Span]) -> bool:
    """Whether one of the sentences holds a word that may stand for something named before."""
    for number in sections:
        section = side.document.sections[number]
        blocks: tuple[Block | None, ...] = (section.heading, *section.blocks)
        for block, tokens in zip(blocks, side.tokens.blocks[number], strict=True):
            if block is None or not block.is_prose:
                continue
            for token in tokens:
                if _points(token, side.lang) and inside(
                    block.prose.span(token.start, token.end), sentences
                ):
                    return True
    return False


def _points(token: Token, lang: str) -> bool:
    if lang == "en":
        return token.norm in _BACK
    return token.tag.startswith(_JA_POINTING) and token.norm in _JA_BACK
