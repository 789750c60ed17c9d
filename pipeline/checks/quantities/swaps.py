"""Values that changed places: adults 20 mg and children 10 mg became adults 10 and children 20.

The values are all there, so only what they are *of* tells. Where two values stand in the other
order than in the source, the words around them decide: if the words of the first fit the words of
what now stands first better than those of its own value, the values were exchanged and not the
clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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


def exchanged(
    ours: tuple[str, str],
    theirs: tuple[str, str],
    embed: Embed,
    margin: float = thresholds.VALUES_CROSSWISE,
) -> bool:
    """Whether the words of two quantities fit those of the other's value better than their own.

    ``theirs`` are the words around the values that equal those of ``ours``, in the same order.
    """
    if (
        min(map(len, (*ours, *theirs))) < thresholds.SURROUNDINGS_SHORTEST
        or ours[0] == ours[1]
        or theirs[0] == theirs[1]
    ):
        return False
    a, b, c, d = embed([*ours, *theirs])
    straight, crossed = float(a @ c + b @ d), float(a @ d + b @ c)
    return crossed - straight >= margin


def _plain(words: str) -> str:
    return " ".join(_EMPTY.sub(" ", words).split())
