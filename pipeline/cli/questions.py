"""What there is to decide in a report: open findings, and links that are not sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import decisions
from pipeline.decisions import making
from pipeline.decisions.findings import GAPS, LONE
from pipeline.model.decisions import Decision
from pipeline.model.findings import Finding, PairReport, Place, Report
from pipeline.model.links import Link
from pipeline.model.source import LANGS, Lang, Span, other
from pipeline.reports.order import in_document_order
from pipeline.reports.terminal import finding_lines

DOUBTFUL = 0.7
STALE = "stale-decision"
DRAFT = "unreviewed-draft"


@dataclass(frozen=True)
class Question:
    """One thing to decide: a finding, or a link that is not sure."""

    pair: PairReport
    finding: Finding | None = None
    link: Link | None = None

    @property
    def is_gap(self) -> bool:
        """Whether sections or the article have no counterpart."""
        return self.finding is not None and self.finding.rule in GAPS | LONE

    @property
    def is_stale(self) -> bool:
        """Whether it is about a decision that no longer fits."""
        return self.finding is not None and self.finding.rule == STALE

    @property
    def is_draft(self) -> bool:
        """Whether it is about a draft that nobody has reviewed."""
        return self.finding is not None and self.finding.rule == DRAFT

    @property
    def mark(self) -> tuple[str, ...]:
        """What tells it from the other questions of its pair, when that is read again."""
        if self.finding is not None:
            return ("finding", self.finding.fingerprint)
        return ("link", repr((self.sections("ja"), self.sections("en"))))

    def sections(self, lang: Lang) -> tuple[int, ...]:
        """The sections of one side: of the link, else those that hold the finding."""
        if self.link is not None:
            return self.link.ja if lang == "ja" else self.link.en
        place = self.place(lang)
        if place is None:
            return ()
        for link in self.pair.links:
            ids = link.ja if lang == "ja" else link.en
            if place.section in ids:
                return ids
        return (place.section,)

    def place(self, lang: Lang) -> Place | None:
        """Where it stands in one language."""
        if self.finding is not None:
            return self.finding.ja if lang == "ja" else self.finding.en
        document, sections = self.pair.document(lang), self.sections(lang)
        if document is None or not sections:
            return None
        section = document.sections[sections[0]]
        start = section.title.span(0, 1).start if section.title else section.span.start
        end = start + max(len(section.title.text), 1)
        return Place(lang, Span(start, end), section.id)

    def open_place(self, source: Lang) -> Place | None:
        """Where a person would mend it: in the translation where it has a place there."""
        return self.place(other(source)) or self.place(source)

    def shown(self, source: Lang, width: int, color: bool) -> str:
        """The question with its excerpts, as the report shows them."""
        found = self.finding or self._as_finding()
        return finding_lines(found, self.pair, source, width=width, color=color)

    def _as_finding(self) -> Finding:
        score = self.link.score if self.link else 0.0
        message = f"these sections were taken to correspond, with {score:.0%} certainty"
        return Finding("link", "info", message, self.place("ja"), self.place("en"), ())


def questions(report: Report, links_below: float) -> Iterator[Question]:
    """Pair by pair the open findings in reading order, then links scored below ``links_below``."""
    for pair in report.pairs:
        yield from of_pair(pair, report.source, links_below)


def of_pair(pair: PairReport, source: Lang, links_below: float) -> Iterator[Question]:
    """The questions of one pair: drafts first, for what they stand for is missing until then."""
    asked = [Question(pair, f) for f in in_document_order(pair, source) if f.suppressed is None]
    yield from sorted(asked, key=lambda question: not question.is_draft)
    for link in pair.links:
        if not link.is_gap and link.score < links_below and link.decision is None:
            yield Question(pair, None, link)


def answered(question: Question, entries: Sequence[Decision]) -> bool:
    """Whether ``entries``, as the file is now, say what is asked."""
    if question.is_stale and question.finding is not None:
        return question.finding.data.get("decision") not in {entry.id for entry in entries}
    documents = making.documents_of(question.pair)
    matched = decisions.match([e for e in entries if e.pair == question.pair.id], documents)
    if question.finding is not None:
        (settled,), _ = decisions.apply([question.finding], matched, documents, ())
        if settled.suppressed is not None:
            return True
    if question.is_gap:
        linked = {
            (lang, n)
            for together in matched.decided.together
            for lang, ids in zip(LANGS, together, strict=True)
            for n in ids
        }
        return any((lang, n) in linked for lang in LANGS for n in question.sections(lang))
    if question.link is None:
        return False
    ours, theirs = question.link.ja, question.link.en
    return (ours, theirs) in matched.decided.together or all(
        (i, j) in matched.decided.apart for i in ours for j in theirs
    )
