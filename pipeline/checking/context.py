"""What a check is given: one pair, read, aligned, with the heavier readings on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.encoders import Encoder
from pipeline.languages import CachedWords
from pipeline.model.check import Context, Earlier, Side, T
from pipeline.model.document import Block, Document, Section
from pipeline.model.links import Link
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span
from pipeline.model.terms import Glossary
from pipeline.model.tokens import Token
from pipeline.model.words import ShortWord, WordLink


@dataclass(frozen=True)
class Embedder:
    """Vectors of one pair's texts, each computed once and held as long as the pair is."""

    encoder: Encoder
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, d), in the order of ``texts``."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new or not texts:
            vectors = self.encoder.embed(new)
            if not texts:
                return vectors
            # Copies, since a row that is a view keeps all the rows that came with it.
            self._known.update((t, v.copy()) for t, v in zip(new, vectors, strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True)
class PairContext:
    """The ``Context`` of one pair."""

    source: Side
    target: Side
    links: tuple[Link, ...]
    glossary: Glossary
    embed: Embedder
    analyse: Callable[[Document], Side]
    strict_terms: bool = False
    earlier: Iterable[Earlier] = ()
    confirmed: Sequence[tuple[tuple[int, ...], tuple[int, ...]]] = ()
    cached_words: CachedWords | None = None
    _read: dict[tuple[Lang, str], tuple[Token, ...]] = field(default_factory=dict)
    _linked: dict[tuple[str, tuple[Token, ...]], tuple[WordLink, ...]] = field(default_factory=dict)
    # No argument: a copy with other links (``dataclasses.replace``) makes its own.
    _computed: dict[Callable[[Context], Any], Any] = field(default_factory=dict, init=False)

    def once(self, compute: Callable[[Context], T]) -> T:
        """What ``compute`` makes of this pair, made at the first call."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        made: T = self._computed[compute]
        return made

    def syntax(self, sentences: Sequence[str], lang: Lang) -> Sequence[tuple[Token, ...]]:
        """Tokens as the full model reads them; the model loads at the first call."""
        from pipeline import languages

        new = [s for s in dict.fromkeys(sentences) if (lang, s) not in self._read]
        read = languages.syntax(new, lang, self.cached_words) if new else ()
        for sentence, tokens in zip(new, read, strict=True):
            self._read[lang, sentence] = tokens
        return [self._read[lang, sentence] for sentence in sentences]

    def read(self, texts: Sequence[str], lang: Lang) -> Side:
        """Other texts, each a block of a document that is made for them."""
        blocks, at = [], 0
        for text in texts:
            blocks.append(Block("paragraph", Prose.of([(text, at, len(text))])))
            at += len(text)
        source = Source("", lang, "".join(texts))
        whole = Section(0, 0, "preamble", Prose("", ()), "", Span(0, at), None, tuple(blocks))
        return self.analyse(Document(source, "text", (whole,)))

    def readings(self, words: Sequence[str]) -> Sequence[frozenset[str]]:
        """Attested readings of Japanese words; the dictionary loads at the first call."""
        from pipeline import languages

        return languages.name_readings(words)

    def short_words(self, text: str) -> Sequence[ShortWord]:
        """Short units of a Japanese text; the dictionary loads at the first call."""
        from pipeline import languages

        return languages.short_words(text)

    def word_links(self, ja: str, en: Sequence[Token]) -> Sequence[WordLink]:
        """Links of two texts that say the same; made once for the same texts."""
        from pipeline.wordlinks import link_words

        key = ja, tuple(en)
        if key not in self._linked:
            self._linked[key] = link_words(self.short_words(ja), en, ja)
        return self._linked[key]
