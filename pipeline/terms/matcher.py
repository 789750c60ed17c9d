"""Finds the concepts of a glossary in a tokenised document.

All forms stand in one trie over their keys, so the time to read a text does not grow with the
glossary: from every word the trie is walked along the text's lattice until no form goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.model.document import Block, Section
from pipeline.model.source import Lang
from pipeline.model.terms import Form, Glossary, Hit
from pipeline.model.tokens import Token, Tokenised
from pipeline.terms.forms import Lattice, ShortUnits, cuts_word, form_keys, lattice
from pipeline.terms.trie import Node
from pipeline.terms.words import Words

TokeniseTexts = Callable[[Sequence[str], Lang], Sequence[tuple[Token, ...]]]

_RANK = {"preferred": 0, "variant": 1, "forbidden": 2}


@dataclass(frozen=True)
class Matcher:
    """The forms of one language of a glossary, ready to be found."""

    lang: Lang
    exact: Node
    derived: Node
    units: ShortUnits

    def find(self, tokenised: Tokenised) -> tuple[Hit, ...]:
        """The hits that no longer hit covers, in document order; none in code or addresses.

        A term that is only a part of one dictionary word (血圧 in 高血圧) is no hit of its own.
        """
        found: list[Hit] = []
        for section, index, block, tokens in _blocks(tokenised):
            hits = list(self._hits(section, index, block, tokens))
            longest = _longest(hits)
            if self.lang == "ja":
                words = Words.of(tokens)
                longest = [hit for hit in longest if words.holds(hit, self.units)]
            found.extend(longest)
        return tuple(found)

    def find_all(self, tokenised: Tokenised) -> tuple[Hit, ...]:
        """Every hit in document order, with those within others and with derivations.

        A derivation (hippocampal of hippocampus) is a variant whose form is the words found.
        """
        found: list[Hit] = []
        for place in _blocks(tokenised):
            exact = list(self._hits(*place))
            known = {(hit.concept, hit.start, hit.end) for hit in exact}
            derived = self._hits(*place, derived=True) if self.derived.next else ()
            found += exact
            found += (h for h in derived if (h.concept, h.start, h.end) not in known)
        return tuple(sorted(found, key=lambda hit: (hit.section, hit.block, hit.start, hit.end)))

    def _hits(
        self,
        section: int,
        index: int,
        block: Block,
        tokens: Sequence[Token],
        *,
        derived: bool = False,
    ) -> Iterator[Hit]:
        text = block.prose.text
        grid = lattice(text, tokens, self.lang, self.units)
        best: dict[tuple[int, int, int], Form] = {}
        for start in sorted(grid.edges):
            for end, node in self._walk(grid, start, derived):
                if cuts_word(text, start, end) or _marked(block, start, end):
                    continue
                for concept, written in node.ends:
                    form = Form(text[start:end], "variant") if derived else written
                    known = best.setdefault((start, end, concept), form)
                    if _RANK[form.kind] < _RANK[known.kind]:
                        best[start, end, concept] = form
        for (start, end, concept), form in sorted(best.items(), key=lambda item: item[0]):
            yield Hit(concept, form, section, index, start, end)

    def _walk(self, grid: Lattice, start: int, derived: bool) -> Iterator[tuple[int, Node]]:
        """The ends and nodes of complete forms that begin at ``start``."""
        pending = [(start, self.derived if derived else self.exact)]
        seen: set[tuple[int, int]] = set()
        while pending:
            at, node = pending.pop()
            if (at, id(node)) in seen:
                continue
            seen.add((at, id(node)))
            for edge in grid.edges.get(at, ()):
                for key in edge.stems if derived else edge.keys:
                    below = node.child(key)
                    if below is None:
                        continue
                    if below.ends:
                        yield edge.end, below
                    if below.next:
                        pending.append((grid.after(edge.end), below))


def build(
    glossary: Glossary, lang: Lang, tokenise_texts: TokeniseTexts, units: ShortUnits
) -> Matcher:
    """A matcher of the forms of ``lang``.

    ``tokenise_texts`` and ``units`` are those of pipeline.languages; each form is read once.
    """
    units = _remembered(units)
    forms = [
        (index, form)
        for index, concept in enumerate(glossary.concepts)
        for form in concept.forms(lang)
    ]
    exact, derived = Node(), Node()
    read = tokenise_texts([form.text for _, form in forms], lang)
    for (index, form), tokens in zip(forms, read, strict=True):
        keys, stems = form_keys(form.text, tokens, lang, units)
        for key in keys:
            exact.grow(key).ends.append((index, form))
        for stem in stems if form.kind != "forbidden" else ():
            derived.grow(stem).ends.append((index, form))
    return Matcher(lang, exact, derived, units)


def _remembered(units: ShortUnits) -> ShortUnits:
    """``units`` that cuts every word once; articles of one project share most of their words."""
    known: dict[tuple[str, Lang], tuple[Token, ...]] = {}

    def cut(words: Sequence[str], lang: Lang) -> list[tuple[Token, ...]]:
        new = [word for word in words if (word, lang) not in known]
        for word, tokens in zip(new, units(new, lang) if new else (), strict=True):
            known[word, lang] = tokens
        return [known[word, lang] for word in words]

    return cut


def _blocks(tokenised: Tokenised) -> Iterator[tuple[int, int, Block, tuple[Token, ...]]]:
    for section, per_block in zip(tokenised.document.sections, tokenised.blocks, strict=True):
        for index, tokens in enumerate(per_block):
            block = _block(section, index)
            if block is not None and block.is_prose and tokens:
                yield section.id, index, block, tokens


def _block(section: Section, index: int) -> Block | None:
    return section.heading if index == 0 else section.blocks[index - 1]


def _marked(block: Block, start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in block.marks)


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
