"""Whether a translation says it as strongly as the source does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Claim, SentenceClaims
from pipeline.checks.claims.needless import needless
from pipeline.checks.claims.wording import Kind

_REPORTED, ASSERTED, PROVEN = 3, 4, 5
_MUST, _FORBIDDEN = 2, 3
# The ends of the scales of frequency and scope, which are promises.
_EXTREME = frozenset({"always", "everyone"})
# Wordings that forbid outright; to avoid and to refrain are asked as well as advised.
_PROHIBITIONS = frozenset({"must", "order", "forbidden"})
_AVOIDING = frozenset({"avoid", "avoiding"})
# What, denied, forbids; no need to (必要はない) says its own denial.
_PERMISSIONS = frozenset({"can", "permitted"})
# What happens to some or at times, and what will happen.
_OCCURRENCE = re.compile("(こと|事|場合|ケース)[がも](ある|あり)")
_FUTURE = frozenset({"will", "'ll"})
# The step of the scale of regulation from which on an authority has examined something.
CLEARED = 4


@dataclass(frozen=True)
class Drift:
    """Two readings that stand apart by ``steps``. A side's claim is None where nothing is marked.

    ``is_grave`` is whether a risk, a prohibition or a warning is weakened.
    """

    kind: Kind
    ours: Claim | None
    theirs: Claim | None
    steps: int
    is_stronger: bool
    is_grave: bool


def drift(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    """The scale on which source and target differ most, and by how many steps.

    Questions are silent, and so are sentences of which one side denies: polarity is another rule's.
    """
    if ours.is_question or theirs.is_question or _disagree(ours, theirs):
        return None
    claims = _claims(ours, theirs)
    found = [
        _regulation(ours, theirs),
        _instructions(ours, theirs),
        _leave(ours, theirs),
        claims,
        _quantities(ours, theirs, "frequency"),
        _quantities(ours, theirs, "scope"),
        _quantities(ours, theirs, "degree"),
        _happening(ours, theirs),
    ]
    apart = [each for each in found if each is not None and each.steps >= thresholds.STEPS_APART]
    return next(iter(apart), None) or _one_step(claims, ours, theirs)


def _one_step(drift: Drift | None, ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    """One step of the scale between two claims, where both sentences mark their strength."""
    if drift is None or _denies(ours) or _denies(theirs) or not _comparable(ours, theirs):
        return None
    a, b = drift.ours, drift.theirs
    if a is None or b is None or not (a.main and b.main):
        return None
    return drift if a.step == a.high and b.step == b.high else None


def _disagree(ours: SentenceClaims, theirs: SentenceClaims) -> bool:
    """Whether one side has a negation, and nothing on the other could render it."""
    if _denies(ours) == _denies(theirs):
        return False
    return not (ours.polarity.is_negative and theirs.polarity.is_negative)


def _denies(reading: SentenceClaims) -> bool:
    return reading.polarity.has_denial or reading.prohibits


def _regulation(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    """What an authority did: any more than was done is too much."""
    left, right = ours.of("regulation"), theirs.of("regulation")
    if not left or not right:
        return None
    steps = _distance(left, right)
    if not steps:
        return None
    a, b = max(left, key=_step), max(right, key=_step)
    stronger = b.step > a.high
    return Drift(
        "regulation",
        a,
        b,
        max(steps, thresholds.STEPS_APART) if stronger else steps,
        stronger,
        False,
    )


def _instructions(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    every, all_theirs = _orders(ours), _orders(theirs)
    left = [claim for claim in every if claim.main]
    right = [claim for claim in all_theirs if claim.main]
    if not left or not right:
        return None
    steps = min(_apart(every, right), _apart(left, all_theirs))
    a, b = max(left, key=_step), min(right, key=_step)
    if ours.prohibits and all(c.label in _PROHIBITIONS for c in left) and _advises(all_theirs):
        # Not recommended is less than must not, though both may keep people from it.
        steps = max(steps, thresholds.STEPS_APART)
    if not (ours.prohibits or theirs.prohibits) and _binds_and_advises(every, all_theirs):
        steps = max(steps, thresholds.STEPS_APART)
    if not steps or needless(ours, theirs):
        return None
    stronger = b.step > a.step
    grave = not stronger and (ours.prohibits or (ours.risk and not ours.benefit))
    return Drift("instruction", a, b, steps, stronger, grave)


def _advises(claims: Sequence[Claim]) -> bool:
    """Whether somebody is advised, or advised to avoid something, and nothing says must."""
    advice = [claim.start for claim in claims if claim.label == "advice"]
    return bool(advice) and all(
        claim.label in ("advice", "can") or (claim.words in _AVOIDING and claim.start > advice[0])
        for claim in claims
    )


def _binds_and_advises(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    """Whether one side says must and the other advises; a plain imperative may be either."""
    labels = [{claim.label for claim in side} for side in (left, right)]
    return {"must"} in labels and {"advice"} in labels


def _leave(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    """What must be done on one side, and on the other as far as possible (できるだけ)."""
    left, right = ours.of("leave"), theirs.of("leave")
    if bool(left) == bool(right):
        return None
    bound = [claim for claim in _orders(ours if right else theirs) if claim.label == "must"]
    if len(bound) != 1 or not bound[0].main:
        return None
    if right:
        return Drift(
            "instruction",
            bound[0],
            right[0],
            thresholds.STEPS_APART,
            False,
            ours.prohibits or ours.risk,
        )
    return Drift(
        "instruction", left[0], bound[0], thresholds.STEPS_APART, is_stronger=True, is_grave=False
    )


def _orders(reading: SentenceClaims) -> list[Claim]:
    """The instructions of a sentence; what nobody may do is forbidden."""
    claims = reading.of("instruction")
    if not any(denial.main for denial in reading.polarity.denials):
        return list(claims)
    return [
        replace(claim, step=_MUST, high=_FORBIDDEN) if claim.label in _PERMISSIONS else claim
        for claim in claims
    ]


def _apart(left: Sequence[Claim], right: Sequence[Claim]) -> int:
    """The distance of instructions; where one must, the other's “can” is no advice."""
    if all(_is_firm(claim) for claim in left):
        right = [replace(claim, high=claim.step) for claim in right]
    elif all(_is_firm(claim) for claim in right):
        left = [replace(claim, high=claim.step) for claim in left]
    return _distance(left, right)


def _is_firm(claim: Claim) -> bool:
    return claim.step >= _MUST


def _claims(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    if (ours.instructs and theirs.instructs) or (_permits(ours) and _permits(theirs)):
        return None
    left, right = _claimed(ours, theirs), _claimed(theirs, ours)
    if _denies(ours) and _denies(theirs):
        # Not shown, not seen and not there at all say the same; only hedges differ.
        left, right = _hedges(left), _hedges(right)
        if not left or not right:
            return None
    grave = ours.risk and not ours.benefit
    if left and right:
        one, other = governing(left), governing(right)
        steps = min(_distance(one, _answers(right)), _distance(_answers(left), other))
        about = ours.benefit or ours.risk or theirs.benefit or theirs.risk
        if not steps or not (about or steps >= thresholds.STEPS_PLAIN):
            return None
        a, b = one[-1], other[0]
        stronger = b.step > a.high
        return Drift("claim", a, b, steps, stronger, grave and not stronger)
    one = governing(left or right)
    if not one or not _comparable(ours, theirs):
        return None
    claim = one[-1 if left else 0]
    steps = ASSERTED - max(c.high for c in left or right)
    if not claim.main or steps <= 0:
        return None
    if left:
        return Drift("claim", claim, None, steps, is_stronger=True, is_grave=False)
    if steps < thresholds.STEPS_PLAIN:
        # Assertions are softened in passing; only what was certain and is merely possible counts.
        return None
    return Drift("claim", None, claim, steps, is_stronger=False, is_grave=grave)


def _hedges(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.step > 0 and claim.high < _REPORTED)


def governing(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that set the strength of the sentence: hedges and proofs before assertions."""
    main = [claim for claim in claims if claim.main] or list(claims)
    return [claim for claim in main if _is_definite(claim) and claim.step != ASSERTED] or main


def _answers(claims: Sequence[Claim]) -> list[Claim]:
    """What could render the other side's claim: those that govern, and any definite wording."""
    main = governing(claims)
    return main + [claim for claim in claims if not claim.main and _is_definite(claim)]


def _is_definite(claim: Claim) -> bool:
    return claim.high - claim.step <= 1


def _permits(reading: SentenceClaims) -> bool:
    """Whether it gives permission: “may” is no hedge where the Japanese says かまいません."""
    return any(claim.main and claim.step == 0 for claim in reading.of("instruction"))


def _claimed(reading: SentenceClaims, counterpart: SentenceClaims) -> tuple[Claim, ...]:
    """The claims of a sentence; what an authority did proves something where it answers a claim."""
    claims = reading.of("claim")
    if claims or counterpart.of("regulation"):
        return claims
    return tuple(
        replace(claim, kind="claim", step=PROVEN, high=PROVEN)
        for claim in reading.of("regulation")
        if claim.step >= CLEARED
    )


def _comparable(ours: SentenceClaims, theirs: SentenceClaims) -> bool:
    """Whether both promise something, or both warn; other plain statements are often rephrased."""
    return (ours.benefit and theirs.benefit) or (ours.risk and theirs.risk)


def _quantities(ours: SentenceClaims, theirs: SentenceClaims, kind: Kind) -> Drift | None:
    left, right = ours.of(kind), theirs.of(kind)
    if len(left) != 1 or len(right) != 1:
        return None
    steps = _distance(left, right)
    if not steps:
        return None
    a, b = left[0], right[0]
    stronger = b.step > a.high
    if stronger and b.label in _EXTREME:
        # Usually and most leave room; always and everyone do not.
        steps = max(steps, thresholds.STEPS_APART)
    return Drift(kind, a, b, steps, stronger, ours.risk and not stronger)


def _happening(ours: SentenceClaims, theirs: SentenceClaims) -> Drift | None:
    """What can happen (〜こともある) and in the target simply will."""
    may = [c for c in ours.of("claim") if c.main and _OCCURRENCE.search(c.words)]
    will = [c for c in theirs.of("claim") if c.main and c.words in _FUTURE]
    if not will or not (may or any(c.label == "some" for c in ours.of("scope"))):
        return None
    if len(theirs.of("claim")) > len(will) or theirs.of("frequency") or theirs.of("scope"):
        return None
    stated = may[0] if may else ours.of("scope")[0]
    return Drift(
        "frequency", stated, will[0], thresholds.STEPS_APART, is_stronger=True, is_grave=False
    )


def _distance(left: Sequence[Claim], right: Sequence[Claim]) -> int:
    """Steps between the nearest two wordings; a wording may stand for several steps."""
    return min(max(0, b.step - a.high, a.step - b.high) for a in left for b in right)


def _step(claim: Claim) -> int:
    return claim.step
