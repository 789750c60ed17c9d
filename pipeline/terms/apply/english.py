"""An English term in the place of another: number, case, hyphens, article, possessive."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.model.check import Context, Side
from pipeline.model.terms import Hit
from pipeline.model.tokens import Token
from pipeline.terms.apply.case import case_of, is_title_case, recased
from pipeline.terms.apply.evidence import block_of
from pipeline.terms.apply.number import Head, head, is_plural_of, plural
from pipeline.terms.apply.sound import article

_ARTICLE = re.compile(r"(?<![^\W_])(?:a|an)(?=\s+$)", re.IGNORECASE)
_HYPHENS = "\u2010\u2011-"
_POSSESSIVE = re.compile(r"(?P<mark>['’])(?P<s>s\b)?")


class TextChange(NamedTuple):
    """``text[start:end]`` of a block's prose becomes ``text``."""

    start: int
    end: int
    text: str


class UnfitError(Exception):
    """Why a term cannot be put in by rule; a person can."""


def changes(
    ctx: Context, side: Side, hit: Hit, new: str, plurals: Collection[str]
) -> tuple[TextChange, ...]:
    """What puts ``new`` in the place of a hit, in the order of the text.

    ``plurals`` are plural nouns in use. Raises UnfitError where the grammar is not clear.
    """
    block = block_of(side, hit)
    text = block.prose.text
    surface = text[hit.start : hit.end]
    tokens = side.tokens.blocks[hit.section][hit.block]
    old = head([t for t in tokens if t.start >= hit.start and t.end <= hit.end], hit.start)
    raised = hit.form.text == hit.form.text.lower() and (
        surface.isupper() or (old is not None and old.pos == "PROPN")
    )
    small = "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text) if raised else text
    if raised:
        # The tagger takes a word with a capital for a name, whatever it is and in which number.
        old = _read(ctx, small, hit.start, hit.end)
    term = _numbered(ctx, surface, hit.form.text, old, new, plurals)
    case = case_of(surface, hit.form.text)
    if case == "first" and " " not in surface and _titled(side, hit):
        case = "title"
    elif case == "as listed" and _begins(block.sentences, text, hit.start):
        case = "first"
    term = _hyphenated(recased(term, case), surface, hit.form.text)
    if old is not None and old.pos not in ("NOUN", "PROPN"):
        _same_part_of_speech(ctx, small, hit, term, old)
    return (
        *_article(text, hit.start, term, tokens, block.sentences),
        TextChange(hit.start, hit.end, term),
        *_possessive(text, hit.end, surface, term),
    )


def _numbered(
    ctx: Context, surface: str, listed: str, old: Head | None, new: str, plurals: Collection[str]
) -> str:
    """``new`` in the number of ``surface``."""
    literal = _solid(surface) == _solid(listed)
    if old is None:
        return new
    if not literal and is_plural_of(old.text, listed):
        old = old._replace(plural=True, pos="NOUN")
    if old.pos not in ("NOUN", "PROPN"):
        if not literal:
            raise UnfitError("it is inflected, and the new term may not inflect alike")
        return new
    own = head(ctx.syntax([new], "en")[0])
    if own is None or own.plural == old.plural:
        return new
    if old.plural:
        same = old.lemma == own.text.lower()
        word = old.text.lower() if same else plural(own.text, plurals)
        if word is None:
            raise UnfitError(f"the plural of “{new}” is not known here")
    else:
        word = own.lemma
    return new[: own.start] + word + new[own.end :]


def _solid(text: str) -> str:
    """Small letters without spaces and hyphens."""
    return re.sub(rf"[\s{_HYPHENS}]", "", text).lower()


def _read(ctx: Context, text: str, start: int, end: int) -> Head | None:
    """The head of ``text[start:end]`` as the full model reads it in its text."""
    tokens = ctx.syntax([text], "en")[0]
    return head([t for t in tokens if t.start >= start and t.end <= end], start)


def _titled(side: Side, hit: Hit) -> bool:
    section = side.document.sections[hit.section]
    return hit.block == 0 and is_title_case(section.title.text)


def _begins(sentences: Sequence[tuple[int, int]], text: str, start: int) -> bool:
    """Whether a sentence begins with the words at ``start``, in the way of running text."""
    first = next((at for at, end in sentences if at <= start < end), None)
    return first is not None and not re.search(r"\w", text[first:start]) and text[start].isupper()


def _hyphenated(term: str, surface: str, listed: str) -> str:
    """Hyphens where the old term has them in the place of its spaces (stem-cell therapy)."""
    if " " not in listed or re.search(r"\s", surface):
        return term
    written = [ch for ch in surface if ch in _HYPHENS]
    if not written:
        return term
    return term.replace(" ", written[-1])


def _same_part_of_speech(ctx: Context, text: str, hit: Hit, term: str, old: Head) -> None:
    """Raises UnfitError where the new term reads as another part of speech in its place."""
    changed = text[: hit.start] + term + text[hit.end :]
    new = _read(ctx, changed, hit.start, hit.start + len(term))
    if new is None or new.pos != old.pos:
        raise UnfitError("the new term is another part of speech")


def _article(
    text: str,
    start: int,
    term: str,
    tokens: Sequence[Token],
    sentences: Sequence[tuple[int, int]],
) -> tuple[TextChange, ...]:
    found = _ARTICLE.search(text, 0, start)
    if found is None or not any(t.start == found.start() and t.tag == "DT" for t in tokens):
        return ()
    begins = not re.search(r"\w", text[: found.start()]) or any(
        first <= found.start() and not re.search(r"\w", text[first : found.start()])
        for first, _ in sentences
    )
    if found[0][0].isupper() and not (begins or text.isupper()):
        # A capital within a sentence is a letter: vitamin A.
        return ()
    right = article(term)
    if right == found[0].lower():
        return ()
    if found[0].isupper() and len(found[0]) > 1:
        right = right.upper()
    elif found[0][0].isupper():
        # In a line of capitals "A" gives no hint of its own.
        right = right.upper() if text.isupper() else right.capitalize()
    return (TextChange(*found.span(), right),)


def _possessive(text: str, end: int, surface: str, term: str) -> tuple[TextChange, ...]:
    """The mark after the new term: criteria's, patients'."""
    found = _POSSESSIVE.match(text, end)
    if found is None:
        return ()
    bare = found["s"] is None
    if bare and not surface.lower().endswith("s"):
        # A closing quotation mark, not a possessive.
        return ()
    if bare and not term.lower().endswith("s"):
        return (TextChange(found.end(), found.end(), "S" if term.isupper() else "s"),)
    return ()
