"""``taiyaku draft``: what the target of a pair lacks, written by an engine and marked as a draft.

recall (the memory and the terms) → plan (what is missing and where it goes) → segments and requests
→ asking (an engine) → enforcing (the rules about terms) → compose (the file). No file is touched.
"""

from __future__ import annotations

from pipeline.drafting.consent import chosen_engine
from pipeline.drafting.drafts import Asked, draft, export
from pipeline.drafting.importing import Merged, merge
from pipeline.drafting.job import Drafted

__all__ = ["Asked", "Drafted", "Merged", "chosen_engine", "draft", "export", "merge"]
