"""What goes to a translator's tool and what comes back from it, whatever the form of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.model.source import Lang
from pipeline.model.translation import Match, Parts, TermUse

# Nothing yet; what a machine wrote and nobody reviewed; what a person stands for; what a person
# wrote of a source that says something else by now.
UnitState = Literal["missing", "draft", "translated", "stale"]
# In the target file; not there, and an import puts it in with its section, or beside the sentences
# around it; not there, and nobody can say where.
Stand = Literal["in-file", "to-insert", "beside", "nowhere"]


class Markup(NamedTuple):
    """The characters of a code in its file: of the opening and the closing, or all (``end`` "")."""

    start: str
    end: str = ""


@dataclass(frozen=True)
class ExchangeUnit:
    """Source sentences and the target's that say the same, or that are to say it.

    ``id`` names the source segments, ``places`` those of the target file, each joined by ``_``;
    ``held`` is a short hash of what stands at these places, or of the draft that goes there, by
    which a later change is known.
    Codes of ``target`` have the numbers of those of ``source`` that they correspond to.
    """

    id: str
    source: Parts
    target: Parts | None
    state: UnitState
    stand: Stand
    kind: str = "text"
    places: str = ""
    held: str = ""
    source_markup: Mapping[int, Markup] | None = None
    target_markup: Mapping[int, Markup] | None = None
    terms: tuple[TermUse, ...] = ()
    matches: tuple[Match, ...] = ()
    engine: str = ""


@dataclass(frozen=True)
class Article:
    """One pair on its way to a translator. ``path`` is the source article's, from the root."""

    path: str
    source: Lang
    target: Lang
    format: Literal["markdown", "text", "html"]
    units: tuple[ExchangeUnit, ...]


@dataclass(frozen=True)
class Reviewed:
    """A unit as it came back: its texts are coded (``<g id="1">…</g>``, ``<x id="2"/>``).

    ``target`` is None where there is none; ``finished`` says that the reviewer was done with it,
    ``stale`` that the target in the file was behind its source. ``matches`` went out with it,
    ``notes`` are what the reviewer wrote beside it. ``shown`` is what came back of the source's
    addresses and inline code, by the number of the code.
    """

    id: str
    source: str
    target: str | None
    finished: bool
    stand: Stand
    places: str
    held: str
    line: int
    stale: bool = False
    matches: tuple[Match, ...] = ()
    notes: tuple[str, ...] = ()
    shown: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Returned:
    """The units of one article as they came back; ``path`` is whatever the file says."""

    path: str
    source: str
    target: str
    units: tuple[Reviewed, ...]
    line: int
