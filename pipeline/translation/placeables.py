"""What changes from one sentence to a like one: numbers, identifiers and glossary terms.

With them taken out two sentences are the same or not; where they are, the translation of the one
becomes that of the other by exchanging them. Only what is certain is exchanged: the old words must
stand in the translation exactly once, a number keeps its grammatical number, a term its article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_LATIN = "[A-Za-zΑ-Ωα-ω]"
_SLOT = re.compile(
    rf"(?P<number>{_NUMBER})(?P<scale>[百千万億]?)|(?P<name>{_LATIN}(?:[\d+\-‐‑./]|{_LATIN})*)"
)
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s+$", re.IGNORECASE)


class Slot(NamedTuple):
    """A placeable in a text: its kind, where it stands, and what it says.

    ``value`` is a number's value, an identifier's letters, or the concept of a term.
    """

    kind: str
    start: int
    end: int
    value: str


class Term(NamedTuple):
    """A glossary term in a text: its concept and how the other language may say it."""

    start: int
    end: int
    concept: str
    renderings: tuple[str, ...]


def folded(text: str) -> str:
    """The text in one width with single spaces: what exact matches are compared by."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def slots(text: str, terms: Sequence[Term] = ()) -> tuple[Slot, ...]:
    """The placeables of a text by place; a term hides what stands inside it."""
    found = [Slot("term", term.start, term.end, term.concept) for term in terms]
    for match in _SLOT.finditer(text):
        if any(match.start() < slot.end and slot.start < match.end() for slot in found):
            continue
        if match["number"]:
            value = _value(match["number"], match["scale"])
            found.append(Slot("number", match.start(), match.end(), value))
        elif _is_identifier(match["name"], text):
            found.append(Slot("name", match.start(), match.end(), match["name"]))
    return tuple(sorted(found, key=lambda slot: slot.start))


def skeleton(text: str, found: Sequence[Slot]) -> str:
    """The text, folded, with each placeable as its kind."""
    pieces, at = [], 0
    for slot in found:
        pieces += [text[at : slot.start], f"\x00{slot.kind}\x00"]
        at = slot.end
    return folded("".join((*pieces, text[at:])))


class PlaceableChange(NamedTuple):
    """An exchange of one placeable for another: what stood there, and what is to stand there."""

    kind: str
    old: tuple[str, ...]
    new: str


def changes(
    before: Sequence[Slot],
    after: Sequence[Slot],
    renderings: Mapping[str, tuple[str, ...]],
) -> list[PlaceableChange] | None:
    """What to exchange so that a translation of the first text says the second.

    Both have the same skeleton; ``renderings`` are those of every concept, the one to write first.
    None where that cannot be said.
    """
    made: list[PlaceableChange] = []
    for old, new in zip(before, after, strict=True):
        if old.value == new.value:
            continue
        if old.kind == "term":
            if not renderings.get(old.value) or not renderings.get(new.value):
                return None
            made.append(PlaceableChange("term", renderings[old.value], renderings[new.value][0]))
        elif old.kind == "name":
            made.append(PlaceableChange("name", (old.value,), new.value))
        else:
            made.append(PlaceableChange("number", (old.value,), new.value))
    olds = [change.old for change in made]
    unchanged = {
        slot.value for slot, same in zip(before, after, strict=True) if slot.value == same.value
    }
    # The same words twice, or an old value that stays elsewhere: which of them is meant?
    if len(set(olds)) < len(olds) or any(set(old) & unchanged for old in olds):
        return None
    return made


def adapted(target: str, wanted: Sequence[PlaceableChange]) -> str | None:
    """A translation with placeables exchanged; None where one of them is not found just once."""
    edits: list[tuple[int, int, str]] = []
    for change in wanted:
        place = _number(target, change) if change.kind == "number" else _words(target, change)
        if place is None:
            return None
        edits.append(place)
    edits.sort()
    if any(a[1] > b[0] for a, b in pairwise(edits)):
        return None
    for start, end, text in reversed(edits):
        target = target[:start] + text + target[end:]
    return target


def _number(target: str, change: PlaceableChange) -> tuple[int, int, str] | None:
    """Where the old number stands, and the new one as it is written there."""
    found = [match for value, match in _numbers(target) if value == change.old[0]]
    if len(found) != 1 or "1" in (change.old[0], change.new):
        # One of a thing and several of it are told apart by more than the number.
        return None
    match = found[0]
    if match["scale"]:
        return None
    new = change.new
    if "," in match["number"] or (len(new.partition(".")[0]) > 3 and _groups(target)):
        whole, dot, rest = new.partition(".")
        new = f"{int(whole):,}{dot}{rest}"
    return (*match.span("number"), new)


# The same translations are asked about for every sentence that is like theirs.
@lru_cache(maxsize=10_000)
def _numbers(target: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """The numbers of a translation by value."""
    return tuple(
        (_value(match["number"], match["scale"]), match)
        for match in _SLOT.finditer(target)
        if match["number"]
    )


def _groups(target: str) -> bool:
    """Whether a text written in Latin letters groups the digits of large numbers."""
    return bool(re.search(r"[A-Za-z]{3}", target))


def _words(target: str, change: PlaceableChange) -> tuple[int, int, str] | None:
    places: list[tuple[int, int]] = []
    for old in change.old:
        found = [m.span() for m in _whole_words(old).finditer(target)]
        places += [p for p in found if not any(q[0] <= p[0] and p[1] <= q[1] for q in places)]
    if len(places) != 1:
        return None
    start, end = places[0]
    new = change.new
    stood = target[start:end]
    if stood[:1].isupper() and stood[1:2].islower() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    elif stood[:1].islower() and new[:1].isupper() and new[1:2].islower():
        new = new[:1].lower() + new[1:]
    article = _ARTICLE.search(target[:start])
    if article and change.kind == "term":
        right = "an" if _VOWEL.match(new) else "a"
        written = right.capitalize() if article[1][0].isupper() else right
        return article.start(1), end, f"{written} {new}"
    return start, end, new


@lru_cache(maxsize=10_000)
def _whole_words(words: str) -> re.Pattern[str]:
    bounds = r"(?<![^\W_]){}(?![^\W_])" if words.isascii() else "{}"
    return re.compile(bounds.format(re.escape(words)), re.IGNORECASE)


def _value(number: str, scale: str) -> str:
    """The value of a number as digits without grouping: ``8万`` and ``80,000`` are ``80000``."""
    digits = unicodedata.normalize("NFKC", number).replace(",", "").rstrip(".")
    if not scale:
        whole, dot, rest = digits.partition(".")
        return f"{int(whole)}{dot}{rest}" if whole else digits
    value = float(digits) * _SCALES[scale]
    return str(int(value)) if value == int(value) else str(value)


def _is_identifier(name: str, text: str) -> bool:
    """A Latin word in a Japanese text, or a word with a digit or two capitals in any."""
    japanese = re.search(r"[\u3040-\u30ff\u3400-\u9fff]", text) is not None
    return japanese or sum(ch.isupper() or ch.isdigit() for ch in name) > 1
