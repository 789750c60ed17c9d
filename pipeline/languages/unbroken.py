"""spaCy's tokeniser, kept linear on text without a space.

It takes signs from both ends of an unbroken run one by one, and searches all that is left for the
next one: 8,000 brackets take five seconds. A run longer than any word or address in an article is
therefore read in pieces, which are put together as one text again. Nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.tokens import Doc

_LIMIT = 300
_LONG = re.compile(rf"\S{{{_LIMIT + 1}}}")
# A piece ends after a sign where its second half has one, so that a word stays whole.
_PIECE = re.compile(rf"\S{{{_LIMIT // 2},{_LIMIT - 1}}}[^\w\s]|\S{{1,{_LIMIT}}}")


class PieceByPiece:
    """A tokeniser like the one it holds, which never sees a run of more than 300 characters."""

    def __init__(self, tokeniser: Tokenizer) -> None:
        self.tokeniser = tokeniser

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, as spaCy gives them."""
        from spacy.tokens import Doc

        read: list[Doc] = [self.tokeniser(piece) for piece in _pieces(text)]
        if len(read) == 1:
            return read[0]
        tokens = [token for doc in read for token in doc]
        return Doc(
            self.tokeniser.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
        )


def _pieces(text: str) -> Iterator[str]:
    """What stands between two cuts, all of them inside a run; joined they are ``text``."""
    start = at = 0
    while long := _LONG.search(text, at):
        at = long.start()
        while piece := _PIECE.match(text, at):
            at = piece.end()
            if not text[at : at + 1].strip():
                break
            yield text[start:at]
            start = at
    yield text[start:]
