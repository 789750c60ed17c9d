"""Which words of a pair are put right, which are left to a person, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pipeline.model.check import Context, Side
from pipeline.model.source import Lang, Span
from pipeline.model.terms import Concept, Hit
from pipeline.terms.apply import english
from pipeline.terms.apply.english import TextChange, UnfitError
from pipeline.terms.apply.evidence import Evidence, block_of, span_of
from pipeline.terms.apply.ignored import ignored
from pipeline.terms.apply.untouchable import EXCUSED, objection, touches


class Wish(NamedTuple):
    """What may be put right: forbidden words, accepted ones that are not preferred, the source."""

    forbidden: bool = True
    preferred: bool = False
    source: bool = False


class Left(NamedTuple):
    """Words that were left as they are, what would stand there, and why it does not."""

    lang: Lang
    span: Span
    text: str
    instead: str
    reason: str


class Edit(NamedTuple):
    """A span of a file and what is to stand there."""

    span: Span
    text: str


@dataclass(frozen=True)
class Corrections:
    """The edits of each language by place; an edit of a term may bring one of its article."""

    edits: Mapping[Lang, tuple[Edit, ...]] = field(default_factory=dict)
    left: tuple[Left, ...] = ()
    terms: int = 0


def edited(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with the edits made; they do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def corrections(
    ctx: Context, wish: Wish, excused: Mapping[Lang, Sequence[Span]] | None = None
) -> Corrections:
    """What to put right in a pair.

    ``excused`` are the places of findings that a person accepted; comments that ignore the rules
    about terms are found here. A rendering is changed only where the linked source names its
    concept, no other concept can be meant, and the place is one that may be changed.
    """
    stays = {
        side.lang: (*(excused or {}).get(side.lang, ()), *ignored(side.document))
        for side in (ctx.source, ctx.target)
    }
    made: dict[Lang, list[Edit]] = {}
    left: list[Left] = []
    terms = 0
    jobs = [(ctx.target, _target_hits(ctx, wish, stays[ctx.source.lang]))]
    if wish.source:
        jobs.append((ctx.source, _source_hits(ctx)))
    for side, judged in jobs:
        plurals = _plurals(ctx, side) if side.lang == "en" else frozenset()
        for hit, doubt in judged:
            concept = ctx.glossary.concepts[hit.concept]
            new = concept.preferred(side.lang)
            why = doubt or objection(side, hit, stays[side.lang], new) or _reserve(concept)
            try:
                edits = () if why else _edits(ctx, side, hit, new, plurals)
            except UnfitError as unfit:
                edits, why = (), str(unfit)
            if why:
                words = block_of(side, hit).prose.text[hit.start : hit.end]
                left.append(Left(side.lang, span_of(side, hit), words, new, why))
            elif any(side.document.source.cut(e.span) != e.text for e in edits):
                made.setdefault(side.lang, []).extend(edits)
                terms += 1
    ordered = {lang: tuple(sorted(edits)) for lang, edits in made.items()}
    return Corrections(ordered, tuple(sorted(left)), terms)


def _target_hits(
    ctx: Context, wish: Wish, excused: Sequence[Span]
) -> Iterator[tuple[Hit, str | None]]:
    """The words of the target that may have to change, each with what speaks against it.

    ``excused`` are places of the source: what stands for a term in one of them stays as well.
    """
    evidence = Evidence(ctx)
    for place in _places(ctx.target.hits):
        wanted = [h for h in place if _is_wanted(h, ctx.glossary.concepts[h.concept], wish)]
        meant = [h for h in wanted if evidence.is_meant(h)]
        if not meant:
            continue
        hit, *others = meant
        if others:
            yield hit, "it is listed under two concepts that the source names"
            continue
        rivals = [h for h in place if h.concept != hit.concept]
        doubt = evidence.doubt(hit, rivals)
        named = [span_of(ctx.source, other) for other in evidence.named_by(hit)]
        if named and all(touches(span, excused) for span in named):
            doubt = EXCUSED
        if doubt is None and _beside_preferred(ctx, hit):
            doubt = "the preferred term stands beside it"
        yield hit, doubt


def _source_hits(ctx: Context) -> Iterator[tuple[Hit, str | None]]:
    """Forbidden words of the source: they count wherever they stand."""
    for place in _places(ctx.source.hits):
        forbidden = [hit for hit in place if hit.form.kind == "forbidden"]
        if forbidden:
            doubt = "the glossary has another concept for it" if len(place) > 1 else None
            yield forbidden[0], doubt


def _is_wanted(hit: Hit, concept: Concept, wish: Wish) -> bool:
    if concept.domain == "name":
        # What a person is called where (in full, by family name) is not ours to level.
        return False
    if hit.form.kind == "forbidden":
        return wish.forbidden
    return wish.preferred and hit.form.kind == "variant" and not _is_abbreviation(hit.form.text)


def _is_abbreviation(form: str) -> bool:
    """TMS, SSRIs, iPSC, NAD+: one word with two capitals or more."""
    return " " not in form and sum(ch.isupper() for ch in form) > 1


def _reserve(concept: Concept) -> str | None:
    return "its row is only proposed" if concept.status == "proposed" else None


def _beside_preferred(ctx: Context, hit: Hit) -> bool:
    """Whether a bracket alone parts the words from the preferred term: dysthymia (…)."""
    text = block_of(ctx.target, hit).prose.text
    for other in ctx.target.nested:
        if other.concept != hit.concept or other.form.kind != "preferred":
            continue
        if other[2:4] != hit[2:4]:
            continue
        first, last = sorted((hit, other), key=lambda h: h.start)
        between = text[first.end : last.start]
        if first.end <= last.start and re.fullmatch(r"\s*[(（]\s*|\s*/\s*", between):
            return True
    return False


def _edits(
    ctx: Context, side: Side, hit: Hit, new: str, plurals: Collection[str]
) -> tuple[Edit, ...]:
    """The edits of the file that put ``new`` in the place of a hit."""
    made: Sequence[TextChange] = (TextChange(hit.start, hit.end, new),)
    if side.lang == "en":
        made = english.changes(ctx, side, hit, new, plurals)
    prose = block_of(side, hit).prose
    edits = []
    for change in made:
        if change.start == change.end:
            at = prose.span(change.start - 1, change.start).end
            edits.append(Edit(Span(at, at), change.text))
            continue
        span = prose.span(change.start, change.end)
        edits.append(Edit(span, _rewrapped(side.document.source.cut(span), change.text)))
    return tuple(edits)


def _rewrapped(before: str, after: str) -> str:
    """``after`` with the line break that ``before`` had, at the space nearest to its place."""
    found = re.search(r"(?<![ \t])[ \t]*+(?:\r\n|\r|\n)[ \t]*+", before)
    spaces = [m.start() for m in re.finditer(" ", after)]
    if found is None:
        return after
    if not spaces:
        return after
    share = found.start() / len(before)
    at = min(spaces, key=lambda space: abs(space / len(after) - share))
    return after[:at] + found[0] + after[at + 1 :]


def _plurals(ctx: Context, side: Side) -> frozenset[str]:
    """Plural nouns in use: in the article and in the glossary."""
    read = (token for section in side.tokens.blocks for block in section for token in block)
    used = {token.text.lower() for token in read if token.tag in ("NNS", "NNPS")}
    listed = (form.text for concept in ctx.glossary.concepts for form in concept.en)
    return frozenset(used | {word.lower() for text in listed for word in re.findall(r"\w+", text)})


def _places(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """The hits of the same words together."""
    for _, same in groupby(sorted(hits, key=lambda h: h[2:]), key=lambda h: h[2:]):
        yield list(same)
