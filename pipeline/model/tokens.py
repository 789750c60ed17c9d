"""Morphemes and words of a document, per block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.document import Document


class Token(NamedTuple):
    """A morpheme (Japanese) or word (English); ``start``/``end`` are offsets in the block's prose.

    ``norm`` is Sudachi's normalised form or the lower-cased English form, ``lemma`` the dictionary
    form, ``pos`` the Universal POS tag, ``tag`` the tagger's own, ``reading`` katakana or ``""``.
    """

    text: str
    norm: str
    lemma: str
    pos: str
    tag: str
    reading: str
    start: int
    end: int


@dataclass(frozen=True)
class Tokenised:
    """Tokens of every block: ``blocks[section][0]`` is the heading, ``[1 + i]`` its i-th block."""

    document: Document
    blocks: Sequence[Sequence[tuple[Token, ...]]]


class Phrase(NamedTuple):
    """A noun phrase in a text, or a part of one that could stand alone.

    ``words`` are its tokens normalised (Sudachi's normal forms, English lemmas): equal words are
    the same phrase. ``text`` is how a glossary would write it, ``tags`` are the tagger's own, one
    a word; ``start``/``end`` are offsets in the text it stands in. ``named`` says that the
    parser takes the whole for the name of a kind of thing, such as a disease or a method.
    """

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    start: int
    end: int
    named: bool = False
