"""What is not ours to change: code, links, quotations, names, what a person excused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.check import Side
from pipeline.model.document import Block
from pipeline.model.source import Lang, Span
from pipeline.model.terms import Hit
from pipeline.terms.apply.evidence import block_of, span_of

_QUOTES = (("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"), ("‘", "’"))
_QUOTED_LINE = re.compile(r"[ \t]*+(?:[-*+][ \t]++|\d++[.)][ \t]++)?>")
_OPEN_TAG = re.compile(r"<[A-Za-z/!][^<>]*$")
_ELEMENT = re.compile(
    r"<(?P<end>/?)(?P<name>q|cite|a|code|kbd|samp|pre|blockquote|script|style)\b[^<>]*>", re.I
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# What Markdown, HTML and YAML would read as their own in a term that is put in.
_SIGNS = {"markdown": "<>&*_[]`|\\", "html": "<>&", "text": ""}
_META_SIGNS = "\"'\\:#{}[]&*!|>%@`"


EXCUSED = "it was accepted or is to be ignored"


def touches(span: Span, places: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of the places."""
    return any(place.start < span.end and span.start < place.end for place in places)


def objection(side: Side, hit: Hit, excused: Sequence[Span], new: str) -> str | None:
    """Why the words of a hit must stay whatever they mean; None where they need not."""
    block, span = block_of(side, hit), span_of(side, hit)
    source = side.document.source
    if touches(span, excused):
        return EXCUSED
    if block.kind == "quote" or _in_quotes(block.prose.text, hit.start, hit.end):
        return "it stands in a quotation"
    before = source.text[source.line_starts[source.place(span.start)[0] - 1] : span.start]
    if side.document.format == "markdown" and _QUOTED_LINE.match(before):
        return "it stands in a quotation"
    links = (ref.span for ref in block.refs if ref.kind != "image")
    if any(link.start <= span.start and span.end <= link.end for link in links):
        return "it stands in a link"
    if side.document.format != "text" and (kind := _in_element(side, hit.section, span)):
        return kind
    if source.cut(span).split() != block.prose.text[hit.start : hit.end].split():
        return "markup or an entity parts it"
    if _is_broken(block.prose.text[hit.start : hit.end], hit.form.text, side.lang):
        return "it shares a word with another term"
    signs = _META_SIGNS if block.kind == "meta" else _SIGNS[side.document.format]
    if any(sign in new for sign in signs):
        return "the new term holds a sign that is markup here"
    if side.lang == "en" and _is_name(side, block, hit):
        return "it may be part of a name"
    return None


def _is_broken(surface: str, listed: str, lang: Lang) -> bool:
    """Whether more stands there than the term: trunk and nerve cells, 抗炎症・神経保護作用."""
    if lang == "ja":
        return len(surface) * 2 > len(listed) * 3 + 2
    return len(_WORD.findall(surface)) > len(_WORD.findall(listed))


def _in_quotes(text: str, start: int, end: int) -> bool:
    """Whether quotation marks are open before the words and closed after them."""
    before, after = text[:start], text[end:]
    if before.count('"') % 2 and '"' in after:
        return True
    for left, right in _QUOTES:
        opened = before.rfind(left)
        if opened < 0:
            continue
        # An apostrophe closes nothing: it stands within a word (the patient’s).
        closing = re.compile(rf"{right}(?!\w)" if right == "’" else re.escape(right))
        if not closing.search(text, opened + 1, start) and closing.search(text, end):
            return True
    return False


def _in_element(side: Side, section: int, span: Span) -> str | None:
    """Whether a tag, or an element whose words are not the author's, is open before the words."""
    text = side.document.source.text
    opened = side.document.sections[section].span.start
    before = text[opened : span.start]
    if _OPEN_TAG.search(before) and re.match(r"[^<>]*>", text[span.end :]):
        return "it stands in an attribute"
    depth: dict[str, int] = {}
    for tag in _ELEMENT.finditer(before):
        name = tag["name"].lower()
        depth[name] = depth.get(name, 0) + (-1 if tag["end"] else 1)
    if any(depth.get(name, 0) > 0 for name in ("a",)):
        return "it stands in a link"
    if any(depth.get(name, 0) > 0 for name in ("q", "cite", "blockquote")):
        return "it stands in a quotation"
    return "it stands in code" if any(count > 0 for count in depth.values()) else None


def _is_name(side: Side, block: Block, hit: Hit) -> bool:
    """Whether capitals in running text say that the words belong to a name (Trunk Cell Institute).

    Said by a capital that neither the glossary's form nor the start of a sentence explains, or by
    one that goes on in the next word.
    """
    if hit.block == 0 or block.kind in ("meta", "cell"):
        return False
    surface = block.prose.text[hit.start : hit.end]
    if surface.isupper():
        return False
    words = re.findall(r"\w+", surface)
    starts = {start for start, _ in block.sentences} | {0}
    initial = any(
        not re.search(r"\w", block.prose.text[s : hit.start]) for s in starts if s <= hit.start
    )
    listed = {word for word in re.findall(r"\w+", hit.form.text) if word[0].isupper()}
    odd = [w for w in words[1 if initial else 0 :] if w[0].isupper() and not w.isupper()]
    if any(word not in listed for word in odd):
        return True
    following = re.match(r"\s+([A-Z][a-z]+)", block.prose.text[hit.end :])
    return initial and following is not None and words[0][0].isupper()
