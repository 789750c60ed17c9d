"""A statement is negated on one side only, or turned into its opposite.

## Why
A lost or added “not” turns a sentence into its opposite and still reads well, so that nobody who
knows one language only can see it.

## Bad

    この薬と併用してはいけません。      You can take it together with this drug.

## Good

    この薬と併用してはいけません。      You must not take it together with this drug.

## Configuration
Only sentences that are surely linked one to one are compared, by the polarity of what governs
them. A double negation affirms; 〜だけでなく, 〜なければならない, かもしれない and “not only” deny
nothing; a word with a negative meaning answers a negation (副作用はない, free of side effects),
and so does a prefix (非, 無, 不, 未, non-, un-). Elsewhere the sentences must fit better once the
denial is taken out, so that one in other words (“isn't easy”, 難しい) is silent. So are questions.
A condition (止まらないとき, if it stops) is compared by itself. Words that exclude each other
(left and right, rise and fall, acute and chronic) are reported where the sentences fit better with
the other one; inside a term of the glossary the rules of terms speak. Whether a statement is
denied is reported here alone, never by `certainty-drift` as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.checks import thresholds
from pipeline.checks.claims.clauses import opposed_clause
from pipeline.checks.claims.conditions import opposed_condition
from pipeline.checks.claims.model import Denial
from pipeline.checks.claims.needless import needless
from pipeline.checks.claims.opposites import reversed_word
from pipeline.checks.claims.polarity import Opposed, opposed
from pipeline.checks.claims.without import is_borne_out, text_of
from pipeline.checks.linked.pairs import (
    PlacedSentence,
    SentencePair,
    sentence_pairs,
    unlinked_beside,
)
from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.values.drifts import drifts, supported
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place

_KINDS = frozenset({"polarity", "opposite", "condition"})


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a linked sentence whose polarity changed."""
    for pair in sentence_pairs(ctx):
        if (found := _opposed(ctx, pair)) is not None:
            denied = {
                pair.ours.side.lang: found.ours_denies,
                pair.theirs.side.lang: not found.ours_denies,
            }
            finding = _finding(pair, found, _message(pair, found), {"denied": denied})
        elif (found := reversed_word(ctx, pair)) is not None:
            finding = _finding(pair, found, _reversal(pair, found), {"opposite": True})
        else:
            yield from drifts(ctx, pair, "negation-drift")
            continue
        if round(found.confidence * pair.score, 4) >= thresholds.NEGATION_REPORTED:
            yield finding


def _opposed(ctx: Context, pair: SentencePair) -> Opposed | None:
    """What one sentence denies and the other says, as a whole or in one of its clauses."""
    ours, theirs = pair.ours, pair.theirs
    if found := needless(ours.reading, theirs.reading):
        return found
    found = opposed(ours.reading, ours.tokens, theirs.reading, theirs.tokens, ctx.source.lang)
    if found is None:
        found = opposed_clause(ctx, pair)
    elif not is_borne_out(ctx, found, text_of(ours), text_of(theirs)):
        found = None
    found = found or opposed_condition(ctx, pair)
    if found is None:
        return None
    return None if _is_denied_beside(ctx, theirs if found.ours_denies else ours) else found


def _is_denied_beside(ctx: Context, sentence: PlacedSentence) -> bool:
    """Whether the sentence before or after denies: one long sentence may be translated as two."""
    if any(other.reading.polarity.is_negative for other in unlinked_beside(ctx, sentence)):
        return True
    if len(sentence.tokens) < thresholds.NEGATION_LONG_SENTENCE:
        return False
    return any(other.reading.polarity.has_denial for other in sentence.beside)


def _finding(pair: SentencePair, found: Opposed, message: str, data: dict[str, Any]) -> Finding:
    ours, theirs = _place(pair.ours, found.ours), _place(pair.theirs, found.theirs)
    japanese = pair.ours.side.lang == "ja"
    confidence = round(supported(pair, _KINDS, thresholds.NEGATION_READ) * pair.score, 4)
    return Finding(
        rule=RULE.id,
        severity="error"
        if confidence >= thresholds.VALUE_ERROR
        else "warning"
        if confidence >= thresholds.VALUE_SHOWN
        else "info",
        message=message,
        ja=ours if japanese else theirs,
        en=theirs if japanese else ours,
        identity=("negation", pair.ours.text),
        confidence=confidence,
        data=data,
    )


def _place(sentence: PlacedSentence, marked: Denial | None) -> Place:
    return sentence.place(*(marked[:2] if marked else sentence.reading.predicate))


def _message(pair: SentencePair, found: Opposed) -> str:
    sides = [(pair.ours, found.ours, found.ours_denies)]
    sides.append((pair.theirs, found.theirs, not found.ours_denies))
    source_words, target_words = (_clause(*side) for side in sides)
    return f"{source_words}, {target_words}"


def _clause(sentence: PlacedSentence, marked: Denial | None, denies: bool) -> str:
    quoted = _quoted(sentence, marked)
    return f"the {LANGUAGE[sentence.side.lang]} {'denies' if denies else 'affirms'} ({quoted})"


def _reversal(pair: SentencePair, found: Opposed) -> str:
    source_words, target_words = _quoted(pair.ours, found.ours), _quoted(pair.theirs, found.theirs)
    return f"{target_words} says the opposite of {source_words}"


def _quoted(sentence: PlacedSentence, marked: Denial | None) -> str:
    if marked is None:
        start, end = sentence.reading.predicate
        words = sentence.block.prose.text[start:end]
    else:
        words = marked.words
    return f"「{words}」" if sentence.side.lang == "ja" else f"“{words}”"


RULE = Rule("negation-drift", "error", check, __doc__)
