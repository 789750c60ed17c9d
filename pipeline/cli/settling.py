"""A draft that a person has reviewed in ``taiyaku review``: its mark goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline import decisions
from pipeline.checking import unreviewed_drafts
from pipeline.cli.ledger import Ledger
from pipeline.cli.questions import Question
from pipeline.decisions import making
from pipeline.errors import UsageError
from pipeline.model.source import Lang, Span, other
from pipeline.model.translation import Draft
from pipeline.system import writing
from pipeline.translation.marks import gone

_BOM = b"\xef\xbb\xbf"


def settle(question: Question, ledger: Ledger, source: Lang) -> Callable[[], None]:
    """Takes the marks away that a question is about, an update with its words.

    Gives what puts them back. Raises UsageError where the article changed since it was read.
    """
    document = question.pair.document(other(source))
    drafts = _drafts(question, ledger, source)
    if document is None or not drafts:
        raise UsageError("its mark is not there any more")
    path = ledger.root / document.source.path
    text = document.source.text
    after = _without(text, {span for draft in drafts if (span := gone(text, draft)) is not None})
    before = ledger.before
    listed = {draft.entry for draft in drafts if draft.comment is None}
    _write(path, text, after, ledger.root)
    if listed:
        ledger.drop(*(entry for entry in ledger.entries() if entry.id in listed))
        ledger.save()

    def back() -> None:
        _write(path, after, text, ledger.root)
        if listed:
            ledger.restore(before)

    return back


def _drafts(question: Question, ledger: Ledger, source: Lang) -> list[Draft]:
    """The drafts of a finding: those of its sections, or the update at its place."""
    place = question.place(other(source))
    if place is None or question.finding is None:
        return []
    documents = making.documents_of(question.pair)
    entries = [entry for entry in ledger.entries() if entry.pair == question.pair.id]
    found = unreviewed_drafts.drafts(documents, source, decisions.match(entries, documents).drafts)
    sections = {place.section, *(each.section for each in question.finding.related)}
    updates = [d for d in found.drafts if d.mark.update and d.span == place.span] if found else []
    whole = (
        [d for d in found.drafts if not d.mark.update and d.section in sections] if found else []
    )
    return updates or whole


def _without(text: str, spans: set[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def _write(path: Path, before: str, after: str, root: Path) -> None:
    """Exchanges the words of a file, its BOM kept."""
    if before == after:
        return
    try:
        writing.tidy(path.parent, root)
        data = writing.current(path, root) or b""
        bom = _BOM if data.startswith(_BOM) else b""
        if data != bom + before.encode("utf-8"):
            raise UsageError(f"{path.name} changed meanwhile; open it with o, or skip it with s")
        writing.write_file(path, bom + after.encode("utf-8"), root)
    except OSError as error:
        raise UsageError(f"{path.name} cannot be written: {error.strerror}") from None
