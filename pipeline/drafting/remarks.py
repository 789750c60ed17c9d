"""What stands beside a sentence that no engine translated: its terms, and what is like it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.drafting.plan import Plan
from pipeline.model.translation import Match, Segment, TermUse
from pipeline.translation.marks import comment_signs

_SHOWN = 2


def remark(plan: Plan, segment: Segment, terms: Sequence[TermUse], matches: Sequence[Match]) -> str:
    """A comment after a sentence of the source; in a target of plain text its terms in brackets.

    Nothing in values of a front matter, in attributes and in the text of an image, where no comment
    can stand.
    """
    document = plan.source
    form = plan.target.format if plan.target else document.format
    home = document.sections[segment.section]
    is_image = segment.block > 0 and home.blocks[segment.block - 1].kind == "alt"
    if segment.setting in ("meta", "attribute") or is_image:
        return ""
    noted = [f"{t.text} = {t.preferred}" for t in terms if t.text.lower() != t.preferred.lower()]
    if form == "text":
        # Plain text has no comments, and a heading or menu with brackets is none any more.
        aside = segment.block == 0 or home.is_furniture
        return f" [{'; '.join(noted)}]" if noted and not aside else ""
    parts = [f"terms: {'; '.join(noted)}"] if noted else []
    parts += [
        f"{match.kind} {match.score:.2f} ({match.origin}): {match.source} → {match.target}"
        for match in matches[:_SHOWN]
    ]
    if not parts:
        return ""
    opening, closing = comment_signs(plan.path)
    return f"{opening} to translate; {_harmless(' | '.join(parts), segment)} {closing}"


def _harmless(text: str, segment: Segment) -> str:
    """The text without what would end the comment, the table's cell or the line."""
    text = " ".join(text.split()).replace("--", "‐‐").replace("*/", "* /").replace(">", "＞")
    return text.replace("|", "¦") if segment.setting == "cell" else text
