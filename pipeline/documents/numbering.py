"""The numbers headings and list items begin with, and the sequences they form.

``1.`` and ``(1)`` are two styles; a sequence is a run of ordinals of one style that grows by one.
Sequences nest: after ``1.`` ``2.`` a new ``1.`` opens another sequence, and a later ``3.`` goes on
with the one that stopped at 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.documents.outline import split_number
from pipeline.model.prose import Prose

_NAMED = re.compile(
    r"(?:(?:step|ステップ|その|q|part|phase|case|ケース|症例|ポイント)\s?[0-9０-９]{1,2})"
    r"(?=[\s\u3000.．:：、）)]|$)[.．:：、）)]?|(?-i:[a-z])[.)](?=\s+\S)"
    r"|[一二三四五六七八九十]{1,3}[、．.](?=\S)",
    re.IGNORECASE,
)
_KANJI = {char: value for value, char in enumerate("一二三四五六七八九", start=1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CORE = re.compile(
    r"[0-9]+(?:[.\-][0-9]+)*|[一二三四五六七八九十百]+|[ivxlc]+|[a-z]", re.IGNORECASE
)
_LARGEST = 99


class Number(NamedTuple):
    """``text`` as written; ``style`` is its typography; ``path`` its ordinals (``2.1`` → 2, 1)."""

    text: str
    style: str
    path: tuple[int, ...]


def read_number(prose: Prose) -> tuple[Number | None, Prose]:
    """The number at the start of a line, and the line without it."""
    named = _NAMED.match(prose.text)
    if named:
        text = named.group()
        rest = _without(prose, named.end())
    else:
        text, rest = split_number(prose)
    number = _parse(text)
    return (number, rest) if number and rest else (None, prose)


def _without(prose: Prose, at: int) -> Prose:
    tail = prose.text[at:]
    start = len(prose.text) - len(tail.lstrip(" \t\u3000:：.．"))
    return prose.cut(start, len(prose.text)) if start < len(prose.text) else Prose("", ())


def _parse(text: str) -> Number | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    enclosed = len(text) == 1 and plain != text
    digits = re.search(r"[0-9]+(?:[.\-][0-9]+)*", plain)
    core = digits or _CORE.search(plain.removeprefix("第"))
    if not core:
        return None
    path = _path(core.group())
    if not path or max(path) > _LARGEST:
        return None
    kind = core.group()
    sort = "9" if kind[0].isdigit() else "漢" if kind[0] in _KANJI or kind[0] in "十百" else "a"
    if sort == "a" and kind.isupper():
        sort = "A"
    shape = plain.replace(kind, sort * min(len(path), 3), 1)
    return Number(text, ("○" if enclosed else "") + shape, path)


def _path(core: str) -> tuple[int, ...]:
    if core[0].isdigit():
        return tuple(int(part) for part in re.split(r"[.\-]", core))
    if core[0] in _KANJI or core[0] in "十百":
        return (_kanji_value(core),)
    if len(core) > 1 or core.lower() in "ivx":
        return (_roman_value(core.lower()),)
    return (ord(core.lower()) - ord("a") + 1,)


def _kanji_value(text: str) -> int:
    total = unit = 0
    for char in text:
        if char in "十百":
            total += max(unit, 1) * (10 if char == "十" else 100)
            unit = 0
        else:
            unit = _KANJI[char]
    return total + unit


def _roman_value(text: str) -> int:
    values = [_ROMAN.get(char, 0) for char in text]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))


def sequences(numbers: Iterable[tuple[int, Number]]) -> list[list[int]]:
    """Positions of numbered lines grouped into sequences, each in order of growth.

    ``numbers`` are (position, number) in document order. The lone letters ``i``, ``v`` and ``x``
    count as letters where the letter before them has just been used.
    """
    open_runs: dict[str, list[list[int]]] = {}
    last: dict[int, tuple[int, ...]] = {}
    result: list[list[int]] = []
    for position, number in numbers:
        waiting = open_runs.setdefault(number.style, [])
        run = _continued(waiting, last, number)
        if run is None:
            run = []
            result.append(run)
            waiting.append(run)
        run.append(position)
        last[id(run)] = _settled(number, last.get(id(run)))
    return result


def _readings(number: Number) -> Sequence[tuple[int, ...]]:
    core = _CORE.search(number.text)
    letter = core.group().lower() if core else ""
    if letter in ("i", "v", "x"):
        return (number.path, (ord(letter) - ord("a") + 1,))
    return (number.path,)


def _follows(previous: tuple[int, ...], reading: tuple[int, ...]) -> bool:
    return previous[:-1] == reading[:-1] and reading[-1] == previous[-1] + 1


def _settled(number: Number, previous: tuple[int, ...] | None) -> tuple[int, ...]:
    if previous:
        for reading in _readings(number):
            if _follows(previous, reading):
                return reading
    return number.path


def _continued(
    waiting: list[list[int]], last: dict[int, tuple[int, ...]], number: Number
) -> list[int] | None:
    """The youngest sequence this number goes on with; younger ones are closed by it."""
    for back in range(len(waiting) - 1, max(-1, len(waiting) - _DEEPEST), -1):
        run = waiting[back]
        if any(_follows(last[id(run)], reading) for reading in _readings(number)):
            del waiting[back + 1 :]
            return run
    return None


# Nobody nests deeper; the bound keeps hostile files linear.
_DEEPEST = 8
