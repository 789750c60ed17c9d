"""HTML → tokens that know where they stand, through the standard library's tolerant parser."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Literal, NamedTuple

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class Token(NamedTuple):
    """``text`` as it stands, one ``char`` written as an entity, or a ``start`` or ``end`` tag.

    ``value`` is the text, the character or the tag's name; ``end`` is only known for text and
    characters, and for start tags.
    """

    kind: Literal["text", "char", "start", "end"]
    value: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Tokens in document order; comments, declarations and processing instructions have none."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    return reader.found


def attribute(text: str, tag: Token, name: str) -> tuple[str, int, int] | None:
    """The value of an attribute of a start tag, as written, and where it stands."""
    head = re.compile(r"<[^\s/>]+").match(text, tag.start)
    for found in _ATTRIBUTE.finditer(text, head.end() if head else tag.start, tag.end):
        if found.group(1).lower() == name:
            group = next((g for g in (2, 3, 4) if found.group(g) is not None), 2)
            return found.group(group), found.start(group), found.end(group)
    return None


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        # HTMLParser counts lines by LF alone.
        self._lines = [0, *(m.end() for m in re.finditer("\n", text))]
        self.found: list[Token] = []

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: object) -> None:
        start = self._here()
        self.found.append(Token("start", tag, start, start + len(self.get_starttag_text() or "")))

    def handle_endtag(self, tag: str) -> None:
        start = self._here()
        self.found.append(Token("end", tag, start, start))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        start = self._here()
        self.found.append(Token("text", data, start, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference("&" + name)

    def handle_charref(self, name: str) -> None:
        self._reference("&#" + name)

    def _reference(self, written: str) -> None:
        start = self._here()
        end = start + len(written)
        end += self._text.startswith(";", end)
        raw = self._text[start:end]
        shown = html.unescape(raw)
        if shown == raw:
            self.found.append(Token("text", raw, start, end))
            return
        self.found += [Token("char", char, start, end) for char in shown]
