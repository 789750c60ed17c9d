"""Whether an edit of a text in one language changes what it says.

An edit that touches a number, a unit, a bound, a negation, a modality, a term of the glossary, a
name or a link always does, however small. Any other does where the meaning moved: where the text in
the other language says what went and not what came. Where that text is not known, it does where the
vectors of the two texts, or of the words exchanged in them, are further apart than rewording takes
them.
Spacing, width, punctuation and other spellings of the same words (子供, こども) never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.staleness.amounts import read, written
from pipeline.checks.staleness.content import exchanged, is_content
from pipeline.checks.staleness.counterpart import (
    Counterpart,
    Embed,
    alike,
    contradicts,
    lacks,
    still_says,
)
from pipeline.checks.staleness.facts import figures, measures, touched
from pipeline.checks.staleness.named import Name, is_transcribed_otherwise, renamed
from pipeline.checks.staleness.readings import reread
from pipeline.checks.staleness.words import Step, listed, steps
from pipeline.model.source import Lang
from pipeline.model.texts import folded
from pipeline.model.tokens import Token

# What came and qualifies a claim counts in the longest sentence; what went is mostly filler.
_SAYING = ("NOUN", "PROPN", "ADJ")


class Text(NamedTuple):
    """A text with its tokens, the concepts in it, the addresses it links to and its names."""

    text: str
    tokens: tuple[Token, ...]
    concepts: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Weight:
    """Why an edit counts (``reasons``, empty if it does not); ``similarity`` where it was asked."""

    reasons: tuple[str, ...]
    steps: tuple[Step, ...]
    similarity: float | None = None

    def __bool__(self) -> bool:
        return bool(self.reasons)


def weigh(
    before: Text, after: Text, lang: Lang, embed: Embed, counterpart: Counterpart | None = None
) -> Weight:
    """Weighs an edit; one side may be empty, for what was added or removed.

    ``counterpart`` is the text in the other language that says what ``before`` says.
    """
    way = steps(before.text, after.text, before.tokens, after.tokens)
    if not (before.text and after.text):
        words = (*before.tokens, *after.tokens)
        says = any(is_content(t) or t.text in listed("marks") for t in words)
        return Weight(("added" if after.text else "removed",) if says else (), way)
    reasons = list(figures(before.text, after.text, before.tokens, after.tokens, lang))
    if sorted(before.concepts) != sorted(after.concepts):
        reasons.append("term")
    if before.refs != after.refs:
        reasons.append("link")
    if not reasons and _is_same(before, after, lang):
        return Weight((), way)
    if "number" not in reasons:
        reasons += measures(before.text, after.text, before.tokens, after.tokens, lang)
    reasons += touched(before.text, after.text, way, lang)
    if renamed(before.text, after.text, before.names, after.names):
        reasons.append("name")
    reasons += reread(before.text, after.text, before.tokens, after.tokens, lang)
    if reasons:
        return Weight(tuple(dict.fromkeys(reasons)), way)
    gone, new = exchanged(way)
    if not (gone or new):
        return Weight((), way)
    similarity = _similarity(before.text, after.text, embed)
    if counterpart is None or not counterpart.stretches:
        counts = _moves(gone, new, similarity, embed)
    elif gone and new:
        texts = before.text, after.text
        counts = is_transcribed_otherwise(gone, new, counterpart.text) or contradicts(
            texts, gone, new, counterpart, embed
        )
    else:
        saying = [
            t for t in (*gone, *new) if _says(t) or similarity < thresholds.EDIT_SENTENCE_ALIKE
        ]
        judge = still_says if gone else lacks
        counts = bool(saying) and judge(saying, counterpart, embed)
    return Weight(("meaning",) if counts else (), way, similarity)


def _moves(gone: Sequence[Token], new: Sequence[Token], similarity: float, embed: Embed) -> bool:
    """Whether an exchange of words changes a text, judged by that text alone."""
    if similarity < thresholds.EDIT_SENTENCE_ALIKE:
        return True
    if gone and new:
        return alike(gone, new, embed) < thresholds.EDIT_WORDS_ALIKE
    return any(map(_says, new)) or any(t.pos == "ADJ" for t in gone)


def _says(token: Token) -> bool:
    """Whether a word is a content word, and no suffix (表中)."""
    return token.pos in _SAYING and not token.tag.startswith("接尾辞")


def _is_same(before: Text, after: Text, lang: Lang) -> bool:
    """Whether two texts have the same letters, but for how they spell numbers and units."""
    if _letters(before.text) == _letters(after.text):
        return True
    one, two = (_letters(written(t.text, read(t.text, t.tokens, lang))) for t in (before, after))
    return one == two and not any(
        reread(before.text, after.text, before.tokens, after.tokens, lang)
    )


def _letters(text: str) -> str:
    """What is left of a text without punctuation, spaces and case."""
    return "".join(filter(str.isalnum, folded(text).casefold()))


def _similarity(one: str, two: str, embed: Embed) -> float:
    a, b = embed([one, two])
    return round(float(a @ b), 4)
