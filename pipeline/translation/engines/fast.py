"""``tokenizer.json`` of a translation model, through the library ``tokenizers``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import EngineError

_ENDS = frozenset(("<s>", "</s>", "<pad>"))


def load(file: Path) -> tuple[Callable[[str], list[str]], Callable[[list[str]], str], bool]:
    """How texts become tokens and back. Raises EngineError where the file is none."""
    from tokenizers import Tokenizer

    try:
        tokeniser = Tokenizer.from_file(str(file))
    except Exception as error:
        # The library raises bare Exceptions.
        raise EngineError(f"{file} is no tokenizer: {error}") from None

    def tokenise(text: str) -> list[str]:
        return list(tokeniser.encode(text, add_special_tokens=False).tokens)

    def join(tokens: list[str]) -> str:
        ids = [tokeniser.token_to_id(token) for token in tokens if token not in _ENDS]
        return str(tokeniser.decode([each for each in ids if each is not None]))

    return tokenise, join, True
