"""Japanese morphemes: Sudachi through spaCy, GiNZA where syntax is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipeline.errors import ModelError
from pipeline.languages.chunks import over_pieces
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# SudachiPy refuses more than 49,149 bytes a call; a code point has at most four.
_LIMIT = 12_000


def tokenise(texts: Sequence[str]) -> list[tuple[Token, ...]]:
    """Sudachi's long units (mode C), the ones a reader takes for words."""
    return _read(texts, _tokeniser("C"))


def short_units(words: Sequence[str]) -> list[tuple[Token, ...]]:
    """Sudachi's short units (mode A) of words that stand alone."""
    return _read(words, _tokeniser("A"))


def syntax(sentences: Sequence[str]) -> list[tuple[Token, ...]]:
    """GiNZA's reading of whole sentences; its model loads in about a second and a half."""
    return _read(sentences, _full_model())


def _read(texts: Sequence[str], nlp: Language) -> list[tuple[Token, ...]]:
    def read(pieces: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        return (tuple(_tokens(doc)) for doc in nlp.pipe(pieces))

    return over_pieces(texts, _LIMIT, read)


def _tokens(doc: Doc) -> Iterator[Token]:
    for token in doc:
        if token.is_space:
            continue
        readings = token.morph.get("Reading", [])
        yield Token(
            token.text,
            token.norm_,
            token.lemma_,
            token.pos_,
            token.tag_,
            readings[0] if readings else "",
            token.idx,
            token.idx + len(token.text),
        )


@cache
def _tokeniser(mode: Literal["A", "C"]) -> Language:
    try:
        import spacy

        return spacy.blank("ja", config={"nlp": {"tokenizer": {"split_mode": mode}}})
    except Exception as error:
        raise ModelError(
            f"the Japanese tokeniser does not load ({error}); "
            "install sudachipy and sudachidict-core again"
        ) from error


@cache
def _full_model() -> Language:
    try:
        import spacy

        return spacy.load("ja_ginza")
    except Exception as error:
        raise ModelError(
            f"GiNZA's model does not load ({error}); install ginza and ja-ginza again"
        ) from error
