"""Japanese in the columns of English: a row whose cells have changed places.

Only this direction is certain: Japanese articles hold words in Latin letters (TMS, iPS), English
ones hold no kana and no kanji.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.terms.lint.problems import Problem
from pipeline.terms.lint.reading import Rows
from pipeline.terms.script import is_japanese


def strays(read: Rows) -> Iterator[Problem]:
    """The first form of each row that is written in Japanese and stands for English."""
    for entry in read.entries:
        form = next((f for f in entry.of("en") if is_japanese(f.text)), None)
        if form is None:
            continue
        terms = entry.of("ja", "preferred")
        message = f"“{form.text}” is Japanese in a column of English; no English article says it"
        if form.kind == "preferred" and terms and not is_japanese(terms[0].text):
            message = (
                f"“{terms[0].text}” stands in the Japanese column and “{form.text}” in the English "
                "one; let them change places"
            )
        yield Problem("lint-language", message, form.line, form.column)
