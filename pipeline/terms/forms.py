"""What a stretch of text may be looked up as: the pieces a term is made of, and their keys.

A text becomes a lattice: every word or morpheme is an edge from one offset to another that carries
keys. Two texts say the same term where some path through one spells the same key as some path
through the other, whatever the spaces, hyphens and middle dots between the edges.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.model.source import Lang
from pipeline.model.tokens import Token
from pipeline.terms.spelling import changed, fold, singulars, stems, unmerged
from pipeline.terms.turned import is_link, links

ShortUnits = Callable[[Sequence[str], Lang], Sequence[tuple[Token, ...]]]

_LATIN = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+")
# Greek letters as Japanese spells them out.
_GREEK = {
    "α": "アルファ",
    "β": "ベータ",
    "γ": "ガンマ",
    "δ": "デルタ",
    "ε": "イプシロン",
    "ζ": "ゼータ",
    "η": "イータ",
    "θ": "シータ",
    "κ": "カッパ",
    "λ": "ラムダ",
    "μ": "ミュー",
    "σ": "シグマ",
    "τ": "タウ",
    "φ": "ファイ",
    "χ": "カイ",
    "ψ": "プサイ",
    "ω": "オメガ",
}
_NOMINAL = {"NOUN", "PROPN", "ADJ", "ADV"}
# A dotted abbreviation (U.S.), a word, or a sign that stands for itself.
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
# Greek letters are words of their own (TNFα is TNF-alpha); some apostrophes are letters to Unicode.
_PIECE = re.compile(rf"{_DOTTED.pattern}|[Α-ωʼʹ]|[^\W_Α-ωʼʹ]+|[^\w\s]")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ](?:s\b)?", re.IGNORECASE)
_CAPITALS = re.compile(r"(?=[0-9Α-Ω]*+[A-Z])[A-Z0-9Α-Ω]{2,}+")
# What may stand within a term or not, without changing it.
_HYPHENS = "\\-\u00ad‐‑‒–—−﹣－"
_SKIPPED = {
    # The full stop of E. coli or St. John's is no end of a sentence.
    "en": re.compile(rf"(?:(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|[\s{_HYPHENS}/·])+"),
    "ja": re.compile(rf"[\s{_HYPHENS}/／・･·()（）［］\[\]「」]+"),
}
# An abbreviation that a text introduces within a term: the hypothalamic-pituitary (HP) axis.
_ASIDE = re.compile(r"(?<!\s)\s*+[(（](?:[a-zａ-ｚ]*[A-ZＡ-Ｚ]){2,8}[a-zａ-ｚ]*[)）]")


class Edge(NamedTuple):
    """``text[start:end]`` as one piece of a term; ``stems`` also finds words derived from it."""

    start: int
    end: int
    keys: tuple[str, ...]
    stems: tuple[str, ...] = ()


class Lattice(NamedTuple):
    """The edges of a text by their start, and the stretches that are passed over for nothing."""

    edges: Mapping[int, tuple[Edge, ...]]
    skips: Mapping[int, tuple[int, ...]]

    def after(self, offset: int) -> tuple[int, ...]:
        """Where the next edge may start when one ended at ``offset``."""
        return self.skips.get(offset) or (offset,)


def lattice(text: str, tokens: Sequence[Token], lang: Lang, units: ShortUnits) -> Lattice:
    """The lattice of a text from its tokens (long units in Japanese)."""
    edges = _ja_edges(text, tokens, units) if lang == "ja" else _en_edges(text, tokens)
    by_start: dict[int, dict[Edge, None]] = defaultdict(dict)
    for edge in edges:
        by_start[edge.start][edge] = None
    return Lattice({at: tuple(found) for at, found in by_start.items()}, _skips(text, lang))


def _skips(text: str, lang: Lang) -> dict[int, tuple[int, ...]]:
    skips = {m.start(): m.end() for m in _SKIPPED[lang].finditer(text)}
    if lang == "en":
        for match in _DOTTED.finditer(text):
            if after := _SKIPPED["en"].match(text, match.end()):
                skips[match.end()] = after.end()
        for match in _POSSESSIVE.finditer(text):
            skips[match.start()] = skips.get(match.end(), match.end())
    found: dict[int, tuple[int, ...]] = {start: (end,) for start, end in skips.items()}
    for match in _ASIDE.finditer(text):
        beyond = skips.get(match.end(), match.end())
        found[match.start()] = (*found.get(match.start(), ()), beyond)
    return found


def _ja_edges(text: str, tokens: Sequence[Token], units: ShortUnits) -> Iterator[Edge]:
    long = sorted({token.text for token in tokens if len(token.text) > 1})
    shorter = dict(zip(long, units(long, "ja"), strict=True))
    for token in tokens:
        yield _ja_edge(token, 0)
        parts = shorter.get(token.text, ())
        # Out of context a word may read as another (うつ the noun), so only real parts count.
        for unit in parts if len(parts) > 1 else ():
            yield _ja_edge(unit, token.start)


def _ja_edge(token: Token, offset: int) -> Edge:
    return Edge(
        token.start + offset, token.end + offset, ja_keys(token.text, token.norm, token.pos)
    )


@lru_cache(maxsize=65536)
def ja_keys(surface: str, norm: str, pos: str) -> tuple[str, ...]:
    """The keys of a morpheme from its characters, Sudachi's normal form and its part of speech."""
    text = unicodedata.normalize("NFKC", surface)
    plain = unicodedata.normalize("NFKC", norm)
    if _LATIN.match(text):
        # Sudachi reads Ⅲ as 3.
        number = (plain,) if plain.isdecimal() and plain != text else ()
        return _latin_keys(text) + number
    if text in _GREEK:
        return (text, _short_vowel(_GREEK[text]))
    if _HIRAGANA.fullmatch(text) and pos not in _NOMINAL:
        # A verb in hiragana is another word than the noun that sounds like it (注射をうつ, うつ).
        return (f"{text}:{pos}", *((plain,) if plain != text else ()))
    return tuple(dict.fromkeys(_short_vowel(form) for form in (text, plain)))


def _short_vowel(text: str) -> str:
    """サーバー and サーバ are one word; コー is too short to lose its end."""
    return text.removesuffix("ー") if len(text) > _SHORTEST_KATAKANA else text


_SHORTEST_KATAKANA = 3


# Numbers as Roman numerals count types and phases: type II, phase 3.
_ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI"), "123456", strict=True))


def _latin_keys(word: str) -> tuple[str, ...]:
    """Capitals as they stand, and folded: an all-capital term is looked up by the first alone."""
    capitals = _capitals(word)
    keys = (capitals, word.casefold(), _ROMAN.get(word))
    return tuple(key for key in keys if key)


def _capitals(word: str) -> str | None:
    """The all-capital word in ``word``, a plural s set aside (SSRIs → SSRI)."""
    bare = word[:-1] if word.endswith("s") else word
    return bare if _CAPITALS.fullmatch(bare) else None


def _is_acronym(word: str) -> bool:
    """AIDS is no plural; a long word in capitals is one of a heading and inflects."""
    return len(word) <= _LONGEST_ACRONYM and _capitals(word) is not None


_LONGEST_ACRONYM = 6


def _en_edges(text: str, tokens: Iterable[Token]) -> Iterator[Edge]:
    lemmas = {(token.start, token.end): token.lemma for token in tokens}
    possessive = {m.start() + 1 for m in _POSSESSIVE.finditer(text)}
    for match in _PIECE.finditer(text):
        start, end = match.span()
        word = match[0]
        if start in possessive and word.lower() == "s":
            continue
        if not word[0].isalnum():
            yield Edge(start, end, (word,), (word,))
            continue
        keys = _en_keys(word.replace(".", ""), lemmas.get((start, end), ""))
        yield Edge(start, end, keys, _en_stems(word, keys))
    for start, end, key in links(text):
        yield Edge(start, end, (), (key,))


def opening_keys(text: str, width: int) -> tuple[str, ...]:
    """The keys of the first word of an English form, joined to the next while they are short.

    Every one that has fewer characters than ``width`` is a key of the whole form.
    """
    first = _PIECE.match(text)
    if first is not None and _all_long(keys := _piece_keys(first[0], width), width):
        return keys
    skips = _skips(text, "en")
    return tuple(key for at in skips.get(0, (0,)) for key in _opening(text, skips, at, width))


def _opening(
    text: str, skips: Mapping[int, tuple[int, ...]], at: int, width: int
) -> tuple[str, ...]:
    first = _PIECE.search(text, at)
    if first is None:
        return ()
    keys = _piece_keys(first[0], width)
    if _all_long(keys, width):
        return keys
    rest = tuple(
        key
        for after in skips.get(first.end(), (first.end(),))
        for key in _opening(text, skips, after, width) or ("",)
    )
    return tuple(key + more for key in keys for more in rest)


def _all_long(keys: Sequence[str], width: int) -> bool:
    return all(len(key) >= width for key in keys)


@lru_cache(maxsize=65536)
def _piece_keys(piece: str, width: int) -> tuple[str, ...]:
    """The keys of a piece, and of words derived from it that begin with other letters."""
    if not piece[0].isalnum():
        return (piece,)
    keys = _en_keys(piece.replace(".", ""), "")
    derived = {stem for key in keys for stem in changed(key)}
    return keys + tuple(sorted(s for s in derived if not any(k[:width] == s[:width] for k in keys)))


@lru_cache(maxsize=65536)
def _en_keys(word: str, lemma: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", word)
    capitals = _capitals(plain)
    inflected = () if _is_acronym(plain) else (lemma, *sorted(singulars(plain)))
    keys = (capitals, fold(plain), *map(fold, inflected), unmerged(plain), _ROMAN.get(plain))
    return tuple(dict.fromkeys(key for key in keys if key))


@lru_cache(maxsize=65536)
def _en_stems(word: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    if _is_acronym(unicodedata.normalize("NFKC", word)):
        return ()
    return tuple(sorted({stem for key in keys for stem in stems(key)}))


def form_keys(text: str, tokens: Sequence[Token], lang: Lang, units: ShortUnits) -> set[str]:
    """The keys a glossary form is found under.

    All-capital words of a form stand by their capitals alone. A form without letters has no keys.
    """
    keys = _spelled(text, lattice(text, tokens, lang, units), partial(_exact, text))
    if len(text) > 1:
        # ヒト normalises to 人 and ひと too: one character is too little to tell words by.
        keys = {key for key in keys if len(key) > 1}
    return keys


def derived_keys(text: str, units: ShortUnits) -> set[str]:
    """The keys under which derivations of an English form are found; capitals have none."""
    grid = lattice(text, (), "en", units)
    return _spelled(text, grid, partial(_exact, text), lambda edge: edge.stems)


def _exact(text: str, edge: Edge) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text[edge.start : edge.end].replace(".", ""))
    capitals = _capitals(plain)
    return (capitals, *filter(None, [_ROMAN.get(plain)])) if capitals else edge.keys


def _nothing(_: Edge) -> tuple[str, ...]:
    return ()


def _spelled(
    text: str,
    grid: Lattice,
    keys: Callable[[Edge], tuple[str, ...]],
    once: Callable[[Edge], tuple[str, ...]] = _nothing,
) -> set[str]:
    """What the paths through a whole text spell, with at most one piece of ``once`` in each.

    A derivation changes one word of a term (hippocampus volume, hippocampal volume).
    """
    found: set[str] = set()
    pending = [(at, "", False) for at in grid.after(0)]
    while pending and len(found) < _MOST_KEYS:
        at, key, used = pending.pop()
        if at >= len(text):
            found.add(key)
        for edge in grid.edges.get(at, ()):
            plain = keys(edge)
            other = tuple(part for part in once(edge) if not used or is_link(part))
            for after in grid.after(edge.end):
                pending.extend((after, key + part, used) for part in plain)
                pending.extend(
                    (after, key + part, used or not is_link(part))
                    for part in other
                    if part not in plain
                )
        if at not in grid.edges and at < len(text):
            pending.extend((after, key, used) for after in grid.after(at + 1))
    return found - {""}


# A form of n words has up to (keys a word)ⁿ keys; long forms keep the first ones.
_MOST_KEYS = 64


def standing(text: str, start: int, end: int, lang: Lang) -> tuple[int, int] | None:
    """Where words that spell a term stand, or None where they are parts of something else.

    A bracket that they open or close is theirs as a whole (「がん」治療), or another phrase's.
    """
    if cuts_word(text, start, end):
        return None
    if lang == "en" and _NOT.search(text, max(0, start - 5), start):
        return None
    opened: list[str] = []
    for match in _BRACKET.finditer(text, start, end):
        bracket = match[0]
        if bracket in _CLOSING:
            opened.append(bracket)
        elif opened and _CLOSING[opened[-1]] == bracket:
            opened.pop()
        elif _CLOSING.get(text[start - 1 : start]) == bracket:
            start -= 1
        elif any(_CLOSING[opener] == bracket and opener in text[:start] for opener in _CLOSING):
            return None
    if opened and text.startswith(_CLOSING[opened[-1]], end):
        opened.pop()
        end += 1
    return None if any(_CLOSING[bracket] in text[end:] for bracket in opened) else (start, end)


# Not of a kind: non-small-cell cancer is no small-cell cancer.
_NOT = re.compile(r"(?i)(?<![^\W_])non[-‐‑–\s]?\Z")
_CLOSING = {"(": ")", "（": "）", "[": "]", "［": "］", "「": "」"}
_BRACKET = re.compile(r"[()（）\[\]［］「」]")


def cuts_word(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins or ends within a run of Latin letters and digits."""
    return (start > 0 and bool(_LATIN.match(text[start - 1]) and _LATIN.match(text[start]))) or (
        end < len(text) and bool(_LATIN.match(text[end - 1]) and _LATIN.match(text[end]))
    )
