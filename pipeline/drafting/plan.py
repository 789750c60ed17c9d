"""What a pair lacks, and where in the target it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checking.policy import Policy
from pipeline.checking.unreviewed_drafts import Drafts, is_untouched

# What misses is decided by the rule that reports it.
from pipeline.checks.structure.gaps import Gap, gaps, partners
from pipeline.decisions import Matched
from pipeline.model.document import Document, Section
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span, other
from pipeline.model.translation import Draft
from pipeline.translation.marks import anchor
from pipeline.translation.stretch import last_end, start_of, stretch


@dataclass(frozen=True)
class Piece:
    """Sections of the source (by id) that go into the target at ``at``.

    ``replaces`` is the draft that gives way; ``deeper`` is added to the level of each heading. An
    update holds no section but these segments of one, by the places of their words. ``renews`` is
    the draft made anew whose source says the same as it did; it stays as it is where more than
    ``most_left`` sentences of the new one would be left in the source language.
    """

    sections: tuple[int, ...]
    at: int
    replaces: Span | None = None
    deeper: int = 0
    update: tuple[Span, ...] = ()
    renews: Draft | None = None
    most_left: int = 0


@dataclass(frozen=True)
class Plan:
    """What is to be drafted for one pair.

    ``target`` is None where the article is missing, or where ``replaced``, a draft that nobody has
    touched, gives way to a new one; ``pieces`` is then empty and all of the source is drafted.
    ``renewed`` are drafts that are made anew, ``retained`` those that a person changed,
    which are left alone; ``removed`` is where updates stand that others take the place of.
    """

    pair: str
    source: Document
    target: Document | None
    path: str
    replaced: Document | None = None
    pieces: tuple[Piece, ...] = ()
    renewed: tuple[Draft, ...] = ()
    retained: tuple[Draft, ...] = ()
    removed: tuple[Span, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of the draft."""
        return other(self.source.lang)

    @property
    def sections(self) -> tuple[int, ...]:
        """The sections of the source that are drafted, in document order."""
        if self.target is None:
            return tuple(section.id for section in self.source.sections)
        whole = (piece for piece in self.pieces if not piece.update)
        return tuple(sorted({n for piece in whole for n in piece.sections}))

    @property
    def updates(self) -> tuple[Span, ...]:
        """The places in the source that changed and are drafted anew."""
        return tuple(span for piece in self.pieces for span in piece.update)


def of_pair(
    pair: str,
    source: Document,
    target: Document,
    links: Sequence[Link],
    drafts: Drafts | None,
    matched: Matched,
    policy: Policy,
    *,
    again: bool = False,
) -> Plan:
    """The sections that are missing, and the untouched drafts that are to be made anew.

    ``links`` join drafts to their source too. What was left out on purpose stays out, and so does
    what the rule about missing sections does not report. ``again`` renews every untouched draft.
    """
    pieces = []
    if not policy.is_off("missing-section"):
        for gap in gaps(source, target, links):
            ids = (gap.section.id, *(below.id for below in gap.descendants))
            if all((source.lang, n) in matched.left_out for n in ids):
                continue
            if gap.score < policy.threshold("missing-section"):
                continue
            deeper = _deeper(gap, source, target, links)
            pieces.append(Piece(ids, _place(target, links, gap), None, deeper))
    anew, retained = _drafts(source, target, links, drafts, again=again)
    alike = source.format == target.format
    if drafts and drafts.whole and alike and (anew or pieces) and _untouched(target, drafts):
        whole = tuple(draft for draft in drafts.drafts if draft.comment is None)
        return Plan(pair, source, None, target.source.path, target, (), whole)
    return Plan(
        pair,
        source,
        target,
        target.source.path,
        None,
        tuple(sorted((*pieces, *anew.values()), key=lambda piece: (piece.at, piece.sections))),
        tuple(anew),
        tuple(retained),
    )


def _place(target: Document, links: Sequence[Link], gap: Gap) -> int:
    """The offset in the target where the section belongs."""
    linked = partners(links, target.lang)
    if gap.after is None and gap.before is not None:
        return start_of(target, gap.before)
    if gap.after is None:
        return len(target.source.text)
    for section in target.sections[gap.after.id + 1 :]:
        extra = section.id not in linked and section.level > gap.section.level
        if not section.is_furniture and not extra:
            return start_of(target, section)
    return last_end(target)


def _deeper(gap: Gap, source: Document, target: Document, links: Sequence[Link]) -> int:
    """How much deeper the target's headings stand than the source's, by the nearest sibling.

    Only a sibling tells the level: what stands deeper or higher may do so for itself.
    """
    linked = partners(links, source.lang)
    for near in (gap.after, gap.before):
        if near is None or near.kind != "heading" or gap.section.kind != "heading":
            continue
        for own, theirs in linked.items():
            if near.id in theirs and source.sections[own].level == gap.section.level:
                return near.level - gap.section.level
    return 0


def _drafts(
    source: Document,
    target: Document,
    links: Sequence[Link],
    drafts: Drafts | None,
    *,
    again: bool,
) -> tuple[dict[Draft, Piece], list[Draft]]:
    """Drafts to be made anew, and those that are due but hold a person's words."""
    anew: dict[Draft, Piece] = {}
    retained: list[Draft] = []
    if drafts is None:
        return anew, retained
    linked = partners(links, target.lang)
    for draft in drafts.drafts:
        origin = drafts.origin(draft)
        if draft.mark.update or (origin is not None and not draft.mark.left and not again):
            continue
        sections = (origin,) if origin is not None else linked.get(draft.section, ())
        section = target.sections[draft.section]
        if anchor(target, section) is None or not sections:
            continue
        if not is_untouched(target, draft):
            retained.append(draft)
            continue
        start = draft.comment.start if draft.comment else start_of(target, section)
        end = stretch(target, section).end
        # It stays as deep as it stands: its sisters told when it was written.
        ours = source.sections[sections[0]]
        headed = section.kind == ours.kind == "heading"
        anew[draft] = Piece(
            tuple(sections),
            start,
            Span(start, end),
            section.level - ours.level if headed else 0,
            renews=draft if origin is not None else None,
            most_left=draft.mark.left if again else draft.mark.left - 1,
        )
    return anew, retained


def _untouched(target: Document, drafts: Drafts) -> bool:
    """Whether an article is a draft as it was written, its front matter aside."""
    return all(
        is_untouched(target, draft)
        for draft in drafts.drafts
        if anchor(target, target.sections[draft.section]) is not None
    )


def outlines(plan: Plan) -> Iterator[Section]:
    """The drafted sections that get a mark."""
    for section in (plan.source.sections[n] for n in plan.sections):
        if not section.is_furniture and anchor(plan.source, section) is not None:
            yield section
