"""Translated segments → the file as it is to be: the article, or its sections in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.drafting import crossing
from pipeline.drafting.definitions import Definitions, definitions, without
from pipeline.drafting.edits import Edit, edited
from pipeline.drafting.plan import Piece, Plan, outlines
from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.model.translation import Mark, Parts, Segment
from pipeline.translation.marks import anchor, comment
from pipeline.translation.stretch import gap_at, stretch
from pipeline.translation.writer import Insertion, Writer, Written

_HEADING = re.compile(r"^(#{1,6})(?=[ \t])")
_HTML_HEADING = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)
_LANG = re.compile(r"(<html\b[^<>]*?\blang\s*=\s*[\"']?)(ja|en)\b", re.IGNORECASE)
_AS_IT_STANDS = re.compile(r"(<pre\b.*?(?:</pre>|\Z))", re.DOTALL)


@dataclass(frozen=True)
class Translations:
    """The translated parts by segment id, and what is remarked beside those that have none."""

    parts: Mapping[str, Parts]
    remarks: Mapping[str, str]


@dataclass(frozen=True)
class _Draft:
    """What goes into a target, and what becomes of the definitions of its source."""

    plan: Plan
    segments: Sequence[Segment]
    words: Translations
    marks: Mapping[int, Mark]
    definitions: Definitions

    def writer(self, remarks: Mapping[str, str] | None = None) -> Writer:
        """What writes the source's stretches; ``remarks`` take the place of the words' own."""
        remarks_here = self.words.remarks if remarks is None else remarks
        plan = self.plan
        return Writer(plan.source, plan.lang, self.segments, self.words.parts, remarks_here)


def composed(
    plan: Plan, segments: Sequence[Segment], words: Translations, marks: Mapping[int, Mark]
) -> Written:
    """The target file with the draft in it, and where each drafted segment stands.

    ``marks`` are those of the drafted sections of the source, by id. A plain text gets none.
    """
    if plan.target is None:
        return _article(plan, segments, words, marks)
    draft = _Draft(plan, segments, words, marks, definitions(plan))
    out = _Out(notes=crossing.notes_of(plan))
    at = 0
    text = plan.target.source.text
    for piece in plan.pieces:
        out.add(_retained(text, at, piece.at, plan.removed))
        if piece.update:
            at = piece.at
            _update(out, draft, piece)
            continue
        at = piece.replaces.end if piece.replaces else piece.at
        _insert(out, draft, piece, before=text[: piece.at], after=text[at:])
    out.add(_retained(text, at, len(text), plan.removed))
    return Written("".join(out.pieces), out.places, out.sections, tuple(out.updates))


def _retained(text: str, start: int, end: int, removed: Sequence[Span]) -> str:
    """A stretch of the target without what gives way in it."""
    pieces = []
    for span in removed:
        if start <= span.start < end:
            pieces.append(text[start : span.start])
            start = span.end
    return "".join((*pieces, text[start:end]))


def _article(
    plan: Plan, segments: Sequence[Segment], words: Translations, marks: Mapping[int, Mark]
) -> Written:
    """The whole article. Its marks stand above its sections; ``<html lang>`` says its language."""
    source = plan.source
    insertions = []
    for section in outlines(plan):
        at = anchor(source, section)
        if at is not None and source.format != "text" and section.id in marks:
            insertions.append(Insertion(at, _mark(source, plan.path, at, marks[section.id])))
    made = Writer(source, plan.lang, segments, words.parts, words.remarks, insertions).whole()
    # Both codes have two letters, so that no place moves.
    return Written(_LANG.sub(rf"\g<1>{plan.lang}", made.text, count=1), made.places)


def _mark(document: Document, path: str, at: int, mark: Mark) -> str:
    """The comment, and what stands between it and its section: an indented line, or a blank one."""
    text = document.source.text
    line = text[document.source.line_starts[document.source.place(at)[0] - 1] : at]
    end = "\r\n" if "\r\n" in text else "\n"
    if document.format == "html":
        return comment(mark, path) + end + (line if not line.strip() else "")
    return comment(mark, path) + end * 2


def _insert(out: _Out, draft: _Draft, piece: Piece, *, before: str, after: str) -> None:
    """Adds a piece with the white space that its format wants around it."""
    plan, marks = draft.plan, draft.marks
    assert plan.target is not None
    page = plan.target.format == "html"
    end = "\r\n" if "\r\n" in plan.target.source.text else "\n"
    indent = re.search(r"(?<![ \t])[ \t]*+\Z", before)
    gap = end + (indent[0] if indent else "") if page else end * 2
    if before.strip() and not piece.replaces:
        if page and not re.search(r"\n[ \t]*\Z", before):
            out.add(gap)
        elif not page:
            out.add(end * max(0, 2 - _breaks(before)))
    for number, section in enumerate(piece.sections):
        if number:
            out.add(gap)
        if section in marks and plan.target.format != "text":
            out.add(comment(marks[section], plan.path) + gap)
        _section(out, draft, section, piece.deeper, end)
    if not piece.replaces:
        out.add(gap if after.strip() else end if not page else "")


def _update(out: _Out, draft: _Draft, piece: Piece) -> None:
    """Adds a paragraph with what the source says now, below what a person wrote."""
    plan = draft.plan
    assert plan.target is not None
    (section,) = piece.sections
    page = plan.target.format == "html"
    end = "\r\n" if "\r\n" in plan.target.source.text else "\n"
    gap = gap_at(plan.target, piece.at)
    out.add(gap)
    if plan.target.format != "text":
        mark = replace(draft.marks[section], update=True, left=0)
        out.add(comment(mark, plan.path) + gap)
    start = out.length
    out.add("<p>" if page else "")
    chosen = [s for s in draft.segments if changed(s, piece.update)]
    if crossing.crosses(plan):
        remarks = crossing.Remarks(draft.words.remarks, draft.segments, plan)
        writer = draft.writer(remarks.signs)
        gap = " " if plan.lang == "en" else ""
        text = gap.join(writer.part(segment.span).text for segment in chosen)
        out.add(remarks.restored(crossing.sentences(plan, text)))
    else:
        writer = draft.writer()
        for number, segment in enumerate(chosen):
            if number and plan.lang == "en":
                out.add(" ")
            out.take(_with_ends(writer.part(segment.span), end))
    out.add("</p>" if page else "")
    out.updates.append((section, Span(start, out.length)))


def changed(segment: Segment, places: Sequence[Span]) -> bool:
    """Whether a segment stands at one of the places."""
    return any(a < segment.span.end and segment.span.start < b for a, b in places)


def _breaks(text: str) -> int:
    """How many lines end at the end of a text, two at most."""
    tail = text[len(text.rstrip(" \t\r\n")) :]
    return min(2, tail.count("\n"))


def _section(out: _Out, draft: _Draft, number: int, deeper: int, end: str) -> None:
    """Adds a section with the definitions that it brings along."""
    plan = draft.plan
    source, own = plan.source, plan.source.sections[number]
    crosses = crossing.crosses(plan)
    remarks = crossing.Remarks(draft.words.remarks, draft.segments, plan) if crosses else None
    writer = draft.writer(remarks.signs if remarks else None)
    span = stretch(source, own)
    made = _joined(writer.part(part) for part in without(span, draft.definitions.dropped))
    if deeper:
        made = _deeper(made, deeper, page=source.format == "html")
    brought = [writer.part(each) for each in draft.definitions.added.get(number, ())]
    gaps = [Written("\n" if k else "\n\n", {}) for k in range(len(brought))]
    made = _joined((made, *chain.from_iterable(zip(gaps, brought, strict=True))))
    if remarks:
        lines = _lines(made) if source.format == "text" else {}
        text, out.notes = crossing.section(
            plan, number, made.text, lines, own.level + deeper, out.notes
        )
        made = Written(_indented(out, plan, remarks.restored(text)), {})
    start = out.length
    out.take(_with_ends(_relabelled(made, draft.definitions), end))
    out.sections[number] = Span(start, out.length)


def _joined(parts: Iterable[Written]) -> Written:
    """Texts one after the other, with the places of all."""
    text = ""
    places: dict[str, Span] = {}
    for part in parts:
        places |= {id_: Span(a + len(text), b + len(text)) for id_, (a, b) in part.places.items()}
        text += part.text
    return Written(text, places)


def _relabelled(made: Written, known: Definitions) -> Written:
    """The text with the new labels of its footnotes."""
    edits = [Edit(span, new) for span, new in known.relabelled(made.text)]
    text, moved = edited(made.text, edits)
    return Written(text, {id_: Span(moved(a), moved(b)) for id_, (a, b) in made.places.items()})


def _lines(made: Written) -> dict[int, str]:
    """The translated blocks of a plain text by number, the heading being 0."""
    found: dict[int, str] = {}
    for id_, place in made.places.items():
        number = int(id_.split(".")[1])
        stood = found.get(number)
        sign = crossing.TOKEN.match(made.text, place.end)
        new = made.text[place.start : sign.end() if sign else place.end]
        found[number] = new if stood is None else f"{stood} {new}"
    return found


def _indented(out: _Out, plan: Plan, text: str) -> str:
    """HTML as far in as what it follows; text that is laid out as it stands is left alone."""
    assert plan.target is not None
    line = "".join(out.pieces[-3:]).rpartition("\n")[2]
    if plan.target.format != "html" or line.strip():
        return text
    return "".join(
        part if part.startswith("<pre") else part.replace("\n", f"\n{line}")
        for part in _AS_IT_STANDS.split(text)
    )


def _deeper(made: Written, by: int, *, page: bool) -> Written:
    """The heading a stretch begins with, some levels deeper."""
    if page:
        new = _HTML_HEADING.sub(
            lambda tag: tag[1] + str(min(6, max(1, int(tag[2]) + by))), made.text, count=2
        )
        return Written(new, made.places)
    found = _HEADING.match(made.text)
    if found is None:
        return made
    signs = "#" * min(6, max(1, len(found[1]) + by))
    moved = len(signs) - len(found[1])
    places = {id_: Span(a + moved, b + moved) for id_, (a, b) in made.places.items()}
    return Written(signs + made.text[found.end() :], places)


def _with_ends(made: Written, end: str) -> Written:
    """The text with the line ends of the file it goes into."""
    plain = made.text.replace("\r\n", "\n")
    if plain == made.text and end == "\n":
        return made
    old = [m.start() for m in re.finditer(r"\r\n|\n", made.text)]

    def moved(at: int) -> int:
        before = [k for k in old if k < at]
        lost = sum(made.text.startswith("\r\n", k) for k in before)
        return at - lost + (len(before) if end == "\r\n" else 0)

    places = {id_: Span(moved(a), moved(b)) for id_, (a, b) in made.places.items()}
    return Written(plain.replace("\n", end), places)


class _Out:
    """The target as far as it is written; ``notes`` is the number of the last footnote in it."""

    def __init__(self, notes: int = 0) -> None:
        self.notes = notes
        self.pieces: list[str] = []
        self.places: dict[str, Span] = {}
        self.sections: dict[int, Span] = {}
        self.updates: list[tuple[int, Span]] = []
        self.length = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def take(self, made: Written) -> None:
        for id_, (start, end) in made.places.items():
            self.places[id_] = Span(self.length + start, self.length + end)
        self.add(made.text)
