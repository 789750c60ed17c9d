"""The outline a reader would draw from headings that carry no level of their own.

Each stretch of headings is divided into siblings, and what lies between two siblings is divided in
the same way below the first of them. The siblings of a stretch are found so:

1. Markdown hashes say their rank.
2. If it begins with a numbered (or marked, ``■``) heading, the members of that sequence are the
   siblings. Whatever stands between ``1.`` and ``2.`` belongs to ``1.``.
3. If it begins with a bare heading, the bare ones are siblings, and the sequence among them too,
   unless the sequence follows a bare heading without a word between (``Overview`` / ``1. …``) or
   starts again under a later one: then it hangs under them.
4. A bare heading after the last number belongs to that number where it directly follows it, where
   the same heading stands under earlier numbers, or where it takes up the words of the number's
   title or of such a heading; otherwise it closes the sequence and is a sibling (``まとめ``).
   Where earlier numbers hold bare headings that do not recur, only the very last one closes it.
5. Labels with a colon hang under everything else; those before a text on the same line hang
   under those alone on a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.documents.phrases import is_japanese

Sort = Literal["hash", "number", "bare", "label", "inline"]
DEEPEST = 8
MOST = 1500


@dataclass(frozen=True)
class Head:
    """One heading before it has a level.

    ``run`` names the sequence of a numbered or marked heading, ``style`` its typography; ``rank``
    counts hashes; ``numbered`` tells numbers from marks; ``filled`` says whether text of its own
    follows it.
    """

    sort: Sort
    title: str
    filled: bool
    style: str = ""
    run: int = -1
    rank: int = 0
    numbered: bool = False


def levels(heads: Sequence[Head], top: int = 1) -> list[int]:
    """The level of each heading, counted from ``top``.

    Up to ``MOST`` headings the rules of this module hold; beyond, in what no one reads as an
    article, styles nest in the order of their first appearance, which is linear.
    """
    if len(heads) > MOST:
        return _by_style(heads, top)
    heads = _containing_labels(heads)
    result = [top] * len(heads)
    waiting = [(0, len(heads), top)]
    while waiting:
        low, high, level = waiting.pop()
        if low >= high:
            continue
        if level >= top + DEEPEST - 1:
            result[low:high] = [level] * (high - low)
            continue
        siblings = _siblings(heads, low, high)
        for here, after in zip(siblings, [*siblings[1:], high], strict=True):
            result[here] = level
            waiting.append((here + 1, after, level + 1))
    return result


def _by_style(heads: Sequence[Head], top: int) -> list[int]:
    order: dict[tuple[str, str, int], int] = {}
    return [
        top + min(order.setdefault((h.sort, h.style, h.rank), len(order)), DEEPEST - 1)
        for h in heads
    ]


def _containing_labels(heads: Sequence[Head]) -> list[Head]:
    """A label directly followed by a numbered heading contains it, as a bare heading does."""
    result = list(heads)
    for index, head in enumerate(heads[:-1]):
        if head.sort == "label" and not head.filled and heads[index + 1].sort == "number":
            result[index] = Head("bare", head.title, filled=False)
    return result


def _siblings(heads: Sequence[Head], low: int, high: int) -> list[int]:
    """Positions of the siblings of a stretch; the first is always ``low``."""
    result: list[int] = []
    contained: set[str] = set()
    while low < high:
        found, low = _stretch(heads, low, high, contained)
        result += found
    return result


def _stretch(
    heads: Sequence[Head], low: int, high: int, contained: set[str]
) -> tuple[list[int], int]:
    """Siblings from ``low`` on and where the next stretch of siblings begins.

    ``contained`` grows by the styles of the sequences that hang under a bare sibling: what hung
    under one hangs under the next one too.
    """
    hashes = [i for i in range(low, high) if heads[i].sort == "hash"]
    if hashes:
        if hashes[0] > low:
            return _stretch(heads, low, hashes[0], contained)
        return _hash_siblings(heads, low, high, hashes)
    sort = heads[low].sort
    if sort == "number":
        return _number_siblings(heads, low, high)
    if sort == "bare":
        return _bare_siblings(heads, low, high, contained)
    return _label_siblings(heads, low, high)


def _hash_siblings(
    heads: Sequence[Head], low: int, high: int, hashes: list[int]
) -> tuple[list[int], int]:
    rank = min(heads[i].rank for i in hashes)
    if heads[low].rank > rank:
        return [low], next(i for i in hashes if heads[i].rank < heads[low].rank)
    return [i for i in hashes if heads[i].rank == rank], high


def _label_siblings(heads: Sequence[Head], low: int, high: int) -> tuple[list[int], int]:
    sort = heads[low].sort
    result: list[int] = []
    for i in range(low, high):
        if heads[i].sort not in ("label", "inline"):
            return result, i
        if sort == "inline" or heads[i].sort == "label":
            result.append(i)
    return result, high


def _number_siblings(heads: Sequence[Head], low: int, high: int) -> tuple[list[int], int]:
    members = _members(heads, low, high)
    last = members[-1]
    ends = [high, _outranking(heads, last, high), _marked_after(heads, members, high)]
    end = min(position for position in ends if position is not None)
    return members, _closing(heads, members, end)


def _members(heads: Sequence[Head], low: int, high: int) -> list[int]:
    run = heads[low].run
    return [i for i in range(low, high) if heads[i].run == run and heads[i].sort == "number"]


def _outranking(heads: Sequence[Head], last: int, high: int) -> int | None:
    """A heading after a sequence under which (or in whose place) the sequence starts again."""
    style = heads[last].style
    other: int | None = None
    for i in range(last + 1, high):
        head = heads[i]
        if head.sort != "number":
            continue
        if head.style == style and head.run != heads[last].run:
            return i if other is None else other
        if other is None and head.style != style:
            other = i
    return None


def _marked_after(heads: Sequence[Head], members: Sequence[int], high: int) -> int | None:
    """A marked heading (``◆``) that closes a numbered sequence, as none stands inside it."""
    first, last = members[0], members[-1]
    if not heads[last].numbered:
        return None
    inside = {heads[i].style for i in range(first, last)}
    for i in range(last + 1, high):
        head = heads[i]
        if head.sort == "number" and not head.numbered and head.style not in inside:
            return None if i == last + 1 and not heads[last].filled else i
    return None


def _bare_siblings(
    heads: Sequence[Head], low: int, high: int, contained: set[str]
) -> tuple[list[int], int]:
    first = next((i for i in range(low, high) if heads[i].sort == "number"), None)
    if first is None:
        return [i for i in range(low, high) if heads[i].sort == "bare"], high
    before = [i for i in range(low, first) if heads[i].sort == "bare"]
    members = _members(heads, first, high)
    end = _closing(heads, members, high)
    hangs = before[-1] == first - 1 and not heads[first - 1].filled
    if not (hangs or heads[first].style in contained or _starts_again(heads, first, end, high)):
        return before, first
    contained.add(heads[first].style)
    return before, end


def _starts_again(heads: Sequence[Head], first: int, end: int, high: int) -> bool:
    """Whether another sequence of the same style starts under a later bare heading."""
    return any(
        heads[i].sort == "number"
        and heads[i].style == heads[first].style
        and heads[i].run != heads[first].run
        for i in range(end, high)
    )


def _closing(heads: Sequence[Head], members: Sequence[int], high: int) -> int:
    """Where a sequence ends: at the first bare heading that is no part of its last member."""
    last = members[-1]
    tail = [i for i in range(last + 1, high) if heads[i].sort == "bare"]
    if not tail:
        return high
    inside = [heads[i].title for i in range(members[0], last) if heads[i].sort == "bare"]
    counts = Counter(inside)
    pattern = {title for title, count in counts.items() if count > 1 or _again(heads, tail, title)}
    models = [heads[last].title, *(counts if pattern else ())]
    children = [
        i
        for i in tail
        if heads[i].title in counts
        or (i == last + 1 and not heads[last].filled)
        or any(_is_kin(heads[i].title, model) for model in models)
    ]
    free = [i for i in tail if i > max(children, default=last)]
    if not free:
        return high
    if inside and not pattern:
        return free[-1] if len(tail) > 1 else high
    return free[0]


def _again(heads: Sequence[Head], tail: Sequence[int], title: str) -> bool:
    return any(heads[i].title == title for i in tail)


def _is_kin(title: str, model: str) -> bool:
    """Whether the two share half of the shorter one's content words (or characters)."""
    if is_japanese(title):
        ours, theirs = _content(title), _content(model)
        shorter = min(len(ours), len(theirs))
        return shorter >= 2 and _common(ours, theirs) >= max(2, 0.5 * shorter)
    words = set(re.findall(r"[a-z]{4,}", title.lower()))
    others = set(re.findall(r"[a-z]{4,}", model.lower()))
    return bool(words & others) and 2 * len(words & others) >= min(len(words), len(others))


def _content(title: str) -> str:
    return re.sub(r"[^\w]|[\u3040-\u309f]", "", title)


def _common(one: str, two: str) -> int:
    """Length of the longest common substring."""
    best = 0
    row = [0] * (len(two) + 1)
    for char in one:
        row = [0] + [row[j] + 1 if char == other else 0 for j, other in enumerate(two)]
        best = max(best, *row)
    return best
