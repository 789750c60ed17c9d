"""The figures as Markdown tables, for a pull request or a note."""

from __future__ import annotations

from pipeline.model.scores import Candidate, ScoreReport
from pipeline.reports.neutral import text
from pipeline.reports.scores.rows import COLUMNS, headline, rows, verdict


def format(report: ScoreReport) -> str:
    """A table a candidate, the comparison as a list, the signatures as code."""
    parts = [_table(candidate) for candidate in report.candidates]
    if report.differences:
        compared = [f"- {verdict(name, each)}" for name, each in report.differences.items()]
        parts.append("\n".join([f"Paired bootstrap, {report.samples:,} resamples:", "", *compared]))
    parts.append(text(headline(report)))
    signed = [f"- {name}: `{signature}`" for name, signature in report.signatures.items()]
    parts.append("\n".join(signed))
    return "\n\n".join(parts) + "\n"


def _table(candidate: Candidate) -> str:
    lines = [
        f"| {text(candidate.name)} | " + " | ".join(COLUMNS) + " |",
        "|---|" + "---:|" * len(COLUMNS),
    ]
    for row in rows(candidate):
        mark = "**" if row.is_corpus else ""
        cells = (text(row.name), *row.cells)
        lines.append("| " + " | ".join(f"{mark}{cell}{mark}" for cell in cells) + " |")
    return "\n".join(lines)
