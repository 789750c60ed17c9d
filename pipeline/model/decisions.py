"""What a person decided once, and what it means for the articles as they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal

from pipeline.model.source import Lang

# Where they stand, at the root of the project.
FILE_NAME = "taiyaku.decisions.toml"

Kind = Literal["links", "left_out", "up_to_date", "accepted", "drafts"]


@dataclass(frozen=True)
class SectionKey:
    """A section as a decision names it, wherever it stands in its article.

    ``text`` is a short hash of title and prose: it alone says whether this is the section. The
    title is there to be read and to tell an edited section from one that is gone; ``under`` is the
    title of its parent, written only where the article has the title several times.
    """

    title: str
    text: str
    under: str = ""


@dataclass(frozen=True)
class Signed:
    """Who decided, when and why."""

    reason: str
    by: str
    date: date


@dataclass(frozen=True)
class Decision:
    """What every entry has. ``line`` is where it begins in the file, 0 before it is written."""

    kind: ClassVar[Kind]
    pair: str
    signed: Signed
    line: int

    @property
    def id(self) -> str:
        """Eight hexadecimal digits that name an entry by what it says, wherever it stands."""
        content = repr(replace(self, line=0))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True)
class DecidedLink(Decision):
    """``[[links]]``: these sections correspond and nothing else does, or they do not."""

    kind = "links"
    ja: tuple[SectionKey, ...]
    en: tuple[SectionKey, ...]
    corresponds: bool = True


@dataclass(frozen=True)
class LeftOut(Decision):
    """``[[left_out]]``: sections of one language that have no counterpart on purpose.

    ``whole`` says that it is the article; its one key then holds the text of all sections.
    """

    kind = "left_out"
    lang: Lang
    sections: tuple[SectionKey, ...]
    whole: bool = False


@dataclass(frozen=True)
class UpToDate(Decision):
    """``[[up_to_date]]``: these texts say the same as they stand."""

    kind = "up_to_date"
    ja: tuple[SectionKey, ...]
    en: tuple[SectionKey, ...]


@dataclass(frozen=True)
class Accepted(Decision):
    """``[[accepted]]``: a finding that stays as it is.

    ``text`` is a short hash of the sentences that the finding is about; ``ja`` and ``en`` are
    their beginnings, for people.
    """

    kind = "accepted"
    rule: str
    finding: str
    text: str
    ja: str = ""
    en: str = ""


@dataclass(frozen=True)
class Drafted(Decision):
    """``[[drafts]]``: a section of a plain text that a machine wrote and nobody has reviewed.

    ``source`` is the short hash of the section it was made from; ``left`` counts the sentences that
    stayed in the source language. With ``update``, it is that line alone: what the source says now,
    below a person's words that say the old thing.
    """

    kind = "drafts"
    lang: Lang
    section: SectionKey
    engine: str
    source: str
    left: int = 0
    update: str = ""


@dataclass(frozen=True)
class Decisions:
    """A decisions file, in its order. ``digest`` is empty where there is no file."""

    path: str
    entries: tuple[Decision, ...] = ()
    digest: str = ""

    def of(self, pair: str) -> Sequence[Decision]:
        """The entries of one pair, in order."""
        return self._by_pair.get(pair, ())

    @property
    def pairs(self) -> Set[str]:
        """The pairs that something was decided about."""
        return self._by_pair.keys()

    @cached_property
    def _by_pair(self) -> Mapping[str, list[Decision]]:
        by_pair: dict[str, list[Decision]] = {}
        for entry in self.entries:
            by_pair.setdefault(entry.pair, []).append(entry)
        return by_pair


@dataclass(frozen=True)
class Decided:
    """What alignment must keep to, in section ids.

    ``together`` are links as they must come out (Japanese ids, English ids), none of which share
    a section; ``apart`` are pairs that must not be linked; ``alone`` sections that have no
    counterpart.
    """

    together: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    apart: frozenset[tuple[int, int]] = frozenset()
    alone: frozenset[tuple[Lang, int]] = frozenset()


@dataclass(frozen=True)
class Stale:
    """A decision that no longer fits, in words: what it was about, what happened, what mends it.

    ``section`` is the section of ``lang`` that it most likely was about, if there still is one.
    """

    decision: Decision
    about: str
    change: str
    mend: str
    lang: Lang | None = None
    section: int | None = None
