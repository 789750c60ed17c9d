"""Annotations for GitHub Actions: workflow commands on stdout, a log group a pair.

GitHub shows ten annotations of a kind for each step and drops the rest unsaid. So the tenth of a
kind says how many more there are; all of them stand in the log, which nothing in an article can
take over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.findings import SEVERITIES, Finding, PairReport, Report, Severity
from pipeline.model.source import Lang
from pipeline.reports.concept import message_lines
from pipeline.reports.order import in_document_order
from pipeline.reports.spots import counts, fallback, findings, further, primary
from pipeline.reports.style import disarmed
from pipeline.reports.terminal import finding_lines, plural, summary
from pipeline.reports.width import clean

LIMIT = 10
COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_COLUMNS = 100


class Annotation(NamedTuple):
    """One command; the properties stand in the order in which they are written."""

    rule: str
    properties: tuple[tuple[str, str], ...]
    message: str


def format(report: Report) -> str:
    """The log, then the annotations: errors first, each kind in the order of the articles.

    Only what can fail the run is annotated: nothing accepted, and nothing older than the change.
    """
    lines = [*_log(report)]
    for severity in SEVERITIES:
        lines += _limited(COMMANDS[severity], list(_annotations(report, severity)))
    return "".join(f"{line}\n" for line in lines)


def _log(report: Report) -> Iterator[str]:
    for pair in report.pairs:
        shown = [f for f in in_document_order(pair, report.source) if counts(f)]
        if shown:
            by_severity = Counter(finding.severity for finding in shown)
            found = ", ".join(
                plural(by_severity[each], each) for each in SEVERITIES if by_severity[each]
            )
            yield f"::group::{data(f'{pair.id}: {found}')}"
            for finding in shown:
                text = finding_lines(finding, pair, report.source, width=_COLUMNS, color=False)
                yield from (disarmed(line) for line in text.splitlines())
            yield "::endgroup::"
    yield disarmed(clean(summary(report)))


def _annotations(report: Report, severity: Severity) -> Iterator[Annotation]:
    if severity == "error":
        for failure in report.failures:
            file = (("file", failure.path),) if failure.path else ()
            yield Annotation("could not check", file, failure.message)
    for pair, finding in findings(report):
        if finding.severity == severity and counts(finding):
            yield _annotation(finding, pair, report.source)


def _annotation(finding: Finding, pair: PairReport, source: Lang) -> Annotation:
    spot = primary(finding, pair, source)
    others = [str(each) for each in further(finding, pair, source)]
    if spot is None:
        about = fallback(finding, pair, source)
        where: tuple[tuple[str, str], ...] = ()
        if about:
            where = (("file", about[0]), ("line", str(about[1])))
    else:
        line, column, end_line, end_column = spot.bounds
        where = (("file", spot.source.path), ("line", str(line)), ("endLine", str(end_line)))
        # GitHub takes columns only where a range stays on its line.
        if line == end_line:
            where += (("col", str(column)), ("endColumn", str(end_column)))
    return Annotation(finding.rule, where, "\n".join([*message_lines(finding), *others]))


def _limited(command: str, annotations: list[Annotation]) -> Iterator[str]:
    shown = annotations if len(annotations) <= LIMIT else annotations[: LIMIT - 1]
    for each in shown:
        properties = (*each.properties, ("title", f"taiyaku: {each.rule}"))
        written = ",".join(f"{name}={_property(value)}" for name, value in properties)
        yield f"::{command} {written}::{data(each.message)}"
    rest = Counter(each.rule for each in annotations[len(shown) :])
    if rest:
        kinds = ", ".join(f"{rule} × {count}" for rule, count in sorted(rest.items()))
        more = f"{sum(rest.values())} more in the log of this step: {kinds}"
        yield f"::{command} title=taiyaku::{data(more)}"


def data(text: str) -> str:
    """Text after the ``::`` of a command, on one line; what acts on a terminal is shown instead."""
    shown = "\n".join(disarmed(clean(line)) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A file name must stay the one on disk, so nothing in it is replaced but what would act.
    return data(text).replace(":", "%3A").replace(",", "%2C")
