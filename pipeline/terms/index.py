"""The forms of one language, found by walking a text; read only when a text may hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        readings = self._read(written) if self.lang == "ja" else [((),)] * len(new)
        for number, own in zip(new, readings, strict=True):
            self._grow(number, own)

    def _read(self, written: Sequence[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        """The words of Japanese forms alone, and before the particle that makes them a noun.

        処方せん alone is read as a verb that is denied.
        """
        alone = self.tokenise_texts(written, "ja")
        followed = self.tokenise_texts([text + "を" for text in written], "ja")
        for text, first, second in zip(written, alone, followed, strict=True):
            own = tuple(token for token in second if token.end <= len(text))
            as_noun = own and own[-1].end == len(text) and own != first
            yield (first, own) if as_noun else (first,)

    def _grow(self, number: int, readings: Sequence[tuple[Token, ...]]) -> None:
        concept, form = self.forms[number]
        keys: set[str] = set()
        stems: set[str] = set()
        for tokens in readings:
            exact, derived = form_keys(form.text, tokens, self.lang, self.units)
            keys |= exact
            stems |= derived
        for key in keys:
            self.exact.grow(key).ends.append((concept, form))
        if form.kind == "forbidden":
            return
        for stem in stems:
            self.derived.grow(stem).ends.append((concept, form))
        for text in turned(form.text) if self.lang == "en" else ():
            for key in form_keys(text, (), "en", self.units)[1]:
                self.derived.grow(key).turned.append((concept, form))
