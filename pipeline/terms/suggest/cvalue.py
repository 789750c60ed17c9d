"""C-value: how much of a term a phrase is, by its frequency alone and inside longer phrases.

Frantzi, Ananiadou and Mima (2000), *Automatic recognition of multi-word terms: the C-value/NC-value
method*, with the length factor of Barrón-Cedeño et al. (2009) so that single words count too.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

Words = tuple[str, ...]


def c_values(frequency: Mapping[Words, int], *, single_words: bool = True) -> dict[Words, float]:
    """The C-value of every phrase; ``frequency`` counts nested occurrences too.

    A phrase of ``n`` words weighs ``log2(n + 1)``, or ``log2(n)`` as in the paper where
    ``single_words`` is false (a single word is then worth nothing).
    """
    longer: dict[Words, list[int]] = {}
    values: dict[Words, float] = {}
    for words in sorted(frequency, key=lambda w: (-len(w), w)):
        inside = longer.get(words, [])
        # What stands in longer phrases is theirs, divided among as many as there are.
        free = frequency[words] - (sum(inside) / len(inside) if inside else 0)
        values[words] = log2(len(words) + single_words) * free
        if values[words] <= 0:
            # No term, so nothing is a part of it.
            continue
        own = frequency[words] - sum(inside)
        for part in {
            words[i:j] for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        } - {words}:
            if part in frequency:
                longer.setdefault(part, []).append(own)
    return values
