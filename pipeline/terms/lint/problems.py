"""What the lint says of a glossary, and the rules it goes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.model.findings import Severity

# Every rule with its severity. An error keeps `taiyaku check` from reading the file; a warning is
# something a person should decide; an info is a matter of tidiness.
RULES: Mapping[str, Severity] = {
    "lint-format": "error",
    "lint-duplicate-row": "error",
    "lint-duplicate-value": "error",
    "lint-duplicate-id": "error",
    "lint-two-renderings": "error",
    "lint-shared-japanese": "warning",
    "lint-shared-english": "warning",
    "lint-language": "warning",
    "lint-forbidden-elsewhere": "warning",
    "lint-dead-forbidden": "warning",
    "lint-katakana": "warning",
    "lint-width": "warning",
    "lint-invisible": "warning",
    "lint-spaces": "warning",
    "lint-covered-variant": "info",
    "lint-empty-domain": "info",
    "lint-unused": "info",
}


class Edit(NamedTuple):
    """``data[start:end]`` becomes ``text``."""

    start: int
    end: int
    text: str


class Problem(NamedTuple):
    """One thing to look at. ``line`` and ``column`` (code points) count from 1.

    ``edit`` is the mend where it is safe to make it unasked; ``excuse`` is why a person wants it to
    stay (``# taiyaku: ignore …`` above the row).
    """

    rule: str
    message: str
    line: int
    column: int
    edit: Edit | None = None
    excuse: str | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return RULES[self.rule]
