"""Which sections of two articles say the same, and which have no counterpart.

facts (what stands in a section) → features (of every pair) → scorer (two looks) → decode (links).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.alignment.facts import Facts, Origins
from pipeline.model.check import Side
from pipeline.model.decisions import Decided
from pipeline.model.links import Link

if TYPE_CHECKING:
    from pipeline.alignment.features import Candidates
    from pipeline.alignment.similarity import Matrix

Embed = Callable[[Sequence[str]], "Matrix"]

# The evidence a person is shown, and the feature it is read from.
_SHOWN = {
    "title": "title.cosine",
    "body": "body.cosine",
    "said_ja": "body.soft_ja",
    "said_en": "body.soft_en",
    "identifiers": "words.share",
    "loan_words": "origins.share",
    "numbers": "numbers.share",
    "links": "urls.share",
}


def align(
    ja: Side, en: Side, embed: Embed, origins: Origins, decided: Decided | None = None
) -> tuple[Link, ...]:
    """Links between the sections of two articles; furniture stands in none.

    ``embed`` gives unit vectors of texts, ``origins`` the English words behind the loan words of
    Japanese texts, ``decided`` what a person settled: it comes out as it is, scored 1, and the
    other sections are aligned among themselves. Deterministic: scores are rounded to four places
    before anything is compared.
    """
    from pipeline.alignment import facts

    a = facts.read(ja.document, ja.hits, origins)
    b = facts.read(en.document, en.hits, origins)
    if not (a and b):
        return (
            *(Link((f.id,), (), 1.0) for f in a),
            *(Link((), (f.id,), 1.0) for f in b),
        )
    return _linked(a, b, candidates(a, b, embed), decided or Decided())


def candidates(a: Sequence[Facts], b: Sequence[Facts], embed: Embed) -> Candidates:
    """The pairs worth scoring with their features."""
    from pipeline.alignment.features import Vectors, compare, units

    va, vb = (Vectors.of(side, embed([unit.text for unit in units(side)])) for side in (a, b))
    return compare(a, b, va, vb)


def _linked(
    a: Sequence[Facts], b: Sequence[Facts], pairs: Candidates, decided: Decided
) -> tuple[Link, ...]:
    from pipeline.alignment import scorer
    from pipeline.alignment.decided import Imposed
    from pipeline.alignment.decode import decode

    model = scorer.load()
    raw = model.score(pairs, [f.level for f in a], [f.level for f in b])
    places = list(zip(pairs.ja.tolist(), pairs.en.tolist(), strict=True))
    scores = {
        place: round(model.calibrated(float(score)), 4)
        for place, score in zip(places, raw, strict=True)
    }
    row = {place: k for k, place in enumerate(places)}
    column = {name: k for k, name in enumerate(pairs.names)}
    imposed = Imposed.of(decided, a, b)
    threshold = round(model.calibrated(model.threshold), 4)
    groups = imposed.complete(decode(imposed.leave_open(scores), pairs.shape, threshold))
    return tuple(
        Link(
            tuple(a[i].id for i in group.ja),
            tuple(b[j].id for j in group.en),
            round(group.score, 4),
            {
                shown: _mean(
                    float(pairs.values[row[i, j], column[name]])
                    for i in group.ja
                    for j in group.en
                    if (i, j) in row
                )
                for shown, name in _SHOWN.items()
            }
            if group.ja and group.en
            else {},
            "confirmed" if group in imposed.groups else None,
        )
        for group in groups
    )


def _mean(values: object) -> float:
    found = list(values)  # type: ignore[call-overload]
    return round(sum(found) / len(found), 4) if found else 0.0
