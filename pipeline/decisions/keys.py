"""Hashes that name a text, so that a decision holds until that text changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline.model.decisions import SectionKey
from pipeline.model.document import Document, Section
from pipeline.model.texts import folded

__all__ = ["article_key", "content", "folded", "hashed", "key", "name", "section_hash", "under"]

_DIGITS = 12


def hashed(texts: Iterable[str]) -> str:
    """12 hexadecimal digits of a SHA-256 over the folded texts, their order included."""
    joined = "\x1f".join(folded(text) for text in texts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def section_hash(section: Section) -> str:
    """What is read in a section: its title without the number, and its prose without markup."""
    return hashed((section.title.text, section.text()))


def content(document: Document) -> list[Section]:
    """The sections that can be decided about: all but furniture."""
    return [section for section in document.sections if not section.is_furniture]


def name(section: Section) -> str:
    """The folded title, or the first words of a section that has none."""
    return folded(section.title.text) or folded(section.text())[:40]


def under(document: Document, section: Section) -> str:
    """The name of the section above, or ``""``."""
    return "" if section.parent is None else name(document.sections[section.parent])


def key(document: Document, section: Section) -> SectionKey:
    """The key that a decision names the section by."""
    title = name(section)
    repeated = sum(name(other) == title for other in content(document)) > 1
    return SectionKey(title, section_hash(section), under(document, section) if repeated else "")


def article_key(document: Document) -> SectionKey:
    """The key of a whole article: its first title and the text of all its sections."""
    sections = content(document)
    title = next((name(section) for section in sections), "")
    return SectionKey(title, hashed(section_hash(section) for section in sections))
