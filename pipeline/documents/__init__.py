"""Text in a file → sections, blocks and sentences with exact places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from pipeline.model.document import Document
from pipeline.model.source import Source

_MARKDOWN = frozenset((".md", ".markdown", ".mdx"))
_HTML = frozenset((".html", ".htm"))


def parse(source: Source, *, meta_keys: Sequence[str] = ("title", "description")) -> Document:
    """The outline of a source, read as the ending of its path says; plain text where it is silent.

    ``meta_keys`` are the front-matter keys whose values are prose. Raises SourceError where a
    front matter is broken.
    """
    from pipeline.documents.control import with_controls

    return with_controls(_parsed(source, meta_keys))


def _parsed(source: Source, meta_keys: Sequence[str]) -> Document:
    ending = PurePosixPath(source.path).suffix.lower()
    if ending in _MARKDOWN:
        from pipeline.documents.markdown import parse_markdown

        return parse_markdown(source, meta_keys)
    if ending in _HTML:
        from pipeline.documents.html import parse_html

        return parse_html(source)
    from pipeline.documents.plain import parse_plain

    return parse_plain(source)
