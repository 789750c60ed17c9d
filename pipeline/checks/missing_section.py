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

from pipeline.checks._gaps import Gap, gaps
from pipeline.checks._places import LANGUAGE, heading_place, identity, measure
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document
from pipeline.model.findings import Finding
from pipeline.model.source import Lang


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a gap on the source side, placed at its heading."""
    source, target = ctx.source.document, ctx.target.document
    for gap in gaps(source, target, ctx.links):
        yield _finding(gap, source, target.lang)


def _finding(gap: Gap, document: Document, facing: Lang) -> Finding:
    have, belong = ("have", "they belong") if gap.descendants else ("has", "it belongs")
    where = f"; {belong} {gap.between()}" if gap.between() else ""
    place = heading_place(document, gap.section)
    sentences, characters = measure([gap.section, *gap.descendants])
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{gap.describe()} {have} no counterpart in the {LANGUAGE[facing]} "
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


RULE = Rule("missing-section", "error", check, __doc__)
