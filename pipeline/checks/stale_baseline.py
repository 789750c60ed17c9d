"""A finding that the baseline knows is not there any more.

## Why
The baseline passes over what was wrong when taiyaku was taken on. A finding that was mended stays
in it, and the same mistake, made again, would pass unseen.

## Bad
`taiyaku.baseline` still knows a term that was put right last week:

    0f3c5a9b1d2e4f60	term-mismatch	exosome

## Good
The line is gone, and so is the finding:

    taiyaku check --baseline taiyaku.baseline --prune

## Configuration
Entries of pairs that were not checked, or of rules that are off, are not judged. The severity is
set under `[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding


def check(ctx: Context) -> Iterator[Finding]:
    """Nothing: it is known only after all rules have run; ``finding`` is given the entry."""
    return iter(())


def finding(rule: str, fingerprint: str, path: str) -> Finding:
    """The finding for an entry of the baseline ``path``."""
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{path} knows a {rule} here ({fingerprint}) that is not found any more; "
        "--prune takes it out",
        ja=None,
        en=None,
        identity=(rule, fingerprint),
        data={"rule": rule, "fingerprint": fingerprint, "file": path},
    )


RULE = Rule("stale-baseline", "info", check, __doc__)
