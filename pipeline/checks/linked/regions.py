"""Terms of linked sections: what the source names and what the target says for it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.linked.places import heading_place, units
from pipeline.model.check import Context, Side
from pipeline.model.document import Block, Document, Section
from pipeline.model.findings import Place, Severity
from pipeline.model.links import Link, SentenceGroup
from pipeline.model.source import Lang, Span
from pipeline.model.terms import Concept, Hit
from pipeline.model.tokens import Token

_ERROR: Severity = "error"


@dataclass(frozen=True)
class Region:
    """Sections that translate each other, with the terms in them.

    ``groups`` are the sentence links of all of them, in order. ``named`` are the longest terms of
    the source, ``rendered`` those of the target; ``within_source`` and ``within_target`` add what
    stands inside longer ones.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    links: tuple[Link, ...]
    groups: tuple[SentenceGroup, ...]
    named: tuple[Hit, ...]
    rendered: tuple[Hit, ...]
    within_source: tuple[Hit, ...]
    within_target: tuple[Hit, ...]

    @property
    def score(self) -> float:
        """The probability that these sections belong together."""
        return min(link.score for link in self.links)

    def concepts(self) -> frozenset[int]:
        """Every concept the source names, those inside longer terms included."""
        return frozenset(hit.concept for hit in self.within_source)


def regions(ctx: Context) -> tuple[Region, ...]:
    """The linked sections of a pair; links that share a section are one region."""
    return ctx.once(_regions)


def _regions(ctx: Context) -> tuple[Region, ...]:
    found = []
    named, within_source = _by_section(ctx.source.hits), _by_section(ctx.source.nested)
    rendered, within_target = _by_section(ctx.target.hits), _by_section(ctx.target.nested)
    for links in _joined_links(ctx.links):
        sides = [link.oriented(ctx.source.lang) for link in links]
        ours = _prose(ctx.source, {number for side, _ in sides for number in side})
        theirs = _prose(ctx.target, {number for _, side in sides for number in side})
        region = Region(
            ours,
            theirs,
            links,
            tuple(group for link in links for group in link.groups(ctx.source.lang)),
            _inside(named, ours),
            _inside(rendered, theirs),
            _inside(within_source, ours),
            _inside(within_target, theirs),
        )
        found.append(region)
    return tuple(found)


def _joined_links(links: Iterable[Link]) -> list[tuple[Link, ...]]:
    """The links that are no gaps, those that share a section together, in their order."""
    groups: dict[tuple[Lang, int], list[Link]] = {}
    for link in links:
        if link.is_gap:
            continue
        joined = [link]
        ends: list[tuple[Lang, int]] = [("ja", n) for n in link.ja]
        ends += [("en", n) for n in link.en]
        for group in {id(groups[end]): groups[end] for end in ends if end in groups}.values():
            joined = [*group, *joined]
        for each in joined:
            groups.update({("ja", n): joined for n in each.ja})
            groups.update({("en", n): joined for n in each.en})
    return [tuple(group) for group in {id(group): group for group in groups.values()}.values()]


def is_accepted(hit: Hit) -> bool:
    """Whether the words found may stand for their concept."""
    return hit.form.kind != "forbidden"


def renderings(region: Region, concept: int) -> tuple[Hit, ...]:
    """The accepted renderings of a concept in the target, none of them inside another.

    What stands inside a forbidden rendering of the same concept renders nothing.
    """
    forbidden = [h for h in region.rendered if h.concept == concept and not is_accepted(h)]
    accepted = [h for h in region.within_target if h.concept == concept and is_accepted(h)]
    return tuple(
        hit
        for hit in accepted
        if not any(contains(other, hit) for other in forbidden)
        and not any(contains(other, hit) and other[3:] != hit[3:] for other in accepted)
    )


def contains(outer: Hit, inner: Hit) -> bool:
    """Whether ``inner`` stands within ``outer`` or in the same place."""
    return (
        (outer.section, outer.block) == (inner.section, inner.block)
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def place(document: Document, hit: Hit) -> Place:
    """Where the words of a hit stand."""
    return Place(document.lang, _block(document, hit).prose.span(hit.start, hit.end), hit.section)


def words(document: Document, hit: Hit) -> str:
    """The words of a hit as the reader sees them."""
    return _block(document, hit).prose.text[hit.start : hit.end]


def copied(ctx: Context, region: Region, hit: Hit) -> bool:
    """Whether the source's own words stand in the target: an abbreviation, or text left over.

    What is written in capitals counts in capitals only.
    """
    found = unicodedata.normalize("NFKC", words(ctx.source.document, hit))
    alike = str if found.isupper() else str.casefold
    here = (unicodedata.normalize("NFKC", t) for t in texts(ctx.target.document, region.target))
    return any(_holds(alike(text), alike(found)) for text in here)


def counterpart(ctx: Context, region: Region, hit: Hit) -> Place:
    """Where the target should have said what ``hit`` says: its sentence or title, else its section.

    A heading answers a heading, where both sides have one.
    """
    document = ctx.source.document
    at = _block(document, hit).prose.span(hit.start, hit.end)
    for link in region.links:
        for ours, theirs, _ in link.groups(ctx.source.lang):
            if theirs and any(_covers(span, at) for span in ours):
                return Place(ctx.target.lang, theirs[0], _section_of(ctx, region, theirs[0]))
    section = ctx.target.document.sections[_partner(ctx, region, hit.section)]
    if hit.block == 0 and section.heading is not None:
        return heading_place(ctx.target.document, section)
    return _opening(ctx.target.document, section)


def is_verb(side: Side, hit: Hit) -> bool:
    """Whether a Japanese term is used as a verb (再発する), or is one here (取り込みます)."""
    last = _within(side, hit)
    if last is not None and last.tag.startswith("動詞"):
        return True
    after = _after(side, hit)
    return after is not None and after.tag.startswith("動詞") and after.norm in _DOING


def names_an_action(side: Side, hit: Hit) -> bool:
    """Whether a term is a verb or a Japanese noun that makes one with する (再発, 刺激)."""
    last = _ending(side, hit, hit.end)
    return last is not None and (
        last.pos == "VERB" or last.tag.startswith(("動詞", "名詞-普通名詞-サ変可能"))
    )


def is_suffixed(side: Side, hit: Hit) -> bool:
    """Whether a suffix makes another noun of a Japanese term (血圧計)."""
    after = _after(side, hit)
    return after is not None and after.tag.startswith("接尾辞-名詞的-一般")


def is_narrowed(side: Side, hit: Hit) -> bool:
    """Whether a noun before a Japanese term makes another term of both (競合状態)."""
    before = _ending(side, hit, hit.start) if side.lang == "ja" else None
    return before is not None and before.pos in ("NOUN", "PROPN")


def _within(side: Side, hit: Hit) -> Token | None:
    """The last word of a Japanese term."""
    return _ending(side, hit, hit.end) if side.lang == "ja" else None


def _after(side: Side, hit: Hit) -> Token | None:
    """The word behind a Japanese term."""
    if side.lang != "ja":
        return None
    tokens = side.tokens.blocks[hit.section][hit.block]
    at = bisect_left(tokens, hit.end, key=lambda token: token.start)
    return tokens[at] if at < len(tokens) and tokens[at].start == hit.end else None


def _ending(side: Side, hit: Hit, end: int) -> Token | None:
    """The word of the block of a hit that ends in a place."""
    tokens = side.tokens.blocks[hit.section][hit.block]
    at = bisect_left(tokens, end, key=lambda token: token.end)
    return tokens[at] if at < len(tokens) and tokens[at].end == end else None


# The verbs that make a verb of a noun, in Sudachi's normal forms.
_DOING = frozenset({"為る", "出来る", "致す", "為さる"})


def severity(concept: Concept) -> Severity:
    """Proposed rows inform, approved ones bind."""
    return "info" if concept.status == "proposed" else _ERROR


def title(document: Document, hit: Hit) -> str:
    """The title of the section a hit stands in."""
    return document.sections[hit.section].title.text


def quoted(terms: Iterable[str], lang: Lang) -> str:
    """``“a”, “b”`` in English, ``「a」「b」`` in Japanese."""
    if lang == "ja":
        return "".join(f"「{term}」" for term in terms)
    return ", ".join(f"“{term}”" for term in terms)


def _opening(document: Document, section: Section) -> Place:
    """The first sentence of the body, which says more of a section than its heading."""
    for block in section.blocks:
        if block.is_prose and block.prose and block.kind != "meta":
            return Place(document.lang, block.prose.span(*units(block)[0]), section.id)
    return heading_place(document, section)


def _partner(ctx: Context, region: Region, section: int) -> int:
    for link in region.links:
        ours, theirs = link.oriented(ctx.source.lang)
        if section in ours:
            return next((s for s in theirs if s in region.target), region.target[0])
    return region.target[0]


def _section_of(ctx: Context, region: Region, span: Span) -> int:
    sections = ctx.target.document.sections
    return next((s for s in region.target if _covers(sections[s].span, span)), region.target[0])


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _prose(side: Side, ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(i for i in sorted(ids) if not side.document.sections[i].is_furniture)


def _by_section(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.section, []).append(hit)
    return found


def _inside(hits: dict[int, list[Hit]], sections: tuple[int, ...]) -> tuple[Hit, ...]:
    return tuple(hit for section in sections for hit in hits.get(section, ()))


def _block(document: Document, hit: Hit) -> Block:
    section = document.sections[hit.section]
    block = section.heading if hit.block == 0 else section.blocks[hit.block - 1]
    if block is None:
        raise LookupError(f"a hit in the heading of section {hit.section}, which has none")
    return block


def texts(document: Document, sections: Iterable[int]) -> Iterator[str]:
    """The prose of sections, headings first, a block at a time."""
    for number in sections:
        section = document.sections[number]
        for block in (section.heading, *section.blocks):
            if block is not None:
                yield block.prose.text


def _holds(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``text``, as a whole word where it is written in Latin."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_joined(text, at) or _joined(text, end)):
            return True
        at = text.find(wanted, at + 1)
    return False


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])
