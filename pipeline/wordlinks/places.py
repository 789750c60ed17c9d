"""What Unicode CLDR calls countries, regions, peoples, languages and cities in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# A name that one character stands for (米, 独) is one only beside another (日米).
_LONGEST = 12


def places_in(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where a Japanese text names places, the longest at each point, with their English names."""
    at = 0
    known = _by_japanese()
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            english = known.get(text[at : at + length])
            if english:
                yield at, at + length, english
                at += length
                break
        else:
            at += 1


def english_places() -> frozenset[str]:
    """Every English name of a place or people, in lower case."""
    return _english()


@cache
def _english() -> frozenset[str]:
    return frozenset(name for names in _by_japanese().values() for name in names)


@cache
def _by_japanese() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    text = files("pipeline.wordlinks").joinpath("places.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            ja, _, en = line.partition("\t")
            found.setdefault(ja, set()).add(en.casefold())
    return {ja: frozenset(names) for ja, names in found.items()}
