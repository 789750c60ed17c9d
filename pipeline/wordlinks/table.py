"""Which English word renders a Japanese one how often, learned from parallel text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rendering(ja: str, en: str) -> float:
    """The probability that two lemmas render each other where both stand in linked sentences.

    0.0 for what the table does not hold: most words of most texts.
    """
    return _table().get((ja, en), 0.0)


def is_known(en: str) -> bool:
    """Whether the table was taught an English lemma, so that what it lacks means something."""
    return en in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(en for _, en in _table())


@cache
def _table() -> dict[tuple[str, str], float]:
    path = files("pipeline.wordlinks").joinpath("translations.tsv")
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            ja, *renderings = line.split("\t")
            for entry in renderings:
                en, _, percent = entry.rpartition(":")
                found[ja, en] = int(percent) / 100
    return found
