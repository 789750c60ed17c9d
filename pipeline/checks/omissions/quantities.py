"""Quantities of a linked sentence that one side says nowhere, though it says the rest.

Only what nothing could stand for is lost: no quantity of the linked sentence is left over,
none of the article agrees, and the sentences belong together beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import regions
from pipeline.checks.quantities import agree
from pipeline.checks.quantities.answers import answers, conflicts, different
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup, groups
from pipeline.model.check import Context

# What says how much, how long, how often and for whom; counts and dates are left out in passing.
DOSES = frozenset(
    {"mass", "volume", "duration", "age", "frequency", "rate", "temperature", "doses", "meal"}
)
# What says as much without a number: three times a day is with every meal, 18歳以上 are adults.
_MEALS = r"\b(?:meal|eat|food|breakfast|lunch|dinner|supper|stomach)|食"
_DAY = (
    rf"{_MEALS}|\b(?:morning|noon|evening|night|bedtime|daily|overnight|weekend)|[朝昼夕晩夜]|毎日"
)
_PEOPLE = (
    r"\b(?:adult|child|infant|bab(?:y|ies)|toddler|teen|adolescent|minor|elder|senior|old)"
    r"|成人|大人|子ども|子供|小児|乳児|幼児|未成年|高齢|赤ちゃん"
)
_UNNUMBERED = {
    role: re.compile(words, re.IGNORECASE)
    for role, words in (
        ("meal", _MEALS), ("frequency", _DAY), ("rate", _DAY), ("duration", _DAY), ("age", _PEOPLE),
    )
}  # fmt: skip
# One is said without a number, or not at all (1日, a tablet), and so is what is only about so much.
_ONE = (1.0,)
_OTHERS = frozenset({"share", "people", "pressure", "length"})


def lost(ctx: Context) -> Iterator[tuple[PlacedQuantity, float]]:
    """Each lost quantity with the probability that it is, in the order of the source."""
    yield from _alone(ctx, added=False)


def added(ctx: Context) -> Iterator[tuple[PlacedQuantity, float]]:
    """Each quantity that the target alone says, with the probability that it does."""
    yield from _alone(ctx, added=True)


def _alone(ctx: Context, *, added: bool) -> Iterator[tuple[PlacedQuantity, float]]:
    """The quantities of one side that nothing on the other could stand for."""
    found = [
        (region, group)
        for region in regions(ctx)
        if region.score >= thresholds.SECTION_LINK_PLAIN
        for group in groups(ctx, region, either=True)
    ]
    everything = different(
        placed for _, group in found for placed in (group.ours if added else group.theirs)
    )
    document = (ctx.source if added else ctx.target).document
    for region, group in found:
        own = group.theirs if added else group.ours
        if group.score < thresholds.SENTENCE_LINK_PLAIN or not any(
            _counts(placed) for placed in own
        ):
            continue
        rest = QuantityGroup(list(group.ours), list(group.theirs), group.sentences)
        answers(rest)
        own, other = (rest.theirs, rest.ours) if added else (rest.ours, rest.theirs)
        if other or conflicts(rest, ()):
            continue
        spans = group.sentences.source if added else group.sentences.target
        text = " ".join(document.source.cut(span) for span in spans)
        for placed in own:
            answered = any(agree(placed.quantity, o) for o in everything)
            if _counts(placed) and not answered and not _unnumbered(placed, text):
                yield placed, round(region.score * group.score, 4)


def _unnumbered(placed: PlacedQuantity, text: str) -> bool:
    """Whether words of the target may say it without a number, or are those of the source."""
    if placed.quantity.words in text:
        return True
    words = _UNNUMBERED.get(placed.quantity.role)
    return words is not None and words.search(text) is not None


def _counts(placed: PlacedQuantity) -> bool:
    quantity = placed.quantity
    if quantity.soft or quantity.vague or quantity.numbers == _ONE:
        return False
    return quantity.role in DOSES | _OTHERS
