"""The glossary, enforced on a draft: by the rules that check what people write.

A violated term is put right where ``apply`` is certain; else the engine is asked once more with the
violation named; what is violated even then is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pipeline.checking.aligning import side_of
from pipeline.checking.context import Embedder, PairContext
from pipeline.checks import term_forbidden, term_mismatch
from pipeline.documents import parse
from pipeline.drafting.asking import Asker
from pipeline.drafting.job import Job
from pipeline.model.check import Side
from pipeline.model.document import Document
from pipeline.model.findings import Finding
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Source, Span
from pipeline.model.translation import Code, Parts, Segment
from pipeline.terms.apply import Wish, corrections
from pipeline.terms.apply.corrections import Edit
from pipeline.translation.escaping import written
from pipeline.translation.writer import Writer, Written


@dataclass(frozen=True)
class Enforced:
    """The parts after enforcement, and what is still violated, in words."""

    parts: Mapping[str, Parts]
    notes: tuple[str, ...] = ()


def enforced(job: Job, asker: Asker) -> Enforced:
    """What is remembered and what the engine answers, with the terms that the glossary wants."""
    parts: Mapping[str, Parts] = job.remembered | asker.ask(job.requests, job.segments)
    if not parts or not job.stages.glossary.concepts:
        return Enforced(parts)
    source = side_of(job.plan.source, job.stages)
    parts, checked = _corrected(job, parts, source)
    wrong = checked.violations()
    if wrong and asker.engine.name != "memory":
        requests = [
            replace(request, objection="; ".join(wrong[request.id]))
            for request in job.requests
            if request.id in wrong
        ]
        again = asker.ask(requests, job.segments)
        better, tried = _corrected(job, {**parts, **again}, source)
        left = tried.violations()
        # A second answer that is no better gives way to the first.
        improved = {i for i in again if len(left.get(i, ())) < len(wrong[i])}
        parts = {**parts, **{i: better[i] for i in improved}}
        wrong = {
            i: left.get(i, []) if i in improved else violations_here
            for i, violations_here in wrong.items()
        }
    return Enforced(parts, tuple(_notes(job, wrong)))


def _corrected(
    job: Job, parts: Mapping[str, Parts], source: Side
) -> tuple[Mapping[str, Parts], _Checked]:
    """The parts with every certain correction made, and what they are then."""
    checked = _Checked.of(job, parts, source)
    better = checked.corrected()
    return better, checked if better == parts else _Checked.of(job, better, source)


def _notes(job: Job, wrong: Mapping[str, Iterable[str]]) -> Iterator[str]:
    source = job.plan.source.source
    for segment in job.order:
        for violation in wrong.get(segment.id, ()):
            line, _ = source.place(segment.span.start)
            yield f"{source.path}:{line}: the draft does not keep to the glossary: {violation}"


@dataclass(frozen=True)
class _Checked:
    """A draft beside its source: every translated segment is linked to its own translation."""

    job: Job
    parts: Mapping[str, Parts]
    written: Written
    context: PairContext

    @staticmethod
    def of(job: Job, parts: Mapping[str, Parts], side: Side) -> _Checked:
        """``side`` is the source, read."""
        source = job.plan.source
        made = Writer(source, job.plan.lang, job.order, parts).whole()
        # Read as what it is copied from, whatever the ending of the target.
        text = Source(source.source.path, job.plan.lang, made.text)
        target = parse(text, meta_keys=job.stages.settings.meta_keys)
        links = tuple(_links(job, parts, made, target))
        target = _only(target, links)
        context = PairContext(
            side,
            side_of(target, job.stages),
            links,
            job.stages.glossary,
            Embedder(job.stages.encoder),
            partial(side_of, stages=job.stages),
            strict_terms=True,
        )
        return _Checked(job, parts, made, context)

    def corrected(self) -> dict[str, Parts]:
        """The parts with every certain correction made."""
        edits = corrections(self.context, Wish()).edits.get(self.job.plan.lang, ())
        parts = dict(self.parts)
        for segment in self.job.order:
            place = self.written.places.get(segment.id)
            if place is None or segment.id not in parts:
                continue
            inside = [e for e in edits if place.start <= e.span.start and e.span.end <= place.end]
            if inside:
                form = self.job.plan.source.format
                parts[segment.id] = _edited(segment, parts[segment.id], place.start, inside, form)
        return parts

    def violations(self) -> dict[str, list[str]]:
        """What the rules about terms say of each segment, in the words for an engine."""
        found: dict[str, list[str]] = {}
        for rule in (term_mismatch, term_forbidden):
            for finding in rule.check(self.context):
                if finding.severity == "info":
                    continue
                for segment in self._segments(finding):
                    violations_here = found.setdefault(segment.id, [])
                    if (words := _words(finding)) not in violations_here:
                        violations_here.append(words)
        return found

    def _segments(self, finding: Finding) -> Iterator[Segment]:
        """The translated segments that a finding is about."""
        lang = self.job.plan.source.lang
        for segment in self.job.order:
            if segment.id not in self.parts:
                continue
            for place in (finding.ja, finding.en, *finding.related):
                if place is None:
                    continue
                here = segment.span if place.lang == lang else self.written.places[segment.id]
                narrow = place.span.end - place.span.start <= here.end - here.start
                if narrow and here.start <= place.span.start < here.end:
                    yield segment
                    break


def _words(finding: Finding) -> str:
    data = finding.data
    expected = ", ".join(f"“{form}”" for form in data.get("expected", ())[:3])
    found = ", ".join(f"“{form}”" for form in data.get("found", ())[:2])
    wanted = f"“{data.get('term', '')}” is to be rendered as {expected}"
    return f"{wanted}, not {found}" if found else wanted


def _links(job: Job, parts: Mapping[str, Parts], made: Written, target: Document) -> Iterator[Link]:
    """A link for each section that has translated segments."""
    source = job.plan.source
    by_section: dict[int, tuple[set[int], list[SentenceLink]]] = {}
    for segment in job.order:
        place = made.places.get(segment.id)
        if segment.id not in parts or place is None or place.start >= place.end:
            continue
        numbers, sentences = by_section.setdefault(segment.section, (set(), []))
        section = _at(target, place)
        if section is not None:
            numbers.add(section)
            sides = ((segment.span,), (place,))
            sentences.append(SentenceLink(*(sides if source.lang == "ja" else sides[::-1]), 1.0))
    for number, (numbers, sentences) in by_section.items():
        pair = ((number,), tuple(sorted(numbers)))
        if numbers:
            ja, en = pair if source.lang == "ja" else pair[::-1]
            yield Link(ja, en, 1.0, sentences=tuple(sentences))


def _only(target: Document, links: Iterable[Link]) -> Document:
    """The document with the words of the linked sections alone: the others are the source's."""
    linked = {n for link in links for n in (link.en if target.lang == "en" else link.ja)}
    sections = tuple(
        section if section.id in linked else replace(section, heading=None, blocks=())
        for section in target.sections
    )
    return replace(target, sections=sections)


def _at(target: Document, place: Span) -> int | None:
    inside = [s.id for s in target.sections if s.span.start <= place.start < s.span.end]
    if inside:
        return inside[-1]
    # The front matter stands before the span of any section.
    return target.sections[0].id if target.sections else None


def _edited(segment: Segment, parts: Parts, start: int, edits: list[Edit], form: str) -> Parts:
    """The parts with edits made that fall into words which stand in the file as they are."""
    made: list[str | Code] = []
    at = start
    for part in parts:
        if isinstance(part, Code):
            made.append(part)
            at += part.span.end - part.span.start
            continue
        text = written(part, form, segment.setting)
        words = part
        if text == part:
            for edit in sorted(edits, reverse=True):
                if at <= edit.span.start and edit.span.end <= at + len(part):
                    low, high = edit.span.start - at, edit.span.end - at
                    words = words[:low] + edit.text + words[high:]
        made.append(words)
        at += len(text)
    return tuple(made)
