"""Changes to a text, and where its offsets are afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.source import Span


@dataclass(frozen=True)
class Edit:
    """New characters for a span of the target; an empty span is a place to put them in."""

    span: Span
    text: str


@dataclass(frozen=True)
class Moved:
    """Where the offsets of a text went when it was edited."""

    edits: tuple[Edit, ...]

    def __call__(self, at: int) -> int:
        """The offset in the new text of one in the old text."""
        return at + sum(
            len(edit.text) - (edit.span.end - edit.span.start)
            for edit in self.edits
            if edit.span.end <= at
        )


def edited(text: str, edits: Sequence[Edit]) -> tuple[str, Moved]:
    """A text with edits, by place; of two that overlap the first counts."""
    retained: list[Edit] = []
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            continue
        retained.append(edit)
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:])), Moved(tuple(retained))
