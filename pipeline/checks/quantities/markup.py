"""What the markup says of numbers: a raised figure is a power or a note, a struck one is not said.

Prose has lost its markup, so the places of its characters in the source are looked at where the
source has any of it. Characters are exchanged one for one, so that offsets hold.
"""

from __future__ import annotations

import re

from pipeline.checks.quantities.numerals import SUPERSCRIPT
from pipeline.model.document import Block
from pipeline.model.source import Source

_RAISED = re.compile(
    r"<sup\b[^<>]{0,200}>([^<>]{0,80}(?:<a\b[^<>]{0,300}>[^<>]{0,40}</a>)?[^<>]{0,40})</sup>", re.I
)
_STRUCK = re.compile(
    r"~~(?!~)([^~\n]{1,400})~~|<(del|s|strike)\b[^<>]{0,200}>([^<>]{1,400})</\2>", re.I
)
# Attributes that some dialects write behind an image or a span: { width=300px }.
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,80}=[^{}\n]{0,200}\}")


def running(block: Block, source: Source) -> str:
    """A block's prose with code, addresses and struck text blanked, and raised figures raised."""
    text = block.prose.text
    for mark in block.marks:
        text = _blanked(text, mark.start, mark.end)
    for found in _ATTRIBUTES.finditer(text) if "{" in text else ():
        text = _blanked(text, *found.span())
    if not text:
        return text
    whole = block.prose.span(0, len(text))
    written = source.text[whole.start : whole.end + len("</sup>")]
    raised = [m.span(1) for m in _RAISED.finditer(written)] if "<sup" in written.lower() else []
    struck = (
        [m.span() for m in _STRUCK.finditer(written)] if "~~" in written or "</" in written else []
    )
    if not raised and not struck:
        return text
    characters = list(text)
    for at, character in enumerate(characters):
        place = block.prose.span(at, at + 1).start - whole.start
        if any(start <= place < end for start, end in struck):
            characters[at] = "_"
        elif any(start <= place < end for start, end in raised):
            plain = character.translate(SUPERSCRIPT)
            characters[at] = plain if plain != character or character.isspace() else "_"
    return "".join(characters)


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{'_' * (end - start)}{text[end:]}"
