"""An article of the target language has no source.

## Why
Nobody can say what it translates. Often the source was renamed or removed, and the translation goes
on saying what its author took back.

## Bad

    articles/ja/                      no old-trial
    articles/en/old-trial.md

## Good

    articles/ja/old-trial.md
    articles/en/old-trial.md

## Configuration
A source under another name is joined with `[[pairs]]` in `taiyaku.toml`. An article written for one
language only belongs in `taiyaku.decisions.toml`, with the reason. The severity is set under
`[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.structure.articles import alone
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document
from pipeline.model.findings import Finding


def check(ctx: Context) -> Iterator[Finding]:
    """Nothing: a pair with a context has both its articles; the others are for ``finding``."""
    return iter(())


def finding(document: Document) -> Finding:
    """The finding for a target article that stands alone."""
    return alone(RULE, document, "has no {other} source")


RULE = Rule("extra-article", "warning", check, __doc__)
