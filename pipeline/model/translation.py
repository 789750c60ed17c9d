"""What a draft is made of: segments with their markup, the terms and matches that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.model.source import Span

CodeKind = Literal["open", "close", "alone"]
# How a text is written where it stands: it decides what has to be escaped.
Setting = Literal["text", "meta", "attribute", "cell"]
# A hash nobody knows yet.
UNKNOWN = "0" * 12
MatchKind = Literal["exact", "adapted", "fuzzy", "near", "mt"]


class Code(NamedTuple):
    """Markup inside a segment, or words that are not to be translated (code, an address).

    An opening and its closing share their ``id``. ``span`` is where it stands in the source;
    ``shown`` is what a reader sees of it.
    """

    id: int
    kind: CodeKind
    span: Span
    shown: str = ""


Parts = tuple[str | Code, ...]


@dataclass(frozen=True)
class Segment:
    """A sentence, title, cell or alternative text of the source, ready to be translated.

    ``block`` is 0 for the heading and ``1 + i`` for the i-th block of ``section``. ``span`` is the
    source text that a translation takes the place of, markup at its ends included where its partner
    stands inside; ``parts`` are its words and codes in order.
    """

    id: str
    section: int
    block: int
    span: Span
    parts: Parts
    setting: Setting

    @property
    def text(self) -> str:
        """What a reader reads, codes and addresses included."""
        return "".join(part if isinstance(part, str) else part.shown for part in self.parts)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The markup inside it."""
        return tuple(part for part in self.parts if isinstance(part, Code))


class TermUse(NamedTuple):
    """A glossary term of a segment: as it stands there, as it is to be rendered, and as not.

    ``accepted`` begins with the preferred rendering.
    """

    text: str
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def preferred(self) -> str:
        """The rendering to write."""
        return self.accepted[0]


class Match(NamedTuple):
    """What a translation memory has for a segment.

    ``exact`` says the same, ``adapted`` did so after numbers, identifiers or terms were exchanged
    (``target`` is the result), ``fuzzy`` is similar by its letters, ``near`` by its meaning; ``mt``
    is what an engine says of the segment itself, and has no score.
    ``score`` is a similarity from 0 to 1, ``origin`` the pair or file it comes from.
    """

    source: str
    target: str
    score: float
    kind: MatchKind
    origin: str


@dataclass(frozen=True)
class Request:
    """A segment as an engine is asked for it, with all that helps.

    ``text`` is coded: ``<g id="1">…</g>`` and ``<x id="2"/>`` stand for markup, ``&lt;`` for ``<``;
    ``shown`` is what a reader sees of an ``x``, by its number. ``objection`` says what was wrong
    with an earlier answer.
    """

    id: str
    text: str
    shown: tuple[tuple[int, str], ...] = ()
    terms: tuple[TermUse, ...] = ()
    matches: tuple[Match, ...] = ()
    before: str = ""
    after: str = ""
    objection: str = ""


@dataclass(frozen=True)
class Answer:
    """What an engine gave for one request: a coded text, or None and why there is none."""

    id: str
    text: str | None
    problem: str = ""


@dataclass(frozen=True)
class Mark:
    """What the mark of a draft says.

    ``source`` and ``text`` are short hashes of the source section and of the draft as they were
    when it was made; ``left`` counts the sentences that stayed in the source language. An
    ``update`` is about the next block alone, beside the words of a person.
    """

    engine: str
    date: str
    source: str
    text: str = UNKNOWN
    left: int = 0
    update: bool = False


class Draft(NamedTuple):
    """A draft nobody has reviewed: its mark, its section, and its words in the file.

    ``comment`` is where its mark stands; None where it is an entry of the decisions file, which
    ``entry`` names by its id.
    """

    mark: Mark
    section: int
    span: Span
    comment: Span | None = None
    entry: str = ""
