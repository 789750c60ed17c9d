"""The translation says a quantity inside linked sections that its source does not.

## Why
A dose, an age or a length of treatment that a translator or an engine put in looks like every other
figure, and nobody who reads one language alone can tell that it has no source.

## Bad

    この薬は食後に飲みます。      Take 20 mg of this medicine after meals.

## Good

    この薬は食後に飲みます。      Take this medicine after meals.

## Configuration
Only quantities are looked at: doses, frequencies, durations, ages, shares, people and readings. A
dose, frequency, duration or age is an error, anything else a warning. Silent where a number of the
source could stand for it, there or elsewhere in the article, where words say as much (three times a
day, 毎食後), and where the sentences are not surely linked. What stands in the source alone belongs
to `omitted-content`, and two quantities that stand against each other to `number-mismatch`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import thresholds
from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.omissions.quantities import DOSES, added
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a quantity that the target says alone."""
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


RULE = Rule("added-content", "warning", check, __doc__)
