"""What of an edit a text in the other language says.

Vectors of single words tell translations from other words of the same subject where those of whole
sentences do not: 静脈 is nearer to *vein* than 動脈 is. So the words that went or came are sought
among the words of the counterpart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.staleness.content import is_content
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]


class Counterpart(NamedTuple):
    """A text in the other language, and the stretches of it that may say a word."""

    text: str
    stretches: list[str]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token]) -> Counterpart:
        """The stretches are up to three words long and begin and end with words of content."""
        found = {
            text[run[0].start : run[-1].end]: None
            for size in range(1, thresholds.WORDS_FOR_ONE + 1)
            for run in (tokens[i : i + size] for i in range(len(tokens) - size + 1))
            if is_content(run[0]) and is_content(run[-1])
        }
        return cls(text, list(found))


def still_says(gone: Sequence[Token], counterpart: Counterpart, embed: Embed) -> bool:
    """Whether one of the words that went stands in the counterpart."""
    return any(
        likeness >= thresholds.WORD_STILL_PRESENT
        for likeness in _likenesses(gone, counterpart, embed)
    )


def lacks(new: Sequence[Token], counterpart: Counterpart, embed: Embed) -> bool:
    """Whether the counterpart lacks one of the words that an edit added."""
    return any(
        likeness < thresholds.WORD_ADDED_PRESENT
        for likeness in _likenesses(new, counterpart, embed)
    )


def contradicts(
    texts: tuple[str, str],
    gone: Sequence[Token],
    new: Sequence[Token],
    counterpart: Counterpart,
    embed: Embed,
) -> bool:
    """Whether the counterpart still says the old words where the edit put new ones.

    How well it must say them depends on how far the whole text (before, after) went away from it,
    and on how little the words have in common.
    """
    likeness = max(_likenesses(new, counterpart, embed))
    unlike = max(thresholds.WORD_REPLACES - alike(gone, new, embed), 0.0)
    return likeness < thresholds.WORD_REPLACED_PRESENT + _away(texts, counterpart, embed) + unlike


def alike(gone: Sequence[Token], new: Sequence[Token], embed: Embed) -> float:
    """The cosine of two rows of words."""
    one, two = embed([" ".join(token.text for token in row) for row in (gone, new)])
    return round(float(one @ two), 4)


def _likenesses(words: Sequence[Token], counterpart: Counterpart, embed: Embed) -> list[float]:
    """How near each word is to the stretch that is nearest to it."""
    cosines = embed([token.text for token in words]) @ embed(counterpart.stretches).T
    return [round(float(row.max()), 4) for row in cosines]


def _away(texts: tuple[str, str], counterpart: Counterpart, embed: Embed) -> float:
    """The cosine between the way from one text to the other and the way off the counterpart."""
    before, after, there = embed([*texts, counterpart.text])
    way = before - after
    length = float(way @ way) ** 0.5
    return round(float(way @ there) / length, 4) if length else 0.0
