"""Names that no word link carries over, one on each side: one stands for the other.

Katakana, kanji and Latin letters against English words tagged as names, whoever or whatever bears
them. See `pipeline/wordlinks/exchanged.py` for how likely it is that one replaced the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.units import Page, Unit
from pipeline.checks.names.deviation import Deviation
from pipeline.model.check import Context
from pipeline.model.source import Span
from pipeline.model.tokens import Token
from pipeline.wordlinks.exchanged import Exchange, exchange
from pipeline.wordlinks.names import Name, english_names, is_english_name, japanese_names
from pipeline.wordlinks.transliteration import sounds_alike

_KATAKANA = re.compile("[ァ-ヺー]{2,}")
_MAY_HOLD_A_NAME = re.compile("[ァ-ヺー]{2,}|[A-Z][a-z]{2}")
_WORD = re.compile(r"[A-Z][\w’'-]{2,}")
_LONGEST = 600
# Of a title in capitals most words are written like names; of fewer words one cannot tell.
_TITLE_WORDS = 3


class Joined(NamedTuple):
    """Units as one text: where each begins in it, and the tokens, which count in it."""

    text: str
    starts: tuple[tuple[int, Unit], ...]
    tokens: tuple[Token, ...]

    def place(self, start: int, end: int) -> tuple[int, Span]:
        """The section and the source range of a part of the text."""
        first, unit = max((at, u) for at, u in self.starts if at <= start)
        shift = unit.start - first
        return unit.section, unit.place(start + shift, min(end + shift, unit.end))


def joined(page: Page, units: Sequence[Unit]) -> Joined:
    """Some units with a line end between them."""
    at = 0
    starts: list[tuple[int, Unit]] = []
    tokens: list[Token] = []
    for unit in units:
        starts.append((at, unit))
        shift = at - unit.start
        tokens += (t._replace(start=t.start + shift, end=t.end + shift) for t in page.tokens(unit))
        at += len(unit.text) + 1
    return Joined("\n".join(unit.text for unit in units), tuple(starts), tuple(tokens))


def unlinked(
    ctx: Context,
    ours: Joined,
    theirs: Joined,
    around_ja: Sequence[Unit],
    around_en: Sequence[Unit],
) -> Deviation | None:
    """A Japanese and an English name of linked sentences, neither of which the other side has."""
    if max(len(ours.text), len(theirs.text)) > _LONGEST or not _may_differ(ours, theirs):
        return None
    links = ctx.word_links(ours.text, theirs.tokens)
    english = list(english_names(theirs.tokens, links))
    if not any(name.loose for name in english):
        return None
    japanese = list(japanese_names(ours.text, ctx.short_words(ours.text), links))
    found = exchange(japanese, english)
    if found is None or found.probability < thresholds.PROBABLE:
        return None
    if _stands_nearby(found, around_ja, around_en):
        return None
    return _deviation(found, ours, theirs)


def _may_differ(ours: Joined, theirs: Joined) -> bool:
    """Whether both have something like a name, and the English is no title in capitals."""
    names = [t for t in theirs.tokens if is_english_name(t)]
    if not names or all(t.text in ours.text for t in names):
        return False
    words = [t.text for t in theirs.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    ended = theirs.text.rstrip().endswith((".", "!", "?"))
    is_title = not ended and len(words) >= _TITLE_WORDS
    if is_title and capitals >= thresholds.TITLE_CAPITALS * len(words):
        return False
    named = any("固有名詞" in token.tag for token in ours.tokens)
    return named or bool(_MAY_HOLD_A_NAME.search(ours.text))


def _stands_nearby(found: Exchange, around_ja: Sequence[Unit], around_en: Sequence[Unit]) -> bool:
    """Whether either name is said elsewhere in the linked sections: it moved, then."""
    english = {word for unit in around_en for word in _WORD.findall(unit.text)}
    japanese = "\n".join(unit.text for unit in around_ja)
    runs = set(_KATAKANA.findall(japanese))
    if any(part in japanese for part in found.theirs.loose):
        return True
    if any(
        sounds_alike(r, part) >= thresholds.NAME_CARRIED
        for r in runs
        for part in found.theirs.loose
    ):
        return True
    return any(
        part in english
        or any(sounds_alike(part, word) >= thresholds.NAME_CARRIED for word in english)
        for part in found.ours.loose
    )


def _deviation(found: Exchange, ours: Joined, theirs: Joined) -> Deviation:
    ja, en = _differing(found.ours, ours.text), _differing(found.theirs, theirs.text)
    here, there = ours.place(*ja), theirs.place(*en)
    return Deviation(
        ours.text[slice(*ja)], *here, theirs.text[slice(*en)], *there, (), found.probability, True
    )


def _differing(name: Name, text: str) -> tuple[int, int]:
    """The range of the parts that nothing renders."""
    if not name.carried:
        return name.start, name.end
    at = text.find(name.loose[0], name.start, name.end)
    return at, at + len(name.loose[0])
