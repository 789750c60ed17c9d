"""What the rules about fidelity read in a text, held against the same text after an edit.

Words alone do not show that 1日2回 became 毎食後, or that a sentence says less surely what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks import quantities
from pipeline.checks.claims.model import Claim, SentenceClaims
from pipeline.checks.claims.reading import read
from pipeline.checks.claims.strength import ASSERTED
from pipeline.model.source import Lang
from pipeline.model.tokens import Token


def reread(
    before: str, after: str, old: Sequence[Token], new: Sequence[Token], lang: Lang
) -> Iterator[str]:
    """Which readings of an edited text are others than before."""
    if amounts(before, old, lang) != amounts(after, new, lang):
        yield "number"
    was, now = read(tuple(old), lang), read(tuple(new), lang)
    if len(was.polarity.denials) != len(now.polarity.denials) or was.prohibits != now.prohibits:
        yield "negation"
    # A wording that stands on both sides was only moved, or another style hid it from one reading.
    gone = {(c.kind, c.step) for c in _marked(was) if c.words.casefold() not in after.casefold()}
    came = {(c.kind, c.step) for c in _marked(now) if c.words.casefold() not in before.casefold()}
    if gone != came:
        yield "modality"


def amounts(text: str, tokens: Sequence[Token], lang: Lang) -> Counter[tuple[object, ...]]:
    """The quantities of a text by what they say."""
    return Counter(
        (found.low, found.high, found.unit, found.role, found.bound)
        for found in quantities.read(text, lang, tokens)
        if not found.soft
    )


def _marked(reading: SentenceClaims) -> Iterator[Claim]:
    """The claims that cannot be as strong as a plain sentence (示す, *help* can)."""
    for claim in reading.claims:
        if claim.kind != "claim" or not claim.step <= ASSERTED <= claim.high:
            yield claim
