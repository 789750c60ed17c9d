"""One pair and what came back of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.checking.shared import Stages
from pipeline.drafting.edits import Edit, edited
from pipeline.drafting.importing import inserting, omitted
from pipeline.drafting.importing.settled import Settled
from pipeline.drafting.importing.sides import NotMergedError, Sides, words
from pipeline.drafting.importing.standing import ImportedChange, NewWords, change, edits
from pipeline.drafting.job import Drafted
from pipeline.drafting.reading import Read
from pipeline.model.exchange import Reviewed
from pipeline.model.findings import Failure
from pipeline.model.source import Span, other
from pipeline.translation.codes import plain

_SHOWN = 30


class MergedPair(NamedTuple):
    """What becomes of a pair, what could not be merged, and what a person should know."""

    drafted: Drafted
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]


def merge_pair(
    pair: Read,
    given: Sequence[Reviewed],
    stages: Stages,
    file: str,
    date: str,
    *,
    all_finished: bool,
) -> MergedPair:
    """The target as it is to be with the units ``given``, which ``file`` holds.

    ``all_finished`` takes every translated unit as reviewed.
    """
    merging = _Merging(pair, given, stages, file, all_finished)
    drafted = merging.merged(date)
    return MergedPair(drafted, tuple(merging.failures), tuple(merging.notes))


@dataclass
class _Merging:
    """One pair on its way: what went wrong so far, and what there is to say of it."""

    pair: Read
    given: Sequence[Reviewed]
    stages: Stages
    file: str
    all_finished: bool
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        lang = self.stages.settings.source
        documents = self.pair.documents
        self.sides = Sides(documents[lang], documents.get(other(lang)))
        self.units = [
            replace(unit, finished=unit.target is not None) if self.all_finished else unit
            for unit in self.given
        ]

    def merged(self, date: str) -> Drafted:
        """The target as it is to be."""
        target = self.sides.target
        settled = Settled(self.pair, self.sides)
        made_here = [*self._standing(settled), *self._omitted()]
        made_here += settled.edits()
        self.notes += settled.notes
        self.notes += (
            f"{self.file}:{unit.line}: “{_short(unit)}”: the reviewer notes: {note}"
            for unit in self.units
            for note in unit.notes
        )
        text, moved = edited(target.source.text if target else "", made_here)
        made = self._inserted(date, text, moved)
        if made is None:
            # Where there is no target, both texts are empty, and there is nothing to write.
            path = target.source.path if target else ""
            before = target.source.text if target else text
            return Drafted(self.pair.files.id, path, before, text, dropped=settled.dropped)
        return replace(made, dropped=(*settled.dropped, *made.dropped))

    def _standing(self, settled: Settled) -> Iterable[Edit]:
        """The changes of words that stand in the target."""
        changed: list[NewWords] = []
        unfinished = 0
        for unit in self.units:
            if unit.stand != "in-file":
                continue
            try:
                made = change(unit, self.sides)
            except NotMergedError as error:
                self._fail(unit, str(error))
                made = ImportedChange()
            is_translated = made.words is not None or not self.all_finished
            settled.take(unit, made, confirmed=unit.finished and is_translated)
            if made.words is None:
                continue
            if unit.finished or self._in_draft(made.words.segment.span):
                changed.append(made.words)
            else:
                unfinished += 1
        if unfinished:
            self._say(unfinished, "changed without being finished, so what stands in the article")
        return edits(changed, self.sides)

    def _omitted(self) -> Iterable[Edit]:
        """The sentences that the target lacked in a section that it has."""
        units = [u for u in self.units if u.stand in ("beside", "nowhere") and u.target]
        finished = [unit for unit in units if unit.finished]
        new = sum(not unit.finished and not omitted.is_draft(unit) for unit in units)
        if new:
            self._say(new, "translated without being finished, so the article")
        return omitted.put_in(self.pair, self.sides, finished, self._fail)

    def _inserted(self, date: str, text: str, moved: inserting.Moved) -> Drafted | None:
        return inserting.inserted(
            self.pair,
            self.sides,
            self.units,
            self.stages,
            date=date,
            text=text,
            moved=moved,
            fail=self._fail,
        )

    def _say(self, count: int, what: str) -> None:
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        self.notes.append(
            f"{self.sides.source.source.path}: {sentences} {what} stays as it is; finish "
            f"{'it' if count == 1 else 'them'}, or say --reviewed"
        )

    def _fail(self, unit: Reviewed, why: str) -> None:
        path = self.sides.source.source.path
        message = f"{self.file}:{unit.line}: “{_short(unit)}” ({path}): {why}"
        self.failures.append(Failure(message, self.file, self.pair.files.id))

    def _in_draft(self, span: Span) -> bool:
        return any(
            draft.span.start <= span.start < draft.span.end
            for draft in (self.pair.drafts.drafts if self.pair.drafts else ())
        )


def _short(unit: Reviewed) -> str:
    """The words of the source, as much as a line has room for."""
    plain_words = words(plain(unit.source))
    return plain_words if len(plain_words) <= _SHOWN else plain_words[: _SHOWN - 1] + "…"
