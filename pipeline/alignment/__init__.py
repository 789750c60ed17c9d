"""Which sections of two articles say the same, and which have no counterpart.

facts (what stands in a section) → features (of every pair) → scorer (two looks) → decode (links).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from pipeline.model.check import Side
from pipeline.model.decisions import Decided
from pipeline.model.links import Link

if TYPE_CHECKING:
    from pipeline.alignment.facts import Facts, Origins
    from pipeline.alignment.features import Candidates
    from pipeline.alignment.similarity import Matrix

Embed = Callable[[Sequence[str]], "Matrix"]

# Below this a pair is not even a rival worth naming.
_NEGLIGIBLE = 0.005


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
    from pipeline.alignment import long

    def whole(a: Sequence[Facts], b: Sequence[Facts], decided: Decided) -> tuple[Link, ...]:
        return _linked(a, b, candidates(a, b, embed), decided)

    settled = decided or Decided()
    if long.is_long(a, b):
        return long.in_stretches(a, b, embed, settled, whole)
    return whole(a, b, settled)


def candidates(a: Sequence[Facts], b: Sequence[Facts], embed: Embed) -> Candidates:
    """The pairs worth scoring with their features."""
    from pipeline.alignment.features import Vectors, compare, units

    va, vb = (Vectors.of(side, embed([unit.text for unit in units(side)])) for side in (a, b))
    return compare(a, b, va, vb)


def _linked(
    a: Sequence[Facts], b: Sequence[Facts], pairs: Candidates, decided: Decided
) -> tuple[Link, ...]:
    import numpy as np

    from pipeline.alignment import scorer
    from pipeline.alignment.decided import Imposed
    from pipeline.alignment.decode import decode
    from pipeline.alignment.evidence import evidence

    model = scorer.load()
    raw = model.score(pairs, [f.level for f in a], [f.level for f in b])
    scores = _scores(pairs, model.calibrated(raw))
    threshold = float(model.calibrated(np.array([model.threshold], np.float32))[0])
    imposed = Imposed.of(decided, a, b)
    groups = imposed.complete(decode(imposed.leave_open(scores), pairs.shape, threshold))
    row = {
        place: k for k, place in enumerate(zip(pairs.ja.tolist(), pairs.en.tolist(), strict=True))
    }
    return tuple(
        Link(
            tuple(a[i].id for i in group.ja),
            tuple(b[j].id for j in group.en),
            round(group.score, 4),
            evidence(
                pairs,
                [row[place] for place in product(group.ja, group.en) if place in row],
                [a[i] for i in group.ja],
                [b[j] for j in group.en],
            ),
            "confirmed" if group in imposed.groups else None,
        )
        for group in groups
    )


def _scores(pairs: Candidates, probabilities: Matrix) -> dict[tuple[int, int], float]:
    """Probabilities by place; what is all but impossible is left out, being no rival either."""
    keep = probabilities >= _NEGLIGIBLE
    places = zip(pairs.ja[keep].tolist(), pairs.en[keep].tolist(), strict=True)
    # Through text, so that a score is the decimal a report shows and not its binary neighbour.
    return {p: float(str(s)) for p, s in zip(places, probabilities[keep], strict=True)}
