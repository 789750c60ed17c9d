"""No need on one side, a duty on the other: 中止する必要はありません, you need to stop.

Both may hold other negatives (stop, without) which answer a denial elsewhere; here the two wordings
themselves exclude each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Claim, Denial, SentenceClaims
from pipeline.checks.claims.polarity import Opposed

_NO_NEED = "no need"
# What asks for something to be done; advice and orders are said as often of what is left alone.
_BINDING = frozenset({"must", "a request or a need"})


def needless(ours: SentenceClaims, theirs: SentenceClaims) -> Opposed | None:
    """Whether one side says that there is no need, and the other that there is a duty."""
    if ours.is_question or theirs.is_question:
        return None
    left, right = _governing(ours), _governing(theirs)
    if _frees(left) and _binds(right, theirs):
        return Opposed(_marked(left[0]), _marked(right[0]), True, thresholds.POLARITY_DUTY)
    if _frees(right) and _binds(left, ours):
        return Opposed(_marked(left[0]), _marked(right[0]), False, thresholds.POLARITY_DUTY)
    return None


def _governing(reading: SentenceClaims) -> list[Claim]:
    return [claim for claim in reading.of("instruction") if claim.main]


def _frees(claims: Sequence[Claim]) -> bool:
    return bool(claims) and all(claim.label == _NO_NEED for claim in claims)


def _binds(claims: Sequence[Claim], reading: SentenceClaims) -> bool:
    """Whether it states a duty to do something, without any negation: not “don't worry”."""
    if reading.polarity.has_denial or reading.prohibits:
        return False
    return bool(claims) and all(claim.label in _BINDING for claim in claims)


def _marked(claim: Claim) -> Denial:
    return Denial(claim.start, claim.end, claim.words, main=True)
