"""XLIFF as it comes back from a translator: hostile until read, and never more than texts.

Nothing in the file decides which file is opened or written: ``original`` is only compared with the
names of the project's articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from xml.sax.saxutils import escape

from pipeline.errors import SourceError
from pipeline.model.exchange import Returned, Reviewed, Stand
from pipeline.model.translation import Match, MatchKind
from pipeline.system import xml_reader
from pipeline.translation.xliff.kinds import GLOSSARY_NOTES, OWN_NOTES

_NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:1.2": ("1.2",),
    "urn:oasis:names:tc:xliff:document:2.0": ("2.0", "2.1"),
}
_STANDS: tuple[Stand, ...] = ("in-file", "to-insert", "beside", "nowhere")
_KINDS: tuple[MatchKind, ...] = ("exact", "adapted", "fuzzy", "near", "mt")
# What a reviewer's tool says of a segment that is done.
_DONE = {"translated", "signed-off", "final", "reviewed"}
_ORDER = re.compile(r"[1-9][0-9]{0,5}")
_CODE = re.compile(r"[0-9]{1,9}")
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_OPENS = {"g", "pc", "bpt", "bx", "sc"}
_CLOSES = {"ept", "ex", "ec"}
_ALONE = {"x", "ph", "it"}


@dataclass
class _Node:
    """An element; ``children`` are texts and elements in order."""

    space: str
    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[str | _Node] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[_Node]:
        """The children of these names, of the element's own namespace."""
        for child in self.children:
            if isinstance(child, _Node) and child.name in names:
                yield child

    def first(self, *names: str) -> _Node | None:
        """The first of them."""
        return next(self.elements(*names), None)

    def below(self, *names: str) -> Iterator[_Node]:
        """All of them, however deep, but none inside another."""
        for child in self.children:
            if isinstance(child, _Node):
                if child.name in names:
                    yield child
                else:
                    yield from child.below(*names)

    def text(self) -> str:
        """All characters."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def get(self, name: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(name, "")


class _Builder:
    """Builds the tree."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self._open: list[_Node] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        space, _, local = name.rpartition("}")
        node = _Node(space, local, dict(attributes), line)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, name: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(text)


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """The articles of an XLIFF file, 1.2, 2.0 or 2.1.

    Raises SourceError, with the line where there is one, for what is no XLIFF, of another version,
    not well-formed, or declares entities.
    """
    builder = _Builder()
    xml_reader.parse(data, builder, path, SourceError)
    root = builder.root
    assert root is not None
    if root.name != "xliff":
        raise SourceError(
            f"is no XLIFF: its root is <{root.name}>; give the file that `taiyaku draft --format "
            "xliff` wrote, as the reviewer's tool saved it",
            path=path,
            line=root.line,
        )
    version = root.get("version")
    if version not in _NAMESPACES.get(root.space, ()):
        named = f"XLIFF {version}" if version else "XLIFF of no version"
        raise SourceError(
            f"is {named}, which is not read; save it as XLIFF 1.2 or 2.1", path=path, line=root.line
        )
    articles = tuple(_article(node, root) for node in root.elements("file"))
    if not any(article.units for article in articles):
        raise SourceError("holds no segments", path=path)
    return articles


def _article(node: _Node, root: _Node) -> Returned:
    old = root.get("version") == "1.2"
    units = (
        [_old_unit(unit) for unit in node.below("trans-unit")]
        if old
        else [_unit(unit) for unit in node.below("unit")]
    )
    languages = (
        (node.get("source-language"), node.get("target-language"))
        if old
        else (root.get("srcLang"), root.get("trgLang"))
    )
    return Returned(node.get("original"), *languages, tuple(units), node.line)


def _old_unit(node: _Node) -> Reviewed:
    notes: dict[str, str] = {}
    for group in node.elements("context-group"):
        if group.get("name").startswith("taiyaku:"):
            for each in group.elements("context"):
                notes[each.get("context-type").removeprefix("x-")] = each.text().strip()
    target = node.first("target")
    state = target.get("state") if target else ""
    done = node.get("approved") == "yes" or state in _DONE
    source = node.first("source")
    words = coded(source) if source else ""
    whole = target is not None and _is_whole(target, node.first("seg-source"))
    return Reviewed(
        node.get("id"),
        words,
        _words(coded(target), "" if done else words) if target and whole else None,
        done and whole,
        _stand(notes),
        notes.get("places", ""),
        notes.get("held", ""),
        node.line,
        "stale" in notes,
        tuple(_match(match) for match in node.elements("alt-trans")),
        _notes(node, "from"),
        tuple(_shown(source)) if source else (),
    )


def _is_whole(target: _Node, source: _Node | None) -> bool:
    """Whether each part that a tool cut the segment into is translated."""
    parts, wanted = (
        [mark for mark in each.below("mrk") if mark.get("mtype") == "seg"] if each else []
        for each in (target, source)
    )
    return len(parts) >= len(wanted) and all(coded(part).strip() for part in parts)


def _notes(node: _Node, by: str) -> tuple[str, ...]:
    """What a person wrote beside a unit; ``by`` is the attribute that names what we wrote."""
    found = (
        " ".join(note.text().split())
        for note in node.elements("note")
        if note.get(by) not in (OWN_NOTES, GLOSSARY_NOTES)
    )
    return tuple(filter(None, found))


def _unit(node: _Node) -> Reviewed:
    notes = {
        meta.get("type"): meta.text().strip()
        for metadata in node.elements("metadata")
        for meta in metadata.below("meta")
    }
    pieces = list(node.elements("segment", "ignorable"))
    sources = []
    targets: list[tuple[int, str]] = []
    whole = True
    for number, piece in enumerate(pieces, 1):
        source, target = piece.first("source"), piece.first("target")
        sources.append(coded(source) if source else "")
        words = coded(target) if target else ""
        if piece.name == "ignorable":
            words = words or sources[-1]
        elif sources[-1].strip() and not words.strip():
            whole = False
        # A tool may put the parts of a translation into another order.
        order = target.get("order") if target else ""
        targets.append((int(order) if _ORDER.fullmatch(order) else number, words))
    states = {piece.get("state") for piece in pieces if piece.name == "segment"}
    return Reviewed(
        node.get("id").removeprefix("u"),
        "".join(sources),
        _words("".join(words for _, words in sorted(targets, key=itemgetter(0))), "")
        if whole
        else None,
        whole and states <= _DONE,
        _stand(notes),
        notes.get("places", ""),
        notes.get("held", ""),
        node.line,
        "stale" in notes,
        tuple(_match(match) for each in node.elements("matches") for match in each.below("match")),
        tuple(note for each in node.elements("notes") for note in _notes(each, "category")),
        tuple(each for piece in pieces for each in _shown(piece.first("source"))),
    )


def _match(node: _Node) -> Match:
    """A match of the memory, as it went out; of another tool's, the words and the score."""
    source, target = node.first("source"), node.first("target")
    given = node.get("extype") or node.get("subType").removeprefix("taiyaku:")
    kind: MatchKind = next((kind for kind in _KINDS if kind == given), "fuzzy")
    score = _SCORE.match(node.get("match-quality") or node.get("similarity"))
    return Match(
        source.text() if source else "",
        target.text() if target else "",
        min(1.0, float(score[0]) / 100) if score else 0.0,
        kind,
        node.get("origin"),
    )


def _stand(notes: Mapping[str, str]) -> Stand:
    return next((stand for stand in _STANDS if stand == notes.get("stand")), "nowhere")


def _words(text: str, source: str) -> str | None:
    """A translation; None where it is empty or still the source."""
    return text if text.strip() and text.split() != source.split() else None


def coded(node: _Node) -> str:
    """The content of a ``source`` or ``target`` as engines write it (``translation.codes``)."""
    return "".join(_inline(child) for child in node.children)


def _inline(child: str | _Node) -> str:
    if isinstance(child, str):
        return escape(child)
    number = _number(child)
    if child.name in ("g", "pc"):
        return f'<g id="{number}">{coded(child)}</g>'
    if child.name in _OPENS:
        return f'<g id="{number}">'
    if child.name in _CLOSES:
        return "</g>"
    if child.name in _ALONE:
        return f'<x id="{number}"/>'
    # Annotations of a tool (mrk) are about the words inside; marks of a place (sm, em) have none.
    return coded(child)


def _shown(node: _Node | None) -> Iterator[tuple[int, str]]:
    """What a translator sees of the codes of a source, by their numbers.

    XLIFF 1.2 has it as the content of ``ph``, 2.1 as the attribute ``disp``.
    """
    for code in node.below("ph") if node else ():
        if seen := code.text() or code.get("disp"):
            yield int(_number(code)), seen


def _number(node: _Node) -> str:
    """The number of a code; 0, which no code has, for an id of another's making."""
    id_ = node.get("id")
    return id_ if _CODE.fullmatch(id_) else "0"
