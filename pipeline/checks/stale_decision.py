"""A recorded decision no longer fits its section.

## Why
A decision holds for the text it was made about. When that text changes, nobody has looked at the
new one: what was left out may matter now, and an accepted difference may have become a mistake. The
rule that was silenced speaks again, and this one says why.

## Bad
`taiyaku.decisions.toml` leaves a section out as it stood in spring:

    [[left_out]]
    pair = "exosome"
    lang = "ja"
    sections = [{ title = "費用", text = "3f2a9c1b04de" }]

and in summer the section says more than its prices:

    ## 費用
    費用は自費です。持病のある方は治療を受けられません。

## Good
Somebody read it again, and `taiyaku review exosome` left it out anew: the entry holds the text of
today. Or the English got the section, and the entry is gone:

    ## 費用                                    ## Cost
    費用は自費です。持病のある方は…            You pay for it yourself. If you are ill, …

## Configuration
An entry fits as long as the articles hold its text, wherever in the article it stands and whatever
its number; markup, spacing and width do not count. An entry about an accepted finding fits as long
as the finding and the sentences it is about are there. Entries about findings of a rule that is off
are not judged. The severity is set under `[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.linked.places import heading_place
from pipeline.model.check import Context, Rule
from pipeline.model.decisions import Stale
from pipeline.model.document import Document
from pipeline.model.findings import Finding, placed


def check(ctx: Context) -> Iterator[Finding]:
    """Nothing: the articles alone do not show what was decided; ``finding`` is given the entry."""
    return iter(())


def finding(stale: Stale, document: Document | None, path: str) -> Finding:
    """The finding for an entry of the decisions file ``path``.

    ``document`` is the article in ``stale.lang``, where there is one.
    """
    place = (
        heading_place(document, document.sections[stale.section])
        if document is not None and stale.section is not None
        else None
    )
    entry = stale.decision
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{stale.change}, so what was decided no longer fits ({path}:{entry.line}, "
        f"{entry.signed.by}: {stale.about}); {stale.mend}",
        **placed(place),
        identity=(entry.kind, stale.about),
        data={
            "decision": entry.id,
            "kind": entry.kind,
            "file": path,
            "line": entry.line,
            "reason": entry.signed.reason,
            "by": entry.signed.by,
            "date": entry.signed.date.isoformat(),
        },
    )


RULE = Rule("stale-decision", "warning", check, __doc__)
