"""The project's own translations as a memory, and the glossary terms of any sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.model.document import Block, Document, Section
from pipeline.model.findings import PairReport, Report
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span, other
from pipeline.model.terms import Concept, Glossary, Hit
from pipeline.model.translation import Match, Segment, TermUse
from pipeline.translation import tmx
from pipeline.translation.memory import Memory, MemoryEntry
from pipeline.translation.placeables import Term, folded, slots

if TYPE_CHECKING:
    from pipeline.checking.context import Embedder
    from pipeline.sources import Tree
    from pipeline.terms.matcher import Matcher

# The probability of a sentence link below which it is no translation to learn from.
_CONFIDENT = 0.6


def hits(texts: Sequence[str], lang: Lang, matcher: Matcher) -> list[tuple[Hit, ...]]:
    """The longest glossary terms of each text, by its own offsets."""
    from pipeline import languages

    blocks: list[Block] = []
    at = 0
    for text in texts:
        whole = ((0, len(text)),) if text.strip() else ()
        blocks.append(Block("paragraph", Prose.of([(text, at, len(text))]), whole))
        at += len(text) + 1
    source = Source("", lang, "\n".join(texts))
    nothing = Prose("", ())
    section = Section(0, 0, "preamble", nothing, "", Span(0, at), None, tuple(blocks))
    tokens = languages.tokenise(Document(source, "text", (section,)))
    found: list[list[Hit]] = [[] for _ in texts]
    for hit in matcher.read(tokens).hits:
        found[hit.block - 1].append(hit)
    return [tuple(each) for each in found]


def uses(text: str, found: Iterable[Hit], glossary: Glossary, target: Lang) -> tuple[TermUse, ...]:
    """The terms of a text with the renderings the glossary wants, each concept once."""
    made: dict[int, TermUse] = {}
    for hit in found:
        concept = glossary.concepts[hit.concept]
        if concept.status == "approved":
            made.setdefault(
                hit.concept,
                TermUse(
                    text[hit.start : hit.end],
                    _renderings(concept, text[hit.start : hit.end], target),
                    tuple(f.text for f in concept.forms(target) if f.kind == "forbidden"),
                    concept.note,
                ),
            )
    return tuple(made.values())


def _renderings(concept: Concept, surface: str, target: Lang) -> tuple[str, ...]:
    """The accepted forms; where the source writes an abbreviation, the target's comes first."""
    accepted = concept.accepted(target)
    if surface.isascii() and surface in accepted:
        return (surface, *(form for form in accepted if form != surface))
    return accepted


def terms(text: str, found: Iterable[Hit], glossary: Glossary, target: Lang) -> tuple[Term, ...]:
    """The terms of a text as a memory exchanges them."""
    made = []
    for hit in found:
        concept = glossary.concepts[hit.concept]
        renderings = _renderings(concept, text[hit.start : hit.end], target)
        made.append(Term(hit.start, hit.end, concept.id or str(hit.concept), renderings))
    return tuple(made)


def with_term(
    segment: Segment,
    matches: tuple[Match, ...],
    terms: Sequence[TermUse],
    path: str,
    target: Lang,
) -> tuple[Match, ...]:
    """The matches, and before those that are not exact the term that a title or cell is all of."""
    known = bool(matches) and matches[0].score == 1
    if known or len(terms) != 1 or terms[0].text != segment.text:
        return matches
    words = terms[0].preferred
    if target == "en" and words[:2].islower():
        words = words[0].upper() + words[1:]
    return (Match(segment.text, words, 1.0, "exact", path), *matches)


def memory(
    reports: Sequence[PairReport],
    imported: Sequence[MemoryEntry],
    source: Lang,
    glossary: Glossary,
    matcher: Matcher,
    embed: Embedder | None,
) -> Memory:
    """A memory of the sentence links of ``reports`` and of ``imported`` units."""
    units = [u for u in (*_linked(reports, source), *imported) if not _is_left(u, source)]
    found = hits([unit.source for unit in units], source, matcher)
    target = other(source)
    return Memory(
        (
            unit._replace(terms=terms(unit.source, each, glossary, target))
            for unit, each in zip(units, found, strict=True)
        ),
        embed,
    )


def _is_left(unit: MemoryEntry, source: Lang) -> bool:
    """Whether a unit has the source's words on both sides: a sentence that nobody translated.

    What both languages write alike is none: a name, an abbreviation.
    """
    if folded(unit.source) != folded(unit.target):
        return False
    return " " in unit.source.strip() if source == "en" else not unit.source.isascii()


def titles(report: PairReport, source: Lang) -> Iterator[MemoryEntry]:
    """The titles of sections that correspond one to one."""
    ours, theirs = report.document(source), report.document(other(source))
    if ours is None or theirs is None:
        return
    for link in report.links:
        pair = (link.ja, link.en) if source == "ja" else (link.en, link.ja)
        if link.score >= _CONFIDENT and all(len(side) == 1 for side in pair):
            texts = (ours.sections[pair[0][0]].title.text, theirs.sections[pair[1][0]].title.text)
            if all(texts):
                yield MemoryEntry(*texts, report.id, link.score)


def _linked(reports: Sequence[PairReport], source: Lang) -> Iterator[MemoryEntry]:
    from pipeline.reports.units import units

    for report in reports:
        yield from titles(report, source)
    for unit in units(Report("", {}, source, tuple(reports))):
        sides = (unit.side(source).text, unit.side(other(source)).text)
        if unit.score >= _CONFIDENT and not _conflict(*sides):
            yield MemoryEntry(
                unit.side(source).text, unit.side(other(source)).text, unit.pair, unit.score
            )


def _conflict(source: str, target: str) -> bool:
    """Whether each side has a number that the other lacks: the translation is old, or wrong."""
    ours, theirs = (
        {slot.value for slot in slots(text) if slot.kind == "number"} for text in (source, target)
    )
    return bool(ours - theirs) and bool(theirs - ours)


def imported(tree: Tree, globs: Sequence[str], source: Lang) -> Iterator[MemoryEntry]:
    """The units of the TMX files of a project that match ``globs``, in the order of their paths.

    Raises SourceError for a file that is broken or no TMX.
    """
    from pipeline.settings.globs import matches

    if not globs:
        return
    for entry in tree.walk(""):
        if entry.problem or not any(matches(entry.path, glob) for glob in globs):
            continue
        for unit in tmx.read(tree.read(entry.path), entry.path):
            yield MemoryEntry(unit[source], unit[other(source)], entry.path)


def term_base(glossary: Glossary, source: Lang) -> Iterator[TermUse]:
    """Every accepted form of every approved concept with how the other language says it."""
    target = other(source)
    for concept in glossary.concepts:
        if concept.status == "approved":
            for form in concept.accepted(source):
                yield TermUse(form, _renderings(concept, form, target))
