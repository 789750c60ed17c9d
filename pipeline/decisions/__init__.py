"""``taiyaku.decisions.toml``: what a person decided once, held against the articles of today.

reading (text → decisions) → matching (decisions → section ids) → findings (what is suppressed,
what no longer fits); making (a report → a decision) → writing (a decision → text).
"""

from __future__ import annotations

from pipeline.decisions.findings import apply
from pipeline.decisions.matching import Matched, gone, match
from pipeline.decisions.reading import read
from pipeline.decisions.updates import Updates
from pipeline.model.decisions import FILE_NAME

__all__ = ["FILE_NAME", "Matched", "Updates", "apply", "gone", "match", "read"]
