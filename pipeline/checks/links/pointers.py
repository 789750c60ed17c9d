"""What a reader may follow from a text: links, images, footnotes, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.checks import thresholds
from pipeline.checks.identifiers.shapes import folded
from pipeline.checks.links.addresses import address
from pipeline.model.check import Side
from pipeline.model.document import Block
from pipeline.model.source import Span

_DOI = re.compile(
    r"\b10\.\d{4,9}/[^\s\"<>()（）「」、。，]+[^\s\"<>()（）「」、。，.,;:\]]", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID[:：]?\s*(\d{4,9})|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,9})", re.I)
# Japanese goes on behind an address without a blank, so that it ends an address in running text.
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()'\"\u3000-\u9fff\uff00-\uffef]+(?<![.,;:!?])")
# A number in brackets; an index (a[2]) follows a name of one letter.
_NUMBERED = re.compile(r"(?<!\b[A-Za-z])\[(\d{1,3}(?:\s*[,、，–‐~〜-]\s*\d{1,3})*)\](?!\()")
_PLAIN = (("DOI", _DOI), ("PMID", _PMID), ("link", _URL), ("citation", _NUMBERED))


class Pointer(NamedTuple):
    """What a reader may follow: ``kind`` in plain words, its key, and where it stands.

    ``host`` is that of an address, else ``""``; ``free`` says that the address is one of a site
    that names its pages in its language (ja.wikipedia.org), so that only the host can be compared.
    """

    kind: str
    key: str
    text: str
    host: str
    free: bool
    section: int
    span: Span


def pointers(side: Side, section: int) -> Iterator[Pointer]:
    """Every pointer of a section in order, those that stand as plain text among them."""
    own = side.document.sections[section]
    for block in (own.heading, *own.blocks):
        if block is None or block.kind in ("meta", "code"):
            continue
        found = [*_marked_up(block, section), *_written(block, section)]
        yield from sorted(found, key=lambda pointer: pointer.span)


def _marked_up(block: Block, section: int) -> Iterator[Pointer]:
    for ref in block.refs:
        yield _pointer(ref.kind, ref.target, section, ref.span)


def _written(block: Block, section: int) -> Iterator[Pointer]:
    """What stands in the prose itself and is no code: addresses, identifiers, ``[3]``."""
    text = _without_code(block)
    taken = [ref.span for ref in block.refs]
    for kind, pattern in _PLAIN:
        for match in pattern.finditer(text):
            span = block.prose.span(*match.span())
            if any(span.start < o.end and o.start < span.end for o in taken):
                continue
            taken.append(span)
            if kind == "citation":
                for number in _numbers(match[1]):
                    yield Pointer(kind, f"[{number}]", f"[{number}]", "", False, section, span)
            else:
                yield _pointer(kind, match.group(), section, span)


def _without_code(block: Block) -> str:
    """The prose in half width, inline code blanked out, offsets unchanged."""
    text = folded(block.prose.text)
    for mark in block.marks:
        if mark.kind == "code":
            text = text[: mark.start] + "\0" * (mark.end - mark.start) + text[mark.end :]
    return text


def _pointer(kind: str, target: str, section: int, span: Span) -> Pointer:
    if found := _DOI.search(unquote(target)):
        return Pointer("DOI", found.group().lower(), found.group(), "", False, section, span)
    if number := _PMID.search(target):
        digits = number[1] or number[2]
        return Pointer("PMID", digits, digits, "", False, section, span)
    if kind == "footnote":
        return Pointer(kind, kind, f"[^{target}]", "", True, section, span)
    if target.startswith("#"):
        return Pointer("anchor", "#", target, "", True, section, span)
    place = address(target)
    return Pointer(kind, place.key, target, place.host, place.free, section, span)


def _numbers(text: str) -> Iterator[int]:
    """``1, 3-5`` → 1, 3, 4, 5."""
    for part in re.split("[,、，]", text):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        last = ends[-1] if ends[-1] - ends[0] < thresholds.REFERENCES_WIDEST else ends[0]
        yield from range(ends[0], last + 1)
