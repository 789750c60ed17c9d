"""A section of the translation has no source.

## Why
What only one language says has been reviewed by nobody who reads the other. Either the source lacks
something that its readers should know, or the translation claims more than the author did.

## Bad
The English has a section that the Japanese has not:

    # 仕組み                # Mechanism
                            # Frequently asked questions

## Good

    # 仕組み                # Mechanism
    # よくある質問           # Frequently asked questions

## Configuration
An added section is reported once with everything added below it (`descendants` in the data). A
heading without text that only groups translated subsections is not reported. Menus, repeated titles
and sign-offs are exempt. An addition made on purpose (a note for readers abroad) belongs in
`taiyaku.decisions.toml`, with the reason. The severity is set under `[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.structure.gaps import finding, gaps
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a gap on the target side, placed at its heading."""
    source, target = ctx.source.document, ctx.target.document
    for gap in gaps(target, source, ctx.links):
        have = "have" if gap.descendants else "has"
        where = f"; nothing like it stands {gap.between()}" if gap.between() else ""
        message = (
            f"{gap.describe()} {have} no source in the {LANGUAGE[source.lang]} "
            f"({gap.size()}){where}"
        )
        yield finding(RULE, gap, target, message)


RULE = Rule("extra-section", "warning", check, __doc__)
