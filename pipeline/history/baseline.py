"""The findings that were there when an old corpus was taken on, held against those of now.

What the file knows is suppressed; what stands in it without being found any more is told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checking.policy import Policy
from pipeline.checks import RULES, stale_baseline, stale_section
from pipeline.history.baseline_file import Entry
from pipeline.model.findings import Finding, PairReport, Report
from pipeline.settings.project import Settings


def known(report: Report, before: Iterable[Entry] = (), *, whole: bool) -> frozenset[Entry]:
    """The entries for what a report finds, with those ``before`` of pairs that it did not check.

    ``whole`` says that all pairs were asked for, so that a pair that is not in it is gone.
    """
    found = {
        Entry(pair.id, finding.rule, finding.fingerprint)
        for pair in report.pairs
        for finding in pair.findings
        if finding.suppressed is None
    }
    checked = _checked(report)
    unchecked = {failure.pair for failure in report.failures}
    unseen = {e for e in before if e.pair in unchecked or (e.pair not in checked and not whole)}
    return frozenset(found | unseen)


def apply(
    report: Report,
    entries: frozenset[Entry],
    settings: Settings,
    path: str,
    *,
    whole: bool,
    looks_back: bool = False,
) -> tuple[Report, frozenset[Entry]]:
    """The report with known findings suppressed and stale entries reported, and these entries.

    An entry is stale where its pair was checked with its rule and the finding is not there.
    """
    who = {"by": "baseline", "reason": f"known when {path} was written"}
    met: set[Entry] = set()
    pairs = []
    for pair in report.pairs:
        findings = []
        for finding in pair.findings:
            entry = Entry(pair.id, finding.rule, finding.fingerprint)
            if entry in entries:
                met.add(entry)
                if finding.suppressed is None:
                    finding = replace(finding, suppressed=who)
            findings.append(finding)
        pairs.append(replace(pair, findings=tuple(findings)))
    there = {pair.id: pair for pair in pairs}
    failed = {failure.pair for failure in report.failures}
    stale = frozenset(
        entry
        for entry in entries - met
        if entry.pair not in failed
        and (entry.pair in there or (whole and None not in failed))
        and _ran(entry, there.get(entry.pair), settings, looks_back)
    )
    stale_findings = _stale_findings(stale, there, settings, path)
    pairs = [
        replace(pair, findings=pair.findings + stale_findings.pop(pair.id, ()))
        for pair in there.values()
    ]
    pairs += [
        PairReport(id_, None, None, None, None, (), found) for id_, found in stale_findings.items()
    ]
    return replace(report, pairs=tuple(sorted(pairs, key=lambda pair: pair.id))), stale


def _stale_findings(
    stale: Iterable[Entry], there: Mapping[str, PairReport], settings: Settings, path: str
) -> dict[str, tuple[Finding, ...]]:
    """The findings about stale entries, by pair."""
    by_pair: dict[str, list[Finding]] = defaultdict(list)
    for entry in sorted(stale):
        found = stale_baseline.finding(entry.rule, entry.fingerprint, path)
        policy = _policy(there.get(entry.pair), settings)
        by_pair[entry.pair] += policy.apply([found], {found.rule: stale_baseline.RULE.severity})
    return {id_: with_fingerprints(found) for id_, found in by_pair.items() if found}


def _ran(entry: Entry, pair: PairReport | None, settings: Settings, looks_back: bool) -> bool:
    """Whether the rule of an entry could have found it again; a rule that is gone never will."""
    if entry.rule == stale_section.RULE.id:
        return looks_back
    off = _policy(pair, settings).is_off(entry.rule)
    return not off or entry.rule not in {rule.id for rule in RULES}


def _policy(pair: PairReport | None, settings: Settings) -> Policy:
    paths = (pair.ja_path, pair.en_path) if pair else ()
    return Policy(settings, tuple(path for path in paths if path))


def _checked(report: Report) -> frozenset[str]:
    return frozenset(pair.id for pair in report.pairs)
