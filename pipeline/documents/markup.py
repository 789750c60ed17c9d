"""HTML → its blocks as a browser lays them out: headings, paragraphs, cells and images.

Shared by HTML files and the HTML blocks of Markdown. White space collapses, entities become their
character, ``<br>`` a line break; form controls and what no reader sees (``unseen``) are dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.documents.blocks import block
from pipeline.documents.inline import Inline
from pipeline.documents.places import Piece, relocated
from pipeline.documents.tags import (
    BLOCKS,
    HEADINGS,
    VOID,
    Token,
    attribute,
    characters,
    names,
    tokens,
)
from pipeline.documents.unseen import is_unseen
from pipeline.model.document import Block, BlockKind, Mark, Ref
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Span

_DROPPED = names(
    """script style noscript template svg math iframe object video audio canvas
    button select textarea label option datalist"""
)
_KINDS: dict[str, BlockKind] = {
    "li": "item",
    "dd": "item",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
}
# Elements that name their text; the others ("p", "div" …) leave it to what they stand in.
_NAMING = frozenset(_KINDS) | HEADINGS | {"dt", "figcaption", "caption", "title", "pre"}
# What a start tag closes although its end tag is left out, and what it looks no further than.
_IMPLIED = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
}
# Elements whose text is not that of the item, cell or heading they stand in.
_UNNAMING = frozenset(("table", "ul", "ol", "dl", "figure"))
_WHITE = re.compile(r"[ \t\n\f\r]+")


class Leaf(NamedTuple):
    """One block of text or one image.

    ``tag`` is the element that names it (``p`` where none does, ``img``, ``meta``), ``start`` where
    it begins (a heading with its tag), ``parent`` the number of the element around its own;
    ``strong`` is the length of the strong text it begins with, ``alone`` whether its line ends
    there.
    """

    tag: str
    prose: Prose
    refs: Sequence[Ref]
    code: Sequence[Mark]
    start: int
    parent: int
    furniture: bool
    inside_main: bool
    strong: int
    alone: bool

    @property
    def end(self) -> int:
        """Where the last of its characters and references ends."""
        text = self.prose.span(0, len(self.prose.text)).end if self.prose else self.start
        return max(text, *(ref.span.end for ref in self.refs), self.start)

    @property
    def kind(self) -> BlockKind:
        """The kind its block has in an HTML file."""
        if self.tag == "pre":
            return "code"
        if self.tag == "img":
            return "alt"
        return "meta" if self.tag in ("meta", "title") else _KINDS.get(self.tag, "paragraph")

    def block(self, lang: Lang, base: Prose) -> Block:
        """Its block in a Markdown file, where the HTML is ``base.text``."""
        kind = self.kind if self.kind in ("code", "alt") else "html"
        refs = [ref._replace(span=base.span(*ref.span)) for ref in self.refs]
        return block(kind, relocated(self.prose, base), lang, refs=refs, code=self.code)


class _Open(NamedTuple):
    """An open element: its block's number and that around it, and what names its text."""

    tag: str
    block: int
    parent: int
    naming: str
    named_at: int
    furniture: bool
    dropped: bool
    unseen: bool


def fragment(text: str) -> Iterator[Leaf]:
    """The leaves of a page or a piece of one, in document order; places are offsets in ``text``."""
    yield from _Layout(text).leaves()


def page(text: str) -> tuple[list[Leaf], list[Span]]:
    """The leaves of a page, and where it has elements that no reader sees."""
    layout = _Layout(text)
    return list(layout.leaves()), layout.unseen


class _Layout:
    """Walks the tokens of a text with a stack of open elements.

    ``_reached`` is where the text of the last leaf ends, ``_at`` where the current token does.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack = [_Open("", 0, 0, "p", 0, False, False, False)]
        self.unseen: list[Span] = []
        self._unseen_from = 0
        self._reached = 0
        self._at = 0
        self._count: Counter[str] = Counter()
        self._numbers = 0
        self._found: list[Leaf] = []
        self._images: list[Leaf] = []
        self._reset()

    def _reset(self) -> None:
        self._inline = Inline(self._text, markdown=False)
        self._raw: list[Piece] = []
        self._code_from: int | None = None
        self._code: list[Mark] = []
        self._strong_from: int | None = None
        self._strong = 0
        self._start = -1

    def leaves(self) -> Iterator[Leaf]:
        for token in tokens(self._text):
            self._at = token.start
            if token.kind == "start":
                self._open(token)
            elif token.kind == "end":
                self._at = token.end
                self._close(token.value)
            elif not self._stack[-1].dropped:
                self._show(token)
            if self._found:
                yield from self._found
                self._found = []
        self._flush()
        self._at = len(self._text)
        while len(self._stack) > 1:
            self._pop()
        yield from self._found

    def _open(self, token: Token) -> None:
        tag = token.value
        if tag in BLOCKS:
            self._flush()
            self._close_implied(tag)
        elif tag in ("img", "meta"):
            if not self._stack[-1].unseen and not is_unseen(self._text, token):
                self._from_attributes(token)
        elif not self._stack[-1].dropped:
            self._inline_tag(token)
        if tag not in VOID:
            self._push(token)

    def _push(self, token: Token) -> None:
        tag, start = token.value, token.start
        top = self._stack[-1]
        number, parent = top.block, top.parent
        if tag in BLOCKS:
            self._numbers += 1
            number, parent = self._numbers, top.block
        naming, named_at = top.naming, top.named_at
        if tag in _NAMING:
            naming, named_at = tag, start
        elif tag in _UNNAMING:
            naming = "p"
        beside = tag in ("aside", "header", "footer") and not self._in_main()
        page_part = tag == "nav" or beside
        unseen = top.unseen or is_unseen(self._text, token)
        if unseen and not top.unseen:
            self._unseen_from = start
        furniture = top.furniture or page_part
        dropped = unseen or top.dropped or tag in _DROPPED
        self._stack.append(_Open(tag, number, parent, naming, named_at, furniture, dropped, unseen))
        self._count[tag] += 1

    def _in_main(self) -> bool:
        return bool(self._count["main"] or self._count["article"])

    def _close_implied(self, tag: str) -> None:
        # A heading ends where the next begins, as in a browser.
        if self._stack[-1].tag == "p" or (tag in HEADINGS and self._stack[-1].tag in HEADINGS):
            self._pop()
        closes, border = _IMPLIED.get(tag, (frozenset(), frozenset()))
        if not any(self._count[name] for name in closes):
            return
        for at in range(len(self._stack) - 1, 0, -1):
            if self._stack[at].tag in border:
                return
            if self._stack[at].tag in closes:
                while len(self._stack) > at:
                    self._pop()
                return

    def _pop(self) -> None:
        last = self._stack.pop()
        self._count[last.tag] -= 1
        if last.unseen and not self._stack[-1].unseen:
            self.unseen.append(Span(self._unseen_from, self._at))

    def _close(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in BLOCKS:
            self._flush()
        elif tag in ("strong", "b") and self._strong_from is not None:
            self._strong, self._strong_from = self._inline.length, None
        elif tag == "code" and self._code_from is not None:
            if self._inline.length > self._code_from:
                self._code.append(Mark("code", self._code_from, self._inline.length))
            self._code_from = None
        if tag in HEADINGS and not self._count[tag]:
            # ``<h2>…</h3>`` is a heading all the same.
            tag = next((each.tag for each in reversed(self._stack) if each.tag in HEADINGS), tag)
        if self._count[tag]:
            while self._stack[-1].tag != tag:
                self._pop()
            self._pop()

    def _inline_tag(self, token: Token) -> None:
        if token.value == "br":
            self._break(token)
        elif token.value in ("strong", "b") and not self._inline.length:
            self._strong_from = 0
        elif token.value == "code":
            self._code_from = self._inline.upcoming
        elif token.value == "a" and (href := self._attribute(token, "href")):
            self._seen(token.start)
            self._inline.refs.append(Ref("link", href.text, _span(token)))

    def _show(self, token: Token) -> None:
        if self._stack[-1].naming == "pre":
            self._raw.append((token.value, token.start, token.end - token.start))
            return
        if token.kind == "char":
            self._seen(token.start)
            self._inline.add(token.value, token.start, token.end - token.start)
            return
        at = 0
        for space in _WHITE.finditer(token.value):
            self._word(token, at, space.start())
            start, end = token.start + space.start(), token.start + space.end()
            wraps = "\n" in space.group() or "\r" in space.group()
            (self._inline.soft_break if wraps else self._inline.space)(start, end)
            at = space.end()
        self._word(token, at, len(token.value))

    def _word(self, token: Token, start: int, end: int) -> None:
        if start < end:
            self._seen(token.start + start)
            self._inline.add(token.value[start:end], token.start + start, end - start)

    def _seen(self, at: int) -> None:
        if self._start < 0:
            self._start = at

    def _break(self, token: Token) -> None:
        if self._stack[-1].naming == "pre":
            self._raw.append(("\n", token.start, token.end - token.start))
        else:
            self._inline.hard_break(token.start, token.end)

    def _from_attributes(self, token: Token) -> None:
        """``alt`` of an image and ``content`` of a description are text too."""
        if token.value == "meta":
            name = self._attribute(token, "name")
            value = self._attribute(token, "content")
            if name and name.text.lower() == "description" and value:
                self._flush()
                self._add(self._leaf("meta", value, ())._replace(start=token.start))
            return
        self._seen(token.start)
        target = self._attribute(token, "src")
        ref = Ref("image", target.text if target else "", _span(token))
        alt = self._attribute(token, "alt") or Prose("", ())
        self._images.append(self._leaf("img", alt, (ref,))._replace(start=token.start))

    def _attribute(self, tag: Token, name: str) -> Prose | None:
        found = attribute(self._text, tag, name)
        if found is None:
            return None
        pieces = ((t.value, t.start, t.end - t.start) for t in characters(self._text, *found))
        return Prose.of(pieces)

    def _leaf(self, tag: str, prose: Prose, refs: Sequence[Ref]) -> Leaf:
        top = self._stack[-1]
        # What follows the first leaf of a broken heading begins where it stands itself.
        named = (tag in HEADINGS or tag == "dt") and top.named_at >= self._reached
        start = top.named_at if named else self._start
        inside = self._in_main()
        return Leaf(tag, prose, refs, (), start, top.parent, top.furniture, inside, 0, False)

    def _add(self, leaf: Leaf) -> None:
        self._found.append(leaf)
        self._reached = max(self._reached, leaf.end)

    def _flush(self) -> None:
        naming = self._stack[-1].naming
        prose, _ = self._inline.finish()
        if self._raw:
            self._add(self._leaf("pre", Prose.of(self._raw), ())._replace(start=self._raw[0][1]))
        elif prose.text.strip():
            leaf = self._leaf(naming, prose, tuple(self._inline.refs))
            alone = prose.text[self._strong : self._strong + 1] in ("", "\n")
            code = tuple(self._code)
            self._add(leaf._replace(code=code, strong=self._strong, alone=alone))
        for image in self._images:
            self._add(image)
        self._images = []
        self._reset()


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
