"""Which renderings of a term are the same word, and which are two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.checks import thresholds

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[α-ω0-9]*+[A-Z][A-Zα-ω0-9-]*[A-Z0-9]s?")
_SMALL = frozenset({"a", "an", "the", "of", "for", "in", "on", "to", "and", "or", "with", "by"})


def is_short(text: str) -> bool:
    """Whether a rendering is an abbreviation, which may stand for any other."""
    return bool(_ACRONYM.fullmatch(text.replace(".", "").strip()))


def same(a: str, b: str) -> bool:
    """Whether two renderings are one: inflected, derived, in other spelling, or shortened.

    Shortened means that every word of one stands in the other (depression, clinical depression),
    itself or its beginning (env var, environment variable).
    """
    first, second = _words(a), _words(b)
    if len(first) != len(second) and _is_split(first, second):
        return True
    few, many = sorted((first, second), key=len)
    return bool(few) and all(
        any(
            word == other
            or _related(word, other)
            or _is_clipped(word, other)
            or _is_clipped(other, word)
            for other in many
        )
        for word in few
    )


def _is_split(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether only spaces or hyphens, and the ending, differ (rerender, re-rendering).

    What is the same reaches into the last word of each: control group is no control-arm.
    """
    a, b = "".join(first), "".join(second)
    before_last = max(len(a) - len(first[-1]), len(b) - len(second[-1]))
    return _related(a, b) and _shared(a, b) > before_last


def is_spelling(text: str, form: str) -> bool:
    """Whether words hold a form after all: spelled out (IRB), clipped (arg) or derived from it."""
    words = _WORD.findall(text.casefold())
    if is_short(form):
        letters = form.replace(".", "").casefold()
        return "".join(word[0] for word in words) == letters
    wanted = _words(form)
    return bool(wanted) and all(
        any(_related(part, word) or _is_clipped(word, part) for word in words) for part in wanted
    )


def _is_clipped(word: str, whole: str) -> bool:
    bare = word.removesuffix("s")
    return len(bare) >= thresholds.SHORT_STEM_LETTERS and whole.startswith(bare)


def grouped(texts: Iterable[str]) -> list[list[str]]:
    """Renderings by sameness, in order of their first place; abbreviations are in no group."""
    groups: list[list[str]] = []
    for text in dict.fromkeys(texts):
        if is_short(text):
            continue
        near = [group for group in groups if any(same(text, other) for other in group)]
        joined = [other for group in near for other in group] + [text]
        groups = [group for group in groups if group not in near]
        groups.append(joined)
    return groups


def _words(text: str) -> Sequence[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [word for word in words if word not in _SMALL] or words


def _related(a: str, b: str) -> bool:
    short, long = sorted((len(a), len(b)))
    shared = _shared(a, b)
    if (
        shared >= max(thresholds.SHORT_STEM_LETTERS, thresholds.SHORT_STEM_SHARE * short)
        and long - shared <= thresholds.SHORT_STEM_ENDING
    ):
        return True
    return (
        shared >= max(thresholds.STEM_LETTERS, thresholds.STEM_SHARE * short)
        and long - shared <= thresholds.STEM_ENDING
    )


def _shared(a: str, b: str) -> int:
    """How many characters both begin with."""
    pairs = zip(a, b, strict=False)
    return next((i for i, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))
