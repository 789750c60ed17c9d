"""What stands beside a sentence that no engine translated: its terms, and what is like it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.document import Document
from pipeline.model.translation import Match, Segment, TermUse
from pipeline.translation.marks import comment_signs

_SHOWN = 2


def remark(
    document: Document,
    path: str,
    segment: Segment,
    terms: Sequence[TermUse],
    matches: Sequence[Match],
) -> str:
    """A comment after the sentence of ``document``; in plain text its terms in brackets.

    ``path`` is the file it is written into.

    Nothing in values of a front matter and in attributes, where no comment can stand.
    """
    if segment.setting in ("meta", "attribute"):
        return ""
    said = [f"{t.text} = {t.preferred}" for t in terms if t.text.lower() != t.preferred.lower()]
    if document.format == "text":
        # Plain text has no comments, and a heading or menu with brackets is none any more.
        aside = segment.block == 0 or document.sections[segment.section].is_furniture
        return f" [{'; '.join(said)}]" if said and not aside else ""
    parts = [f"terms: {'; '.join(said)}"] if said else []
    parts += [
        f"{match.kind} {match.score:.2f} ({match.origin}): {match.source} → {match.target}"
        for match in matches[:_SHOWN]
    ]
    if not parts:
        return ""
    opening, closing = comment_signs(path)
    return f"{opening} to translate; {_harmless(' | '.join(parts), segment)} {closing}"


def _harmless(text: str, segment: Segment) -> str:
    """The text without what would end the comment, the table's cell or the line."""
    text = " ".join(text.split()).replace("--", "‐‐").replace("*/", "* /").replace(">", "＞")
    return text.replace("|", "¦") if segment.setting == "cell" else text
