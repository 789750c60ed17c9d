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

from pipeline.checks._gaps import Gap, gaps
from pipeline.checks._places import LANGUAGE, heading_place, identity, measure
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document
from pipeline.model.findings import Finding
from pipeline.model.source import Lang


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a gap on the target side, placed at its heading."""
    source, target = ctx.source.document, ctx.target.document
    for gap in gaps(target, source, ctx.links):
        yield _finding(gap, target, source.lang)


def _finding(gap: Gap, document: Document, facing: Lang) -> Finding:
    have = "have" if gap.descendants else "has"
    where = f"; nothing like it stands {gap.between()}" if gap.between() else ""
    place = heading_place(document, gap.section)
    sentences, characters = measure([gap.section, *gap.descendants])
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{gap.describe()} {have} no source in the {LANGUAGE[facing]} "
        f"({gap.size()}){where}",
        ja=place if document.lang == "ja" else None,
        en=place if document.lang == "en" else None,
        identity=identity(document, gap.section),
        confidence=gap.score,
        related=tuple(heading_place(document, below) for below in gap.descendants),
        data={
            "title": gap.section.title.text,
            "descendants": [below.title.text for below in gap.descendants],
            "sentences": sentences,
            "characters": characters,
            "after": gap.after.title.text if gap.after else None,
            "before": gap.before.title.text if gap.before else None,
        },
    )


RULE = Rule("extra-section", "warning", check, __doc__)
