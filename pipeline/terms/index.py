"""The forms of one language, found by walking a text; read only when a text may hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.source import Lang
from pipeline.model.terms import Form
from pipeline.model.tokens import Token
from pipeline.terms.coordination import Break
from pipeline.terms.forms import Lattice, ShortUnits, form_keys
from pipeline.terms.heads import openings
from pipeline.terms.kept import Heads
from pipeline.terms.trie import Node
from pipeline.terms.turned import turned

TokeniseTexts = Callable[[Sequence[str], Lang], Sequence[tuple[Token, ...]]]


@dataclass
class Index:
    """``forms`` are (concept, form); ``waiting`` those that no text has asked for, by head.

    ``exact`` and ``derived`` are tries over the keys of the others.
    """

    lang: Lang
    forms: Sequence[tuple[int, Form]]
    waiting: Heads
    tokenise_texts: TokeniseTexts
    units: ShortUnits
    exact: Node = field(default_factory=Node)
    derived: Node = field(default_factory=Node)
    read: set[int] = field(default_factory=set)

    def prepare(self, texts: Iterable[tuple[Lattice, Mapping[int, Sequence[Break]]]]) -> None:
        """Reads the forms that these texts, with their breaks, may hold; in glossary order."""
        found = (openings(grid, breaks, self.lang) for grid, breaks in texts)
        heads = set[str]().union(*found)
        asked = {n for head in heads & self.waiting.keys() for n in self.waiting.pop(head)}
        new = sorted(asked - self.read)
        self.read.update(new)
        # An English form is made of words as they stand; a tagger would see no sentence.
        written = [self.forms[n][1].text for n in new]
        tokens: Sequence[tuple[Token, ...]] = (
            self.tokenise_texts(written, self.lang) if self.lang == "ja" else [()] * len(new)
        )
        for number, own in zip(new, tokens, strict=True):
            self._grow(number, own)

    def _grow(self, number: int, tokens: tuple[Token, ...]) -> None:
        concept, form = self.forms[number]
        keys, stems = form_keys(form.text, tokens, self.lang, self.units)
        for key in keys:
            self.exact.grow(key).ends.append((concept, form))
        if form.kind == "forbidden":
            return
        for text in turned(form.text) if self.lang == "en" else ():
            stems |= form_keys(text, (), self.lang, self.units)[1]
        for stem in stems:
            self.derived.grow(stem).ends.append((concept, form))
