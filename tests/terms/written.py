"""Documents and matchers from a few written lines, for tests of what comes after the parsers."""

from collections.abc import Mapping

from pipeline.languages import first_words, short_units, tokenise, tokenise_texts
from pipeline.model.check import Side
from pipeline.model.document import Block, Document, Section
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Source, Span
from pipeline.model.terms import Glossary
from pipeline.terms.matcher import Matcher, build


def written(text: str, lang: Lang) -> Document:
    """``# heading`` starts a section, ``~ heading`` furniture; any other line is a paragraph."""
    source = Source(f"{lang}.md", lang, text)
    drafts: list[tuple[str, Block | None, list[Block], int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        plain = line.rstrip()
        kind = {"#": "heading", "~": "furniture"}.get(plain[:1], "")
        if kind:
            heading = Block("paragraph", Prose.of([(plain[2:], at + 2, len(plain) - 2)]))
            drafts.append((kind, heading, [], at))
        elif plain:
            if not drafts:
                drafts.append(("preamble", None, [], at))
            prose = Prose.of([(plain, at, len(plain))])
            drafts[-1][2].append(Block("paragraph", prose, ((0, len(plain)),)))
        at += len(line)
    ends = [*(start for *_, start in drafts[1:]), len(text)][: len(drafts)]
    sections = tuple(
        Section(
            i,
            0 if kind == "preamble" else 1,
            kind,
            heading.prose if heading else Prose("", ()),
            "",
            Span(start, end),
            None,
            tuple(blocks),
            heading,
        )
        for i, ((kind, heading, blocks, start), end) in enumerate(zip(drafts, ends, strict=True))
    )
    return Document(source, "markdown", sections)


def matcher(glossary: Glossary, lang: Lang) -> Matcher:
    """A matcher with the real tokenisers."""
    return build(glossary, lang, tokenise_texts, short_units, first_words)


def side(text: str, lang: Lang, find: Matcher) -> Side:
    """One analysed side."""
    return analysed(written(text, lang), {lang: find})


def analysed(document: Document, matchers: Mapping[Lang, Matcher]) -> Side:
    """The side of a document."""
    tokens, find = tokenise(document), matchers[document.lang]
    return Side(document, tokens, find.find(tokens), find.find_all(tokens))
