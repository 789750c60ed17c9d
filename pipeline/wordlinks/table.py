"""Which English word renders a Japanese one how often, learned from parallel text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rendering(ja: str, en: str) -> float:
    """The probability that two lemmas render each other where both stand in linked sentences.

    0.0 for what the table does not hold: most words of most texts.
    """
    return _table().get((ja, en), 0.0)


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
