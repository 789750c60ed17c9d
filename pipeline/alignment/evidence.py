"""What spoke for a link, in numbers a person can read: `align --explain`, and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.alignment.facts import Facts

if TYPE_CHECKING:
    from pipeline.alignment.features import Candidates

# The feature each kind is read from.
_READ_FROM = {
    "title": "title.cosine",
    "body": "body.cosine",
    "said_ja": "body.soft_ja",
    "said_en": "body.soft_en",
    "identifiers": "words.share",
    "loan_words": "origins.share",
    "numbers": "numbers.share",
    "links": "urls.share",
}


def evidence(
    pairs: Candidates, rows: Sequence[int], ja: Sequence[Facts], en: Sequence[Facts]
) -> Mapping[str, float]:
    """Evidence of the link between sections ``ja`` and ``en``, whose pairs stand at ``rows``.

    ``title`` and ``body`` are cosines; ``said_ja`` is how much of the Japanese the English says,
    ``said_en`` the reverse; the rest are shares of what could be common: identifiers, loan words,
    numbers, link targets, ``glossary`` concepts, and the level in the ``outline``. Empty where a
    person joined sections that were never compared.
    """
    if not rows:
        return {}
    column = {name: k for k, name in enumerate(pairs.names)}
    means = pairs.values[list(rows)].mean(axis=0)
    found = {kind: float(means[column[name]]) for kind, name in _READ_FROM.items()}
    found["glossary"] = _dice([f.concepts for f in ja], [f.concepts for f in en])
    found["outline"] = 1 / (1 + abs(min(f.level for f in ja) - min(f.level for f in en)))
    return {kind: round(value, 4) for kind, value in found.items()}


def _dice(ja: Sequence[frozenset[str]], en: Sequence[frozenset[str]]) -> float:
    """Twice what both sides hold, as a share of what each holds."""
    a, b = frozenset().union(*ja), frozenset().union(*en)
    return 2 * len(a & b) / max(1, len(a) + len(b))
