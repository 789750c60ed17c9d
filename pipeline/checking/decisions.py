"""Holds what a person decided against the articles and findings of a run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checking.ignore_comments import ignore
from pipeline.checking.policy import Policy
from pipeline.checking.reading import ReadPair
from pipeline.checks import stale_decision, stale_section
from pipeline.decisions import Matched, Updates, apply, gone, match
from pipeline.model.decisions import Decisions, Drafted, Stale
from pipeline.model.document import Document
from pipeline.model.findings import Finding, PairReport, Severity
from pipeline.model.source import Lang, Span
from pipeline.settings.project import Settings

LONE = frozenset({"missing-article", "extra-article", "stale-decision"})


@dataclass(frozen=True)
class Verdicts:
    """The decisions of a project and the rules that a run goes by, which are slow to import.

    Only a run that ``looks_back`` on the whole history can say that a section is not stale.
    """

    decisions: Decisions
    settings: Settings
    load_severities: Callable[[], Mapping[str, Severity]]
    looks_back: bool = False

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """The rules that are asked for, and how grave each holds what it finds."""
        return self.load_severities()

    def match(self, pair: str, documents: Mapping[Lang, Document]) -> Matched:
        """What was decided about a pair, in the section ids of its articles."""
        return match(self.decisions.of(pair), documents)

    def updates(self, pair: str, document: Document) -> tuple[Span, ...]:
        """The lines of a plain text that are updates nobody has reviewed."""
        written = Updates(document)
        return tuple(
            line.span
            for entry in self.decisions.of(pair)
            if isinstance(entry, Drafted) and entry.update and entry.lang == document.lang
            if (line := written.line_of(entry)) is not None
        )

    def apply(
        self,
        findings: tuple[Finding, ...],
        pair: ReadPair,
        quiet: Collection[tuple[Lang, int]] = (),
    ) -> tuple[Finding, ...]:
        """The findings of a pair, decided and ignored ones suppressed; what is stale, added.

        ``quiet`` are the sections inside which nothing is reported.
        """
        documents, matched = pair.documents, pair.matched
        ran = {rule for rule in self.severities if not pair.policy.is_off(rule)}
        if not self.looks_back:
            ran.discard(stale_section.RULE.id)
        settled, forgotten = apply(with_fingerprints(findings), matched, documents, ran)
        settled += self._about_stale((*matched.stale, *forgotten), documents, pair.policy)
        # Of an article that stands alone, nothing else can be found.
        judged = ran if len(documents) > 1 else ran & LONE
        settled, unused = ignore(settled, documents, judged, quiet)
        return settled + self._shown(unused, pair.policy)

    def vanished(self, there: Collection[str | None]) -> list[PairReport]:
        """A report without articles for every pair decided about that is not among ``there``."""
        reports = []
        for pair in sorted(self.decisions.pairs - set(there)):
            stale = tuple(gone(entry) for entry in self.decisions.of(pair))
            findings = self._about_stale(stale, {}, Policy(self.settings, ()))
            if findings:
                reports.append(PairReport(pair, None, None, None, None, (), findings))
        return reports

    def _about_stale(
        self, stale: tuple[Stale, ...], documents: Mapping[Lang, Document], policy: Policy
    ) -> tuple[Finding, ...]:
        found = [
            stale_decision.finding(
                each, documents.get(each.lang) if each.lang else None, self.decisions.path
            )
            for each in stale
        ]
        return self._shown(found, policy)

    def _shown(self, found: Iterable[Finding], policy: Policy) -> tuple[Finding, ...]:
        """What is said of decisions and comments themselves, by the settings."""
        return with_fingerprints(policy.apply(found, self.severities))
