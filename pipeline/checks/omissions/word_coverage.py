"""The share of a sentence's words that another sentence covers and owes to no third one.

The vector of a sentence blurs what it says beside its subject; those of single words do not. A word
of the target counts for the sentence if it means one of its words (祝日, holiday) and none of those
that it translates means it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.checks import thresholds
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "Matrix"]

# Words that carry content; numbers are compared elsewhere.
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


def share(
    wanted: Sequence[str], stated: Sequence[str], explained: Sequence[str], embed: Embed
) -> float:
    """The share of ``wanted`` that ``stated`` has anew, beyond ``explained``, which it translates.

    What ``explained`` has as well does not tell a sentence from others and does not count. A single
    word may meet its like by chance, and counts for half a sentence.
    """
    own = [word for word in wanted if word not in explained]
    if not own or not stated:
        return 0.0
    theirs = embed(stated)
    alike = (embed(own) @ theirs.T).round(4)
    if explained:
        alike = alike * (alike > (embed(explained) @ theirs.T).round(4).max(axis=0))
    return round(int((alike.max(axis=1) >= thresholds.WORDS_ALIKE).sum()) / max(2, len(own)), 4)


def content_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words of a sentence that carry content, as a dictionary has them, each once."""
    found = (t.lemma for t in tokens if t.pos in _CONTENT and not is_light(t))
    return tuple(dict.fromkeys(found))


def is_light(token: Token) -> bool:
    """Whether a word only carries grammar: 為る, 有る, 事, 方."""
    return "非自立" in token.tag or token.norm in {"事", "物", "方", "為", "こと", "もの"}
