"""Places with a word that says what stands there: 新宿院, Shinjuku branch; 池袋駅, Ikebukuro.

They are compared by how the place is read. Unlike an institution's name, such a place is never
translated, only written in letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.linked.units import Page, Unit
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.wordlinks.romanised import fold, is_romanised, romanise, voiceless

_PLACE = "名詞-固有名詞-地名"
_SUFFIXES = frozenset({"院", "駅", "店", "校", "支店", "分院", "本院", "区", "市", "町", "村"})
_ENGLISH = re.compile(
    r"(?<![\w.’'-])([A-ZĀĒĪŌŪ][a-zāēīōū]+(?:-[a-z]+)?)[ \u00a0-]"
    r"(?i:clinic|branch|station|store|office|campus|ward|city|town|village)(?![\w’'-])"
)


class Branch(NamedTuple):
    """A place as it stands in a text; ``readings`` are folded, of an English one its own word."""

    text: str
    readings: frozenset[str]
    section: int
    span: Span


def japanese(ctx: Context, page: Page, units: Iterable[Unit]) -> Iterator[Branch]:
    """Places that an ending like 院 or 駅 follows, by every attested reading."""
    for unit in units:
        tokens = page.tokens(unit)
        for token, after in pairwise(tokens):
            if not token.tag.startswith(_PLACE) or after.text not in _SUFFIXES:
                continue
            kana = {token.reading, *ctx.readings([token.text])[0]}
            readings = frozenset(voiceless(romanise(each)) for each in kana) - {""}
            text = unit.block.prose.text[token.start : after.end]
            yield Branch(text, readings, unit.section, unit.place(token.start, after.end))


def english(page: Page, units: Iterable[Unit]) -> Iterator[Branch]:
    """Japanese words before a word like branch or Station."""
    for unit in units:
        for match in _ENGLISH.finditer(unit.block.prose.text, unit.start, unit.end):
            if is_romanised(match[1].replace("-", "")):
                branch = frozenset({voiceless(fold(match[1]))})
                yield Branch(match.group(), branch, unit.section, unit.place(*match.span()))


def may_be(one: Branch, other: Branch) -> bool:
    """Whether two places may be one; either may be longer by a part (新宿, Shinjuku-nishi)."""
    return any(a.startswith(b) or b.startswith(a) for a in one.readings for b in other.readings)
