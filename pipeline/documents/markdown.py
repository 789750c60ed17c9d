"""Markdown: CommonMark with tables, footnotes and front matter, through pulldown-cmark's events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import frontmatter
from pipeline.documents.blocks import block
from pipeline.documents.directives import is_text
from pipeline.documents.events import events
from pipeline.documents.hidden import Hidden, visible
from pipeline.documents.inline import Inline
from pipeline.documents.labels import run_in, strong_start
from pipeline.documents.markup import fragment
from pipeline.documents.outline import Item, Opening, sections, title
from pipeline.documents.places import Piece, aligned
from pipeline.model.document import Block, BlockKind, Document, Ref
from pipeline.model.prose import Prose
from pipeline.model.source import Source, Span

_CONTAINERS: dict[str, BlockKind] = {
    "Item": "item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "note",
    "TableCell": "cell",
}
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_LONE_CR = re.compile(r"\r(?!\n)")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)


def parse_markdown(source: Source, meta_keys: Sequence[str] = ("title", "description")) -> Document:
    """Sections with exact places; front-matter values of ``meta_keys`` are ``meta`` blocks.

    Headings keep their own level, run-in labels stand one below the heading before them. Raises
    SourceError where the front matter is broken.
    """
    # A CR alone ends a line, but not for the parsers of Markdown and of front matter.
    lined = replace(source, text=_LONE_CR.sub("\n", source.text))
    front = frontmatter.read(lined, meta_keys)
    items: list[Item] = [block("meta", value, source.lang) for value in front.values]
    items += _Reader(lined, front.end).items()
    return Document(source, "markdown", sections(source, items))


class _Reader:
    """Walks the events once; every handler appends to ``_items``."""

    def __init__(self, source: Source, start: int) -> None:
        self._source = source
        self._text = source.text
        self._base = start
        self._items: list[Item] = []
        self._containers: list[str] = []
        self._inline: Inline | None = None
        self._images: list[tuple[Inline, Ref, Inline]] = []
        self._alts: list[tuple[Prose, Ref]] = []
        self._verbatim: list[Piece] | None = None
        self._level = 0
        self._hidden = Hidden("", 0, 0)
        self._seen = True
        self._unseen = 0
        self._lost = False

    def items(self) -> list[Item]:
        """Openings and blocks in document order."""
        jsx = self._source.path.lower().endswith(".mdx")
        for event in events(self._text, self._base, jsx=jsx):
            kind, name, value, start, end, self._seen, self._unseen = event
            if kind == "Start":
                self._start(name, value, start, end)
            elif kind == "End":
                self._end(name, value, start, end)
            else:
                self._leaf_event(kind, value, start, end)
        self._flush()
        return self._items

    def _start(self, name: str, value: str, start: int, end: int) -> None:
        if name in _INLINE:
            self._start_inline(name, value, start, end)
            return
        self._flush()
        if name in _CONTAINERS:
            self._containers.append(name)
        elif name in ("CodeBlock", "HtmlBlock"):
            self._verbatim = []
        if name in ("Paragraph", "Heading", "TableCell"):
            self._open(start, end)

    def _start_inline(self, name: str, value: str, start: int, end: int) -> None:
        inline = self._current(start, end)
        if name == "Link" and self._shows(start):
            inline.refs.append(Ref("link", value, Span(start, end)))
        elif name == "Image":
            alt = Inline(self._text)
            self._images.append((inline, Ref("image", value, Span(start, end)), alt))
            self._inline = alt

    def _end(self, name: str, value: str, start: int, end: int) -> None:
        if name == "Image":
            self._inline, ref, alt = self._images.pop()
            if self._shows(start):
                self._inline.refs += [ref, *alt.refs]
                self._alts.append((alt.finish()[0], ref))
        elif name == "Heading":
            self._heading(int(value[1]), start, end)
        elif name == "Paragraph":
            self._paragraph(start, end)
        elif name in ("CodeBlock", "HtmlBlock"):
            self._verbatim_block(name)
        elif name not in _INLINE:
            self._flush()
            if name in _CONTAINERS:
                self._containers.pop()

    def _leaf_event(self, kind: str, value: str, start: int, end: int) -> None:
        if self._verbatim is not None:
            self._verbatim += self._pieces(value, start, end)
        elif kind == "Rule":
            self._flush()
        elif not self._seen:
            self._current(start, end).skip()
            self._lost = True
        elif kind == "Text":
            inline = self._current(start, end)
            for piece in self._pieces(value, start, end):
                for shown in self._hidden.shown(piece):
                    inline.add(*shown)
        elif kind == "Code":
            if not self._hidden.covers(start):
                self._current(start, end).add_code(self._code(value, start, end))
        elif kind == "SoftBreak":
            self._soft_break(start, end)
        elif kind == "HardBreak" or (kind == "InlineHtml" and _BREAK_TAG.fullmatch(value)):
            self._current(start, end).hard_break(start, end)
        elif kind == "InlineHtml":
            self._inline_html(start, end)
        elif kind == "FootnoteReference":
            inline = self._current(start, end)
            inline.refs.append(Ref("footnote", value, Span(start, end)))

    def _shows(self, at: int) -> bool:
        """Whether a reader sees what the event at an offset stands for."""
        return self._seen and not self._hidden.covers(at)

    def _current(self, start: int, end: int) -> Inline:
        """The open inline content; a tight list item opens it with its first event."""
        if self._inline is None:
            self._open(start, end)
        assert self._inline is not None
        return self._inline

    def _open(self, start: int, end: int) -> None:
        self._inline = Inline(self._text)
        self._hidden = Hidden(self._text, start, end)
        self._lost = False

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """A text event with its places; an entity is one character for several."""
        if self._text[start:end] == text:
            yield text, start, end - start
        elif self._text.startswith("&", start):
            yield from ((char, start, end - start) for char in text)
        else:
            yield from aligned(text, self._text, start, end)

    def _code(self, text: str, start: int, end: int) -> list[Piece]:
        raw = self._text[start:end]
        ticks = len(raw) - len(raw.lstrip("`"))
        return list(aligned(text, self._text, start + ticks, end - ticks))

    def _soft_break(self, start: int, end: int) -> None:
        inline = self._current(start, end)
        if self._hidden.on_fence_line(start):
            inline.hard_break(start, end)
        else:
            inline.soft_break(start, end)

    def _inline_html(self, start: int, end: int) -> None:
        """Tags vanish; an image leaves its alternative text."""
        for leaf in fragment(self._text[start:end]):
            if leaf.tag == "img":
                for ref in leaf.refs:
                    moved = Ref(ref.kind, ref.target, Span(start, end))
                    self._current(start, end).refs.append(moved)
                    self._alts.append((_moved(leaf.prose, start), moved))

    def _heading(self, level: int, start: int, end: int) -> None:
        if self._containers:
            self._flush()
            return
        inline = self._current(start, end)
        self._inline = None
        prose, code = inline.finish()
        if self._lost and not prose.text.strip():
            self._emit_alts(carried=False)
            return
        number, heading = title(prose, self._source.lang, refs=inline.refs, code=code)
        self._level = level
        self._items.append(Opening("heading", level, number, heading, start))
        self._emit_alts(carried=True)

    def _paragraph(self, start: int, end: int) -> None:
        inline = self._inline
        if inline is None or self._containers:
            self._flush()
            return
        prose, code = inline.finish()
        strong = strong_start(prose, self._text, start, end)
        labelled = strong and run_in(
            prose,
            strong,
            self._source.lang,
            level=self._level + 1,
            start=start,
            refs=inline.refs,
            code=code,
        )
        if not labelled:
            self._flush()
            return
        self._inline = None
        self._items += labelled
        self._emit_alts(carried=True)

    def _flush(self) -> None:
        """Closes the open inline content as a block of the innermost container's kind."""
        inline, self._inline = self._inline, None
        if inline is None:
            return
        prose, code = inline.finish()
        shown = bool(prose.text.strip())
        if shown:
            kind = _CONTAINERS[self._containers[-1]] if self._containers else "paragraph"
            self._items.append(block(kind, prose, self._source.lang, refs=inline.refs, code=code))
        elif inline.refs and not self._alts:
            self._items.append(Block("paragraph", Prose("", ()), refs=tuple(inline.refs)))
        self._emit_alts(carried=shown)

    def _emit_alts(self, *, carried: bool) -> None:
        """Alternative texts; an image that is all of its paragraph carries its reference itself."""
        for prose, ref in self._alts:
            if prose or not carried:
                refs = () if carried else (ref,)
                self._items.append(block("alt", prose, self._source.lang, refs=refs))
        self._alts = []

    def _verbatim_block(self, name: str) -> None:
        prose = Prose.of(self._verbatim or ())
        self._verbatim = None
        if name == "HtmlBlock":
            prose = prose.cut(self._unseen, len(prose.text))
        if not prose or (name == "CodeBlock" and not self._seen):
            return
        if name == "CodeBlock":
            said = is_text(self._text, prose.span(0, 1).start)
            kind: BlockKind = "paragraph" if said else "code"
            self._items.append(block(kind, prose, self._source.lang))
            return
        prose = visible(prose)
        for leaf in fragment(prose.text):
            self._items.append(leaf.block(self._source.lang, base=prose))


def _moved(prose: Prose, by: int) -> Prose:
    return Prose(prose.text, tuple(run._replace(start=run.start + by) for run in prose.runs))
