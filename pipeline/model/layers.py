"""Which of many ranges of a file a place meets, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from pipeline.model.source import Span


def meets(place: Span, covers: Span) -> bool:
    """Whether a place and a range have a character, or the beginning of one of them, in common."""
    return covers.start <= place.start < covers.end or place.start <= covers.start < place.end


class Layers:
    """Ranges sorted into layers, in each of which none overlaps another.

    There are as many layers as ranges lie in one another, mostly one or two; in each, the ranges
    that a place meets are found by halving.
    """

    def __init__(self, ranges: Sequence[Span]) -> None:
        self._layers: list[list[tuple[Span, int]]] = []
        free: list[tuple[int, int]] = []
        for number, each in sorted(enumerate(ranges), key=lambda known: known[1]):
            if free and free[0][0] <= each.start:
                layer = heappop(free)[1]
            else:
                layer = len(self._layers)
                self._layers.append([])
            self._layers[layer].append((each, number))
            heappush(free, (each.end, layer))
        self._ends = [[each.end for each, _ in layer] for layer in self._layers]

    def met(self, place: Span) -> Iterator[int]:
        """The numbers of the ranges that a place meets, in no order."""
        for layer, ends in zip(self._layers, self._ends, strict=True):
            for at in range(bisect_left(ends, place.start), len(layer)):
                each, number = layer[at]
                if each.start >= place.end and each.start > place.start:
                    break
                if meets(place, each):
                    yield number
