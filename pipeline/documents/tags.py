"""HTML → tokens that know where they stand.

The tokeniser of the HTML standard (§13.2.5) as far as text needs it: tags with quoted attributes,
comments and declarations, raw text, character references. What is not closed runs to the end, as in
a browser, so that time stays linear however broken the page (``html.parser`` starts over at every
``<`` of an unclosed tag). Other parsers give tags without places.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>=][^\s/>=]*+|=[^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?"""
)
_TAG_END = re.compile(r"[\s/]*>")
_REFERENCE = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,10}|[A-Za-z][A-Za-z0-9]{0,31});?")
# Their content is not markup; that of a title and a text area may still hold references.
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_RAW_BUT_REFERENCES = frozenset(("title", "textarea"))


def names(text: str) -> frozenset[str]:
    """Names written as a text."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta source track wbr")
"""Elements without content or end tag."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | names(
    """html head body main article section nav aside header footer div p ul ol li dl dt dd table
    caption thead tbody tfoot tr td th figure figcaption hr pre blockquote title form fieldset
    legend address details summary center hgroup menu"""
)
"""Elements that begin a line of their own."""


class Token(NamedTuple):
    """``text`` as it stands, one ``char`` written as a reference, or a ``start`` or ``end`` tag.

    ``value`` is the text, the character or the tag's name in lower case.
    """

    kind: Literal["text", "char", "start", "end"]
    value: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Tokens in document order; comments and declarations have none."""
    at = 0
    while at < len(text):
        found = _MARKUP.search(text, at)
        if not found:
            yield Token("text", text[at:], at, len(text))
            return
        if found.start() > at:
            yield Token("text", text[at : found.start()], at, found.start())
        at = found.start()
        if text[at] == "&":
            reference = list(_reference(text, at))
            yield from reference
            at = reference[-1].end
            continue
        tag = _tag(text, at)
        if tag is None:
            at = _past_declaration(text, at)
            continue
        if tag.value:
            yield tag
        at = tag.end
        if tag.kind == "start" and tag.value in _RAW | _RAW_BUT_REFERENCES:
            close = re.compile(rf"</{tag.value}(?=[\s/>])", re.I).search(text, at)
            end = close.start() if close else len(text)
            if tag.value in _RAW_BUT_REFERENCES:
                yield from characters(text, at, end)
            at = end


def characters(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of ``text[start:end]`` where only references are markup, as in an attribute."""
    at = start
    while at < end:
        found = _REFERENCE.search(text, at, end)
        stop = found.start() if found else end
        if stop > at:
            yield Token("text", text[at:stop], at, stop)
        at = stop
        if found:
            reference = list(_reference(text, at))
            yield from reference
            at = reference[-1].end


def attribute(text: str, tag: Token, name: str) -> tuple[int, int] | None:
    """Where the value of an attribute of a start tag stands, without its quotes."""
    for found in _attributes(text, tag):
        if found.group(1).lower() == name:
            group = next((g for g in (2, 3, 4) if found.group(g) is not None), None)
            return found.span(group) if group else None
    return None


def attributes(text: str, tag: Token) -> dict[str, str]:
    """The attributes of a start tag as written, by their names in lower case; the first counts."""
    found: dict[str, str] = {}
    for each in _attributes(text, tag):
        value = next((each[group] for group in (2, 3, 4) if each[group] is not None), "")
        found.setdefault(each[1].lower(), value)
    return found


def _attributes(text: str, tag: Token) -> Iterator[re.Match[str]]:
    """The attributes one after the other: a search would start anew at every blank of a run."""
    head = _NAME.match(text, tag.start)
    at = head.end() if head else tag.start
    while found := _ATTRIBUTE.match(text, at, tag.end):
        yield found
        at = found.end()


def _tag(text: str, at: int) -> Token | None:
    """The tag at ``<``; one without a name swallowed the rest. None where it is no tag."""
    name = _NAME.match(text, at)
    if not name:
        return None
    end = name.end()
    while not (closing := _TAG_END.match(text, end)):
        attribute = _ATTRIBUTE.match(text, end)
        # An ``=`` whose value is an unclosed quotation ends nowhere.
        if not attribute or text[attribute.end() : attribute.end() + 1] == "=":
            return Token("start", "", at, len(text))
        end = attribute.end()
    kind: Literal["start", "end"] = "end" if text[at + 1] == "/" else "start"
    return Token(kind, name.group(1).lower(), at, closing.end())


def _past_declaration(text: str, at: int) -> int:
    """The offset after a comment, declaration or processing instruction."""
    if text.startswith("<!--", at):
        if short := re.compile(r"<!--(?:-?>)").match(text, at):
            return short.end()
        close = text.find("-->", at + 4)
        return close + 3 if close >= 0 else len(text)
    close = text.find(">", at)
    return close + 1 if close >= 0 else len(text)


def _reference(text: str, at: int) -> Iterator[Token]:
    """The characters of the reference at ``&``, or its text where it refers to nothing."""
    found = _REFERENCE.match(text, at)
    raw = found.group() if found else "&"
    end = at + len(raw)
    shown = html.unescape(raw)
    tail = shown[1:]
    if shown == raw or not shown:
        yield Token("text", raw, at, end)
    elif tail and raw.endswith(tail):
        # A name without its semicolon that other letters follow: ``&ampx``.
        yield Token("char", shown[0], at, end - len(tail))
        yield Token("text", tail, end - len(tail), end)
    else:
        yield from (Token("char", char, at, end) for char in shown)
