"""Finds the concepts of a glossary in a tokenised document.

All forms stand in one trie over their keys, so the time to read a text does not grow with the
glossary: from every word the trie is walked along the text's lattice until no form goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.document import Block, Section
from pipeline.model.source import Lang
from pipeline.model.terms import Form, Glossary, Hit
from pipeline.model.tokens import Token, Tokenised
from pipeline.terms.forms import Lattice, ShortUnits, cuts_word, form_keys, lattice

TokeniseTexts = Callable[[Sequence[str], Lang], Sequence[tuple[Token, ...]]]

_RANK = {"preferred": 0, "variant": 1, "forbidden": 2}


@dataclass
class _Node:
    """One step of the trie; ``ends`` are the (concept, form) that are complete here."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[int, Form]] = field(default_factory=list)

    def child(self, key: str) -> _Node | None:
        node: _Node | None = self
        for character in key:
            node = node.next.get(character) if node else None
        return node

    def grow(self, key: str) -> _Node:
        node = self
        for character in key:
            node = node.next.setdefault(character, _Node())
        return node


@dataclass(frozen=True)
class Matcher:
    """The forms of one language of a glossary, ready to be found."""

    lang: Lang
    exact: _Node
    derived: _Node
    units: ShortUnits

    def find(self, tokenised: Tokenised) -> tuple[Hit, ...]:
        """The hits that no longer hit covers, in document order; none in code or addresses.

        A term that is only a part of one dictionary word (血圧 in 高血圧) is no hit of its own.
        """
        found: list[Hit] = []
        for section, index, block, tokens in _blocks(tokenised):
            hits = list(self._hits(section, index, block, tokens))
            words = _Words.of(tokens)
            found.extend(h for h in hits if not _covered(h, hits) and words.holds(h, self.units))
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

    def _walk(self, grid: Lattice, start: int, derived: bool) -> Iterator[tuple[int, _Node]]:
        """The ends and nodes of complete forms that begin at ``start``."""
        pending = [(start, self.derived if derived else self.exact)]
        while pending:
            at, node = pending.pop()
            for edge in grid.edges.get(at, ()):
                for key in edge.stems if derived else edge.keys:
                    below = node.child(key)
                    if below is None:
                        continue
                    if below.ends:
                        yield edge.end, below
                    if below.next:
                        pending.append((grid.after(edge.end), below))


@dataclass(frozen=True)
class _Words:
    """The dictionary words of a block, by the offsets they cover."""

    starts: dict[int, Token]
    ends: dict[int, Token]
    tokens: Sequence[Token]

    @staticmethod
    def of(tokens: Sequence[Token]) -> _Words:
        """The words of a block."""
        return _Words({t.start: t for t in tokens}, {t.end: t for t in tokens}, tokens)

    def holds(self, hit: Hit, units: ShortUnits) -> bool:
        """Whether the hit stands as a word of its own and not as a part of another."""
        before = self.ends.get(hit.start)
        if before is not None and before.tag == "接頭辞":
            return False
        if hit.start in self.starts and hit.end in self.ends:
            return True
        word = next((t for t in self.tokens if t.start <= hit.start and hit.end <= t.end), None)
        if word is None:
            return True
        rest = [u for u in units([word.text], "ja")[0] if u.start >= hit.end - word.start]
        # 妊娠中, 治療後: what tells only when leaves the meaning whole.
        return hit.start == word.start and all("副詞可能" in unit.tag for unit in rest)


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
    exact, derived = _Node(), _Node()
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


def _covered(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(
        other.start <= hit.start
        and hit.end <= other.end
        and other.end - other.start > hit.end - hit.start
        for other in hits
    )
