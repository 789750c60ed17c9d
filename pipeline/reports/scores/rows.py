"""The figures as a table: what its columns are called, what they mean, and every cell as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.scores import Candidate, Difference, Quality, ScoreReport

# Columns after the name, and what each of them says.
COLUMNS = {
    "BLEU": "n-grams of words in common, 0 to 100",
    "chrF++": "n-grams of characters and words in common, 0 to 100",
    "TER": "edits per 100 words of the reference; lower is better",
    "terms": "terms of the source that an accepted rendering answers",
    "alike": "renderings of repeated terms that are the usual one of their term",
    "slips": "fidelity findings per 1,000 words",
    "missing": "sections without a counterpart",
}
METRICS = tuple(COLUMNS)[:3]
WAYS = {
    "aligned": "the candidate was cut into the segments of the reference (fewest word edits)",
    "strict": "the n-th sentence of the candidate faced the n-th of the reference",
}
NOTHING = "–"


class Row(NamedTuple):
    """One line: an article or, without a name of its own, the corpus."""

    name: str
    cells: tuple[str, ...]
    is_corpus: bool


def rows(candidate: Candidate) -> Iterator[Row]:
    """Every article, and the corpus last where there are several."""
    for id_, quality in candidate.articles.items():
        yield Row(id_, cells(quality), False)
    if len(candidate.articles) != 1:
        yield Row("all", cells(candidate.corpus), True)


def cells(quality: Quality) -> tuple[str, ...]:
    """The cells of ``COLUMNS``."""
    return (
        *(_figure(quality.metrics.get(name)) for name in METRICS),
        _percent(quality.terms.success),
        _percent(quality.terms.consistency),
        _figure(quality.per_thousand),
        str(quality.missing),
    )


def verdict(name: str, difference: Difference) -> str:
    """``BLEU 41.2 ± 2.0 against 38.7 ± 2.1, p = 0.012: the first is better``."""
    better_is_first = (difference.first > difference.second) != (name == "TER")
    outcome = (
        f"the {'first' if better_is_first else 'second'} is better"
        if difference.p < 0.05 and difference.first != difference.second
        else "no difference is shown"
    )
    return (
        f"{name} {difference.first:.1f} ± {difference.first_interval:.1f} against "
        f"{difference.second:.1f} ± {difference.second_interval:.1f}, "
        f"p = {difference.p:.3f}: {outcome}"
    )


def headline(report: ScoreReport) -> str:
    """What was scored against what, in one line."""
    count = len(report.candidates[0].articles) if report.candidates else 0
    articles = "1 article" if count == 1 else f"{count} articles"
    return f"{articles} against {report.reference}; {WAYS[report.way]}"


def _figure(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.1f} %"
