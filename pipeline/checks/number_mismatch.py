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

from collections.abc import Iterator

from pipeline.checks.linked.regions import Region, regions
from pipeline.checks.quantities import Quantity, contradict, decides, stricter, unlimited
from pipeline.checks.quantities.answers import answers, conflicts, different, echoed
from pipeline.checks.quantities.linked import Said, groups
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Severity

# How sure sections and sentences must be linked before their quantities are compared.
_LINK, _SENTENCE = 0.6, 0.5
_EXCLUDED, _STRICT = 0.85, 0.75


def check(ctx: Context) -> Iterator[Finding]:
    """Findings in the order of the source, one a pair of quantities."""
    for region in regions(ctx):
        if region.score >= _LINK:
            yield from _region(ctx, region)


def _region(ctx: Context, region: Region) -> Iterator[Finding]:
    found = groups(ctx, region)
    ours = different(said for group in found for said in group.ours)
    theirs = different(said for group in found for said in group.theirs)
    answered = [(group, answers(group)) for group in found]
    for group, pairs in answered:
        for a, b in pairs if group.score >= _SENTENCE else ():
            yield from _bounds(ctx, a, b, min(group.score, region.score))
    for group in found:
        if group.score >= _SENTENCE:
            echoed(group, ours, theirs)
            for a, b, sure in conflicts(group, found):
                yield _finding(ctx, a, b, min(group.score, region.score) * sure)


def _bounds(ctx: Context, a: Said, b: Said, linked: float) -> Iterator[Finding]:
    ours, theirs = a.quantity, b.quantity
    if contradict(ours, theirs):
        yield _finding(ctx, a, b, linked * _EXCLUDED, "bounds")
    elif stricter(ours, theirs):
        severity: Severity = RULE.severity if decides(ours, theirs) else "info"
        yield _finding(ctx, a, b, linked * _STRICT, "bounds", severity)
    elif unlimited(ours, theirs):
        yield _finding(ctx, a, b, linked * _STRICT, "bounds")


def _finding(
    ctx: Context,
    a: Said,
    b: Said,
    confidence: float,
    what: str = "numbers",
    severity: Severity = "error",
) -> Finding:
    ours, theirs = a.quantity, b.quantity
    japanese = ctx.source.lang == "ja"
    return Finding(
        rule=RULE.id,
        severity=severity,
        message=f"{what} differ: {_reading(ours)}, but {_reading(theirs)}",
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
