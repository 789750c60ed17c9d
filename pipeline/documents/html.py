"""HTML pages: the main content in the outline, menus and footers as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.documents.blocks import block
from pipeline.documents.labels import Strong, run_in
from pipeline.documents.markup import Leaf, page
from pipeline.documents.outline import Furniture, Item, Opening, sections, title
from pipeline.documents.tags import HEADINGS
from pipeline.documents.unseen import without
from pipeline.model.document import Block, Document
from pipeline.model.source import Lang, Source, Span

# trafilatura takes two seconds a megabyte; a page of more characters is no article, and there the
# page's own <main> or <article> decides.
_LONGEST = 1_000_000
_NOT_WORD = re.compile(r"\W+")
# They take their place from what they stand beside: extractors drop them for being short.
_COMPANIONS = HEADINGS | {"img", "figcaption", "caption", "dt", "pre"}
_PARTS = frozenset(("li", "dd", "td", "th", "blockquote"))


def parse_html(source: Source) -> Document:
    """Sections of the main content with places in the file.

    Blocks outside it are furniture sections where they stand; ``<title>`` and the description are
    ``meta`` blocks. A ``<dt>`` and a paragraph that begins with a strong label open a run-in.
    """
    leaves, unseen = page(source.text)
    content = _with_their_text(leaves, _content(without(source.text, unseen), leaves))
    return Document(source, "html", sections(source, _items(leaves, content, source.lang)))


def _items(leaves: Sequence[Leaf], content: Sequence[bool], lang: Lang) -> Iterator[Item]:
    level = 0
    aside: list[Leaf] = []
    for leaf, has_content in zip(leaves, content, strict=True):
        if not has_content:
            aside.append(leaf)
            continue
        if aside:
            yield _furniture(aside, lang)
            aside = []
        if leaf.tag in HEADINGS:
            level = int(leaf.tag[1])
        yield from _content_items(leaf, level, lang)
    if aside:
        yield _furniture(aside, lang)


def _content_items(leaf: Leaf, level: int, lang: Lang) -> Iterator[Item]:
    if leaf.tag in HEADINGS or leaf.tag == "dt":
        number, heading = title(leaf.prose, lang, refs=leaf.refs, code=leaf.code)
        if leaf.tag == "dt":
            yield Opening("run-in", level + 1, number, heading, leaf.start)
        else:
            yield Opening("heading", level, number, heading, leaf.start)
        return
    labelled = None
    if leaf.strong and leaf.tag == "p":
        labelled = run_in(
            leaf.prose,
            Strong(leaf.strong, leaf.alone),
            lang,
            level=level + 1,
            start=leaf.start,
            refs=leaf.refs,
            code=leaf.code,
        )
    yield from labelled or (_block(leaf, lang),)


def _block(leaf: Leaf, lang: Lang) -> Block:
    return block(leaf.kind, leaf.prose, lang, refs=leaf.refs, code=leaf.code)


def _furniture(leaves: Sequence[Leaf], lang: Lang) -> Furniture:
    blocks = tuple(_block(leaf, lang) for leaf in leaves)
    return Furniture(blocks, Span(leaves[0].start, max(leaf.end for leaf in leaves)))


def _content(text: str, leaves: Sequence[Leaf]) -> list[bool]:
    """For each leaf, whether it is main content.

    trafilatura chooses; a block it passed over stays with its siblings, and between chosen blocks
    so do headings, images, captions and labels, and all that stands in ``<main>``.
    Where it finds nothing, ``<main>`` or ``<article>`` decides, else everything that is not in a
    navigation, header or footer.
    """
    allowed = [not leaf.furniture for leaf in leaves]
    lines = _extracted(text)
    chosen = [
        fits and any(key in lines for key in _keys(leaf))
        for leaf, fits in zip(leaves, allowed, strict=True)
    ]
    if not any(c and leaf.kind != "meta" for c, leaf in zip(chosen, leaves, strict=True)):
        main = any(leaf.inside_main for leaf in leaves)
        return [
            leaf.kind == "meta" or (fits and (leaf.inside_main or not main))
            for leaf, fits in zip(leaves, allowed, strict=True)
        ]
    parents = {leaf.parent for leaf, is_in in zip(leaves, chosen, strict=True) if is_in}
    first, last = chosen.index(True), len(chosen) - chosen[::-1].index(True)
    content = [
        leaf.kind == "meta"
        or is_in
        or (fits and leaf.parent in parents)
        or (fits and first <= at < last and (leaf.inside_main or leaf.tag in _COMPANIONS))
        for at, (leaf, is_in, fits) in enumerate(zip(leaves, chosen, allowed, strict=True))
    ]
    return _with_their_lists(leaves, content, allowed)


def _with_their_lists(
    leaves: Sequence[Leaf], content: Sequence[bool], allowed: Sequence[bool]
) -> list[bool]:
    """A list or table directly under a heading that is content, unless it is one of links.

    Extractors drop it for being short, and a heading alone would be left.
    """
    result = list(content)
    below = False
    for at, leaf in enumerate(leaves):
        if result[at]:
            below = leaf.tag in HEADINGS
        elif below := below and allowed[at] and leaf.tag in _PARTS and not leaf.refs:
            result[at] = True
    return result


def _with_their_text(leaves: Sequence[Leaf], content: Sequence[bool]) -> list[bool]:
    """An image that stands inside a text is content where that text is."""
    result = list(content)
    host: int | None = None
    for at, leaf in enumerate(leaves):
        if leaf.tag != "img":
            host = at
        elif host is not None and leaf.start < leaves[host].end:
            result[at] = result[host]
    return result


def _extracted(text: str) -> frozenset[str]:
    """The lines and cells of what trafilatura holds for the main content, folded by ``_key``."""
    if len(text) > _LONGEST:
        return frozenset()
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(text, favor_recall=True, include_comments=False)
    except (RecursionError, ValueError):
        found = None
    cells = (cell for line in (found or "").split("\n") for cell in (line, *line.split("|")))
    return frozenset(filter(None, map(_key, cells)))


def _keys(leaf: Leaf) -> Iterator[str]:
    yield _key(leaf.prose.text)
    yield from map(_key, leaf.prose.text.split("\n"))


def _key(text: str) -> str:
    """Letters and digits alone: extractors rewrite white space and marks of lists."""
    return _NOT_WORD.sub("", text)
