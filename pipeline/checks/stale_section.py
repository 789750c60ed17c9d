"""The source section changed and its counterpart did not.

## Why
A translation is right on the day it is made. When the source changes a dose, turns a permission
into a prohibition or adds a warning, the translation goes on saying the old thing, fluently, to
readers who cannot see that it is old.

## Bad
The Japanese was changed, the English was left as it was:

    1日10mgを投与する。 → 1日100mgを投与する。        Give 10 mg a day.

## Good
Both changed:

    1日100mgを投与する。                             Give 100 mg a day.

Only the spelling, the formatting or the order of sentences changed, and the English may stay:

    子供は飲みません。 → **こども**は飲みません。      Children do not take it.

## Configuration
It fires where two revisions are compared: in `taiyaku diff`, and in `taiyaku check --history`,
which looks back to when each sentence of the translation was last touched. Edits of a number, a
unit, a bound, a negation, a modality, a glossary term, a name or a link always count, others where
the meaning moved (`docs/diff.md` says how that is measured). What clears it is a change of meaning
in the linked sentences of the translation, or `taiyaku review PAIR --up-to-date JA=EN`, which
records that both texts say the same. The severity is set under `[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.checks import thresholds
from pipeline.checks.linked.places import heading_place, label
from pipeline.checks.staleness.follow import Follower, Lag
from pipeline.checks.staleness.units import RevisionUnit
from pipeline.checks.staleness.words import is_joint
from pipeline.model.check import Context, Rule, Side
from pipeline.model.findings import Finding, Place, placed


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a pair of linked sections, at the first sentence that changed."""
    if not any(True for _ in ctx.earlier):
        return
    lags = Follower(ctx).lags()
    for _, group in groupby(lags, key=lambda lag: (lag.link.ja, lag.link.en)):
        yield _finding(ctx, list(group))


def _finding(ctx: Context, lags: Sequence[Lag]) -> Finding:
    link = lags[0].link
    ours, theirs = link.oriented(ctx.source.lang)
    changed = _places(ctx.source, (unit for lag in lags for unit in lag.source), ours)
    waiting = _places(ctx.target, (unit for lag in lags for unit in lag.target), theirs)
    sections = ctx.source.document.sections, ctx.target.document.sections
    named = label(sections[0][ours[0]]), label(sections[1][theirs[0]])
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{named[0]} changed ({_summary(lags)}) and its counterpart {named[1]} did not",
        **placed(changed[0], waiting[0]),
        identity=tuple(part for lag in lags for part in _identity(lag)),
        confidence=min(link.score, 1.0),
        related=(*changed[1:], *waiting[1:]),
        data={
            "since": dict(lags[0].since.commit),
            "changes": [_change(lag) for lag in lags],
        },
    )


def _places(side: Side, units: Iterable[RevisionUnit], sections: Sequence[int]) -> list[Place]:
    """The places of units in their order; the heading of the section where there is none."""
    found = {unit.span: Place(side.lang, unit.span, unit.section) for unit in units}
    document = side.document
    return [found[span] for span in sorted(found)] or [
        heading_place(document, document.sections[sections[0]])
    ]


def _identity(lag: Lag) -> tuple[str, ...]:
    """The changed source text (the old one where it was removed) and the target text beside it."""
    return (lag.after or f"- {lag.before}", *(unit.text for unit in lag.target))


def _summary(lags: Sequence[Lag]) -> str:
    """The first words that changed, and how many more changes there are."""
    steps = [step for step in lags[0].weight.steps if step.op != "equal"]
    steps = [step for step in steps if not is_joint(step)] or steps
    before, after = lags[0].before, lags[0].after
    if before and after and steps:
        summary = ", ".join(f"{_cut(s.before)} → {_cut(s.after)}" for s in steps[:2])
        summary += f" and {len(steps) - 2} more" if len(steps) > 2 else ""
    elif after and not before:
        summary = f"added: {_cut(after)}"
    elif before and not after:
        summary = f"removed: {_cut(before)}"
    else:
        summary = ", ".join(lags[0].weight.reasons)
    more = len(lags) - 1
    return f"{summary}; {more} more sentence{'s' if more > 1 else ''}" if more else summary


def _cut(text: str) -> str:
    text = " ".join(text.split())
    text = text.strip("、。，．,.;:") or text
    return (
        "∅"
        if not text
        else text
        if len(text) <= thresholds.QUOTED_CHANGE
        else text[: thresholds.QUOTED_CHANGE - 1] + "…"
    )


def _change(lag: Lag) -> dict[str, Any]:
    """One change as data: the words of the source, and the text that did not follow."""
    return {
        "reasons": list(lag.weight.reasons),
        "similarity": lag.weight.similarity,
        "before": lag.before,
        "after": lag.after,
        "words": [
            {"op": step.op, "before": step.before, "after": step.after}
            for step in lag.weight.steps
            if step.before or step.after
        ],
        "counterpart": [unit.text for unit in lag.target],
        **({"commit": dict(lag.commit)} if lag.commit else {}),
    }


RULE = Rule("stale-section", "error", check, __doc__)
