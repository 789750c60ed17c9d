"""Drafts that nobody has reviewed, and what a check makes of them.

A draft is no counterpart: without it links lose their side, so that what it stands for is still
missing, and whatever a rule finds inside it is dropped. Only words that the engine wrote are spared
like that; what somebody wrote under the mark of a draft is checked as any other text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from pipeline.checks import unreviewed_draft
from pipeline.decisions.keys import hashed, section_hash
from pipeline.model.decisions import Decided
from pipeline.model.document import Block, Document, Section
from pipeline.model.findings import Finding, Place
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span, other
from pipeline.model.translation import Draft
from pipeline.translation import marks


@dataclass(frozen=True)
class Drafts:
    """The drafts of the target of a pair; ``source`` is the article they were made from."""

    target: Document
    source: Document
    drafts: tuple[Draft, ...]

    @property
    def own(self) -> Drafts:
        """Only those that still say what the engine wrote."""
        untouched = frozenset(d for d in self.drafts if is_untouched(self.target, d))
        comments = {draft.comment for draft in untouched} - {None}
        # The front matter has no hash: it goes with the title, by the same mark.
        front = (d for d in self.drafts if d.comment in comments and _is_front(self.target, d))
        untouched |= frozenset(front)
        return replace(self, drafts=tuple(draft for draft in self.drafts if draft in untouched))

    @property
    def sections(self) -> frozenset[int]:
        """Sections of the target that are drafts as a whole."""
        return frozenset(draft.section for draft in self.drafts if not draft.mark.update)

    @property
    def whole(self) -> bool:
        """Whether nothing in the target is a person's."""
        content = {s.id for s in self.target.sections if not s.is_furniture}
        return bool(content) and content <= self.sections

    def origin(self, draft: Draft) -> int | None:
        """The section of the source that a draft was made from, if it still says the same.

        Where several sections say the same, the first draft is of the first, and so on.
        """
        alike = self._by_hash.get(draft.mark.source, ())
        if len(alike) < 2 or draft.mark.update:
            return alike[0] if alike else None
        place = self._marks[draft.mark.source].get(_mark_of(draft), 0)
        return alike[min(place, len(alike) - 1)]

    @cached_property
    def _by_hash(self) -> Mapping[str, list[int]]:
        """The sections of the source by what they say, in order."""
        found: dict[str, list[int]] = {}
        for section in self.source.sections:
            found.setdefault(section_hash(section), []).append(section.id)
        return found

    @cached_property
    def _marks(self) -> Mapping[str, Mapping[Span, int]]:
        """The marks of drafts, numbered by what their source says, in the order of the target."""
        found: dict[str, dict[Span, int]] = {}
        for draft in sorted(self.drafts, key=_mark_of):
            if not draft.mark.update:
                alike = found.setdefault(draft.mark.source, {})
                alike.setdefault(_mark_of(draft), len(alike))
        return found


def _mark_of(draft: Draft) -> Span:
    """Where a mark stands; the front matter shares that of the section after it."""
    return draft.comment or draft.span


def is_untouched(target: Document, draft: Draft) -> bool:
    """Whether a draft still says what the engine wrote."""
    if not draft.mark.update:
        return section_hash(target.sections[draft.section]) == draft.mark.text
    # An entry of the decisions file is held against the words themselves.
    written = draft.comment is None
    return written or hashed([target.source.cut(draft.span)]) == draft.mark.text


def _is_front(target: Document, draft: Draft) -> bool:
    return not draft.mark.update and marks.anchor(target, target.sections[draft.section]) is None


def drafts(
    documents: Mapping[Lang, Document], source: Lang, listed: Sequence[Draft]
) -> Drafts | None:
    """The drafts of a pair: by marks in the file, and ``listed`` in the decisions file."""
    if len(documents) < 2:
        return None
    found = (*marks.drafts(documents[other(source)]), *listed)
    return Drafts(documents[other(source)], documents[source], found) if found else None


def stripped(document: Document, listed: Iterable[Span] = ()) -> Document:
    """The document without the updates that stand beside a person's words in it.

    ``listed`` are the lines of a plain text that the decisions file says are such.
    """
    updates = [draft.span for draft in marks.drafts(document) if draft.mark.update]
    return _without(document, [*updates, *listed])


def edited(document: Document) -> tuple[Document, tuple[Span, ...]]:
    """The document with updates that a person wrote or changed, and where these stand.

    They answer for nothing that stands beside them, nor is it said again there: each stands in the
    place of the block above it, in a document of their own.
    """
    updates = [draft for draft in marks.drafts(document) if draft.mark.update]
    theirs = tuple(d.span for d in updates if not is_untouched(document, d))
    instead = _without(document, [draft.span for draft in updates if draft.span not in theirs])
    sections = tuple(
        replace(section, blocks=tuple(_in_their_place(section.blocks, theirs)))
        for section in instead.sections
    )
    return replace(instead, sections=sections), theirs


def _in_their_place(blocks: Sequence[Block], updates: Collection[Span]) -> Iterator[Block]:
    for block, after in zip_longest(blocks, blocks[1:]):
        if _stands_in(block, updates) or after is None or not _stands_in(after, updates):
            yield block


def _stands_in(block: Block, spans: Collection[Span]) -> bool:
    start = block.prose.runs[0].start if block.prose else -1
    return any(span.start <= start < span.end for span in spans)


def _without(document: Document, updates: Collection[Span]) -> Document:
    if not updates:
        return document

    sections = tuple(
        replace(section, blocks=tuple(b for b in section.blocks if not _stands_in(b, updates)))
        for section in document.sections
    )
    return replace(document, sections=sections)


def with_origins(decided: Decided, found: Drafts) -> Decided:
    """What alignment must keep to, with each draft beside the section it was made from."""
    ja = found.source.lang == "ja"
    taken = [{n for link in decided.together for n in link[side]} for side in (0, 1)]
    together = list(decided.together)
    for draft in found.drafts:
        origin = found.origin(draft)
        if origin is None or draft.mark.update:
            continue
        link = ((origin,), (draft.section,)) if ja else ((draft.section,), (origin,))
        if any(set(link[side]) & taken[side] for side in (0, 1)):
            continue
        for side in (0, 1):
            taken[side] |= set(link[side])
        together.append(link)
    alone = frozenset(
        (lang, n) for lang, n in decided.alone if n not in taken[0 if lang == "ja" else 1]
    )
    return replace(decided, together=tuple(sorted(together)), alone=alone)


def without(links: Iterable[Link], found: Drafts) -> tuple[Link, ...]:
    """The links as if the drafts were not there: what they alone render has no counterpart."""
    made: list[Link] = []
    ja = found.target.lang == "ja"
    for link in links:
        ours = link.ja if ja else link.en
        theirs = link.en if ja else link.ja
        remaining = tuple(n for n in ours if n not in found.sections)
        if remaining == ours:
            made.append(link)
            continue
        if remaining or theirs:
            made.append(_changed(link, remaining, theirs, ja))
        gone = tuple(n for n in ours if n in found.sections)
        made.append(_changed(link, gone, (), ja))
    return tuple(made)


def _changed(link: Link, ours: tuple[int, ...], theirs: tuple[int, ...], ja: bool) -> Link:
    whole = bool(ours and theirs)
    return replace(
        link,
        ja=ours if ja else theirs,
        en=theirs if ja else ours,
        sentences=link.sentences if whole else (),
        decision=link.decision if whole else None,
    )


def outside(findings: Iterable[Finding], found: Drafts) -> Iterator[Finding]:
    """The findings, those inside drafts dropped and places inside drafts left out."""
    for finding in findings:
        place = finding.ja if found.target.lang == "ja" else finding.en
        if place is not None and _inside(place, found):
            continue
        remaining = tuple(each for each in finding.related if not _inside(each, found))
        yield finding if remaining == finding.related else replace(finding, related=remaining)


def within(findings: Iterable[Finding], lang: Lang, spans: Sequence[Span]) -> Iterator[Finding]:
    """The findings whose place in a language overlaps one of some spans."""
    for finding in findings:
        place = finding.ja if lang == "ja" else finding.en
        if place and any(s.start < place.span.end and place.span.start < s.end for s in spans):
            yield finding


def _front(target: Document, section: Section) -> int:
    """The front matter of a title (its id), which goes with it; menus may stand between them."""
    before = [s for s in target.sections[: section.id] if not s.is_furniture]
    return before[-1].id if before and before[-1].level == 0 else -1


def _inside(place: Place, found: Drafts) -> bool:
    if place.lang != found.target.lang:
        return False
    if place.section in found.sections:
        return True
    return any(
        draft.mark.update
        and draft.span.start < place.span.end
        and place.span.start < draft.span.end
        for draft in found.drafts
    )


def findings(found: Drafts) -> Iterator[Finding]:
    """One finding for every draft that does not hang under another."""
    target = found.target
    waiting = [draft for draft in found.drafts if not draft.mark.update]
    by_section = {draft.section: draft for draft in waiting}
    grouped: dict[int, list[Draft]] = {}
    lead: dict[int, int] = {}
    for section in target.sections:
        draft = by_section.get(section.id)
        if draft is None:
            continue
        above = section.parent
        while above is not None and above not in by_section:
            above = target.sections[above].parent
        if above is None and (first := _front(target, section)) in lead:
            above = first
        lead[section.id] = lead[above] if above is not None else section.id
        grouped.setdefault(lead[section.id], []).append(draft)
    for group in grouped.values():
        outdated = [draft for draft in group if found.origin(draft) is None]
        yield unreviewed_draft.finding(target, group, outdated)
    for draft in found.drafts:
        if draft.mark.update:
            outdated = [] if found.origin(draft) is not None else [draft]
            yield unreviewed_draft.finding(target, [draft], outdated)
