"""Documents, links and contexts built from a few lines of text, for tests of the later stages.

An outline is written as Markdown-like text: ``#`` headings (with an optional number), a line that
ends in ``::`` a run-in label, ``!`` before a heading or line furniture, every other line a
paragraph. The places are exact: they point into the very text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.model.check import Context, Side, T
from pipeline.model.document import Block, BlockKind, Document, Mark, Section
from pipeline.model.findings import Failure, Finding, PairReport, Report
from pipeline.model.links import Link
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span
from pipeline.model.terms import Glossary
from pipeline.model.tokens import Token, Tokenised

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"(?P<furniture>!?)(?P<hashes>#+)\s+(?P<number>\d+\.\s+)?(?P<title>.+)")
_SENTENCE = re.compile(
    r"[^。！？.!?\s][^。！？.!?]*(?:[。！？]|[.!?](?=\s|$)|[.!?](?=\S)[^。.!?]*)*"
)
_CODE = re.compile(r"`[^`]+`")


def block(text: str, start: int, kind: BlockKind = "paragraph") -> Block:
    """A block whose prose stands at ``start`` of its source; backticks mark inline code."""
    marks = tuple(Mark("code", m.start(), m.end()) for m in _CODE.finditer(text))
    sentences = tuple((m.start(), m.end()) for m in _SENTENCE.finditer(text))
    return Block(kind, Prose.of([(text, start, len(text))]), sentences, marks)


def document(lang: Lang, text: str, path: str | None = None) -> Document:
    """Parses an outline (see the module)."""
    source = Source(path or f"articles/{lang}/a.md", lang, text)
    sections: list[Section] = []
    ancestors: list[Section] = []
    for line in _LINE.finditer(text):
        opened = _opened(line, len(sections))
        if opened:
            while ancestors and ancestors[-1].level >= opened.level:
                ancestors.pop()
            parent = ancestors[-1].id if ancestors and not opened.is_furniture else None
            sections.append(replace(opened, parent=parent))
            if not opened.is_furniture:
                ancestors.append(opened)
            continue
        if not sections:
            nothing = Prose("", ())
            sections.append(
                Section(0, 0, "preamble", nothing, "", Span(line.start(), line.start()), None, ())
            )
        last = sections[-1]
        new = block(line.group(), line.start(), "note" if line.group()[0] == "[" else "paragraph")
        sections[-1] = replace(last, blocks=(*last.blocks, new))
    ends = [*(section.span.start for section in sections), len(text)][1:]
    placed = [
        replace(section, span=Span(section.span.start, end))
        for section, end in zip(sections, ends, strict=True)
    ]
    return Document(source, "markdown", tuple(placed))


def _opened(line: re.Match[str], number: int) -> Section | None:
    text = line.group()
    heading = _HEADING.fullmatch(text)
    if heading:
        start = line.start() + heading.start("title")
        title = block(heading["title"], start)
        level = len(heading["hashes"])
        kind = "furniture" if heading["furniture"] else "heading"
        written = (heading["number"] or "").strip()
    elif text.endswith("::"):
        title = block(text[:-2], line.start())
        level, kind, written = 9, "run-in", ""
    else:
        return None
    span = Span(line.start(), line.end())
    return Section(number, level, kind, title.prose, written, span, None, (), title)


@dataclass(frozen=True)
class PlainContext:
    """A context for checks that ask for neither syntax nor embeddings."""

    source: Side
    target: Side
    links: tuple[Link, ...]
    glossary: Glossary = field(default_factory=lambda: Glossary("glossary.tsv", (), ""))

    def once(self, compute: Callable[[Context], T]) -> T:
        return compute(self)  # type: ignore[arg-type]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        raise AssertionError("this check was not to embed anything")

    def syntax(self, sentences: Sequence[str], lang: Lang) -> Sequence[tuple[Token, ...]]:
        raise AssertionError("this check was not to ask for syntax")


def side(made: Document) -> Side:
    """A side without tokens and terms."""
    empty = tuple(((),) * (1 + len(section.blocks)) for section in made.sections)
    return Side(made, Tokenised(made, empty), ())


def links(pairs: str, score: float = 0.9) -> tuple[Link, ...]:
    """``"0-0 1-2,3 2- -1"``: source sections, a dash, target sections; Japanese is the source."""
    made = []
    for pair in pairs.split():
        left, right = (tuple(int(n) for n in half.split(",") if n) for half in pair.split("-"))
        made.append(Link(left, right, score, {"body": score, "order": 1.0}))
    return tuple(made)


def context(ja: str, en: str, pairs: str, source: Lang = "ja") -> PlainContext:
    """A context of two outlines and links written ``ja-en``."""
    sides = {"ja": side(document("ja", ja)), "en": side(document("en", en))}
    opposite: Lang = "en" if source == "ja" else "ja"
    return PlainContext(sides[source], sides[opposite], links(pairs))


def report(
    ja: Document | None,
    en: Document | None,
    findings: Sequence[Finding] = (),
    made: Sequence[Link] = (),
    failures: Sequence[Failure] = (),
    name: str = "a",
) -> Report:
    """A report of one pair, Japanese being the source."""
    pair = PairReport(
        name,
        ja.source.path if ja else None,
        en.source.path if en else None,
        ja,
        en,
        tuple(made),
        tuple(findings),
    )
    return Report("0.1.0", {"encoder": "none"}, "ja", (pair,), tuple(failures))
