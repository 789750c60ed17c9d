"""Contrasts of linked sentences as findings of the rules they belong to.

Denials, opposites and conditions are `negation-drift`; strength, duty and quantity are
`certainty-drift`. What a rule finds by reading both sentences is weighed with the same evidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from pipeline.checks import quantities, thresholds
from pipeline.checks.linked.pairs import PlacedSentence, SentencePair
from pipeline.checks.values.contrasts import Contrast, contrasts
from pipeline.lexicon.values import Value, plainest
from pipeline.model.check import Context
from pipeline.model.findings import Finding, Place, Severity

Owner = Literal["negation-drift", "certainty-drift"]

OWNERS: dict[str, Owner] = {
    "polarity": "negation-drift",
    "opposite": "negation-drift",
    "condition": "negation-drift",
    "strength": "certainty-drift",
    "duty": "certainty-drift",
    "quantity": "certainty-drift",
}


def drifts(ctx: Context, pair: SentencePair, owner: Owner) -> Iterator[Finding]:
    """The likeliest contrast of a linked pair that a rule owns, if a reviser is to see it.

    Without other evidence it is reported from an error on: weaker ones were wrong half the time.
    """
    if pair.ours.reading.is_question or pair.theirs.reading.is_question:
        return
    if min(len(pair.ours.tokens), len(pair.theirs.tokens)) < thresholds.VALUE_SHORTEST:
        return
    for found in compared(pair, thresholds.VALUE_WEIGHED):
        if OWNERS[found.kind] != owner or not _is_restated(found):
            continue
        confidence = round(_weighed(ctx, pair, found) * pair.score, 4)
        if confidence >= thresholds.VALUE_ERROR and not _is_bound_of_number(pair, found):
            yield _finding(pair, found, owner, confidence)
            return


def _is_bound_of_number(pair: SentencePair, found: Contrast) -> bool:
    """Whether the cue bounds a figure (“up to 8 weeks”) or is part of a quantity (“a few days”).

    Quantities are for number-mismatch to compare.
    """
    if found.cue is None:
        return False
    _, en = sides(pair)
    after = en.tokens[found.cue.last + 1 : found.cue.last + 2]
    if any(token.pos == "NUM" or token.text[:1].isdigit() for token in after):
        return True
    at = en.tokens[0].start
    start, end = en.tokens[found.cue.first].start - at, en.tokens[found.cue.last].end - at
    text = en.block.prose.text[at : en.tokens[-1].end]
    return any(
        quantity.start <= start and end < quantity.end for quantity in quantities.read(text, "en")
    )


def _is_restated(found: Contrast) -> bool:
    """Whether such a contrast is evidence enough by itself, and not only beside a reading.

    Free translations leave out and put in everything, denials too.
    """
    return found.shape == "swap"


def _weighed(ctx: Context, pair: SentencePair, found: Contrast) -> float:
    """The probability, given also the gain in cosine with the expected value."""
    odds = math.log(found.probability / (1 - found.probability))
    return _probability(
        odds + thresholds.VALUE_PER_COSINE * (_gain(ctx, pair, found) - thresholds.VALUE_USUAL_GAIN)
    )


def _probability(odds: float) -> float:
    return round(1 / (1 + math.exp(-odds)), 4)


def compared(pair: SentencePair, least: float = thresholds.VALUE_SHOWN) -> tuple[Contrast, ...]:
    """The contrasts of a linked pair, whichever side was written first."""
    ja, en = sides(pair)
    return contrasts(ja.tokens, en.tokens, least)


def supported(pair: SentencePair, kinds: frozenset[str], boost: float) -> float:
    """The probability of a fault that reading the sentences found, given their values as well.

    ``boost`` is how much more often (natural logarithm) the reading finds something in a sentence
    with a fault than in one without.
    """
    best = max((c.probability for c in compared(pair, 0.0) if c.kind in kinds), default=0.0)
    best = min(max(best, 1e-4), 1 - 1e-4)
    return _probability(math.log(best / (1 - best)) + boost)


def _gain(ctx: Context, pair: SentencePair, found: Contrast) -> float:
    """The gain in cosine when the expected value takes the place of the stated one."""
    if found.cue is None or found.meant is None:
        return 0.0
    ja, en = sides(pair)
    prose, tokens = en.block.prose.text, en.tokens
    before = prose[tokens[0].start : tokens[found.cue.first].start]
    after = prose[tokens[found.cue.last].end : tokens[-1].end]
    stated = prose[tokens[found.cue.first].start : tokens[found.cue.last].end]
    texts = [before + word + after for word in (stated, plainest(found.meant))]
    vectors = ctx.embed([ja.block.prose.text[ja.tokens[0].start : ja.tokens[-1].end], *texts])
    as_it_is, turned = (round(float(vector @ vectors[0]), 4) for vector in vectors[1:])
    return turned - as_it_is


def sides(pair: SentencePair) -> tuple[PlacedSentence, PlacedSentence]:
    """The Japanese and the English sentence of a linked pair."""
    ours, theirs = pair.ours, pair.theirs
    return (ours, theirs) if ours.side.lang == "ja" else (theirs, ours)


def _finding(pair: SentencePair, found: Contrast, owner: Owner, confidence: float) -> Finding:
    ja, en = sides(pair)
    severity: Severity = "error" if confidence >= thresholds.VALUE_ERROR else "warning"
    names = {
        "said": found.stated.id if found.stated else None,
        "meant": found.meant.id if found.meant else None,
    }
    return Finding(
        rule=owner,
        severity=severity,
        message=_message(pair, found),
        ja=_ja_place(ja, found),
        en=_en_place(en, found),
        identity=("value", found.shape, str(names["said"]), str(names["meant"]), pair.ours.text),
        confidence=confidence,
        data={"contrast": found.shape, **names},
    )


def _ja_place(ja: PlacedSentence, found: Contrast) -> Place:
    first, last = found.witness or (0, len(ja.tokens) - 1)
    return ja.place(ja.tokens[first].start, ja.tokens[last].end)


def _en_place(en: PlacedSentence, found: Contrast) -> Place:
    first, last = (found.cue.first, found.cue.last) if found.cue else (0, len(en.tokens) - 1)
    return en.place(en.tokens[first].start, en.tokens[last].end)


def _message(pair: SentencePair, found: Contrast) -> str:
    ja, en = sides(pair)
    quoted = f"“{_cut(en, found.cue.first, found.cue.last)}”" if found.cue else ""
    words = f"「{_cut(ja, *found.witness)}」" if found.witness else "the Japanese"
    meant = f"“{_label(found.meant)}”" if found.meant else ""
    if found.shape == "swap" and found.stated:
        return f"{quoted} ({_label(found.stated)}) stands where {words} says {meant}"
    if found.shape == "added":
        return f"nothing in the Japanese sentence calls for {quoted}"
    if pair.ours.side.lang == "ja":
        return f"{words} ({meant}) has no counterpart in this English sentence"
    return f"the Japanese says {words} ({meant}), and the English nothing like it"


def _label(value: Value) -> str:
    return plainest(value)


def _cut(sentence: PlacedSentence, first: int, last: int) -> str:
    text = sentence.block.prose.text[sentence.tokens[first].start : sentence.tokens[last].end]
    return text if len(text) <= thresholds.QUOTED else f"{text[: thresholds.QUOTED - 1]}…"
