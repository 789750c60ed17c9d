"""A comment for a pull request: one sentence, a table, and the findings folded away below it.

GitHub and GitLab cut a comment at 65,536 characters; here what does not fit is counted instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.model.findings import SEVERITIES, Finding, PairReport, Report, Severity
from pipeline.model.source import Lang
from pipeline.reports.concept import glossary_line
from pipeline.reports.neutral import code, html_code, text
from pipeline.reports.order import in_document_order
from pipeline.reports.snippet import snippet
from pipeline.reports.spots import Spot, counts, further, primary
from pipeline.reports.style import disarmed
from pipeline.reports.terminal import plural, summary
from pipeline.reports.width import clean

# Bytes, which are never fewer than characters, however a host counts.
LIMIT = 65_536
# By which a job finds the comment it wrote before.
MARKER = "<!-- taiyaku -->"
ICONS: dict[Severity, str] = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_RESERVE = 2_000
_ROWS = 50
_LONGEST_MESSAGE = 600
_LONGEST_NAME = 120
_SHOWN_PLACES = 4
_CONTEXT_LENGTH, _MOST_WORDS = 30, 40


class Part(NamedTuple):
    """A folded part: the pair it is about, its label, and its findings."""

    pair: PairReport
    label: str
    findings: list[Finding]


def format(report: Report) -> str:
    """The comment, at most 65,536 bytes of UTF-8; it begins with ``MARKER``."""
    lines = [MARKER, f"### taiyaku: {text(headline(report))}", ""]
    lines += _problems(report)
    parts = list(_parts(report))
    lines += _table(parts)
    budget = LIMIT - _RESERVE - _size(lines)
    left_out = 0
    for part in parts:
        block, missing = _folded(part, report.source, budget)
        budget -= _size(block)
        left_out += missing
        lines += block
    if left_out:
        lines += [f"{plural(left_out, 'finding')} more did not fit into this comment.", ""]
    lines.append(
        f"<sub>taiyaku {text(report.version)} · `taiyaku rules RULE` explains a rule</sub>"
    )
    return "\n".join(disarmed(line) for line in lines) + "\n"


def headline(report: Report) -> str:
    """What was found, or what the change did, in one sentence."""
    found = [finding for pair in report.pairs for finding in pair.findings]
    fixed = [f for pair in report.pairs if pair.base for f in pair.base.findings]
    if not fixed and all(finding.status is None for finding in found):
        return summary(report)
    by_severity = Counter(finding.severity for finding in found if counts(finding))
    new = ", ".join(plural(by_severity[each], each) for each in SEVERITIES if by_severity[each])
    old = sum(f.status == "remaining" and f.suppressed is None for f in found)
    return f"{new or 'nothing'} introduced, {old} remaining, {len(fixed)} fixed"


def _problems(report: Report) -> Iterator[str]:
    if report.failures:
        yield f"**{plural(len(report.failures), 'problem')} kept something from being checked:**"
        yield ""
        for failure in report.failures[:_SHOWN_PLACES]:
            yield f"- ⚠️ {text(_cut(failure.message, _LONGEST_MESSAGE))}"
        if len(report.failures) > _SHOWN_PLACES:
            yield f"- and {len(report.failures) - _SHOWN_PLACES} more"
        yield ""


def _parts(report: Report) -> Iterator[Part]:
    """What counts, pair by pair; then what stood before the change, and what it fixed."""
    for pair in report.pairs:
        if shown := [f for f in in_document_order(pair, report.source) if counts(f)]:
            yield Part(pair, "", shown)
    for pair in report.pairs:
        ordered = in_document_order(pair, report.source)
        old = [f for f in ordered if f.status == "remaining" and f.suppressed is None]
        if old:
            yield Part(pair, "remaining", old)
    for pair in report.pairs:
        if pair.base and pair.base.findings:
            yield Part(pair.base, "fixed", in_document_order(pair.base, report.source))


def _table(parts: Iterable[Part]) -> Iterator[str]:
    counted = [part for part in parts if not part.label]
    if not counted:
        return
    yield "| pair | errors | warnings | infos |"
    yield "|:--|--:|--:|--:|"
    for part in counted[:_ROWS]:
        by_severity = Counter(finding.severity for finding in part.findings)
        cells = " | ".join(str(by_severity[each] or "") for each in SEVERITIES)
        yield f"| {code(_cut(part.pair.id, _LONGEST_NAME))} | {cells} |"
    if len(counted) > _ROWS:
        yield f"| and {len(counted) - _ROWS} more | | | |"
    yield ""


def _folded(part: Part, source: Lang, budget: int) -> tuple[list[str], int]:
    """The lines of one folded part within ``budget`` bytes, and how many findings are not in."""
    by_severity = Counter(finding.severity for finding in part.findings)
    found = ", ".join(plural(by_severity[each], each) for each in SEVERITIES if by_severity[each])
    label = f"{part.label}: " if part.label else ""
    name = html_code(_cut(part.pair.id, _LONGEST_NAME))
    block = ["<details>", f"<summary>{name} {label}{found}</summary>", ""]
    end = ["</details>", ""]
    spent = _size(block) + _size(end)
    for number, finding in enumerate(part.findings):
        lines = list(_finding(finding, part.pair, source))
        if spent + _size(lines) > budget:
            return ([*block, *end] if number else []), len(part.findings) - number
        spent += _size(lines)
        block += lines
    return [*block, *end], 0


def _finding(finding: Finding, pair: PairReport, source: Lang) -> Iterator[str]:
    message = text(_cut(finding.message, _LONGEST_MESSAGE))
    yield f"{ICONS[finding.severity]} **{finding.severity}** {code(finding.rule)} {message}"
    spots = [spot for spot in (primary(finding, pair, source),) if spot]
    spots += further(finding, pair, source)
    concept = _cut(glossary_line(finding), _LONGEST_MESSAGE)
    quotes = [[f"> {text(concept)}"]] if concept else []
    quotes += [list(_quoted(spot)) for spot in spots[:2]]
    if len(spots) > 2:
        shown = ", ".join(code(_where(spot)) for spot in spots[2 : 2 + _SHOWN_PLACES])
        more = len(spots) - 2 - _SHOWN_PLACES
        quotes.append([f"> also at {shown}{f' and {more} more' if more > 0 else ''}"])
    quotes += [[f"> changed: {_edited(change)}"] for change in _changes(finding)[:_SHOWN_PLACES]]
    for number, quote in enumerate(quotes):
        if number:
            yield ">"
        yield from quote
    yield ""


def _changes(finding: Finding) -> Sequence[Mapping[str, Any]]:
    """The edits of a stale section, word by word."""
    found: Sequence[Mapping[str, Any]] = finding.data.get("changes", ())
    return found


def _edited(change: Mapping[str, Any]) -> str:
    """A sentence with what went and what came marked; long stretches that stayed are cut."""
    shown = []
    for word in change["words"][:_MOST_WORDS]:
        if word["op"] == "equal":
            stayed = clean(word["after"])
            if len(stayed) > 2 * _CONTEXT_LENGTH:
                stayed = f"{stayed[:_CONTEXT_LENGTH]}…{stayed[-_CONTEXT_LENGTH:]}"
            shown.append(_spaced(stayed))
            continue
        for tag, side in (("del", "before"), ("ins", "after")):
            if word[side]:
                shown.append(f"<{tag}>{text(_cut(word[side], _LONGEST_NAME))}</{tag}>")
    more = "…" if len(change["words"]) > _MOST_WORDS else ""
    return "".join(shown) + more or "(see the file)"


def _quoted(spot: Spot) -> Iterator[str]:
    part = snippet(spot)
    yield f"> {code(_where(spot))}<br>"
    # A zero-width space: the line begins with none of Markdown's signs, and keeps its spaces.
    quoted = f"{_spaced(part.before)}<b>{text(part.marked)}</b>{_spaced(part.after)}"
    yield f"> \u200b{quoted}"


def _spaced(value: str) -> str:
    """Text with the space that it shares with its neighbour."""
    if not value.strip():
        return value and " "
    return f"{' ' * value[0].isspace()}{text(value)}{' ' * value[-1].isspace()}"


def _where(spot: Spot) -> str:
    line, column, _, _ = spot.bounds
    path = spot.source.path
    short = path if len(path) <= _LONGEST_NAME else "…" + path[-_LONGEST_NAME:]
    return f"{short}:{line}:{column}"


def _cut(value: str, most: int) -> str:
    return value if len(value) <= most else value[:most] + "…"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode("utf-8", "backslashreplace")) + 1 for line in lines)
