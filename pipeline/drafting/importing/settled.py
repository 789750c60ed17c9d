"""Marks that go because a person is done with what they are about.

A draft is settled when all its sentences are finished; an update beside a person's words, when the
old words of its section were all brought up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.checking.unreviewed_drafts import is_untouched
from pipeline.drafting.edits import Edit
from pipeline.drafting.importing.sides import Sides
from pipeline.drafting.importing.standing import ImportedChange
from pipeline.drafting.job import has_words
from pipeline.drafting.reading import Read
from pipeline.model.exchange import Reviewed
from pipeline.model.source import Span
from pipeline.model.translation import Draft
from pipeline.translation.marks import gone


@dataclass
class Settled:
    """What a reviewer is done with in a pair.

    ``dropped`` are the drafts whose entry goes from the decisions file.
    """

    pair: Read
    sides: Sides
    dropped: tuple[Draft, ...] = ()
    notes: list[str] = field(default_factory=list)
    # Segments of the target whose words a person is done with.
    _done: set[str] = field(default_factory=set)
    # Sections of the source: whether all that was behind them is brought up to date.
    _followed: dict[int, bool] = field(default_factory=dict)

    def take(self, unit: Reviewed, made: ImportedChange, *, confirmed: bool) -> None:
        """Notes what came of a unit; ``confirmed`` says that a person stands for its words."""
        if unit.finished:
            self._done |= made.segments
        if unit.stale:
            followed = confirmed and bool(made.segments)
            for name in unit.id.split("_"):
                if (segment := self.sides.by_id.get(name)) is not None:
                    before = self._followed.get(segment.section, True)
                    self._followed[segment.section] = before and followed

    def edits(self) -> list[Edit]:
        """What takes the marks away; ``dropped`` and ``notes`` are known afterwards."""
        target, drafts = self.sides.target, self.pair.drafts
        if target is None or drafts is None:
            return []
        edits: list[Edit] = []
        seen: set[Span] = set()
        dropped: list[Draft] = []
        for draft in drafts.drafts:
            done = self._is_followed if draft.mark.update else self._is_reviewed
            if not done(draft):
                continue
            if draft.comment is None:
                dropped.append(draft)
            span = gone(target.source.text, draft)
            # The front matter shares the mark of the section after it.
            if span is not None and span not in seen:
                seen.add(span)
                edits.append(Edit(span, ""))
        self.dropped = tuple(dropped)
        return edits

    def _is_followed(self, draft: Draft) -> bool:
        """Whether an update can go; one that a person edited is told of."""
        target, drafts = self.sides.target, self.pair.drafts
        origin = drafts.origin(draft) if drafts else None
        if target is None or origin is None or not self._followed.get(origin):
            return False
        if is_untouched(target, draft):
            return True
        line, _ = target.source.place(draft.span.start)
        self.notes.append(
            f"{target.source.path}:{line}: the update was edited, so it stays; take it out by hand"
        )
        return False

    def _is_reviewed(self, draft: Draft) -> bool:
        """Whether a person is done with every sentence under a mark."""
        inside = {
            segment.id
            for segment in self.sides.theirs
            if has_words(segment)
            and any(
                each.span.start <= segment.span.start < each.span.end
                and each.section == segment.section
                for each in self._under(draft)
            )
        }
        return bool(inside) and inside <= self._done

    def _under(self, draft: Draft) -> Iterator[Draft]:
        """The drafts that share a mark."""
        yield draft
        for each in self.pair.drafts.drafts if self.pair.drafts else ():
            if draft.comment is not None and each.comment == draft.comment:
                yield each
