"""Sections of long documents, aligned stretch by stretch.

To compare every sentence with every other takes time and memory that grow with the square of a
document. Long documents are therefore cut between sections that belong together beyond doubt, the
stretches are aligned apart, and what found no partner on either side is compared once more, so that
a section may still move from one end to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np

from pipeline.alignment import similarity
from pipeline.alignment.facts import Facts
from pipeline.alignment.sentence_stretches import chain
from pipeline.alignment.similarity import Matrix
from pipeline.model.decisions import Decided
from pipeline.model.links import Link

Embed = Callable[[Sequence[str]], Matrix]
Align = Callable[[Sequence[Facts], Sequence[Facts], Decided], tuple[Link, ...]]
Range = tuple[int, int, int, int]

# Pairs of sentences that are compared at once: in documents of usual length all there are; of the
# stretches of a long one fewer, and only where no place to cut is found as many as this.
_PAIRS = 16_000_000
_STRETCH = 2_000_000
# Sections whose sentences are read at once to place them.
_SECTIONS = 64
_TITLE = 0.7


def is_long(a: Sequence[Facts], b: Sequence[Facts]) -> bool:
    """Whether two documents are too long to be compared whole."""
    return _offsets(a)[-1] * _offsets(b)[-1] > _PAIRS


def in_stretches(
    a: Sequence[Facts], b: Sequence[Facts], embed: Embed, decided: Decided, align: Align
) -> tuple[Link, ...]:
    """Links of two long documents, in source order; ``align`` gives those of a stretch.

    What a person decided is taken out before and carries no evidence.
    """
    known = [link for link in _decided(decided) if _there(link, a, b)]
    settled_ja = {i for link in known for i in link.ja}
    settled_en = {j for link in known for j in link.en}
    a = [f for f in a if f.id not in settled_ja]
    b = [f for f in b if f.id not in settled_en]
    apart = Decided(apart=decided.apart)
    found = [*known]
    for i, i_end, j, j_end in _stretches(a, b, embed):
        found += _aligned(a[i:i_end], b[j:j_end], apart, align)
    return tuple(sorted(_once_more(found, a, b, apart, align), key=_order))


def _decided(decided: Decided) -> Iterator[Link]:
    for ja, en in decided.together:
        yield Link(ja, en, 1.0, decision="confirmed")
    for lang, number in sorted(decided.alone):
        ja, en = ((number,), ()) if lang == "ja" else ((), (number,))
        yield Link(ja, en, 1.0, decision="confirmed")


def _there(link: Link, a: Sequence[Facts], b: Sequence[Facts]) -> bool:
    """Whether the sections of a link are compared (furniture is not)."""
    return {f.id for f in a}.issuperset(link.ja) and {f.id for f in b}.issuperset(link.en)


def _aligned(
    a: Sequence[Facts], b: Sequence[Facts], decided: Decided, align: Align
) -> tuple[Link, ...]:
    if a and b:
        return align(a, b, decided)
    return (*(Link((f.id,), (), 1.0) for f in a), *(Link((), (f.id,), 1.0) for f in b))


def _once_more(
    links: Sequence[Link], a: Sequence[Facts], b: Sequence[Facts], decided: Decided, align: Align
) -> list[Link]:
    """The links with those between gaps of different stretches, where these are not too many."""
    open_ja = {i for link in links if link.is_gap and not link.decision for i in link.ja}
    open_en = {j for link in links if link.is_gap and not link.decision for j in link.en}
    left_a = [f for f in a if f.id in open_ja]
    left_b = [f for f in b if f.id in open_en]
    if not (left_a and left_b) or is_long(left_a, left_b):
        return list(links)
    again = align(left_a, left_b, decided)
    second = {(link.ja, link.en): link.score for link in again if link.is_gap}
    linked_ja = {i for link in again if not link.is_gap for i in link.ja}
    linked_en = {j for link in again if not link.is_gap for j in link.en}
    wider = [
        replace(link, score=min(link.score, second.get((link.ja, link.en), link.score)))
        for link in links
        if not (link.is_gap and (linked_ja.issuperset(link.ja) and linked_en.issuperset(link.en)))
        or link.decision
    ]
    return [*wider, *(link for link in again if not link.is_gap)]


def _stretches(a: Sequence[Facts], b: Sequence[Facts], embed: Embed) -> Iterator[Range]:
    """Ranges of sections that are aligned apart, in order and without holes."""
    start = (0, 0)
    sizes = _offsets(a), _offsets(b)
    anchors = chain(_nearest_both_ways(_placed(a, embed), _placed(b, embed))) if a and b else []
    for cut in [*_cuts(anchors, *sizes), (len(a), len(b))]:
        yield from _halves((start[0], cut[0], start[1], cut[1]), *sizes)
        start = cut


def _offsets(side: Sequence[Facts]) -> list[int]:
    """Sentences and titles before each section and, last, of all."""
    return list(accumulate((len(f.units) + 1 for f in side), initial=0))


def _placed(side: Sequence[Facts], embed: Embed) -> Matrix:
    """A unit vector for every section, of its body and, with less weight, its title: (n, 2 d)."""
    from pipeline.alignment.features import Vectors, units

    parts = []
    for start in range(0, len(side), _SECTIONS):
        part = side[start : start + _SECTIONS]
        read = Vectors.of(part, embed([unit.text for unit in units(part)]))
        parts.append(np.concatenate([read.bodies, _TITLE * read.titles], axis=1))
    whole = np.concatenate(parts)
    unit: Matrix = whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-6)
    return unit


def _nearest_both_ways(a: Matrix, b: Matrix) -> list[tuple[int, int]]:
    """Pairs of sections that choose each other, ascending on the left."""
    chosen = similarity.chosen(a, b, similarity.nearest_mean(b, a))
    back = similarity.chosen(b, a, similarity.nearest_mean(a, b))
    return [(i, int(j)) for i, j in enumerate(chosen) if back[j] == i]


def _cuts(
    anchors: Sequence[tuple[int, int]], sizes_a: Sequence[int], sizes_b: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Where to cut: before an anchor that follows another directly on both sides."""
    start = (0, 0)
    for previous, anchor in pairwise(anchors):
        directly = anchor == (previous[0] + 1, previous[1] + 1)
        if directly and _pairs((start[0], anchor[0], start[1], anchor[1]), sizes_a, sizes_b) >= (
            _STRETCH
        ):
            yield anchor
            start = anchor


def _halves(whole: Range, sizes_a: Sequence[int], sizes_b: Sequence[int]) -> Iterator[Range]:
    """A stretch without a sure place to cut is halved until it fits, but no section is cut."""
    i, i_end, j, j_end = whole
    if _pairs(whole, sizes_a, sizes_b) <= _PAIRS or i_end - i < 2 or j_end - j < 2:
        yield whole
        return
    middle_i, middle_j = (i + i_end) // 2, (j + j_end) // 2
    yield from _halves((i, middle_i, j, middle_j), sizes_a, sizes_b)
    yield from _halves((middle_i, i_end, middle_j, j_end), sizes_a, sizes_b)


def _pairs(part: Range, sizes_a: Sequence[int], sizes_b: Sequence[int]) -> int:
    i, i_end, j, j_end = part
    return (sizes_a[i_end] - sizes_a[i]) * (sizes_b[j_end] - sizes_b[j])


def _order(link: Link) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Source order; sections that only the target has come last."""
    return (0, link.ja, link.en) if link.ja else (1, link.en, ())
