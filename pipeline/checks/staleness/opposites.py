"""Words that one morpheme turns into their opposite (unstable, 不可逆, 左耳), and contrary words.

Vectors hardly tell them apart. Morphemes and contraries stand in ``words.toml``; whether the rest
of a word is one does not matter: two words that differ in such a morpheme do not say the same.
"""

from __future__ import annotations

import unicodedata

from pipeline.checks import thresholds
from pipeline.checks.staleness.words import Step, listed, paired
from pipeline.model.source import Lang


def is_negated(step: Step, lang: Lang) -> bool:
    """Whether one side is the other with a negating prefix."""
    short, long = sorted(_sides(step), key=len)
    if len(short) < (thresholds.NEGATED_STEM if lang == "en" else 1):
        return False
    return any(long in (prefix + short, f"{prefix}-{short}") for prefix in listed("negating"))


def is_reversed(step: Step, lang: Lang) -> bool:
    """Whether the sides differ in a prefix, or a Japanese character, and its opposite."""
    one, two = _sides(step)
    return any(
        (lang == "ja" and x in one and one.replace(x, y, 1) == two)
        or (one.startswith(x) and y + one.removeprefix(x) == two)
        for pair in paired("opposites")
        for x, y in (pair, pair[::-1])
    )


def is_contrary(step: Step) -> bool:
    """Whether each side has one of two contrary words (stop, continue)."""
    old, new = ({w for t in side for w in (t.norm, t.lemma)} for side in (step.old, step.new))
    return any(
        (x in gone and y in came) or (y in gone and x in came)
        for gone, came in [(old - new, new - old)]
        for x, y in paired("contrary")
    )


def _sides(step: Step) -> tuple[str, str]:
    one, two = (
        unicodedata.normalize("NFKC", "".join(token.text for token in side)).casefold()
        for side in (step.old, step.new)
    )
    return one, two
