"""Footnotes and link addresses of a Markdown source, and what becomes of them in a draft.

Where they stand in the file says nothing: all of them may stand at its end, which belongs to the
last section. So a drafted section brings along those that it names and that the target does not
have, leaves behind those that the target has, and its footnote gets another label where the
target's of that label is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline.drafting.plan import Plan
from pipeline.model.document import Document
from pipeline.model.source import Span
from pipeline.translation.stretch import stretch

_DEFINED = re.compile(
    r"^ {0,3}\[(?P<label>\^?[^\[\]\s][^\[\]\n]*)\]:.*(?:\n(?:[ \t]*\r?\n)*(?:\t| {2,})\S.*)*",
    re.MULTILINE,
)
_NAMED = re.compile(r"\[(\^?[^\[\]\s][^\[\]]*)\](?!\()")


@dataclass(frozen=True)
class Definitions:
    """``dropped`` are places in the source that are not written where they stand.

    ``added`` are those that are written after a section (by its id), ``renamed`` the new labels of
    footnotes.
    """

    dropped: tuple[Span, ...] = ()
    added: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def relabelled(self, text: str) -> Iterator[tuple[Span, str]]:
        """The places of labels in a text that get new ones."""
        for named in _NAMED.finditer(text) if self.renamed else ():
            if named[1] in self.renamed:
                yield Span(*named.span(1)), self.renamed[named[1]]


def definitions(plan: Plan) -> Definitions:
    """What becomes of the definitions of a plan's source; nothing where all of it is drafted."""
    if plan.target is None or plan.source.format != "markdown":
        return Definitions()
    text = plan.source.source.text
    defined = _defined(plan.source)
    spans = {n: stretch(plan.source, plan.source.sections[n]) for n in plan.sections}
    inside = {label for label, at in defined.items() if _holds(spans.values(), at)}
    if plan.target.format != "markdown":
        # Each section is converted by itself.
        whole = {n: _places(_named(text, [span], defined), defined) for n, span in spans.items()}
        return Definitions(_with_gaps(text, (defined[label] for label in inside)), whole)
    there = _labels_of_target(plan)
    drafted = _named(text, spans.values(), defined)
    elsewhere = _named(text, _rest(text, spans.values()), defined, follow=False)
    own = [label for label in drafted if label.startswith("^") and label not in elsewhere]
    renamed = _renamed([label for label in own if label in there], there | set(defined))
    known = there - set(renamed)
    added: dict[int, tuple[Span, ...]] = {}
    written = inside | known
    for piece in plan.pieces:
        if piece.update:
            continue
        named = _named(text, [spans[n] for n in piece.sections], defined)
        lacking = [label for label in named if label not in written]
        written |= set(lacking)
        added[piece.sections[-1]] = _places(lacking, defined)
    idle = {label for label in inside if label.startswith("^") and label not in drafted}
    dropped = (defined[label] for label in inside & (known | idle))
    return Definitions(_with_gaps(text, dropped), added, renamed)


def _defined(document: Document) -> dict[str, Span]:
    """The place of every definition by its label; of two the first counts."""
    code = [
        block.prose.span(0, len(block.prose.text))
        for section in document.sections
        for block in section.blocks
        if block.kind == "code" and block.prose
    ]
    found: dict[str, Span] = {}
    for each in _DEFINED.finditer(document.source.text):
        if not any(start <= each.start() < end for start, end in code):
            end = each.start() + len(each[0].rstrip())
            found.setdefault(each["label"], Span(each.start(), end))
    return found


def _labels_of_target(plan: Plan) -> set[str]:
    """The labels that the target defines outside the drafts that give way."""
    assert plan.target is not None
    gone = [piece.replaces for piece in plan.pieces if piece.replaces]
    return {label for label, at in _defined(plan.target).items() if not _holds(gone, at)}


def _named(
    text: str, spans: Iterable[Span], defined: Mapping[str, Span], *, follow: bool = True
) -> list[str]:
    """The defined labels that stretches of a text name, and those that their definitions name."""
    found: dict[str, None] = {}
    waiting = [part for span in spans for part in without(span, defined.values())]
    while waiting:
        for label in _NAMED.findall(text[slice(*waiting.pop(0))]):
            if label in defined and label not in found:
                found[label] = None
                if follow:
                    body = text.index("]:", defined[label].start) + 2
                    waiting.append(Span(body, defined[label].end))
    return list(found)


def without(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """A stretch without the holes in it."""
    at = span.start
    for start, end in sorted(holes):
        if at <= start < span.end:
            yield Span(at, start)
            at = end
    yield Span(at, max(at, span.end))


def _rest(text: str, spans: Iterable[Span]) -> list[Span]:
    return list(without(Span(0, len(text)), spans))


def _holds(spans: Iterable[Span], at: Span) -> bool:
    return any(span.start <= at.start < span.end for span in spans)


def _places(labels: Iterable[str], defined: Mapping[str, Span]) -> tuple[Span, ...]:
    # A footnote is a paragraph, which an address below it would be part of.
    return tuple(defined[n] for n in sorted(labels, key=lambda label: label.startswith("^")))


def _with_gaps(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with the white space before them, in order."""
    return tuple(Span(len(text[:start].rstrip()), end) for start, end in sorted(spans))


def _renamed(labels: Sequence[str], taken: set[str]) -> dict[str, str]:
    """A new label for each: the next free number, or the name with a number."""
    found: dict[str, str] = {}
    for label in labels:
        stem = "^" if label[1:].isdigit() else f"{label}-"
        new = next(f"{stem}{k}" for k in count(2) if f"{stem}{k}" not in taken)
        found[label] = new
        taken = taken | {new}
    return found
