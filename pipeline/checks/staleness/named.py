"""Names that an edit exchanged: people, institutions and places, and words that are transcribed.

The first are read as ``name-mismatch`` reads them. A drug has no such form, but the other language
writes it by its sound, and so shows which one is meant (ニフェジピン, *nifedipine*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.checks import thresholds
from pipeline.checks.linked.units import Page, Unit
from pipeline.checks.names.institutions import institutions
from pipeline.checks.names.people import japanese, romanised, sounds
from pipeline.checks.names.places import towns
from pipeline.checks.untranslated.script import FUNCTION_WORDS
from pipeline.model.check import Context, Side
from pipeline.model.tokens import Token
from pipeline.wordlinks.romanised import fold, romanise

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{4,}")
_LATIN = re.compile("[A-Za-z]{6,}")

Name = frozenset[str]


def names(ctx: Context, side: Side) -> list[tuple[Name, ...]]:
    """The names in each of the texts that ``ctx.read`` read: the words of each, folded."""
    page = Page(side, frozenset())
    found: list[list[Name]] = [[] for _ in side.tokens.blocks[0][1:]]
    for unit in page.units.values():
        found[unit.number - 1] += _names_in(ctx, page, unit)
    return [tuple(each) for each in found]


def renamed(before: str, after: str, old: Sequence[Name], new: Sequence[Name]) -> bool:
    """Whether an edit brought a name that was not there, or left no word of one that was.

    A title that went, or a given name, leaves the name what it is.
    """
    return any(not _words_in(name, before, all) for name in new) or any(
        not _words_in(name, after, any) for name in old
    )


def is_transcribed_otherwise(gone: Sequence[Token], new: Sequence[Token], counterpart: str) -> bool:
    """Whether a text in the other language spells a word that went by its sound, and no other."""
    for script, there in ((_KATAKANA, _LATIN), (_LATIN, _KATAKANA)):
        old, fresh = ([t.text for t in side if script.fullmatch(t.text)] for side in (gone, new))
        heard = [_heard(word) for word in there.findall(counterpart)]
        if not (old and fresh and heard):
            continue
        for word in map(_heard, old):
            best = max(heard, key=lambda other: _alike(word, other))
            rival = max(_alike(_heard(each), best) for each in fresh)
            if (
                _alike(word, best) >= thresholds.TRANSCRIBED_ALIKE
                and rival <= _alike(word, best) - thresholds.TRANSCRIBED_AHEAD
            ):
                return True
    return False


def _names_in(ctx: Context, page: Page, unit: Unit) -> Iterator[Name]:
    for place in towns(page, [unit]):
        yield _name([place.text])
    for institution in institutions(page, [unit]):
        words = institution.text.split()
        yield _name(word for word in words if word.casefold() not in FUNCTION_WORDS)
    if page.lang == "ja":
        for person in japanese(ctx, page, [unit]):
            yield _name((person.family, person.given))
    else:
        for named in romanised(page, [unit]):
            yield _name(named.words)


def _name(words: Iterable[str]) -> Name:
    return frozenset(fold(word) or word for word in words if word)


def _words_in(name: Name, text: str, how: Callable[[Iterable[bool]], bool]) -> bool:
    latin = {fold(word) for word in re.findall(r"[^\W\d_]+", text)}
    return how(word in latin if word.isascii() else word in text for word in name)


def _heard(word: str) -> str:
    return sounds(romanise(word) if _KATAKANA.fullmatch(word) else word)


def _alike(one: str, two: str) -> float:
    if min(len(one), len(two)) < thresholds.TRANSCRIBED_CONSONANTS:
        return 0.0
    return SequenceMatcher(None, one, two).ratio()
