"""The report for a person at a terminal: every finding with the words it is about.

::

    exosome  articles/ja/exosome.md ↔ articles/en/exosome.md

    error[untranslated-text] “前頭前野” is left in Japanese
      en articles/en/exosome.md:4:31
       │ The coil is placed over the 前頭前野 of the patient.
       │                             ^^^^^^^^

Without colour the text is the same, character for character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from pipeline.model.document import Document
from pipeline.model.findings import (
    SEVERITIES,
    STATUSES,
    Finding,
    PairReport,
    Place,
    Report,
    Severity,
    Status,
)
from pipeline.model.source import Lang, other
from pipeline.reports.concept import glossary_line
from pipeline.reports.excerpt import excerpt
from pipeline.reports.order import in_document_order
from pipeline.reports.repeats import gathered
from pipeline.reports.style import COLOURS, Paint, finished, painter
from pipeline.reports.width import clean, clip_start, wrap
from pipeline.reports.width import width as columns_of

NARROWEST = 40
_BAR = "   │ "
_SHOWN_PLACES = 12
STALE = "stale-section"
NOT_REPORTED = "not reported because of this change"


def format(
    report: Report, *, width: int, color: bool, suppressed: bool = False, brief: bool = False
) -> str:
    """The report in lines of at most ``width`` columns (at least 40), the summary last.

    What is said of one concept several times in a pair is told once, with all its places; an info
    has its places only. With ``suppressed`` every finding is shown in full, and, dimmed, what
    somebody accepted, with who and why. ``brief`` leaves out the findings.
    Of a comparison, what was introduced is shown in full, what remained or was fixed in a line.
    """
    width = max(width, NARROWEST)
    return finished(_lines(report, width, painter(color), suppressed, brief))


def finding_lines(
    finding: Finding, pair: PairReport, source: Lang, *, width: int, color: bool
) -> str:
    """One finding alone, as it stands in the report."""
    lines = _finding(finding, pair, source, max(width, NARROWEST), painter(color))
    return finished(lines)


def _lines(
    report: Report, width: int, paint: Paint, suppressed: bool, brief: bool
) -> Iterator[str]:
    for pair in report.pairs:
        ordered = in_document_order(pair, report.source)
        findings = [f for f in ordered if suppressed or f.suppressed is None]
        reported = [f for f in findings if f.status in (None, "introduced")]
        rest = [(f, pair) for f in findings if f.status == "remaining"]
        if pair.base is not None:
            rest += [(f, pair.base) for f in in_document_order(pair.base, report.source)]
        hidden = [(f, where) for f, where in _hidden(pair, report) if suppressed or not _is_old(f)]
        if brief or not (reported or rest or hidden):
            continue
        yield from pair_header(_named(pair), width, paint)
        for finding, times in ((f, 1) for f in reported) if suppressed else gathered(reported):
            yield ""
            whole = suppressed or finding.severity != "info"
            yield from _finding(
                finding, pair, report.source, width, paint, whole=whole, times=times
            )
        if rest or hidden:
            yield ""
        for finding, where in rest:
            yield from _one_line(finding, where, width, paint)
        for finding, where in hidden:
            yield from _hidden_line(finding, where, width, paint)
        yield ""
    if brief and report.revisions:
        yield from _per_pair(report, width)
    for line in wrap(summary(report), width):
        yield paint(line, bold=True)
    rules = _rules(report)
    if rules:
        more = f" (also {', '.join(rules[1:])})" if len(rules) > 1 else ""
        yield from wrap(f"next: taiyaku rules {rules[0]} explains the rule{more}", width)


def pair_header(pair: PairReport, width: int, paint: Paint) -> Iterator[str]:
    """The id of a pair and its files, on one line where they fit, else on three."""
    name = clip_start(pair.id, width)
    paths = [
        clip_start(path or f"(no {lang})", width - 2)
        for lang, path in (("ja", pair.ja_path), ("en", pair.en_path))
    ]
    joined = " ↔ ".join(paths)
    if columns_of(name) + 2 + columns_of(joined) <= width:
        yield f"{paint(name, bold=True)}  {paint(joined, dim=True)}"
    else:
        yield paint(name, bold=True)
        yield from (f"  {paint(path, dim=True)}" for path in paths)


def summary(report: Report) -> str:
    """One sentence: ``3 errors, 1 warning in 2 of 9 pairs``; it never calls a failed run clean."""
    statuses = STATUSES if report.revisions else (None,)
    found = "; ".join(shown for status in statuses if (shown := _count_line(report, status)))
    touched = sum(any(f.suppressed is None for f in pair.findings) for pair in report.pairs)
    pairs = plural(report.compared, "pair")
    text = f"{found} in {touched} of {pairs}" if found else f"nothing found in {pairs}"
    if report.revisions and not report.pairs and not report.failures:
        text = "no pair changed"
    if smuggled := _counted({severity: report.smuggled(severity) for severity in SEVERITIES}):
        text += f"; {NOT_REPORTED}: {smuggled}"
    if others := sum(not finding.is_smuggled for _, finding in report.hidden()):
        text += f"; {others} no longer reported because of this change"
    if entered := sum(f.hidden_by == "baseline" for pair in report.pairs for f in pair.findings):
        text += f"; this change enters {entered} of what it introduced into a baseline"
    earlier = sum(
        f.suppressed is not None and f.hidden_by is None for p in report.pairs for f in p.findings
    )
    if earlier:
        text += f"; {earlier} accepted earlier"
    if report.failures:
        text += f"; {plural(len(report.failures), 'problem')} kept something from being checked"
    return text


def _count_line(report: Report, status: Status | None) -> str:
    """``introduced: 2 errors, 1 warning``; nothing where there is none."""
    found = _counted({severity: report.count(severity, status) for severity in SEVERITIES})
    return f"{status}: {found}" if found and status else found


def _counted(counts: Mapping[Severity, int]) -> str:
    return ", ".join(plural(count, severity) for severity, count in counts.items() if count)


def _hidden(pair: PairReport, report: Report) -> Iterator[tuple[Finding, PairReport]]:
    """What the change hides in a pair, with the pair that its places lie in."""
    alone = replace(report, pairs=(pair,))
    yield from ((finding, where) for where, finding in alone.hidden())


def _named(pair: PairReport) -> PairReport:
    """The pair with its files; of one that a change took out of sight, as they were seen."""
    return pair if pair.ja_path or pair.en_path else pair.hidden or pair


def _is_old(finding: Finding) -> bool:
    return finding.status != "introduced"


def _hidden_line(finding: Finding, pair: PairReport, width: int, paint: Paint) -> Iterator[str]:
    """What a change keeps from being reported, with its place and what hides it."""
    text = f"{why_hidden(finding)}: {finding.severity}[{finding.rule}] {finding.message}"
    lines = wrap(f"{text}{_at(finding, pair)}", width, indent=2)
    grave = finding.is_smuggled
    yield from (paint(line, dim=not grave, bold=grave) for line in lines)


def why_hidden(finding: Finding) -> str:
    """``not reported because of this change (comment)``."""
    shown = f", shown as {finding.shown_as}" if finding.shown_as else ""
    return f"{NOT_REPORTED} ({finding.hidden_by}{shown})"


def _per_pair(report: Report, width: int) -> Iterator[str]:
    """A line for each pair that a change did something to."""
    for pair in report.pairs:
        alone = replace(report, pairs=(pair,))
        shown = "; ".join(text for status in STATUSES if (text := _count_line(alone, status)))
        if shown:
            yield from wrap(f"{pair.id}  {shown}", width, indent=2)


def _one_line(finding: Finding, pair: PairReport, width: int, paint: Paint) -> Iterator[str]:
    """What a change did not bring, with its place in the revision it is from."""
    text = f"{finding.status} {finding.severity}[{finding.rule}] {finding.message}"
    text += _at(finding, pair)
    yield from (paint(line, dim=True) for line in wrap(text, width, indent=2))


def _at(finding: Finding, pair: PairReport) -> str:
    """Where it is, in brackets."""
    place = finding.en or finding.ja
    document = pair.document(place.lang) if place else None
    if not place or not document:
        return ""
    line, column = document.source.place(place.span.start)
    return f" ({document.source.path}:{line}:{column})"


def _finding(
    finding: Finding,
    pair: PairReport,
    source: Lang,
    width: int,
    paint: Paint,
    *,
    whole: bool = True,
    times: int = 1,
) -> Iterator[str]:
    """Not ``whole`` is a finding without the lines that it points at."""
    if finding.suppressed is not None:
        paint = partial(_dimmed, paint)
        known = finding.suppressed
        who = ", ".join(known[key] for key in ("by", "date", "where") if known.get(key))
        why = f": {known['reason']}" if known.get("reason") else ""
        yield from (paint(line) for line in wrap(f"accepted ({who}){why}", width))
    label = f"{finding.severity}[{finding.rule}]"
    often = f" ({times} times)" if times > 1 else ""
    first, *rest = wrap(f"{label} {finding.message}{often}", width, indent=2)
    if first.startswith(label):
        first = paint(label, fg=COLOURS[finding.severity], bold=True) + first[len(label) :]
    yield from (first, *rest)
    if concept_line := glossary_line(finding):
        yield from (paint(f"  {line}", dim=True) for line in wrap(concept_line, width - 2))
    for lang, mark in ((source, "^"), (other(source), "~")):
        place = finding.ja if lang == "ja" else finding.en
        if place:
            lone = (finding.en if lang == "ja" else finding.ja) is None
            colour = COLOURS[finding.severity] if mark == "^" or lone else "blue"
            document = pair.document(place.lang)
            if document is not None:
                yield _where(place, document, width, paint)
            if document is not None and whole:
                yield from _cut(place, document, "^" if lone else mark, colour, width, paint)
    yield from _related(finding, pair, width)
    yield from _changes(finding, source, width, paint)


def _changes(finding: Finding, source: Lang, width: int, paint: Paint) -> Iterator[str]:
    """What a stale section says now, word by word, above what its counterpart still says."""
    if finding.rule != STALE:
        return
    for change in finding.data.get("changes", ()):
        text = "".join(_marked(word) for word in change["words"]) or "(see the file)"
        lines = [f"{source} ± {_line(text)}"]
        lines += [f"{other(source)} = {_line(sentence)}" for sentence in change["counterpart"]]
        for line in lines:
            yield from (f"  {part}" for part in wrap(line, width - 2, indent=5))


def _line(text: str) -> str:
    return clean(" ".join(text.split()))


def _marked(word: Mapping[str, str]) -> str:
    """A stretch as `git diff --word-diff` writes it."""
    if word["op"] == "equal":
        return word["after"]
    gone = f"[-{word['before']}-]" if word["before"] else ""
    new = f"{{+{word['after']}+}}" if word["after"] else ""
    return gone + new


def _dimmed(paint: Paint, text: str, **_: object) -> str:
    return paint(text, dim=True)


def _where(place: Place, document: Document, width: int, paint: Paint) -> str:
    line, column = document.source.place(place.span.start)
    where = f":{line}:{column}"
    path = clip_start(document.source.path, width - 5 - len(where))
    return f"  {place.lang} {paint(f'{path}{where}', dim=True)}"


def _cut(
    place: Place, document: Document, mark: str, colour: str, width: int, paint: Paint
) -> Iterator[str]:
    """The line with the words underlined."""
    cut = excerpt(document.source, place.span, width - len(_BAR), mark)
    if cut.line:
        yield f"{_BAR}{cut.line}"
        yield f"{_BAR}{paint(cut.marks, fg=colour, bold=True)}" if cut.marks else _BAR.rstrip()
    if cut.last:
        yield f"{_BAR}… to line {cut.last}"


def _related(finding: Finding, pair: PairReport, width: int) -> Iterator[str]:
    for lang in ("ja", "en"):
        places = [place for place in finding.related if place.lang == lang]
        document = pair.document(lang)
        if not places or document is None:
            continue
        shown = ["{}:{}".format(*document.source.place(p.span.start)) for p in places]
        if len(shown) > _SHOWN_PLACES:
            shown = [*shown[: _SHOWN_PLACES - 1], f"and {len(shown) - _SHOWN_PLACES + 1} more"]
        for line in wrap(f"also at {', '.join(shown)}", width - 5):
            yield f"  {lang} {line}"


def _rules(report: Report) -> list[str]:
    """The rules that fired, the gravest first, then by name."""
    worst: dict[str, int] = {}
    for pair in report.pairs:
        for finding in pair.findings:
            if finding.suppressed is None and finding.status in (None, "introduced"):
                rank = SEVERITIES.index(finding.severity)
                worst[finding.rule] = min(rank, worst.get(finding.rule, rank))
    return [clean(rule) for rule in sorted(worst, key=lambda rule: (worst[rule], rule))]


def plural(count: int, noun: str) -> str:
    """``1 pair``, ``2 pairs``; ``info`` has no plural."""
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"
