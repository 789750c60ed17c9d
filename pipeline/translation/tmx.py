"""Reads translation memories in TMX, as other tools export them: pairs of Japanese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.errors import SourceError
from pipeline.model.source import Lang
from pipeline.system import xml_reader

# Content of these elements is markup of another tool; their text is no text.
_NATIVE = frozenset(("bpt", "ept", "ph", "it", "ut"))


@dataclass
class _Handler:
    """Collects the first segment of each language of every unit."""

    found: list[Mapping[Lang, str]] = field(default_factory=list)
    _unit: dict[Lang, str] = field(default_factory=dict)
    _lang: Lang | None = None
    _text: list[str] | None = None
    _native: int = 0
    _root: str = ""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        element = xml_reader.local(name)
        self._root = self._root or element
        if element == "tu":
            self._unit = {}
        elif element == "tuv":
            self._lang = _lang(attributes)
        elif element == "seg":
            self._text = []
        elif element in _NATIVE:
            self._native += 1

    def end(self, name: str) -> None:
        element = xml_reader.local(name)
        if element == "seg" and self._text is not None:
            if self._lang is not None:
                self._unit.setdefault(self._lang, " ".join("".join(self._text).split()))
            self._text = None
        elif element in _NATIVE:
            self._native -= 1
        elif element == "tuv":
            self._lang = None
        elif element == "tu" and len(self._unit) == 2:
            self.found.append(self._unit)

    def text(self, text: str) -> None:
        if self._text is not None and not self._native:
            self._text.append(text)


def read(data: bytes, path: str) -> Iterator[Mapping[Lang, str]]:
    """The units of a memory that have both languages, in file order.

    Raises SourceError where it is not well-formed, declares entities, or is no TMX.
    """
    handler = _Handler()
    xml_reader.parse(data, handler, path, SourceError)
    if handler._root != "tmx":
        raise SourceError(
            f"is no TMX: its root is <{handler._root}>; export the memory as TMX 1.4", path=path
        )
    yield from handler.found


def _lang(attributes: Mapping[str, str]) -> Lang | None:
    """The language of a variant, whatever its region; older files say ``lang``."""
    named = {xml_reader.local(name): value for name, value in attributes.items()}
    primary = named.get("lang", "").replace("_", "-").partition("-")[0].lower()
    return "ja" if primary == "ja" else "en" if primary == "en" else None
