"""What makes a finding the same finding in another revision of the articles."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.findings import Finding

_DIGITS = 16


def fingerprint(finding: Finding) -> str:
    """16 hexadecimal digits of a SHA-256 over the rule and the finding's identity.

    The strings are folded first (NFKC, runs of white space to one space), so that a change of
    width or a new line break does not make a finding new.
    """
    parts = [finding.rule, *(_folded(part) for part in finding.identity)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def with_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one pair in the same order, equal fingerprints numbered ``…-2``, ``…-3``."""
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        number = f"-{seen[mark]}" if seen[mark] > 1 else ""
        marked.append(replace(finding, fingerprint=mark + number))
    return tuple(marked)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
