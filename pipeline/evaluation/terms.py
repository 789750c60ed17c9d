"""How many terms came through, and whether each came through as one word.

Both rates are those of the terminology tasks of WMT (Alam et al. 2021, Findings of the WMT shared
task on machine translation using terminologies; Semenov et al. 2023): the success rate counts the
terms of the source that an accepted rendering answers, and the consistency how often a term that
occurs several times is rendered by the word it is mostly rendered by. Occurrences are matched by
lemma and normal form, as everywhere in taiyaku, not by characters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model.scores import TermRates


class Use(NamedTuple):
    """One occurrence: the concept (its index in the glossary) and the form in the glossary."""

    concept: int
    form: str


def term_rates(source: Iterable[Use], candidate: Iterable[Use]) -> TermRates:
    """The rates of one article.

    ``candidate`` holds accepted renderings only. A term that occurs three times in the source and
    twice in the candidate was answered twice: an adaptation that says it less often loses by it.
    """
    wanted = Counter(use.concept for use in source)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for use in candidate:
        if use.concept in wanted:
            found[use.concept][use.form] += 1
    several = [forms for forms in found.values() if forms.total() > 1]
    return TermRates(
        sum(wanted.values()),
        sum(min(count, found[concept].total()) for concept, count in wanted.items()),
        sum(forms.total() for forms in several),
        sum(max(forms.values()) for forms in several),
    )
