"""Whether an edit of a text in one language changes what it says.

An edit that touches a number, a unit, a bound, a negation, a modality, a term of the glossary, a
name or a link always does, however small. Any other does where the meaning moved: where the vectors
of the two texts, or of the words exchanged in them, are further apart than rewording takes them.
Spacing, width, punctuation and other spellings of the same words (子供, こども) never do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.staleness.facts import figures, touched
from pipeline.checks.staleness.readings import reread
from pipeline.checks.staleness.words import Step, is_respelt, steps
from pipeline.model.source import Lang
from pipeline.model.texts import folded
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

# Looked up on real edits between two revisions of translated documentation; see docs/diff.md.
SENTENCE = 0.93
WORDS = 0.55
# What came and qualifies a claim counts in the longest sentence; what went is mostly filler.
_SAYING = ("NOUN", "PROPN", "ADJ")
_FORMAL = frozenset({"PUNCT", "SYM", "SPACE", "ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART", "X"})


class Text(NamedTuple):
    """A text with its tokens, the concepts it names and the addresses it links to."""

    text: str
    tokens: tuple[Token, ...]
    concepts: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weight:
    """Why an edit counts (``reasons``, empty if it does not); ``similarity`` where it was asked."""

    reasons: tuple[str, ...]
    steps: tuple[Step, ...]
    similarity: float | None = None

    def __bool__(self) -> bool:
        return bool(self.reasons)


def weigh(before: Text, after: Text, lang: Lang, embed: Embed) -> Weight:
    """Weighs an edit; one side may be empty, for what was added or removed."""
    way = steps(before.text, after.text, before.tokens, after.tokens)
    if not (before.text and after.text):
        says = any(_is_content(token) for token in (*before.tokens, *after.tokens))
        return Weight(("added" if after.text else "removed",) if says else (), way)
    reasons = list(figures(before.text, after.text, before.tokens, after.tokens, lang))
    if sorted(before.concepts) != sorted(after.concepts):
        reasons.append("term")
    if before.refs != after.refs:
        reasons.append("link")
    if not reasons and _letters(before.text) == _letters(after.text):
        return Weight((), way)
    reasons += touched(before.text, after.text, way, lang)
    reasons += reread(before.text, after.text, before.tokens, after.tokens, lang)
    if reasons:
        return Weight(tuple(dict.fromkeys(reasons)), way)
    gone, new = _exchanged(way)
    if not (gone or new):
        return Weight((), way)
    similarity = _similarity(before.text, after.text, embed)
    if gone and new:
        narrowed = _similarity(_row(gone), _row(new), embed) < WORDS
    else:
        narrowed = any(t.pos in _SAYING for t in new) or any(t.pos == "ADJ" for t in gone)
    moved = similarity < SENTENCE or narrowed
    return Weight(("meaning",) if moved else (), way, similarity)


def _row(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _letters(text: str) -> str:
    """What is left of a text without punctuation, spaces and case."""
    return "".join(filter(str.isalnum, folded(text).casefold()))


def _exchanged(way: Sequence[Step]) -> tuple[list[Token], list[Token]]:
    """The words of content that are on one side only, wherever they stand.

    A step that only spells its words otherwise (ことなる, 異なる) exchanges none.
    """
    old: list[Token] = []
    new: list[Token] = []
    for step in way:
        if step.op != "equal" and not is_respelt(step):
            old += filter(_is_content, step.old)
            new += filter(_is_content, step.new)
    gone, fresh = _without(old, new), _without(new, old)
    return gone, fresh


def _without(some: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    left = Counter(token.norm.casefold() for token in others)
    kept = []
    for token in some:
        word = token.norm.casefold()
        if left[word]:
            left[word] -= 1
        else:
            kept.append(token)
    return kept


def _is_content(token: Token) -> bool:
    if token.pos in _FORMAL or token.tag.startswith(("助", "補助記号", "空白")):
        return False
    return any(map(str.isalnum, token.text)) and "非自立" not in token.tag


def _similarity(one: str, two: str, embed: Embed) -> float:
    a, b = embed([one, two])
    return round(float(a @ b), 4)
