"""Japanese morphemes: Sudachi with spaCy's parts of speech, GiNZA where syntax is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipeline.errors import ModelError
from pipeline.languages.chunks import over_pieces
from pipeline.languages.quickly import import_spacy
from pipeline.languages.universal import resolve
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from sudachipy import Dictionary, Tokenizer

# SudachiPy refuses more than 49,149 bytes a call; a code point has at most four.
_LIMIT = 12_000
_SPACE = "空白"
# Zero-width spaces, joiners and word joiners, soft hyphens, and what chooses a glyph of a kanji.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def tokenise(texts: Sequence[str]) -> list[tuple[Token, ...]]:
    """Sudachi's long units (mode C), the ones a reader takes for words."""
    return _units(texts, "C")


def short_units(words: Sequence[str]) -> list[tuple[Token, ...]]:
    """Sudachi's short units (mode A) of words that stand alone."""
    return _units(words, "A")


def first_words(texts: Sequence[str]) -> list[tuple[tuple[str, str], ...]]:
    """The first word of each text, long and in its first short unit: characters and normal form.

    What a whole reading would begin with, at a fraction of its time. A text without letters has
    none.
    """
    from sudachipy import SplitMode

    tokeniser = _dictionary().create("C", fields={"normalized_form", "split_a"})
    words = tokeniser.tokenize("")
    known: dict[tuple[int, str], tuple[tuple[str, str], ...]] = {}
    found: list[tuple[tuple[str, str], ...]] = []
    for text in texts:
        tokeniser.tokenize(text[:_LIMIT], out=words)
        first = next((m for m in words if any(map(str.isalnum, m.surface()))), None)
        if first is None:
            found.append(())
            continue
        # Terms begin with the same few thousand words.
        entry = (first.word_id(), first.surface())
        if entry not in known:
            long = (first.surface(), first.normalized_form())
            short = first.split(SplitMode.A, add_single=True)[0]
            begun = (short.surface(), short.normalized_form())
            known[entry] = (long,) if begun == long else (long, begun)
        found.append(known[entry])
    return found


def syntax(sentences: Sequence[str]) -> list[tuple[Token, ...]]:
    """GiNZA's reading of whole sentences; its model loads in about a second and a half."""
    nlp = full_model()

    def read(pieces: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        return (tuple(_parsed(doc)) for doc in nlp.pipe(pieces))

    return over_pieces(sentences, _LIMIT, read)


def _units(texts: Sequence[str], mode: Literal["A", "C"]) -> list[tuple[Token, ...]]:
    tokeniser = _tokeniser(mode)

    def read(pieces: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        return (tuple(_visible(piece, tokeniser)) for piece in pieces)

    return over_pieces(texts, _LIMIT, read)


def _visible(text: str, tokeniser: Tokenizer) -> Iterator[Token]:
    """The morphemes as if nothing invisible stood within them; places are those of ``text``."""
    if not _INVISIBLE.search(text):
        yield from _morphemes(text, tokeniser)
        return
    kept = [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]
    for token in _morphemes("".join(text[at] for at in kept), tokeniser):
        start, end = kept[token.start], kept[token.end - 1] + 1
        yield token._replace(start=start, end=end)


def _morphemes(text: str, tokeniser: Tokenizer) -> Iterator[Token]:
    """What spaCy's own Japanese tokeniser gives, without its documents: they take half the time.

    Universal parts of speech come from its tables; some depend on the next tag. One plain space
    between two words separates no tags there, any other white space does.
    """
    found = [m for m in tokeniser.tokenize(text) if not m.surface().isspace() and m.surface()]
    places, at = [], 0
    for morpheme in found:
        at = text.index(morpheme.surface(), at)
        places.append(at)
        at += len(morpheme.surface())
    tags = ["-".join(part for part in m.part_of_speech()[:4] if part != "*") for m in found]
    decided = None
    for k, (morpheme, start, tag) in enumerate(zip(found, places, tags, strict=True)):
        surface = morpheme.surface()
        end = start + len(surface)
        last = k + 1 == len(found)
        following = None if last else tags[k + 1]
        if not last and text[end : places[k + 1]] not in ("", " "):
            following = _SPACE
        if decided is None:
            pos, decided = resolve(surface, tag, following)
        else:
            pos, decided = decided, None
        yield Token(
            surface,
            morpheme.normalized_form(),
            morpheme.dictionary_form() or surface,
            pos,
            tag,
            morpheme.reading_form(),
            start,
            end,
        )


def _parsed(doc: Doc) -> Iterator[Token]:
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
def _tokeniser(mode: Literal["A", "C"]) -> Tokenizer:
    return _dictionary().create(mode=mode)


@cache
def _dictionary() -> Dictionary:
    """Sudachi's dictionary, opened once: every copy would take memory of its own."""
    try:
        from sudachipy import Dictionary

        return Dictionary()
    except Exception as error:
        raise ModelError(
            f"the Japanese tokeniser does not load ({error}); "
            "install sudachipy and sudachidict-core again"
        ) from error


@cache
def full_model() -> Language:
    """GiNZA with its parser, loaded once a process; ModelError where it is missing."""
    try:
        import_spacy()
        import spacy

        return spacy.load("ja_ginza")
    except Exception as error:
        raise ModelError(
            f"GiNZA's model does not load ({error}); install ginza and ja-ginza again"
        ) from error
