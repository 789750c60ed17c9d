"""``taiyaku import``: what came back from a translator's tool, merged into the articles.

Each unit is put where it stood when it went out, and only where the same words still stand. What
the target did not have yet is composed as a draft is, with the reviewer's words as the answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.cache import Cache
from pipeline.config import Settings
from pipeline.decisions.keys import hashed
from pipeline.drafting.drafts import Asked, plan_of
from pipeline.drafting.exporting import held
from pipeline.drafting.job import Drafted, Job, finished, has_words
from pipeline.drafting.plan import Piece, Plan
from pipeline.drafting.reading import Read, read_pairs
from pipeline.errors import SourceError
from pipeline.model.document import Document
from pipeline.model.exchange import Returned, Reviewed
from pipeline.model.findings import Failure
from pipeline.model.source import Lang, Source, Span, other
from pipeline.model.texts import folded
from pipeline.model.translation import Draft, Parts, Segment
from pipeline.sources import PairFiles
from pipeline.stages import NO_RULE, Note, Progress, Stages, prepare
from pipeline.translation import xliff
from pipeline.translation.codes import LostCodesError, coded, decoded, plain
from pipeline.translation.joining import REMARK, joined, markup, numbered
from pipeline.translation.memory import Memory
from pipeline.translation.segments import segments
from pipeline.translation.writer import Writer
from pipeline.xml_text import FORBIDDEN

_ENGINE = "xliff"
_AFTER_MARK = re.compile(r"[ \t]*(?:\r\n?|\n)?(?:[ \t]*(?:\r\n?|\n))?")


@dataclass(frozen=True)
class Merged:
    """What becomes of the targets, what could not be merged, and what is said besides."""

    articles: tuple[Drafted, ...]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]


def merge(
    data: bytes,
    path: str,
    root: Path,
    settings: Settings,
    date: str,
    *,
    all_finished: bool,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> Merged:
    """The articles with what the XLIFF file ``data`` (named ``path``) says; nothing is written.

    ``all_finished`` takes every translated unit as reviewed. A unit whose source or target changed
    since it went out is a failure, and stays as it is; so is an article that is none of the
    project's. Raises SourceError where the file cannot be understood, other errors as
    ``run.check``.
    """
    articles = xliff.read(data, path)
    found, stages, failures = prepare(root, settings, (), root, NO_RULE, cache, note)
    pairs = {
        unicodedata.normalize("NFC", name): files
        for files in found.pairs
        if (name := files.ja if settings.source == "ja" else files.en)
    }
    files = [_files(article, pairs, path, settings.source) for article in articles]
    read = read_pairs(list(dict.fromkeys(files)), stages, root, progress)
    failures += read.failures
    done: list[Drafted] = []
    notes: list[str] = []
    for article, each in zip(articles, files, strict=True):
        if (pair := read.pairs.get(each.id)) is None:
            continue
        units = tuple(
            replace(unit, finished=unit.target is not None) if all_finished else unit
            for unit in article.units
        )
        merging = _Merging(pair, units, stages, path)
        done.append(merging.merged(date))
        failures += merging.failures
        notes += merging.notes
    return Merged(tuple(done), tuple(failures), tuple(notes))


def _files(article: Returned, pairs: Mapping[str, PairFiles], path: str, source: Lang) -> PairFiles:
    """The pair of an article. What the file calls it is compared with names, never opened."""
    files = pairs.get(unicodedata.normalize("NFC", article.path))
    if files is None:
        raise SourceError(
            f"is about {article.path or 'a file without a name'}, which is no source article of "
            "this project; run it in the project that it was exported from",
            path=path,
            line=article.line,
        )
    for given, wanted in ((article.source, source), (article.target, other(source))):
        if re.split("[-_]", given.lower())[0] != wanted:
            raise SourceError(
                f"goes from {article.source or '?'} to {article.target or '?'}, the project from "
                f"{source} to {other(source)}; export it again",
                path=path,
                line=article.line,
            )
    return files


@dataclass(frozen=True)
class _Edit:
    """New characters for a span of the target."""

    span: Span
    text: str


@dataclass
class _Merging:
    """One pair and what came back of it."""

    pair: Read
    units: Sequence[Reviewed]
    stages: Stages
    file: str
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Segments of the target whose words a person is done with.
    _done: set[str] = field(default_factory=set)
    _words: dict[int, Mapping[str, list[Sequence[Segment]]]] = field(default_factory=dict)
    _hashes: dict[int, Mapping[str, list[Sequence[Segment]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lang = self.stages.settings.source
        self.source: Document = self.pair.documents[lang]
        self.target: Document | None = self.pair.documents.get(other(lang))
        self.ours = segments(self.source)
        self.by_id = {segment.id: segment for segment in self.ours}
        self.theirs = segments(self.target) if self.target else ()

    def merged(self, date: str) -> Drafted:
        """The target as it is to be."""
        edits: list[_Edit] = []
        unfinished = 0
        for unit in self.units:
            if unit.stand == "in-file":
                edit = self._standing(unit)
                if edit is not None and not (unit.finished or self._in_draft(edit.span)):
                    unfinished += 1
                elif edit is not None:
                    edits.append(edit)
            elif unit.stand == "nowhere" and unit.target is not None:
                self._fail(
                    unit,
                    "is translated, but nothing says where; put it into the article by hand",
                )
        if unfinished:
            self.notes.append(
                f"{self.source.source.path}: {_sentences(unfinished)} changed without being "
                "finished, so what stands in the article stays; finish them, or say --reviewed"
            )
        edits, dropped = self._without_marks(edits)
        text, moved = _edited(self.target.source.text if self.target else "", edits)
        made = self._inserted(date, text, moved)
        if made is None:
            # Where there is no target, both texts are empty, and there is nothing to write.
            path = self.target.source.path if self.target else ""
            before = self.target.source.text if self.target else text
            return Drafted(self.pair.files.id, path, before, text, dropped=dropped)
        return replace(made, dropped=(*dropped, *made.dropped))

    def _standing(self, unit: Reviewed) -> _Edit | None:
        """The change that a unit asks for within the target; None where there is none."""
        assert self.target is not None or unit.places
        ours = self._source(unit)
        if ours is None:
            return None
        group = self._place(unit)
        if group is None:
            self._fail(
                unit,
                "the words of the translation changed since the file was exported, so they stay; "
                "export it again",
            )
            return None
        assert self.target is not None
        bare = joined(self.target, group)
        theirs = numbered(bare, markup(self.target, bare.parts), markup(self.source, ours.parts))
        if unit.target is None:
            return None
        if unit.finished:
            self._done |= {segment.id for segment in group}
        if _same(unit.target, coded(theirs)):
            return None
        parts = self._decoded(unit, theirs)
        if parts is None:
            self._done -= {segment.id for segment in group}
            return None
        return self._edit(theirs, parts)

    def _edit(self, segment: Segment, parts: Parts) -> _Edit:
        """A segment of the target with other words, remarks beside it taken away."""
        assert self.target is not None
        inside = [
            s
            for s in self.theirs
            if segment.span.start < s.span.start and s.span.end < segment.span.end
        ]
        nested = [s for s in inside if s.id not in segment.id.split("_")]
        writer = Writer(self.target, self.target.lang, [segment, *nested], {segment.id: parts})
        end = segment.span.end
        while after := REMARK.match(self.target.source.text, end):
            end = after.end()
        return _Edit(Span(segment.span.start, end), writer.part(segment.span).text)

    def _source(self, unit: Reviewed) -> Segment | None:
        """The source of a unit as it stands now, wherever it moved; None where it changed."""
        count = unit.id.count("_") + 1
        named = [self.by_id[n] for n in unit.id.split("_") if n in self.by_id]
        wanted = _words(plain(unit.source))
        if len(named) == count:
            group = joined(self.source, named)
            if _words(group.text) == wanted:
                return group
        same = self._by_words(count).get(wanted, [])
        if len(same) == 1:
            return joined(self.source, same[0])
        self._fail(unit, "the source changed since the file was exported; export it again")
        return None

    def _place(self, unit: Reviewed) -> list[Segment] | None:
        """The segments of the target that a unit is about, if they say what they said."""
        if self.target is None:
            return None
        names = unit.places.split("_")
        by_id = {segment.id: segment for segment in self.theirs}
        named = [by_id[name] for name in names if name in by_id]
        if len(named) == len(names) and held(self.target, joined(self.target, named)) == unit.held:
            return named
        same = self._by_hash(len(names)).get(unit.held, [])
        return list(same[0]) if len(same) == 1 else None

    def _by_words(self, count: int) -> Mapping[str, list[Sequence[Segment]]]:
        """The source's segments by their words, so many in a row."""
        if count not in self._words:
            self._words[count] = _rows(
                self.ours, count, lambda row: _words(joined(self.source, row).text)
            )
        return self._words[count]

    def _by_hash(self, count: int) -> Mapping[str, list[Sequence[Segment]]]:
        """The target's segments by the hash of what they hold, so many in a row."""
        target = self.target
        assert target is not None
        if count not in self._hashes:
            self._hashes[count] = _rows(
                self.theirs, count, lambda row: held(target, joined(target, row))
            )
        return self._hashes[count]

    def _decoded(self, unit: Reviewed, segment: Segment) -> Parts | None:
        try:
            return decoded(unit.target or "", segment)
        except LostCodesError as error:
            self._fail(unit, f"{error}; mend the markup in the tool and import it again")
            return None

    def _fail(self, unit: Reviewed, why: str) -> None:
        shown = _words(plain(unit.source))
        shown = shown if len(shown) <= 30 else shown[:29] + "…"
        message = f"{self.file}:{unit.line}: “{shown}” ({self.source.source.path}): {why}"
        self.failures.append(Failure(message, self.file, self.pair.files.id))

    def _in_draft(self, span: Span) -> bool:
        return any(
            draft.span.start <= span.start < draft.span.end
            for draft in (self.pair.drafts.drafts if self.pair.drafts else ())
        )

    def _without_marks(self, edits: list[_Edit]) -> tuple[list[_Edit], tuple[Draft, ...]]:
        """The edits, and those that take away the marks of drafts that a person is done with."""
        dropped: list[Draft] = []
        seen: set[Span] = set()
        for draft in self.pair.drafts.drafts if self.pair.drafts else ():
            if self.target is None or not self._is_reviewed(draft):
                continue
            if draft.comment is None:
                dropped.append(draft)
            elif draft.comment not in seen:
                seen.add(draft.comment)
                after = _AFTER_MARK.match(self.target.source.text, draft.comment.end)
                end = after.end() if after else draft.comment.end
                edits.append(_Edit(Span(draft.comment.start, end), ""))
        return sorted(edits, key=lambda edit: edit.span), tuple(dropped)

    def _is_reviewed(self, draft: Draft) -> bool:
        """Whether a person is done with every sentence under a mark."""
        shared = [
            each
            for each in (self.pair.drafts.drafts if self.pair.drafts else ())
            if draft.comment is not None and each.comment == draft.comment
        ] or [draft]
        inside = {
            segment.id
            for segment in self.theirs
            if has_words(segment)
            and any(
                each.span.start <= segment.span.start < each.span.end
                and each.section == segment.section
                for each in shared
            )
        }
        return bool(inside) and inside <= self._done

    def _inserted(self, date: str, text: str, moved: _Moved) -> Drafted | None:
        """The target with what it did not have yet; None where there is nothing to put in."""
        units = [unit for unit in self.units if unit.stand == "to-insert" and unit.target]
        if not any(_is_worked_on(unit) for unit in units):
            return None
        known = {segment.id: unit for unit in units if (segment := self._source(unit))}
        wanted = {self.by_id[id_].section for id_, unit in known.items() if _is_worked_on(unit)}
        plan = self._plan(wanted, date)
        if plan is None:
            self._already(known.values())
            return None
        if plan.target is not None:
            plan = _shifted(plan, text, moved, self.stages)
        job = Job(plan, self.stages, Memory(()))
        parts = {
            id_: made
            for id_, unit in known.items()
            if id_ in job.segments and (made := self._decoded(unit, job.segments[id_])) is not None
        }
        self._already(unit for id_, unit in known.items() if id_ not in job.segments)
        waiting = {
            segment.section
            for segment in job.order
            if has_words(segment)
            and not (segment.id in parts and segment.id in known and known[segment.id].finished)
        }
        reviewed = frozenset(plan.sections) - waiting
        drafted = finished(job, parts, date, _ENGINE, reviewed)
        return replace(drafted, before=self.target.source.text if self.target else None)

    def _plan(self, wanted: set[int], date: str) -> Plan | None:
        """Where the sections of the source go that the target lacks, or has as untouched drafts."""
        pieces: tuple[Piece, ...] = ()
        plan: Plan | None = None
        for again in (False, True):
            plan = plan_of(self.pair, Asked(date, again), self.stages)
            if plan is None:
                return None
            if plan.target is None:
                return plan
            pieces = tuple(piece for piece in plan.pieces if wanted & set(piece.sections))
            if wanted <= {n for piece in pieces for n in piece.sections}:
                break
        return replace(plan, pieces=pieces) if plan and pieces else None

    def _already(self, units: Iterable[Reviewed]) -> None:
        """Says of units that were to be put in that the target has something there now."""
        for unit in units:
            if _is_worked_on(unit):
                self._fail(
                    unit,
                    "the translation has words of its own there now, so they stay; export it again",
                )


@dataclass(frozen=True)
class _Moved:
    """Where the offsets of a text went when it was edited."""

    edits: tuple[_Edit, ...]

    def __call__(self, at: int) -> int:
        return at + sum(
            len(edit.text) - (edit.span.end - edit.span.start)
            for edit in self.edits
            if edit.span.end <= at
        )


def _edited(text: str, edits: Sequence[_Edit]) -> tuple[str, _Moved]:
    """A text with edits, given in ascending order; of two that overlap the first counts."""
    kept: list[_Edit] = []
    pieces, at = [], 0
    for edit in edits:
        if edit.span.start < at:
            continue
        kept.append(edit)
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:])), _Moved(tuple(kept))


def _shifted(plan: Plan, text: str, moved: _Moved, stages: Stages) -> Plan:
    """The plan for the edited target."""
    from pipeline.documents import parse

    assert plan.target is not None
    source = Source(plan.path, plan.lang, text)
    pieces = [
        Piece(
            piece.sections,
            moved(piece.at),
            Span(moved(piece.replaces.start), moved(piece.replaces.end))
            if piece.replaces
            else None,
            piece.deeper,
        )
        for piece in plan.pieces
    ]
    target = parse(source, meta_keys=stages.settings.meta_keys)
    return replace(plan, target=target, pieces=tuple(pieces))


def _rows(
    segments: Sequence[Segment], count: int, name: Callable[[Sequence[Segment]], str]
) -> Mapping[str, list[Sequence[Segment]]]:
    """Every row of ``count`` segments by its name."""
    found: dict[str, list[Sequence[Segment]]] = {}
    for k in range(len(segments) - count + 1):
        row = segments[k : k + count]
        found.setdefault(name(row), []).append(row)
    return found


def _is_worked_on(unit: Reviewed) -> bool:
    """Whether a person did anything to what the engine had drafted, or said that it is right."""
    return unit.target is not None and (unit.finished or hashed([unit.target]) != unit.held)


def _same(one: str, two: str) -> bool:
    """Whether two coded texts say the same but for white space and what XML cannot carry."""
    return _words(one) == _words(two)


def _words(text: str) -> str:
    return folded(FORBIDDEN.sub("\ufffd", text))


def _sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"
