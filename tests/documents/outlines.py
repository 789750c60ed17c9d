"""Reads outline cases and shows documents in their notation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.model.document import Document

_CASES = Path(__file__).parents[1] / "cases/documents"


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((_CASES / name).read_text("utf-8"))


def outline(document: Document) -> list[str]:
    """Level, kind, number and title of every section."""
    return [
        f"{' '.join(filter(None, (str(s.level), s.kind, s.number)))} | {s.title.text}".rstrip()
        for s in document.sections
    ]


def blocks(document: Document) -> list[str]:
    """Kind and text of every block of every section."""
    return [
        f"{block.kind}: {block.prose.text.rstrip()}"
        for section in document.sections
        for block in section.blocks
    ]
