"""What a rule is given and what it must offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.model.document import Document
from pipeline.model.findings import Finding, Severity
from pipeline.model.links import Link
from pipeline.model.source import Lang
from pipeline.model.terms import Glossary, Hit
from pipeline.model.tokens import Token, Tokenised
from pipeline.model.words import ShortWord, WordLink

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """One language of a pair, read and analysed.

    ``hits`` are the longest terms; ``nested`` is every occurrence, those within longer terms or
    dictionary words included: enough to satisfy a check, too little to ask for a translation.
    """

    document: Document
    tokens: Tokenised
    hits: tuple[Hit, ...]
    nested: tuple[Hit, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of this side."""
        return self.document.lang


@dataclass(frozen=True)
class Earlier:
    """The pair as it was. ``commit`` says when: ``id``, ``date``, ``subject``."""

    source: Document
    target: Document
    commit: Mapping[str, str]


class Context(Protocol):
    """What a check sees: both sides, their links, and heavier readings on demand."""

    @property
    def source(self) -> Side:
        """The side that was written first."""

    @property
    def target(self) -> Side:
        """The translation."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The alignment; every section that is not furniture stands in at least one link."""

    @property
    def glossary(self) -> Glossary:
        """The term base."""

    @property
    def strict_terms(self) -> bool:
        """Whether every linked sentence must render the terms of its source, pronouns or not."""

    @property
    def earlier(self) -> Iterable[Earlier]:
        """The states before this one, newest first, read as they are asked for."""

    @property
    def confirmed(self) -> Sequence[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Sections that somebody confirmed to say the same as they stand (Japanese, English)."""

    def once(self, compute: Callable[[Context], T]) -> T:
        """What ``compute`` makes of this pair: made at the first call, the same for every rule.

        The key is the function itself, so it has to be one of a module. What it returns is shared,
        so nobody may change it.
        """

    def read(self, texts: Sequence[str], lang: Lang) -> Side:
        """Other texts in the way of a document: ``texts[i]`` is block ``1 + i`` of section 0."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, d); computed once a text."""

    def syntax(self, sentences: Sequence[str], lang: Lang) -> Sequence[tuple[Token, ...]]:
        """Tokens with tags and lemmas of a full model; loaded at the first call."""

    def readings(self, words: Sequence[str]) -> Sequence[frozenset[str]]:
        """Every attested reading of each Japanese word, in katakana; none where it is unknown."""

    def short_words(self, text: str) -> Sequence[ShortWord]:
        """A Japanese text in UniDic's short units, its loan words with their origin."""

    def word_links(self, ja: str, en: Sequence[Token]) -> Sequence[WordLink]:
        """Which parts of a Japanese text and which English words render each other, how likely.

        Ranges count in ``ja`` and in the text that the tokens were cut from.
        """


@dataclass(frozen=True)
class Rule:
    """A check with its id, default severity and page (the docstring of its module)."""

    id: str
    severity: Severity
    check: Callable[[Context], Iterable[Finding]]
    page: str
