"""A number, date, dose or share conflicts with the one that stands for it on the other side.

## Why
Figures are what readers act on. A dose, an age limit or a rate of success that changed on its way
into the other language is the gravest slip of a translation, and the hardest to see when reading.

## Bad

    20歳未満の方には行いません。      We do not treat patients under 18.
    週5回、6週間行います。            It is given six times a week for five weeks.

## Good

    20歳未満の方には行いません。      We do not treat patients under 20.
    週5回、6週間行います。            It is given five times a week for six weeks.

## Configuration
Quantities are compared within linked sentences by value, unit, role and bound: 約3割 is about 30%,
1日2回 is twice daily, 半年 is six months, 令和5年 is 2023. Only two quantities of one kind of which
neither is matched, there or elsewhere in the linked sections, are a finding; one that stands on one
side alone belongs to `omitted-content`. So is the same figure with another unit (5mL, 5 mg), and
bounds that exclude each other (以上, up to). Where only one side includes the limit (以上, more
than) that is an error at a threshold (an age, a dose, a reading) and in counts up to ten, elsewhere
an info; a threshold without its bound (20歳未満, aged 20) is an error. Words such
as 約, 数日 and several give leave, idioms (一方, one of) and identifiers (IL-6) are not quantities,
and where no sentence link is sure the rule is silent. Accept a figure that was changed on purpose
with `taiyaku review`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import Region, regions
from pipeline.checks.quantities import (
    Quantity,
    agree,
    contradict,
    decides,
    lost_rate,
    stricter,
    unlimited,
    visible,
)
from pipeline.checks.quantities.answers import (
    Answer,
    against,
    answers,
    conflicts,
    different,
    echoed,
)
from pipeline.checks.quantities.lexicon import DOSES
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup, groups
from pipeline.checks.quantities.swaps import exchanged, surroundings
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Severity

# Roles whose values are of nothing that a sentence names beside them.
_NO_HEAD = frozenset({"label", "ordinal", "identifier"})
_WEIGHT = re.compile(r"体重|kg|㎏|キロ|\b(?:kilo\w*|weight|weigh\w*)\b", re.IGNORECASE)
# What is read off an instrument or a scale, so that its limit is a threshold.
_READING = re.compile(
    r"血圧|[値数]が|指数|スコア|得点|濃度|\b(?:pressure|level|score|index|concentration|rate|value)s?\b",
    re.IGNORECASE,
)
# Words that say who may, must or must not have something.
_ELIGIBLE = re.compile(
    r"対象|受け|投与|服用|使用|使え|使い|接種|禁|飲|錠|適応|適格|申[しせ]込|参加でき"
    r"|\b(?:eligib\w*|receiv\w*|tak(?:e|es|en|ing)|giv(?:e|en)|dos(?:e|es|age)|must|cannot|can|may"
    r"|should|is for|are for|apply|enrol\w*|includ\w*|tablets?|contraindicat\w*|use[ds]?)\b",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    """Findings in the order of the source, one a pair of quantities."""
    for region in regions(ctx):
        if region.score >= thresholds.SECTION_LINK:
            yield from _region(ctx, region)


def _region(ctx: Context, region: Region) -> Iterator[Finding]:
    found = groups(ctx, region)
    ours = different(placed for group in found for placed in group.ours)
    theirs = different(placed for group in found for placed in group.theirs)
    answered = [(group, answers(group)) for group in found]
    for group, pairs in answered:
        if group.score >= thresholds.SENTENCE_LINK:
            linked = min(group.score, region.score)
            for a, b in pairs:
                yield from _bounds(ctx, a, b, linked)
            yield from _within(ctx, pairs, linked)
    moved, taken = _between(ctx, found)
    for group, swapped in moved:
        yield _swapped(ctx, swapped, min(group.score, region.score))
    for group in found:
        if group.score >= thresholds.SENTENCE_LINK:
            echoed(group, ours, theirs)
            for a, b, confidence in conflicts(group, found):
                if id(a) not in taken:
                    yield _finding(ctx, a, b, min(group.score, region.score) * confidence)


Pair = tuple[PlacedQuantity, PlacedQuantity]


def _within(ctx: Context, pairs: Sequence[Answer], linked: float) -> Iterator[Finding]:
    """Two values of a sentence that were exchanged: 60 % and 30 % of two arms of a study."""
    in_order = sorted((p for p in pairs if not (p.ours.quantity.soft or p.theirs.quantity.soft)),
                      key=lambda p: p.ours.place.span)  # fmt: skip
    for one, other in pairwise(in_order):
        a, b = one.ours.quantity, other.ours.quantity
        turned = one.theirs.place.span > other.theirs.place.span
        if not turned or a.role != b.role or a.per != b.per or a.low == b.low:
            continue
        if a.role in _NO_HEAD or one.ours.text != other.ours.text:
            continue
        ours = surroundings(one.ours.text, (a, b), ctx.source.lang)
        theirs = surroundings(one.theirs.text, (other.theirs.quantity, one.theirs.quantity),
                              ctx.target.lang)  # fmt: skip
        if exchanged((ours[0], ours[1]), (theirs[1], theirs[0]), ctx.embed):
            yield _swapped(ctx, ((one.ours, other.theirs), (other.ours, one.theirs)), linked)


def _between(
    ctx: Context, found: Sequence[QuantityGroup]
) -> tuple[list[tuple[QuantityGroup, tuple[Pair, Pair]]], set[int]]:
    """Values that two linked sentences, items or cells exchanged."""
    open_ = [
        (group, pair)
        for group in found
        if group.score >= thresholds.LINK_CERTAIN
        for pair in against(group)
    ]
    moved, taken = [], set[int]()
    for at, (group, one) in enumerate(open_):
        for group_, other in open_[at + 1 :]:
            if group_ is group or id(one.ours) in taken or id(other.ours) in taken:
                continue
            a, b = one.ours.quantity, other.ours.quantity
            crosswise = agree(a, other.theirs.quantity) and agree(b, one.theirs.quantity)
            if not crosswise or a.role != b.role or not _is_straight(ctx, group, group_):
                continue
            taken |= {id(one.ours), id(other.ours)}
            moved.append((group, ((one.ours, one.theirs), (other.ours, other.theirs))))
    return moved, taken


def _is_straight(ctx: Context, one: QuantityGroup, other: QuantityGroup) -> bool:
    """Whether two groups are linked as they stand, and not crosswise, without their numbers."""
    texts = []
    groups = (one.sentences, other.sentences)
    sides = [(group.source, ctx.source) for group in groups]
    sides += [(group.target, ctx.target) for group in groups]
    for spans, side in sides:
        words = " ".join(side.document.source.cut(span) for span in spans)
        texts.append(re.sub(r"[\d０-９]+", "", words))
    if not all(texts):
        return False
    a, b, c, d = ctx.embed(texts)
    return float(a @ c + b @ d) > float(a @ d + b @ c)


def _swapped(ctx: Context, pairs: tuple[Pair, Pair], linked: float) -> Finding:
    (a, b), (c, d) = pairs
    made = _finding(ctx, a, b, linked * thresholds.VALUES_EXCHANGED, "values changed places")
    further = tuple(placed.place for placed in (c, d))
    message = f"{made.message}; and {_reading(c.quantity)}, but {_reading(d.quantity)}"
    return replace(made, message=message, related=further)


def _bounds(ctx: Context, a: PlacedQuantity, b: PlacedQuantity, linked: float) -> Iterator[Finding]:
    ours, theirs = a.quantity, b.quantity
    if contradict(ours, theirs):
        yield _finding(ctx, a, b, linked * thresholds.BOUND_DIFFERS, "bounds differ")
    elif stricter(ours, theirs):
        severity: Severity = RULE.severity if decides(ours, theirs) else "info"
        # Of whom a text speaks is shown; whom it treats, and how, is an error.
        read = visible(ours, theirs) and any(_READING.search(_around(placed)) for placed in (a, b))
        if read or (severity == "error" and not _treats(a, b)):
            severity = "warning"
        yield _finding(ctx, a, b, linked * thresholds.BOUND_DIFFERS, "bounds differ", severity)
    elif unlimited(ours, theirs):
        yield _finding(ctx, a, b, linked * thresholds.BOUND_DIFFERS, "bounds differ")
    elif ours.role in DOSES and lost_rate(ours, theirs) and _is_rate_lost(a, b):
        yield _finding(ctx, a, b, linked * thresholds.BOUND_DIFFERS, "rates differ")


def _is_rate_lost(a: PlacedQuantity, b: PlacedQuantity) -> bool:
    """Whether a dose is per kilogram on one side, and no word near the other is about weight."""
    other = b if len(a.quantity.per) > len(b.quantity.per) else a
    lost = set(a.quantity.per) ^ set(b.quantity.per)
    return "mass" in lost and not _WEIGHT.search(_around(other))


def _treats(a: PlacedQuantity, b: PlacedQuantity) -> bool:
    """Whether an age decides who may have something; limits of anything else always do."""
    if "age" not in {a.quantity.role, b.quantity.role}:
        return True
    return any(_ELIGIBLE.search(_around(placed)) for placed in (a, b))


def _around(placed: PlacedQuantity) -> str:
    start, end = placed.quantity.start, placed.quantity.end
    return placed.text[
        max(0, start - thresholds.ELIGIBLE_AROUND) : end + thresholds.ELIGIBLE_AROUND
    ]


def _finding(
    ctx: Context,
    a: PlacedQuantity,
    b: PlacedQuantity,
    confidence: float,
    what: str = "numbers differ",
    severity: Severity = "error",
) -> Finding:
    ours, theirs = a.quantity, b.quantity
    japanese = ctx.source.lang == "ja"
    return Finding(
        rule=RULE.id,
        severity=severity,
        message=f"{what}: {_reading(ours)}, but {_reading(theirs)}",
        ja=a.place if japanese else b.place,
        en=b.place if japanese else a.place,
        identity=("number", ours.role, ours.reading, theirs.reading),
        confidence=round(confidence, 4),
        data={
            "source": {"words": ours.words, "reading": ours.reading, "role": ours.role},
            "target": {"words": theirs.words, "reading": theirs.reading, "role": theirs.role},
        },
    )


def _reading(quantity: Quantity) -> str:
    return f"“{quantity.words}” = {quantity.reading}"


RULE = Rule("number-mismatch", "error", check, __doc__)
