"""What a change keeps from being reported: what only its own rules, comments and decisions hide.

The articles of now are judged a second time by what held before the change. What that finds and
the report lacks was hidden by the change: it is told, and it is not fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.checking.policy import Policy
from pipeline.history.matching import partners
from pipeline.model.document import Document
from pipeline.model.findings import SEVERITIES, Finding, HiddenBy, PairReport, Place
from pipeline.model.source import Lang, Span
from pipeline.settings.globs import matches
from pipeline.settings.project import Settings

# What the files of decisions and comments themselves are told about: gone with the entry.
BOOKKEEPING = frozenset({"stale-decision", "unused-ignore", "stale-baseline", "unreviewed-draft"})
_BY: Mapping[str, HiddenBy] = {"comment": "comment", "baseline": "baseline"}

Cause = Callable[[Finding], HiddenBy]


@dataclass(frozen=True)
class Judged:
    """A pair as what held before sees it now; ``why`` says what hides a finding that is not there.

    ``old`` are the same words in the base, where only the rules changed: what it finds was there.
    """

    report: PairReport
    why: Cause
    old: bool = False


@dataclass(frozen=True)
class RulesChange:
    """What a change did to the rules for one pair, to tell which of it hides a finding."""

    now: Settings
    decided: bool = False
    drafts: Mapping[Lang, tuple[Span, ...]] | None = None
    glossary: bool = False

    def cause(self, pair: PairReport) -> Cause:
        """Why a finding of ``pair`` is not found any more; the likeliest of what changed."""
        paths = tuple(path for path in (pair.ja_path, pair.en_path) if path)
        policy = Policy(self.now, paths)

        def why(finding: Finding) -> HiddenBy:
            if any(matches(path, glob) for path in paths for glob in self.now.exclude):
                return "exclude"
            if not policy.apply([finding], {finding.rule: finding.severity}):
                return "settings"
            if any(self._is_marked(place) for place in (finding.ja, finding.en)):
                return "draft"
            if self.decided:
                return "decision"
            return "glossary" if self.glossary else "settings"

        return why

    def _is_marked(self, place: Place | None) -> bool:
        if place is None or self.drafts is None:
            return False
        return any(_meet(draft, place.span) for draft in self.drafts.get(place.lang, ()))


def with_hidden(shown: PairReport, judged: Sequence[Judged]) -> PairReport:
    """A pair with what a change hides in it marked, or added beside it.

    ``judged`` are other views of the same articles, each of what is not told by the ones before.
    """
    lost: list[Finding] = []
    for number, view in enumerate(judged):
        earlier = [each.report for each in judged[:number]]
        shown, more = _lost(shown, view, earlier)
        lost += more
    if not lost:
        return shown
    views = [shown, *(view.report for view in judged)]
    return replace(shown, hidden=_beside(shown, views, lost))


def _lost(
    shown: PairReport, view: Judged, earlier: Sequence[PairReport]
) -> tuple[PairReport, list[Finding]]:
    """What a view finds and the report does not, and the report with what it accepts marked."""
    findings = list(shown.findings)
    now = {there: here for here, there in partners(view.report, shown).items()}
    own = [f for k, f in enumerate(findings) if k not in now.values()]
    known = {k for each in earlier for k in partners(view.report, each).values()}
    lost = []
    for k, finding in enumerate(view.report.findings):
        if finding.suppressed is not None or finding.rule in BOOKKEEPING or k in known:
            continue
        here = now.get(k)
        if view.old:
            finding = replace(finding, status="remaining")
        if here is None:
            if not any(_takes_its_place(each, finding) for each in own):
                lost.append(replace(finding, hidden_by=view.why(finding)))
        elif (accepted := findings[here].suppressed) is not None:
            by = _BY.get(accepted.get("by", ""), "decision")
            findings[here] = replace(findings[here], hidden_by=by)
        elif _rank(findings[here]) > _rank(finding):
            lost.append(
                replace(finding, hidden_by=view.why(finding), shown_as=findings[here].severity)
            )
    return replace(shown, findings=tuple(findings)), lost


def _takes_its_place(new: Finding, finding: Finding) -> bool:
    """Whether a finding of today's rules alone is about the same words and at least as severe."""
    if new.suppressed is not None or _rank(new) > _rank(finding):
        return False
    return any(
        a is not None and b is not None and _meet(a.span, b.span)
        for a, b in ((new.ja, finding.ja), (new.en, finding.en))
    )


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _meet(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _beside(shown: PairReport, views: Sequence[PairReport], lost: Sequence[Finding]) -> PairReport:
    """The pair that hidden findings lie in: the articles as they are reported, where they are."""

    def document(lang: Lang) -> Document | None:
        return next((found for view in views if (found := view.document(lang))), None)

    def path(lang: Lang) -> str | None:
        found = document(lang)
        return found.source.path if found else None

    return PairReport(
        shown.id,
        path("ja"),
        path("en"),
        document("ja"),
        document("en"),
        views[-1].links,
        tuple(lost),
    )
