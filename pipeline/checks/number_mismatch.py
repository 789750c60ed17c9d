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
1日2回 is twice daily, 半年 is six months, 令和5年 is 2023. Of what nothing matches, there or
elsewhere in the linked sections, the likest of both sides stand against each other: quantities of
one kind, the same figure with another unit (5mL, 5 mg), other numbers, those in names (D12) too.
How probable it is that one of them is wrong was learned; from 0.8 on that is an error, from 0.5 on
a warning. What stands on one side alone belongs to `omitted-content`. Values that changed places,
in a sentence or between two sections, are one finding, and so are bounds that exclude each other
(以上, up to). Where only one side includes the limit (以上, more
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
    different,
)
from pipeline.checks.quantities.exchanged_sections import exchanged_sections
from pipeline.checks.quantities.leftovers import COUNTABLE, Against, is_article, leftovers
from pipeline.checks.quantities.lexicon import DOSES
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup, groups
from pipeline.checks.quantities.swaps import (
    closer_crosswise,
    exchange_evidence,
    is_crosswise,
    surroundings,
)
from pipeline.checks.quantities.weighing import probability, weighed
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Severity

# Roles whose values are of nothing that a sentence names beside them.
_NO_HEAD = frozenset({"label", "ordinal", "identifier", "code"})
_WEIGHT = re.compile(r"体重|kg|㎏|キロ|\b(?:kilo\w*|weight|weigh\w*)\b", re.IGNORECASE)
# Words that say how often, so that a dose need not say it again.
_PERIOD = re.compile(
    r"[日週月年時分秒毎朝昼夕晩夜回食都隔]|\b(?:da(?:y|ys|ily)|week\w*|month\w*|year\w*|hour\w*|minute\w*"
    r"|nigh\w*|morning|evening|bedtime|meals?|once|twice|times|each|every|doses?|[bqt]\.?i\.?d|q\d+h"
    r"|infusion|rate)\b",
    re.IGNORECASE,
)
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
    found = regions(ctx)
    for region in found:
        if region.score >= thresholds.SECTION_LINK:
            yield from _region(ctx, region)
    for pairs in exchanged_sections(ctx, found, thresholds.SECTION_LINK):
        yield _swapped(ctx, pairs, thresholds.VALUES_EXCHANGED)


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
        yield _swapped(ctx, swapped, min(group.score, region.score) * thresholds.VALUES_EXCHANGED)
    for pair in leftovers(found, ours, theirs, thresholds.SENTENCE_LINK):
        sure = probability(pair)
        if id(pair.ours) not in taken and sure >= thresholds.PROBABLE:
            severity: Severity = "error" if sure >= thresholds.CERTAIN else "warning"
            yield _finding(ctx, pair.ours, pair.theirs, sure, severity=severity)


def compared(ctx: Context, region: Region) -> Iterator[Against]:
    """Every pair that is left over in a region, for training."""
    found = groups(ctx, region)
    ours = different(placed for group in found for placed in group.ours)
    theirs = different(placed for group in found for placed in group.theirs)
    for group in found:
        answers(group)
    _, taken = _between(ctx, found)
    for pair in leftovers(found, ours, theirs, thresholds.SENTENCE_LINK):
        if id(pair.ours) not in taken:
            yield pair


Pair = tuple[PlacedQuantity, PlacedQuantity]


def _within(ctx: Context, pairs: Sequence[Answer], linked: float) -> Iterator[Finding]:
    """Two values of a sentence that were exchanged: 60 % and 30 % of two arms of a study."""
    taken: set[int] = set()
    for one, other, said in exchanges(ctx, pairs):
        confidence = linked * (
            thresholds.VALUES_EXCHANGED if is_crosswise(said) else weighed("exchanged", said)
        )
        if confidence >= thresholds.PROBABLE and not taken & {id(one.ours), id(other.ours)}:
            taken |= {id(one.ours), id(other.ours)}
            crosswise = ((one.ours, other.theirs), (other.ours, one.theirs))
            yield _swapped(ctx, crosswise, confidence)


def exchanges(
    ctx: Context, pairs: Sequence[Answer]
) -> Iterator[tuple[Answer, Answer, dict[str, float]]]:
    """Each two values of a sentence that could have changed places, with what speaks for it."""
    in_order = sorted(
        (p for p in pairs if p.ours.quantity.role not in _NO_HEAD and _is_told(p)),
        key=lambda p: p.ours.place.span,
    )
    for one, other in pairwise(in_order):
        a, b = one.ours.quantity, other.ours.quantity
        c, d = one.theirs.quantity, other.theirs.quantity
        if agree(a, b) or one.ours.text != other.ours.text or one.theirs.text != other.theirs.text:
            continue
        if not {a.role, b.role} <= COUNTABLE and a.role != b.role:
            continue
        turned = one.theirs.place.span > other.theirs.place.span
        ours = surroundings(one.ours.text, (a, b), ctx.source.lang)
        theirs = surroundings(one.theirs.text, (d, c) if turned else (c, d), ctx.target.lang)
        if turned:
            theirs.reverse()
        margin = closer_crosswise((ours[0], ours[1]), (theirs[0], theirs[1]), ctx.embed)
        if margin or a.role != b.role:
            yield one, other, exchange_evidence((a, b), (c, d), margin, turned)


def _is_told(pair: Answer) -> bool:
    """Whether both say a number that is more than one thing."""
    return not any(is_article(placed.quantity) for placed in (pair.ours, pair.theirs))


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


def _swapped(ctx: Context, pairs: tuple[Pair, Pair], confidence: float) -> Finding:
    (a, b), (c, d) = pairs
    severity: Severity = "error" if confidence >= thresholds.CERTAIN else "warning"
    made = _finding(ctx, a, b, confidence, "values changed places", severity)
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
    """Whether a dose is per something on one side, of which nothing beside the other speaks."""
    other = b if len(a.quantity.per) > len(b.quantity.per) else a
    lost = set(a.quantity.per) ^ set(b.quantity.per)
    if "duration" in lost:
        return not _PERIOD.search(other.text)
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
