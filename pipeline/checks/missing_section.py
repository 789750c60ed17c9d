"""A section of the source has no counterpart in the translation.

## Why
A reader of the translation does not learn what the section says, and does not see that anything is
missing. In a medical article that may be the side effects or the people who must not be treated.

## Bad
The Japanese has three sections, the English two:

    # 仕組み                # Mechanism
    # 副作用と安全性
    # 費用                  # Cost

## Good

    # 仕組み                # Mechanism
    # 副作用と安全性         # Side effects and safety
    # 費用                  # Cost

## Configuration
A missing section is reported once with everything that misses below it (`descendants` in the data);
where a section is there and only some of its subsections are not, each of these is reported. A
heading without text whose subsections are translated is not reported. Menus, repeated titles and
sign-offs are exempt. A section left out on purpose belongs in `taiyaku.decisions.toml`, with the
reason. The severity is set under `[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.structure.gaps import finding, gaps
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a gap on the source side, placed at its heading."""
    source, target = ctx.source.document, ctx.target.document
    for gap in gaps(source, target, ctx.links):
        have, belong = ("have", "they belong") if gap.descendants else ("has", "it belongs")
        where = f"; {belong} {gap.between()}" if gap.between() else ""
        message = (
            f"{gap.describe()} {have} no counterpart in the {LANGUAGE[target.lang]} "
            f"({gap.size()}){where}"
        )
        yield finding(RULE, gap, source, message)


RULE = Rule("missing-section", "error", check, __doc__)
