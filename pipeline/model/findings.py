"""What a check reports: built whole, never filled in later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from pipeline.model.document import Document
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

# What a change did to a finding, where two revisions are compared.
Status = Literal["introduced", "remaining", "fixed"]
STATUSES: tuple[Status, ...] = ("introduced", "remaining", "fixed")

# What of a change keeps a finding from being reported that would have been without it.
HiddenBy = Literal["settings", "exclude", "comment", "decision", "draft", "glossary", "baseline"]
# A term base is there to say which words are right, and `diff` goes by no baseline: these are told.
_ONLY_REPORTED: frozenset[HiddenBy] = frozenset({"glossary", "baseline"})


@dataclass(frozen=True)
class Place:
    """A range of characters in one side of a pair."""

    lang: Lang
    span: Span
    section: int


class BothPlaces(TypedDict):
    """The two places of a finding as ``Finding`` names them."""

    ja: Place | None
    en: Place | None


def placed(*places: Place | None) -> BothPlaces:
    """Places, each on the side of its language: ``Finding(…, **placed(ours, theirs))``."""
    by: dict[Lang, Place] = {place.lang: place for place in places if place is not None}
    return {"ja": by.get("ja"), "en": by.get("en")}


@dataclass(frozen=True)
class Finding:
    """One deviation. ``identity`` is what makes it the same finding in another revision.

    ``identity`` holds no path, line, score, message or tokenisation: the fingerprint is made of
    the rule and these strings, white space and width folded. ``status`` is None where one revision
    is looked at alone; the places of a ``fixed`` finding lie in the documents of the base.
    ``hidden_by`` is what of the change itself keeps it from being reported (as what it is:
    ``shown_as`` is the lighter severity that the change left it).
    """

    rule: str
    severity: Severity
    message: str
    ja: Place | None
    en: Place | None
    identity: tuple[str, ...]
    confidence: float = 1.0
    related: tuple[Place, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    suppressed: Mapping[str, str] | None = None
    status: Status | None = None
    hidden_by: HiddenBy | None = None
    shown_as: Severity | None = None

    @property
    def is_smuggled(self) -> bool:
        """Whether the change that brought it keeps it from being reported, too."""
        return self.status == "introduced" and self.hidden_by not in (None, *_ONLY_REPORTED)


@dataclass(frozen=True)
class Failure:
    """Something that could not be checked; the run goes on and ends with exit code 2."""

    message: str
    path: str | None = None
    pair: str | None = None


@dataclass(frozen=True)
class PairReport:
    """One pair, checked. A path is None where the file does not exist.

    ``base`` is the same pair in the revision it is compared with; its findings are those that the
    change fixed and the places of which therefore lie in its documents. ``hidden`` is the pair as
    the rules of that revision see it now; its findings are those that ``findings`` lacks only
    because the change also changed the rules.
    """

    id: str
    ja_path: str | None
    en_path: str | None
    ja: Document | None
    en: Document | None
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    base: PairReport | None = None
    hidden: PairReport | None = None

    def document(self, lang: Lang) -> Document | None:
        """The document of one side."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True)
class Report:
    """Everything a format needs.

    ``revisions`` names the two that were compared (``base`` and, unless it is the working tree,
    ``head``); None for a report of one. ``lenient`` says that a change may hide what it introduces.
    """

    version: str
    signature: Mapping[str, str]
    source: Lang
    pairs: tuple[PairReport, ...]
    failures: tuple[Failure, ...] = ()
    revisions: Mapping[str, str] | None = None
    lenient: bool = False

    @property
    def compared(self) -> int:
        """Pairs of which at least one file exists; the others are only remembered."""
        return sum(bool(pair.ja_path or pair.en_path) for pair in self.pairs)

    def count(self, severity: Severity, status: Status | None = None) -> int:
        """Findings of one severity that are not suppressed, of any status or of one.

        What a change fixed counts only where it is asked for.
        """
        found = (f for p in self.pairs for f in p.findings)
        if status == "fixed":
            found = (f for p in self.pairs if p.base is not None for f in p.base.findings)
        return sum(
            f.severity == severity and f.suppressed is None and status in (None, f.status)
            for f in found
        )

    def hidden(self) -> Iterator[tuple[PairReport, Finding]]:
        """What the change keeps from being reported, with the pair that its places lie in."""
        for pair in self.pairs:
            yield from ((pair, f) for f in pair.findings if f.hidden_by and f.suppressed)
            if pair.hidden is not None:
                yield from ((pair.hidden, finding) for finding in pair.hidden.findings)

    def smuggled(self, severity: Severity) -> int:
        """Findings of one severity that the change introduced and hides."""
        return sum(f.severity == severity and f.is_smuggled for _, f in self.hidden())
