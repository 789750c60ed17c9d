"""Markdown, HTML and plain text into one another, for a section that changes its kind of file.

Everything goes by way of HTML: from Markdown through pulldown-cmark, into Markdown through
markdownify; plain text is written from the leaves of the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from pipeline.documents.markup import Leaf, fragment
from pipeline.documents.tags import HEADINGS

# [^1] in a text, and where the note stands.
_NOTE_REF = re.compile(r'<sup class="footnote-reference"><a href="#[^"]*">(\w+)</a></sup>')
# The address and the number of either.
_NUMBERED = re.compile(
    r'(footnote-(?:reference"><a href="#|definition" id="))[^"]*'
    r'(">(?:<sup class="footnote-definition-label">)?)(\d+)'
)
_NOTE = re.compile(
    r'<div class="footnote-definition" id="[^"]*">'
    r'<sup class="footnote-definition-label">(\w+)</sup>\s*<p>(.*?)</p>\s*</div>',
    re.DOTALL,
)
_LINK = re.compile(
    r"""<a\b[^<>]*\bhref\s*=\s*["'](?P<to>(?:https?:|mailto:)[^"']*)["'][^<>]*>(?P<words>.*?)</a>""",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def html_of_markdown(text: str, notes: int = 0) -> tuple[str, int]:
    """Markdown as HTML, with tables and footnotes; raw HTML in it stays.

    Its footnotes are numbered on from ``notes``; the number of the last one comes with it.
    """
    import pyromark

    from pipeline.documents.events import dialect

    html = str(pyromark.html(text, options=dialect())).strip()
    last = notes + max((int(found[3]) for found in _NUMBERED.finditer(html)), default=0)

    def numbered(found: re.Match[str]) -> str:
        number = notes + int(found[3])
        return f"{found[1]}note-{number}{found[2]}{number}"

    return _NUMBERED.sub(numbered, html), last


def markdown_of_html(text: str) -> str:
    """HTML as Markdown; what looks like markup in its words is escaped, comments are lost."""
    from markdownify import markdownify

    text = _NOTE_REF.sub(r"[^\1]", text)
    text = _NOTE.sub(lambda note: f"<p>[^{note[1]}]: {note[2]}</p>", text)
    made = markdownify(text, heading_style="ATX", bullets="-", escape_misc=True)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\\\[\^(\w+)\\?\]", r"[^\1]", made)).strip()


def text_of_html(text: str, heading: Callable[[str], str], bullet: str, gap: str) -> str:
    """HTML as plain text: a line a paragraph, ``gap`` between them.

    ``heading`` writes a heading, ``bullet`` opens an item and the row of a table, which would be
    read as a heading without one. Addresses stand in brackets behind their words, images are left
    out.
    """
    text = _NOTE_REF.sub(r"[\1]", text)
    text = _NOTE.sub(lambda note: f"<p>[{note[1]}] {note[2]}</p>", text)
    text = _LINK.sub(_address, text)
    lines: list[tuple[str, str]] = []
    for cells, leaves in groupby(_leaves(text), key=lambda leaf: leaf.tag in ("td", "th")):
        if cells:
            for _, row in groupby(leaves, key=lambda leaf: leaf.parent):
                lines.append((bullet + " | ".join(_line(leaf) for leaf in row), "row"))
            continue
        for leaf in leaves:
            if leaf.tag in HEADINGS:
                lines.append((heading(_line(leaf)), ""))
            elif leaf.tag == "pre":
                lines.append((leaf.prose.text.strip("\n"), ""))
            else:
                kind = "item" if leaf.kind == "item" else ""
                lines.append((f"{bullet if kind else ''}{_line(leaf)}", kind))
    return "".join(_spaced(lines, gap))


def _spaced(lines: list[tuple[str, str]], gap: str) -> Iterator[str]:
    """The lines; items of one list and rows of one table stand close together."""
    for k, (line, kind) in enumerate(lines):
        if k:
            yield "\n" if kind and kind == lines[k - 1][1] else gap
        yield line


def html_of_lines(title: str | None, level: int, lines: list[tuple[str, bool]]) -> str:
    """A section of a plain text as HTML: its title, its lines and which of them are items."""
    made = [f"<h{level}>{escape(title, quote=False)}</h{level}>"] if title else []
    for items, group in groupby(lines, key=lambda line: line[1]):
        words = [escape(line, quote=False) for line, _ in group]
        if items:
            made += ["<ul>", *(f"<li>{line}</li>" for line in words), "</ul>"]
        else:
            made += [f"<p>{line}</p>" for line in words]
    return "\n".join(made)


def _leaves(text: str) -> Iterator[Leaf]:
    return (leaf for leaf in fragment(text) if leaf.tag != "img" and leaf.prose.text.strip())


def _line(leaf: Leaf) -> str:
    return " ".join(leaf.prose.text.split())


def _address(link: re.Match[str]) -> str:
    words = _TAG.sub("", link["words"]).strip()
    to = link["to"].removeprefix("mailto:")
    return link["words"] if words == to else f"{link['words']} ({to})"
