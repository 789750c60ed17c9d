"""The forms of one language, found by walking a text; read only when a text may hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.source import Lang
from pipeline.model.terms import Form
from pipeline.model.tokens import Token
from pipeline.terms.cached import Heads
from pipeline.terms.coordination import Break
from pipeline.terms.forms import Lattice, ShortUnits, derived_keys, form_keys
from pipeline.terms.heads import heads_of, openings
from pipeline.terms.trie import Node
from pipeline.terms.turned import content, turned

# Tags of what ends a noun, and of signs.
_NOMINAL = ("名詞", "接尾辞", "記号", "補助記号")

TokeniseTexts = Callable[[Sequence[str], Lang], Sequence[tuple[Token, ...]]]


@dataclass
class Index:
    """``forms`` are (concept, form); ``waiting`` those that no text has asked for, by head.

    ``exact`` and ``derived`` are tries over the keys of the others; ``ways`` are the other ways to
    say these, by the head of a word that the texts lacked so far; ``seen`` are all heads of these.
    """

    lang: Lang
    forms: Sequence[tuple[int, Form]]
    waiting: Heads
    tokenise_texts: TokeniseTexts
    units: ShortUnits
    exact: Node = field(default_factory=Node)
    derived: Node = field(default_factory=Node)
    read: set[int] = field(default_factory=set)
    ways: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

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
        self.seen |= heads
        for number, own in zip(new, readings, strict=True):
            self._grow(number, own)
        self._derive({way for head in heads & self.ways.keys() for way in self.ways.pop(head)})

    def _read(self, written: Sequence[str]) -> Iterator[tuple[tuple[Token, ...], ...]]:
        """The words of Japanese forms alone, and before the particle that makes them a noun.

        処方せん alone is read as a verb that is denied.
        """
        alone = self.tokenise_texts(written, "ja")
        verbs = [
            text
            for text, tokens in zip(written, alone, strict=True)
            if tokens and not tokens[-1].tag.startswith(_NOMINAL)
        ]
        followed = dict(
            zip(verbs, self.tokenise_texts([f"{v}を" for v in verbs], "ja"), strict=True)
        )
        for text, first in zip(written, alone, strict=True):
            own = tuple(token for token in followed.get(text, ()) if token.end <= len(text))
            as_noun = own and own[-1].end == len(text)
            yield (first, own) if as_noun else (first,)

    def _grow(self, number: int, readings: Sequence[tuple[Token, ...]]) -> None:
        concept, form = self.forms[number]
        own = (form_keys(form.text, tokens, self.lang, self.units) for tokens in readings)
        for key in set[str]().union(*own):
            self.exact.grow(key).ends.append((concept, form))
        if self.lang == "ja" or form.kind == "forbidden":
            return
        self._derive({(number, way) for way in (form.text, *turned(form.text))})

    def _derive(self, ways: Iterable[tuple[int, str]]) -> None:
        """Takes in words derived from forms, and other ways to say these.

        One that holds a word which no text has yet waits for that word.
        """
        for number, way in sorted(ways):
            lacking = (word for word in content(way) if self.seen.isdisjoint(heads_of(word)))
            if (word := next(lacking, None)) is not None:
                for head in heads_of(word):
                    self.ways.setdefault(head, []).append((number, way))
                continue
            concept, form = self.forms[number]
            for key in derived_keys(way, self.units):
                node = self.derived.grow(key)
                if (concept, form) in (*node.ends, *node.turned):
                    continue
                if way == form.text:
                    node.ends.append((concept, form))
                else:
                    node.turned += ((concept, form),)
