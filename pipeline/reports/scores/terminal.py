"""The figures as a table on the terminal, with the signatures below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model.scores import Candidate, ScoreReport
from pipeline.reports.scores.rows import COLUMNS, headline, rows, verdict
from pipeline.reports.style import Paint, finished, painter
from pipeline.reports.width import clean, clip_start, pad, wrap

_CELL = 8
_LEAST_NAME = 12


def format(report: ScoreReport, *, width: int, color: bool) -> str:
    """One table a candidate, what the comparison says, and how the figures were made."""
    paint = painter(color)
    lines: list[str] = []
    for candidate in report.candidates:
        lines += [*_table(candidate, width, paint), ""]
    for name, difference in report.differences.items():
        lines += wrap(verdict(name, difference), width, indent=2)
    if report.differences:
        lines += [f"paired bootstrap, {report.samples:,} resamples", ""]
    lines += wrap(clean(headline(report)), width)
    lines += [f"{name:7} {clean(signature)}" for name, signature in report.signatures.items()]
    return finished(lines)


def _table(candidate: Candidate, width: int, paint: Paint) -> Iterator[str]:
    name = max(_LEAST_NAME, width - _CELL * len(COLUMNS))
    yield paint(pad(clip_start(candidate.name, name), name), bold=True) + _line(COLUMNS)
    for row in rows(candidate):
        line = pad(row.name, name) + _line(row.cells)
        yield paint(line, bold=True) if row.is_corpus else line


def _line(cells: Iterable[str]) -> str:
    return "".join(cell.rjust(_CELL) for cell in cells)
