"""Finds the concepts of a glossary in a tokenised document.

All forms stand in one trie over their keys, so the time to read a text does not grow with the
glossary: from every word the trie is walked along the text's lattice until no form goes on. Where
a coordination breaks a term (anti-inflammatory and neuroprotective effects), the walk goes on
behind the break.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.document import Block, Section
from pipeline.model.source import Lang
from pipeline.model.terms import Concept, Form, Glossary, Hit
from pipeline.model.tokens import Token, Tokenised
from pipeline.system.garbage_collection import no_collection
from pipeline.terms.abbreviations import introduced, occurrences, settled
from pipeline.terms.coordination import Break, breaks
from pipeline.terms.forms import Lattice, ShortUnits, lattice, standing
from pipeline.terms.heads import FirstWords, waiting
from pipeline.terms.index import Index, TokeniseTexts
from pipeline.terms.trie import Node
from pipeline.terms.words import Words

if TYPE_CHECKING:
    from pipeline.system.cache import Cache

__all__ = ["Matcher", "TermsFound", "TokeniseTexts", "build"]

# Blocks whose lattices are held at a time.
_AT_ONCE = 64

_RANK = {"preferred": 0, "variant": 1, "forbidden": 2}


class TermsFound(NamedTuple):
    """What a document holds: its longest terms, and every occurrence, derivations included.

    A derivation (hippocampal of hippocampus) is a variant whose form is the words found.
    """

    hits: tuple[Hit, ...]
    nested: tuple[Hit, ...]


class _Text(NamedTuple):
    """One block, with what the walk needs."""

    section: int
    number: int
    block: Block
    tokens: Sequence[Token]
    grid: Lattice
    breaks: Mapping[int, tuple[Break, ...]]


class _Match(NamedTuple):
    """A hit; ``whole`` where no coordination broke it, ``tight`` where it surely is the term."""

    hit: Hit
    whole: bool
    tight: bool


@dataclass(frozen=True)
class Matcher:
    """The forms of one language of a glossary, ready to be found."""

    lang: Lang
    index: Index
    concepts: Sequence[Concept]
    units: ShortUnits

    def read(self, tokenised: Tokenised) -> TermsFound:
        """The terms of a document in document order; none in code or addresses.

        A term that is only a part of one dictionary word (血圧 in 高血圧) is no hit of its own,
        but a nested one.
        """
        places = list(_blocks(tokenised))
        blocks = {(section, index): block for section, index, block in places}
        exact: list[list[_Match]] = []
        derived: list[list[_Match]] = []
        # What the walk needs of a text is large, so it is held for a few blocks at a time.
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            texts = [self._text(*place, tokenised.blocks[place[0]][place[1]]) for place in some]
            self.index.prepare((text.grid, text.breaks) for text in texts)
            exact += (list(self._found(text, derived=False)) for text in texts)
            derived += (list(self._found(text, derived=True)) for text in texts)
        names = [found.hit for each in exact for found in each if found.whole]
        known = introduced(names, blocks, self.concepts)
        short: dict[tuple[int, int], list[Hit]] = {}
        for hit in occurrences(known, blocks):
            if not _marked(blocks[hit.section, hit.block], hit.start, hit.end):
                short.setdefault((hit.section, hit.block), []).append(hit)
        longest: list[Hit] = []
        nested: list[Hit] = []
        for (section, index, _), found, more in zip(places, exact, derived, strict=True):
            added = _new(short.get((section, index), ()), [f.hit for f in found])
            certain = [f.hit for f in found if f.whole or f.tight] + added
            hits = _longest(settled(_unbroken(certain, found), known))
            longest += self._standing(tokenised, section, index, hits)
            every = [f.hit for f in found] + added
            every += _new([f.hit for f in more], every)
            nested += settled(every, known)
        by_place = sorted(nested, key=lambda hit: (hit.section, hit.block, hit.start, hit.end))
        return TermsFound(tuple(longest), tuple(by_place))

    def find(self, tokenised: Tokenised) -> tuple[Hit, ...]:
        """The hits that no longer hit covers."""
        return self.read(tokenised).hits

    def find_all(self, tokenised: Tokenised) -> tuple[Hit, ...]:
        """Every hit, with those within others and with derivations."""
        return self.read(tokenised).nested

    def _text(self, section: int, index: int, block: Block, tokens: Sequence[Token]) -> _Text:
        text, tokens = block.prose.text, tuple(tokens)
        grid = lattice(text, tokens, self.lang, self.units)
        joints = breaks(text, tokens, sorted(grid.edges), self.lang)
        return _Text(section, index, block, tokens, grid, joints)

    def _standing(
        self, tokenised: Tokenised, section: int, index: int, hits: list[Hit]
    ) -> list[Hit]:
        if self.lang == "en" or not hits:
            return hits
        words = Words.of(tokenised.blocks[section][index])
        return [hit for hit in hits if words.holds(hit, self.units)]

    def _found(self, text: _Text, *, derived: bool) -> Iterator[_Match]:
        prose = text.block.prose.text
        best: dict[tuple[int, int, int], tuple[Form, bool, bool]] = {}
        for start in sorted(text.grid.edges):
            for end, node, broken in self._walk(text, start, derived):
                if (place := standing(prose, start, end, self.lang)) is None:
                    continue
                if _marked(text.block, *place):
                    continue
                ends: Sequence[tuple[int, Form]] = node.ends
                if derived and node.turned and (broken or not _goes_on(text.tokens, end)):
                    ends = (*ends, *node.turned)
                for concept, written in ends:
                    if broken and written.kind == "forbidden":
                        continue
                    form = Form(prose[slice(*place)], "variant") if derived else written
                    if broken:
                        # There is no other way to write it here, so it is none to replace.
                        form = form._replace(kind="preferred")
                    new = (form, broken is None, broken is not None and broken.tight)
                    known = best.setdefault((*place, concept), new)
                    if (broken is not None, _RANK[form.kind]) < (
                        not known[1],
                        _RANK[known[0].kind],
                    ):
                        best[*place, concept] = new
        for (start, end, concept), (form, whole, tight) in sorted(
            best.items(), key=lambda item: item[0]
        ):
            hit = Hit(concept, form, text.section, text.number, start, end)
            yield _Match(hit, whole, tight)

    def _walk(
        self, text: _Text, start: int, derived: bool
    ) -> Iterator[tuple[int, Node, Break | None]]:
        """The ends and nodes of complete forms that begin at ``start``.

        A term that a coordination broke ends where its own first words do.
        """
        root = self.index.derived if derived else self.index.exact
        grid = text.grid
        pending: list[tuple[int, Node, Break | None, int]] = [(start, root, None, 0)]
        seen: set[tuple[int, int, int]] = set()
        while pending:
            at, node, broken, stopped = pending.pop()
            if (at, id(node), stopped) in seen:
                continue
            seen.add((at, id(node), stopped))
            for edge in grid.edges.get(at, ()):
                for key in edge.stems if derived else edge.keys:
                    below = node.child(key)
                    if below is None:
                        continue
                    if below.ends or below.turned:
                        yield stopped or edge.end, below, broken
                    if not below.next:
                        continue
                    pending.extend((to, below, broken, stopped) for to in grid.after(edge.end))
                    if broken is None:
                        pending.extend(
                            (joint.to, below, joint, edge.end)
                            for joint in text.breaks.get(edge.end, ())
                        )


@no_collection()
def build(
    glossary: Glossary,
    lang: Lang,
    tokenise_texts: TokeniseTexts,
    units: ShortUnits,
    first_words: FirstWords | None = None,
    cached: tuple[Cache, str] | None = None,
) -> Matcher:
    """A matcher of the forms of ``lang``; a form is read when a text may hold it.

    ``tokenise_texts``, ``units`` and ``first_words`` are those of pipeline.languages; without the
    last, whole forms are read for their first words, which takes longer. ``cached`` is a cache and
    the name of what the index depends on besides the language: glossary and tokenisers.
    """
    units = _remembered(units)
    forms = [
        (index, form)
        for index, concept in enumerate(glossary.concepts)
        for form in concept.forms(lang)
    ]
    begin = first_words or _by_reading(tokenise_texts, units)
    heads = waiting([form.text for _, form in forms], lang, begin, cached)
    index = Index(lang, forms, heads, tokenise_texts, units)
    return Matcher(lang, index, glossary.concepts, units)


def _by_reading(read: TokeniseTexts, units: ShortUnits) -> FirstWords:
    def first_words(texts: Sequence[str]) -> list[tuple[tuple[str, str], ...]]:
        found = []
        for tokens in read(texts, "ja"):
            word = next((t for t in tokens if any(map(str.isalnum, t.text))), None)
            parts = units([word.text], "ja")[0][:1] if word else ()
            found.append(tuple((t.text, t.norm) for t in (word, *parts) if t))
        return found

    return first_words


def _remembered(units: ShortUnits) -> ShortUnits:
    """``units`` that cuts every word once; articles of one project share most of their words."""
    known: dict[tuple[str, Lang], tuple[Token, ...]] = {}

    def cut(words: Sequence[str], lang: Lang) -> list[tuple[Token, ...]]:
        new = [word for word in words if (word, lang) not in known]
        for word, tokens in zip(new, units(new, lang) if new else (), strict=True):
            known[word, lang] = tokens
        return [known[word, lang] for word in words]

    return cut


def _blocks(tokenised: Tokenised) -> Iterator[tuple[int, int, Block]]:
    for section, per_block in zip(tokenised.document.sections, tokenised.blocks, strict=True):
        for index in range(len(per_block)):
            block = _block(section, index)
            if block is not None and block.is_prose and block.prose.text:
                yield section.id, index, block


def _block(section: Section, index: int) -> Block | None:
    return section.heading if index == 0 else section.blocks[index - 1]


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether a noun follows that the words before it belong to (pressure in blood vessels)."""
    after = bisect_left(tokens, end, key=lambda token: token.start)
    return after < len(tokens) and tokens[after].pos in ("NOUN", "PROPN")


def _marked(block: Block, start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in block.marks)


def _worth(found: tuple[Form, bool, bool]) -> tuple[bool, int]:
    """Sorts the better reading of the same words first."""
    form, whole, _ = found
    return not whole, _RANK[form.kind]


def _new(hits: Sequence[Hit], known: Sequence[Hit]) -> list[Hit]:
    """The hits of places and concepts that are not known yet."""
    there = {(hit.concept, hit.start, hit.end) for hit in known}
    return [hit for hit in hits if (hit.concept, hit.start, hit.end) not in there]


def _unbroken(hits: Sequence[Hit], found: Sequence[_Match]) -> list[Hit]:
    """The hits without those that are only the first words of a broken term (抗炎症・…作用)."""
    broken = [f.hit for f in found if f.tight and not f.whole]
    return [
        hit
        for hit in hits
        if hit in broken or not any(b.start <= hit.start and hit.end <= b.end for b in broken)
    ]


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that stand within no longer one, by place."""
    found: list[Hit] = []
    reached = -1
    by_place = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    for (_, end), same in groupby(by_place, key=lambda hit: (hit.start, hit.end)):
        if end > reached:
            found.extend(same)
            reached = end
    return found
