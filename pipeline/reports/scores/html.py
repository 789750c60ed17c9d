"""The figures as one page with plots: nothing is loaded, nothing is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.scores import ScoreReport
from pipeline.reports.scores.rows import COLUMNS, METRICS, headline, rows, verdict
from pipeline.reports.width import clean

# The drawing, in its own units: the name column, the plot beside it, a row.
_NAMES, _PLOT, _ROW, _TOP = 220, 420, 22, 26
_TICKS = 4


class Dot(NamedTuple):
    """One article of one candidate; ``side`` is 0 for the first candidate, 1 for the second."""

    x: float
    y: float
    side: int
    says: str


class Line(NamedTuple):
    """An article's name and the height of its row."""

    name: str
    y: float
    is_corpus: bool


class Plot(NamedTuple):
    """A metric: a row an article, a dot a candidate, and the numbers below."""

    name: str
    says: str
    width: int
    height: int
    left: int
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


def format(report: ScoreReport) -> str:
    """One self-contained page."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("pipeline.reports.scores", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        headline=clean(headline(report)),
        columns=COLUMNS,
        candidates=[(clean(each.name), list(rows(each))) for each in report.candidates],
        plots=[_plot(report, name) for name in METRICS if _values(report, name)],
        verdicts=[verdict(name, each) for name, each in report.differences.items()],
        samples=report.samples,
        signatures=report.signatures,
        failures=[clean(failure.message) for failure in report.failures],
        version=report.version,
    )


def _plot(report: ScoreReport, metric: str) -> Plot:
    most = max(100.0, *_values(report, metric))
    names = [*report.candidates[0].articles, ""]
    if len(names) == 2:
        names.pop()
    lines = tuple(
        Line(clean(name) or "all", _TOP + _ROW * number + _ROW / 2, not name)
        for number, name in enumerate(names)
    )
    return Plot(
        metric,
        COLUMNS[metric],
        _NAMES + _PLOT + 20,
        _TOP + _ROW * len(names) + 30,
        _NAMES,
        lines,
        tuple(_dots(report, metric, names, lines, most)),
        tuple((_x(most * n / _TICKS, most), f"{most * n / _TICKS:.0f}") for n in range(_TICKS + 1)),
    )


def _dots(
    report: ScoreReport, metric: str, names: Sequence[str], lines: Sequence[Line], most: float
) -> Iterator[Dot]:
    for side, candidate in enumerate(report.candidates):
        for name, line in zip(names, lines, strict=True):
            quality = candidate.articles[name] if name else candidate.corpus
            value = quality.metrics.get(metric)
            if value is not None:
                says = f"{line.name}: {metric} {value:.1f}, {clean(candidate.name)}"
                yield Dot(_x(value, most), line.y, side, says)


def _x(value: float, most: float) -> float:
    return round(_NAMES + _PLOT * value / most, 2)


def _values(report: ScoreReport, metric: str) -> list[float]:
    return [
        value
        for candidate in report.candidates
        for quality in (*candidate.articles.values(), candidate.corpus)
        if (value := quality.metrics.get(metric)) is not None
    ]
