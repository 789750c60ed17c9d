"""The findings that were there when an old corpus was taken on: a text file, a line a finding.

A line is a fingerprint, a rule and a pair, parted by tabs, in sorted order, so that two people's
files merge line by line. What stands in it is suppressed; what stands in it without being found any
more is told of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checking.policy import Policy
from pipeline.checks import RULES, stale_baseline, stale_section
from pipeline.errors import BaselineError
from pipeline.model.findings import Finding, PairReport, Report
from pipeline.settings.project import Settings

FILE_NAME = "taiyaku.baseline"
_HEAD = """\
# Findings that were known when taiyaku was taken on: fingerprint, rule, pair. `taiyaku check
# --baseline FILE` passes over them; --prune takes out what is no longer found.
"""
_MARK = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Entry(NamedTuple):
    """A known finding; the fields in the order that sorts the file."""

    pair: str
    rule: str
    fingerprint: str


def parse(text: str, path: str) -> frozenset[Entry]:
    """The entries of a file; BaselineError names the line that is none."""
    entries = set()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or not _MARK.fullmatch(fields[0]):
            raise BaselineError(
                "is no line of a baseline (fingerprint, rule, pair with tabs between them); "
                "remove the line, or delete the file and write it anew with --write-baseline",
                path=path,
                line=number,
            )
        mark, rule, pair = fields
        entries.add(Entry(_plain(pair), rule, mark))
    return frozenset(entries)


def text(entries: Iterable[Entry]) -> str:
    """The file for some entries; the same for the same entries, in whatever order."""
    lines = (
        "\t".join((entry.fingerprint, entry.rule, _escaped(entry.pair)))
        for entry in sorted(set(entries))
    )
    return _HEAD + "".join(f"{line}\n" for line in lines)


def entries(data: bytes | None) -> frozenset[Entry]:
    """The entries of a file that may be broken or not there, for whoever does not go by it."""
    try:
        return parse((data or b"").decode("utf-8"), FILE_NAME)
    except (BaselineError, UnicodeDecodeError):
        return frozenset()


def entered_now(report: Report, new: frozenset[Entry]) -> Report:
    """The report of a comparison with what a change introduced and entered into a baseline marked.

    `diff` goes by no baseline, so that such a finding stands; `check --baseline` passes over it.
    """
    pairs = tuple(
        replace(
            pair,
            findings=tuple(
                replace(finding, hidden_by="baseline")
                if finding.status == "introduced"
                and finding.hidden_by is None
                and Entry(pair.id, finding.rule, finding.fingerprint) in new
                else finding
                for finding in pair.findings
            ),
        )
        for pair in report.pairs
    )
    return replace(report, pairs=pairs)


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
    kept = {e for e in before if e.pair in unchecked or (e.pair not in checked and not whole)}
    return frozenset(found | kept)


def apply(
    report: Report,
    entries: frozenset[Entry],
    settings: Settings,
    path: str,
    *,
    whole: bool,
    looks_back: bool = False,
) -> tuple[Report, frozenset[Entry]]:
    """The report with known findings suppressed and stale entries told of, and these entries.

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
    told = _told(stale, there, settings, path)
    pairs = [
        replace(pair, findings=pair.findings + told.pop(pair.id, ())) for pair in there.values()
    ]
    pairs += [PairReport(id_, None, None, None, None, (), found) for id_, found in told.items()]
    return replace(report, pairs=tuple(sorted(pairs, key=lambda pair: pair.id))), stale


def _told(
    stale: Iterable[Entry], there: Mapping[str, PairReport], settings: Settings, path: str
) -> dict[str, tuple[Finding, ...]]:
    """The findings about stale entries, by pair."""
    by_pair: dict[str, list[Finding]] = defaultdict(list)
    for entry in sorted(stale):
        found = stale_baseline.finding(entry.rule, entry.fingerprint, path)
        policy = _policy(there.get(entry.pair), settings)
        by_pair[entry.pair] += policy.apply([found], stale_baseline.RULE.severity)
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


def _escaped(pair: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in pair)


def _plain(pair: str) -> str:
    back = {escape: char for char, escape in _ESCAPES.items()}
    return "".join(_pieces(pair, back))


def _pieces(pair: str, back: Mapping[str, str]) -> Iterator[str]:
    for piece in re.findall(r"\\.|[^\\]+|\\", pair):
        yield back.get(piece, piece)
