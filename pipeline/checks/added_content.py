"""The translation says a sentence or a quantity inside linked sections that its source does not.

## Why
A promise, a dose, an age or a length of treatment that a translator or an engine put in looks like
everything else, and nobody who reads one language alone can tell that it has no source.

## Bad

    この薬は食後に飲みます。      Take 20 mg of this medicine after meals.
    点滴は30分で終わります。      The drip takes 30 minutes. Everybody tolerates it well.

## Good

    この薬は食後に飲みます。      Take this medicine after meals.

## Configuration
A sentence is told where no sentence, title or clause of the source is alike enough to be what it
renders; it is an error where it promises a benefit, else a warning. Silent on questions, greetings
and announcements. Of quantities, doses, frequencies, durations, ages, shares, people and readings
are looked at. A dose, frequency, duration or age is an error, anything else a warning. Silent where
a number of the source could stand for it, there or elsewhere in the article, where words say as
much (three times a day, 毎食後), and where the sentences are not surely linked. What stands in the
source alone belongs to `omitted-content`, and two quantities that stand against each other to
`number-mismatch`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import thresholds
from pipeline.checks.claims.reading import read
from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.linked.sentences import ConceptSentence, tokens_of
from pipeline.checks.omissions.alone import alone_in_target
from pipeline.checks.omissions.asides import is_aside
from pipeline.checks.omissions.quantities import DOSES, added
from pipeline.checks.omissions.replaced import replaced
from pipeline.checks.omissions.word_coverage import content_words
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a sentence, then one a quantity, that the target says alone."""
    instead = {sentence.span for section in replaced(ctx) for sentence in section.theirs}
    for found, _, score in alone_in_target(ctx):
        if found.span not in instead and is_told(ctx, found):
            yield _sentence(ctx, found, score)
    for sentence, score in added(ctx):
        quantity = sentence.quantity
        target = ctx.target.lang
        grave = quantity.role in DOSES and score >= thresholds.DOSE_ADDED
        yield Finding(
            rule=RULE.id,
            severity="error" if grave else "warning",
            message=f"“{quantity.words}” ({quantity.reading}) is nowhere in the "
            f"{LANGUAGE[ctx.source.lang]}, which says the rest of its sentence",
            ja=sentence.place if target == "ja" else None,
            en=sentence.place if target == "en" else None,
            identity=("added", quantity.role, quantity.reading),
            confidence=score,
            data={"reading": quantity.reading, "role": quantity.role},
        )


def is_told(ctx: Context, sentence: ConceptSentence) -> bool:
    """Whether a reader learns something: no question, no greeting, no announcement of the text."""
    if sentence.text.rstrip("」』)）\"'”").endswith(("？", "?")):
        return False
    tokens = tokens_of(ctx.target, sentence)
    words = content_words(tokens)
    return len(words) >= thresholds.OMISSION_WORDS and not is_aside(tokens, ctx.target.lang)


def _sentence(ctx: Context, sentence: ConceptSentence, score: float) -> Finding:
    target = ctx.target.lang
    claims = read(tokens_of(ctx.target, sentence), target)
    place = Place(target, sentence.span, sentence.section)
    text = " ".join(sentence.text.split())
    longest = thresholds.QUOTED_OMITTED
    shown = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return Finding(
        rule=RULE.id,
        severity="error" if claims.benefit and score >= thresholds.CERTAIN else "warning",
        message=f"nothing in the {LANGUAGE[ctx.source.lang]} says “{shown}”",
        ja=place if target == "ja" else None,
        en=place if target == "en" else None,
        identity=("added", text),
        confidence=score,
    )


RULE = Rule("added-content", "warning", check, __doc__)
