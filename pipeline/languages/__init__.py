"""Words and morphemes of a document: the only importers of spaCy, GiNZA and their models.

``tokenise`` reads a whole document fast (no parser); ``short_units`` cuts words into the smallest
pieces a dictionary knows; ``syntax`` loads the full models and is for the few sentences that need
them. Each model is loaded once a process, at its first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, pairwise

from pipeline.languages import en, ja
from pipeline.languages.cached import CachedWords
from pipeline.languages.names import name_readings
from pipeline.languages.origins import loan_origins
from pipeline.languages.packed import Blocks, Packer
from pipeline.languages.short_words import short_words
from pipeline.model.document import Block, Document, Section
from pipeline.model.source import Lang
from pipeline.model.tokens import Token, Tokenised

__all__ = [
    "CachedWords",
    "first_words",
    "loan_origins",
    "name_readings",
    "short_units",
    "short_words",
    "syntax",
    "tokenise",
    "tokenise_texts",
]

# Blocks that are held as objects at a time.
_AT_ONCE = 256


def tokenise(document: Document, cached: CachedWords | None = None) -> Tokenised:
    """Tokens of every block of ``document``; a code block has none, being no language.

    With ``cached`` no model is loaded for a document whose texts were read before. Raises
    ModelError where the language model is missing or does not load.
    """
    texts = [_text(block) for section in document.sections for block in _blocks(section)]
    read = partial(_packed, texts, partial(tokenise_texts, lang=document.lang))
    found = cached.reading("words", document.lang, texts, read) if cached else read()
    ends = accumulate(len(_blocks(section)) for section in document.sections)
    return Tokenised(document, tuple(found.part(first, end) for first, end in pairwise((0, *ends))))


def tokenise_texts(texts: Sequence[str], lang: Lang) -> list[tuple[Token, ...]]:
    """Tokens of each text without white space; offsets are code points of that text."""
    return ja.tokenise(texts) if lang == "ja" else en.tokenise(texts)


def short_units(words: Sequence[str], lang: Lang) -> list[tuple[Token, ...]]:
    """Each word in the shortest units its dictionary knows (抗うつ薬 → 抗うつ, 薬).

    English words are their own shortest unit: their hyphens are separate tokens already.
    """
    return ja.short_units(words) if lang == "ja" else tokenise_texts(words, lang)


def first_words(texts: Sequence[str]) -> list[tuple[tuple[str, str], ...]]:
    """The first word of each Japanese text, long and short: characters and normal form."""
    return ja.first_words(texts)


def syntax(
    sentences: Sequence[str], lang: Lang, cached: CachedWords | None = None
) -> list[tuple[Token, ...]]:
    """Tokens of each sentence as the full model reads it, in context (about 50 a second).

    With ``cached`` it is not loaded for sentences that were read together before.
    """
    read = partial(_packed, sentences, ja.syntax if lang == "ja" else en.syntax)
    return list(cached.reading("syntax", lang, sentences, read) if cached else read())


def _packed(
    texts: Sequence[str], read: Callable[[Sequence[str]], Sequence[tuple[Token, ...]]]
) -> Blocks:
    packer = Packer()
    ranges: list[tuple[int, int]] = []
    for start in range(0, len(texts), _AT_ONCE):
        ranges += map(packer.add, read(texts[start : start + _AT_ONCE]))
    return packer.blocks(ranges)


def _blocks(section: Section) -> tuple[Block | None, ...]:
    return (section.heading, *section.blocks)


def _text(block: Block | None) -> str:
    return block.prose.text if block is not None and block.is_prose else ""
