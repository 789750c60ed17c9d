"""Something is claimed, ordered or counted more or less strongly than in the source.

## Why
“May help” and “is proven to help” are both good English; only one of them is what the author wrote.
Readers decide about treatments by that difference, and the law on advertising does, too.

## Bad

    有効性が期待されています。      It has been proven effective.

## Good

    有効性が期待されています。      It is expected to be effective.

## Configuration
What governs each of two surely linked sentences is placed on a scale: under study, possible or
hoped for, suggested or thought, reported, asserted, proven; so are instructions (may, should,
must), frequency, scope, degree (slightly, greatly), and by itself what an authority did (notified,
cleared, approved, covered by insurance). One step is an info, two or more are a finding: an error
where the target is stronger or weakens a risk, a prohibition or a warning, else a warning. What
must be done and is merely advised, or done as far as possible, stands two steps apart; so does
what will happen where the source says that it can. Sentences without a mark count as asserted, and
are compared only where both promise a benefit or both name a risk. Beside the sentences, what the
target claims most strongly of a treatment (glossary domain `treatment` or `drug`) for a condition
(`disease` or `symptom`) anywhere in the article is held against the source's strongest statement
about the two. Whether something is denied belongs to `negation-drift`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import thresholds
from pipeline.checks.claims.across import Overstated, overstated
from pipeline.checks.claims.model import Claim
from pipeline.checks.claims.strength import Drift, drift
from pipeline.checks.linked.pairs import PlacedSentence, SentencePair, sentence_pairs
from pipeline.checks.values.drifts import drifts
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place, Severity

_NO_NEED = "no need"
_PLAIN_DENIAL = re.compile(r"(?:you )?(?:do not|don't|don’t|do n't)(?: \w+)?")


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a linked sentence, then one for each treatment that is claimed too strongly."""
    reported = set()
    for pair in sentence_pairs(ctx):
        found = drift(pair.ours.reading, pair.theirs.reading)
        if found is not None:
            if _is_left_alone(found):
                continue
            finding = _finding(pair, found)
            if (
                found.steps >= thresholds.STEPS_APART
                and finding.confidence < thresholds.CERTAINTY_REPORTED
            ):
                continue
            if found.steps >= thresholds.STEPS_APART:
                reported.add(pair.theirs.span)
            yield finding
        if pair.theirs.span not in reported:
            yield from drifts(ctx, pair, "certainty-drift")
    for each in overstated(ctx):
        if each.theirs.sentence.span not in reported:
            yield _across(ctx, each)


def _finding(pair: SentencePair, found: Drift) -> Finding:
    ours, theirs = _place(pair.ours, found.ours), _place(pair.theirs, found.theirs)
    japanese = pair.ours.side.lang == "ja"
    return Finding(
        rule=RULE.id,
        severity=_severity(found),
        message=_message(pair, found),
        ja=ours if japanese else theirs,
        en=theirs if japanese else ours,
        identity=("certainty", found.kind, pair.ours.text),
        confidence=round(
            thresholds.CERTAINTY_BY_STEPS.get(found.steps, thresholds.CERTAINTY_FAR_APART)
            * pair.score,
            4,
        ),
        data={"scale": found.kind, "steps": found.steps if found.is_stronger else -found.steps},
    )


def _is_left_alone(found: Drift) -> bool:
    """Whether “you do not write it” says that nobody needs to, which is no prohibition."""
    sides = [claim for claim in (found.ours, found.theirs) if claim is not None]
    freed = any(claim.label == _NO_NEED for claim in sides)
    return freed and any(_PLAIN_DENIAL.fullmatch(claim.words.lower()) for claim in sides)


def _severity(found: Drift) -> Severity:
    if found.steps < thresholds.STEPS_APART:
        return "info"
    return "error" if found.is_stronger or found.is_grave else "warning"


def _place(sentence: PlacedSentence, claim: Claim | None) -> Place:
    return sentence.place(*((claim.start, claim.end) if claim else sentence.reading.predicate))


def _message(pair: SentencePair, found: Drift) -> str:
    source_words, target_words = _read(pair.ours, found.ours), _read(pair.theirs, found.theirs)
    how = "more strongly" if found.is_stronger else "less strongly"
    return f"said {how} than in the source: {source_words}, {target_words}"


def _read(sentence: PlacedSentence, claim: Claim | None) -> str:
    start, end = (claim.start, claim.end) if claim else sentence.reading.predicate
    words = " ".join(sentence.block.prose.text[start:end].split())
    quoted = f"「{words}」" if sentence.side.lang == "ja" else f"“{words}”"
    return f"{quoted} = {claim.label if claim else 'asserted, without a hedge'}"


def _across(ctx: Context, found: Overstated) -> Finding:
    theirs, ours = found.theirs, found.ours
    source, target = ctx.source.lang, ctx.target.lang
    claims = (ours.approved, theirs.approved) if found.approved else (ours.claim, theirs.claim)
    mine, yours = _place(ours.sentence, claims[0]), _place(theirs.sentence, claims[1])
    named = [each.place_of(c) for each in (theirs, ours) for c in found.conditions]
    concepts = ctx.glossary.concepts
    conditions = [concepts[c].preferred(target) for c in found.conditions]
    treatment = concepts[found.treatment].preferred(target)
    source_words, target_words = _read(ours.sentence, claims[0]), _read(theirs.sentence, claims[1])
    short = "names no such approval" if found.approved else f"says at most {source_words}"
    return Finding(
        rule=RULE.id,
        severity="error",
        message=f"{treatment} for {' and '.join(conditions)}: {target_words}, "
        f"while the source {short}, here and elsewhere",
        ja=mine if source == "ja" else yours,
        en=yours if source == "ja" else mine,
        identity=(
            "across",
            concepts[found.treatment].id,
            *(concepts[c].id for c in found.conditions),
        ),
        confidence=thresholds.CERTAINTY_ACROSS,
        related=tuple(place for place in named if place is not None),
        data={
            "scale": "regulation" if found.approved else "claim",
            "steps": found.steps,
            "treatment": treatment,
            "conditions": conditions,
        },
    )


RULE = Rule("certainty-drift", "error", check, __doc__)
