"""Whether an edit of a text in one language changes what it says.

An edit that touches a number, a unit, a bound, a negation, a modality, a term of the glossary, a
name or a link always does, however small. Any other does where the meaning moved: where the vectors
of the two texts, or of the words exchanged in them, are further apart than rewording takes them.
Spacing, width, punctuation and other spellings of the same words (子供, こども) never do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.staleness.facts import touched
from pipeline.checks.staleness.words import Step, steps
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

# See benchmarks/staleness.py, which measures both.
SENTENCE = 0.93
WORDS = 0.55
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
    reasons = list(touched(before.tokens, after.tokens, way, lang))
    if sorted(before.concepts) != sorted(after.concepts):
        reasons.append("term")
    if before.refs != after.refs:
        reasons.append("link")
    if reasons:
        return Weight(tuple(dict.fromkeys(reasons)), way)
    changed = [step for step in way if step.op != "equal" and not _is_idle(step)]
    if not changed:
        return Weight((), way)
    similarity = _similarity(before.text, after.text, embed)
    words = min((_exchanged(step, embed) for step in changed), default=1.0)
    if similarity < SENTENCE or words < WORDS:
        return Weight(("meaning",), way, similarity)
    return Weight((), way, similarity)


def _is_idle(step: Step) -> bool:
    """Whether a step changes no word of content: particles, politeness, spelling, punctuation."""
    old, new = (_content(tokens) for tokens in (step.old, step.new))
    return old == new


def _content(tokens: Collection[Token]) -> list[str]:
    return [token.norm.casefold() for token in tokens if _is_content(token)]


def _is_content(token: Token) -> bool:
    if token.pos in _FORMAL or token.tag.startswith(("助", "補助記号", "空白")):
        return False
    return any(map(str.isalnum, token.text)) and "非自立" not in token.tag


def _exchanged(step: Step, embed: Embed) -> float:
    """How near the exchanged words are; 1 where words only came or went."""
    old, new = _content(step.old), _content(step.new)
    if not (old and new):
        return 1.0
    return _similarity(step.before.strip(), step.after.strip(), embed)


def _similarity(one: str, two: str, embed: Embed) -> float:
    a, b = embed([one, two])
    return round(float(a @ b), 4)
