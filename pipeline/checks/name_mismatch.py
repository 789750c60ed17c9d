"""Another person, institution or place stands where the source names one.

## Why
A reader writes to the wrong clinic, and a doctor is credited with what a colleague did. Names are
the last thing a reviser reads aloud, and the first that the people concerned see.

## Bad

    監修は大野裕一先生です。      Supervised by Dr. Kenji Tanaka.

## Good

    監修は大野裕一先生です。      Supervised by Dr. Yūichi Ōno.

## Configuration
Rows of the domain `name` in `glossary.tsv` are binding: the names of people, institutions and
places in them are accepted in any of their forms, a person's also in the other order, with a
title, or with another spelling of long vowels (Kato, Katō, Katoh). A Japanese person without a
row, and an institution that bears a person's or place's name, is compared by every attested
reading of it; of places without a row, the prefectures and large cities of Japan. A place with a
branch, station or ward (新宿院) is compared by its reading, an institution also by its part of
Japan and by who runs it (市立, 国立). It fires only where another name stands in that place; a
name that is left out, or whose reading no dictionary has, is silent. Menus and sign-offs are
checked too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import quoted
from pipeline.checks.linked.units import Page, aligned_units, whole
from pipeline.checks.names.deviation import Deviation, touches
from pipeline.checks.names.listed import listed, misplaced
from pipeline.checks.names.read import read
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import Span


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a name and section, at its first place in the source."""
    concepts = ctx.glossary.concepts
    names = frozenset(n for n, concept in enumerate(concepts) if concept.domain == "name")
    source, target = Page(ctx.source, names), Page(ctx.target, names)
    seen: set[tuple[str, ...]] = set()
    reported: set[str] = set()
    for aligned in aligned_units(ctx, source, target):
        found = _one_each(listed(ctx, source, target, aligned)) if names else []
        found += _new(read(ctx, source, target, aligned), found)
        for each in found:
            if each.weighed and each.confidence * aligned.score < thresholds.PROBABLE:
                continue
            finding = _finding(ctx, each, aligned.score)
            if finding.identity not in seen:
                seen.add(finding.identity)
                reported.add(each.text)
                yield finding
    if names:
        both = whole(source, target)
        for each in _one_each(misplaced(ctx, source, target, both)):
            if each.text not in reported:
                yield _finding(ctx, each, both.score)


def _one_each(found: Iterable[Deviation]) -> list[Deviation]:
    """One deviation for each name that stands there: of several owners, the one most like it."""
    owners: dict[Span, list[Deviation]] = {}
    for each in found:
        owners.setdefault(each.other_span, []).append(each)
    return [max(rivals, key=_shared) for rivals in owners.values()]


def _shared(each: Deviation) -> int:
    """How many words a name has in common with what is expected (Wako Clinic, W Skin Clinic)."""
    return max((len({*form.split()} & {*each.other.split()}) for form in each.expected), default=0)


def _new(found: Iterable[Deviation], known: Sequence[Deviation]) -> list[Deviation]:
    """The deviations that were read, without those that a name of the glossary already covers."""
    ours, theirs = [k.span for k in known], [k.other_span for k in known]
    return [
        each for each in found if not (touches(each.span, ours) or touches(each.other_span, theirs))
    ]


def _finding(ctx: Context, each: Deviation, score: float) -> Finding:
    source, target = ctx.source.lang, ctx.target.lang
    here = Place(source, each.span, each.section)
    there = Place(target, each.other_span, each.other_section)
    wanted = f"is {quoted(each.expected[:1], target)}, " if each.expected else "is "
    title = ctx.source.document.sections[each.section].title.text
    confidence = round(each.confidence * score, 4)
    return Finding(
        rule=RULE.id,
        severity="error" if confidence >= thresholds.CERTAIN or not each.weighed else "warning",
        message=f"{quoted([each.text], source)} {wanted}not {quoted([each.other], target)}",
        **placed(here, there),
        identity=("name", each.text, each.other, title),
        confidence=confidence,
        data={"name": each.text, "expected": list(each.expected), "found": [each.other]},
    )


RULE = Rule("name-mismatch", "error", check, __doc__)
