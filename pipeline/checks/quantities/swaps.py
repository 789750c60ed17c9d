"""Values that changed places: adults 20 mg and children 10 mg became adults 10 and children 20.

The values are all there, so only what they are *of* tells. Where two values stand in the other
order than in the source, the words around them decide: if the words of the first fit the words of
what now stands first better than those of its own value, the values were exchanged and not the
clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.checks import thresholds
from pipeline.checks.quantities.quantity import Quantity
from pipeline.model.source import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_SEPARATORS = {
    "ja": re.compile(r"[、，,;；。]|一方"),
    "en": re.compile(r"[,;.]|\b(?:and|but|while|whereas|versus|vs)\b", re.IGNORECASE),
}
_TOPIC = re.compile(r"^.*は")
_EMPTY = re.compile(r"[\W\d_]+")


def surroundings(text: str, quantities: Sequence[Quantity], lang: Lang) -> list[str]:
    """What each quantity is of, as far as the words beside it in its clause say so.

    In Japanese that stands before it; in English behind it, or before it where nothing follows.
    """
    found = []
    for at, quantity in enumerate(quantities):
        begin = quantities[at - 1].end if at else 0
        stop = quantities[at + 1].start if at + 1 < len(quantities) else len(text)
        before = _SEPARATORS[lang].split(text[begin : quantity.start])[-1]
        after = _SEPARATORS[lang].split(text[quantity.end : stop])[0]
        if lang == "ja":
            short = _TOPIC.sub("", before)
            found.append(
                short if len(_plain(short)) >= thresholds.SURROUNDINGS_SHORTEST else before
            )
        else:
            found.append(
                after if len(_plain(after).split()) >= thresholds.SURROUNDINGS_SHORTEST else before
            )
    return [_plain(words) for words in found]


def closer_crosswise(ours: tuple[str, str], theirs: tuple[str, str], embed: Embed) -> float:
    """By how much the words of two quantities fit those of the other's value better than their own.

    ``theirs`` are the words around the values that equal those of ``ours``, in the same order; 0
    where they say too little.
    """
    if (
        min(map(len, (*ours, *theirs))) < thresholds.SURROUNDINGS_SHORTEST
        or ours[0] == ours[1]
        or theirs[0] == theirs[1]
    ):
        return 0.0
    a, b, c, d = embed([*ours, *theirs])
    return float(a @ d + b @ c - a @ c - b @ d)


def exchange_evidence(
    ours: tuple[Quantity, Quantity], theirs: tuple[Quantity, Quantity], margin: float, turned: bool
) -> dict[str, float]:
    """What speaks for two values having changed places; ``theirs`` equal ``ours`` in order.

    What an exchange leaves in its place is the unit, the role and the bound: they fit crosswise.
    """
    (a, b), (c, d) = ours, theirs

    def gain(of: Callable[[Quantity], object]) -> float:
        return float((of(a) == of(d)) + (of(b) == of(c)) - (of(a) == of(c)) - (of(b) == of(d)))

    said = {
        "role": gain(lambda q: q.role),
        "unit": gain(lambda q: q.unit),
        "bound": gain(lambda q: q.bound),
        "rates": gain(lambda q: q.per),
        "vague": gain(lambda q: q.vague),
        "words": margin,
        "same roles": float(a.role == b.role == c.role == d.role),
        "turned": float(turned),
        "soft": float(a.soft or b.soft or c.soft or d.soft),
    }
    return {name: x for name, x in said.items() if x}


def is_crosswise(said: Mapping[str, float]) -> bool:
    """Whether the words alone tell it: two values of one kind in the other order."""
    told = said.get("turned") and said.get("same roles") and not said.get("soft")
    return (
        bool(told)
        and said.get("rates", 0.0) >= 0
        and said.get("words", 0.0) >= thresholds.VALUES_CROSSWISE
    )


def _plain(words: str) -> str:
    return " ".join(_EMPTY.sub(" ", words).split())
