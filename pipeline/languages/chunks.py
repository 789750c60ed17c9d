"""Long texts in pieces a tokeniser accepts, and the tokens put back in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.model.tokens import Token

_SENTENCE_END = re.compile(r"[。！？!?\n]|\.\s")
_GAP = re.compile(r"\s|[、，,]")


def cut(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """Pieces of at most ``limit`` code points with their offsets; joined they are ``text``.

    Cuts stand after a sentence end where there is one in the second half of the piece, else after
    white space or a comma, else wherever the limit falls.
    """
    start = 0
    while len(text) - start > limit:
        end = _last(_SENTENCE_END, text, start, limit) or _last(_GAP, text, start, limit)
        end = end or start + limit
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def over_pieces(
    texts: Sequence[str],
    limit: int,
    read: Callable[[Sequence[str]], Iterable[tuple[Token, ...]]],
) -> list[tuple[Token, ...]]:
    """Tokens of each text, where ``read`` is given pieces of at most ``limit`` code points.

    Empty and blank texts never reach ``read``.
    """
    pieces = [
        (index, start, piece)
        for index, text in enumerate(texts)
        for start, piece in cut(text, limit)
        if piece.strip()
    ]
    found: list[list[Token]] = [[] for _ in texts]
    for (index, start, _), tokens in zip(pieces, read([p for *_, p in pieces]), strict=True):
        found[index].extend(
            token._replace(start=token.start + start, end=token.end + start) for token in tokens
        )
    return [tuple(tokens) for tokens in found]


def _last(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int | None:
    ends = [m.end() for m in pattern.finditer(text, start + limit // 2, start + limit)]
    return ends[-1] if ends else None
