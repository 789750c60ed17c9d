"""The finding about an article whose counterpart file does not exist."""

from __future__ import annotations

from pipeline.checks.linked.places import LANGUAGE, heading_place, label, measure, plural
from pipeline.model.check import Rule
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import Span, other


def alone(rule: Rule, document: Document, complaint: str) -> Finding:
    """A finding at the first heading or sentence of ``document``; ``{other}`` is filled in."""
    content = [section for section in document.sections if not section.is_furniture]
    first = content[0] if content else None
    place = heading_place(document, first) if first else Place(document.lang, Span(0, 0), 0)
    sentences, characters = measure(content)
    name = label(first) if first else document.source.path
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=f"{name} {complaint.format(other=LANGUAGE[other(document.lang)])} "
        f"({plural(sentences, 'sentence')}, {plural(characters, 'character')})",
        **placed(place),
        # A pair has one such finding at most, so that nothing in the text need tell it apart.
        identity=(),
        data={"sections": len(content), "sentences": sentences, "characters": characters},
    )
