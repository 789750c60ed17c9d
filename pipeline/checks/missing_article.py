"""An article of the source language has no translation.

## Why
Readers of the other language do not know that the article exists.

## Bad

    articles/ja/trials/exosome.md
    articles/en/                      no trials/exosome

## Good

    articles/ja/trials/exosome.md
    articles/en/trials/exosome.md     the endings may differ (.md, .txt, .html)

## Configuration
A translation under another name is joined with `[[pairs]]` in `taiyaku.toml`. An article that is
not to be translated belongs in `taiyaku.decisions.toml`, with the reason. An unreviewed draft does
not count as a translation. The severity is set under `[rules]` in `taiyaku.toml`.
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


def finding(document: Document, *, drafted: bool = False) -> Finding:
    """The finding for a source article that stands alone, or beside a draft nobody reviewed."""
    what = "reviewed {other}" if drafted else "{other}"
    return alone(RULE, document, f"has no {what} translation")


RULE = Rule("missing-article", "error", check, __doc__)
