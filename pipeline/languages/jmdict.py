"""What JMdict says of a Japanese word, where the extra ``jmdict`` is installed.

The dictionary is the property of the Electronic Dictionary Research and Development Group and
under CC BY-SA: its senses are shown beside a suggestion, with its name, and never copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

SOURCE = "JMdict (EDRDG, CC BY-SA)"
_SENSES = 6


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) is not None for name in ("jamdict", "jamdict_data"))


def senses(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The first six senses of each word, glosses divided by commas; none where it has no entry.

    Only entries that are written exactly so count.
    """
    return [_senses(word) for word in words]


def _senses(word: str) -> tuple[str, ...]:
    found = _dictionary().lookup(word, strict_lookup=True, lookup_chars=False, lookup_ne=False)
    glosses = [
        ", ".join(str(gloss) for gloss in sense.gloss)
        for entry in found.entries
        if word in {str(form) for form in (*entry.kanji_forms, *entry.kana_forms)}
        for sense in entry.senses
    ]
    return tuple(glosses[:_SENSES])


@cache
def _dictionary() -> Any:  # noqa: ANN401
    from jamdict import Jamdict

    return Jamdict()
