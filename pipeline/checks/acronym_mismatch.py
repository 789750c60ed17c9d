"""An identifier of the source (IL-6, TNF-α, GABA) is lost or changed in the counterpart.

## Why
One character makes another protein, gene or drug of it, and nobody hears the difference. A reader
who looks the name up finds something else.

## Bad

    IL-6の値が下がりました。      The level of IL-8 fell.

## Good

    IL-6の値が下がりました。      The level of interleukin-6 (IL-6) fell.

## Configuration
Spellings are one where only width, case, hyphens, spaces or the names of Greek letters differ
(TNF-α, TNFα, TNF-alpha). Anything that says it satisfies, anywhere in the linked sections: the
identifier itself, in the plural or within a compound, its full form, a definition in brackets
(`brain-derived neurotrophic factor (BDNF)`) anywhere in the article, or a rendering of its concept
in the glossary. One identifier is one finding per linked sections, with further places as related
ones. Where another identifier stands in the linked sentence, both are shown.
Two that changed places between sentences are found by what is said around them. Terms of the
glossary belong to `term-mismatch`. Silent where no sentence of the target answers the one that
holds it, in code, addresses and bibliographies, on units and Roman numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from functools import cached_property

from pipeline.checks import thresholds
from pipeline.checks.identifiers.exchanged import exchanged
from pipeline.checks.identifiers.shapes import Identifier, folded, identifiers, keys, same_kind
from pipeline.checks.identifiers.spelled_out import definitions, says
from pipeline.checks.linked.regions import Region, is_accepted, quoted, regions, texts
from pipeline.checks.omissions.sentences import hidden, omissions
from pipeline.checks.terms.linked_terms import LinkedTerms, Placed
from pipeline.checks.terms.pronouns import points_back
from pipeline.model.check import Context, Rule, Side
from pipeline.model.document import Block, Document
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import Span
from pipeline.model.terms import Hit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Abbreviations that Japanese made or narrowed for itself; English says them in other words
# (social media, website), so that their absence says nothing.
_JAPANESE_ONLY = _words("sns hp ol cm ng gw tel ok pc tv dm pr")

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_HEAD = re.compile("[\u4e00-\u9fff々]{2,4}")
# Letters that both parts of two identifiers in one must have.
_PART = 3


def check(ctx: Context) -> Iterator[Finding]:
    """One finding an identifier and linked sections, at its first place in the source."""
    defined = definitions(texts(ctx.target.document, _all(ctx.target.document)))
    for region in regions(ctx):
        if region.score < thresholds.SECTION_LINK:
            continue
        view = _View(ctx, region)
        yield from view.exchanged()
        for wanted, places in view.owed().items():
            names = defined.get(wanted, frozenset())
            if view.is_rendered(wanted, places, names):
                if swapped := view.swapped(wanted, places, names):
                    yield swapped
                continue
            answered = [i for i in places if not hidden(omissions(ctx), _place(ctx.source, i))]
            if answered and (finding := view.finding(wanted, answered)):
                yield finding


class _View:
    """Linked sections and the identifiers in them."""

    def __init__(self, ctx: Context, region: Region) -> None:
        self.ctx, self.region = ctx, region
        self.linked_terms = LinkedTerms(ctx, region)
        self.ours = [i for s in region.source for i in identifiers(ctx.source.document, s)]

    @cached_property
    def text(self) -> str:
        """All that the target sections say."""
        return "\n".join(texts(self.ctx.target.document, self.region.target))

    @cached_property
    def rendered(self) -> frozenset[str]:
        """The keys of the target sections."""
        return frozenset().union(*(keys(line) for line in self.text.splitlines()))

    @cached_property
    def _small(self) -> str:
        return folded(self.text).casefold()

    @cached_property
    def _varied(self) -> _Varied:
        return _Varied(self.rendered)

    @cached_property
    def _varied_own(self) -> _Varied:
        return _Varied(self.own)

    @cached_property
    def _theirs(self) -> Placed[Identifier]:
        """The identifiers of the target sections."""
        document = self.ctx.target.document
        found = (i for section in self.region.target for i in identifiers(document, section))
        return Placed((each.span, each) for each in found)

    def owed(self) -> dict[str, list[Identifier]]:
        """The identifiers of the source by key, without those that the glossary has."""
        found: dict[str, list[Identifier]] = {}
        for each in self.ours:
            if not self._concepts(each):
                found.setdefault(each.key, []).append(each)
        return found

    def is_rendered(self, wanted: str, places: Sequence[Identifier], names: frozenset[str]) -> bool:
        """Whether the target sections say the identifier in some way."""
        if wanted in self.rendered or wanted in _JAPANESE_ONLY:
            return True
        if self._varied.has(wanted) or self._is_joined(wanted):
            return True
        if all(self._ends_a_word(i) for i in places) and any(
            other.endswith(wanted) for other in self.rendered
        ):
            # マイクロRNA is microRNA or miRNA.
            return True
        return (
            _in_list(wanted, self._small)
            or says(wanted, self.text, names)
            or any(self._is_rendered(hit) for i in places for hit in self._beside(i))
            or any(self._names(hit, wanted) for hit in self.region.within_target)
        )

    def _is_joined(self, wanted: str) -> bool:
        """Whether it is two identifiers of the article written as one, the first being here."""
        return any(
            wanted.startswith(key) and self._is_known(wanted[len(key) :])
            for key in self.rendered
            if wanted.isalpha() and _PART <= len(key) <= len(wanted) - _PART
        )

    def _is_reworded(self, each: Identifier, theirs: Sequence[Span]) -> bool:
        """Whether it says which kind of thing the linked sentences name: PCR検査, test."""
        block = _block(self.ctx.source.document, each)
        if self.ctx.source.lang != "ja" or block is None:
            return False
        head = _HEAD.match(block.prose.text, each.end)
        if head is None or not each.key.isalpha():
            return False
        said = " ".join(self._cut(self.ctx.target, span) for span in theirs)
        tokens = self.ctx.read([said], "en").tokens.blocks[0][1]
        return any(
            link.probability >= thresholds.WORD_LINK
            for link in self.ctx.word_links(head[0], tokens)
        )

    def _ends_a_word(self, each: Identifier) -> bool:
        """Whether katakana stands straight before it, as a part of the same word."""
        block = _block(self.ctx.source.document, each)
        before = block.prose.text[each.start - 1 : each.start] if block else ""
        return bool(_KATAKANA.fullmatch(before))

    def finding(self, wanted: str, places: Sequence[Identifier]) -> Finding | None:
        """What to say of an identifier that is not there; None where nothing answers it."""
        linked = [(i, theirs) for i in places if (theirs := self._answer(i))]
        if not linked:
            return None
        first, theirs = linked[0]
        other = next((o for _, spans in linked if (o := self._instead(first, spans))), None)
        # Japanese has words for what English abbreviates (FDA, UK), and nothing to know them by.
        worded = self.ctx.source.lang == "en" and wanted.isalpha()
        if other is None and (first.weak or worded or self._is_left_out(wanted, theirs)):
            return None
        return self._built(first, other, theirs, places)

    def swapped(
        self, wanted: str, places: Sequence[Identifier], names: frozenset[str]
    ) -> Finding | None:
        """What to say of an identifier that stands in the section, but not where it should.

        Its own sentence must have another one in its place that the source has elsewhere only.
        """
        for each in places:
            theirs = self._answer(each)
            ours = self._sentence(each)
            if each.weak or not theirs or not ours:
                continue
            text = "\n".join(self._cut(self.ctx.target, span) for span in theirs)
            if wanted in keys(text) or says(wanted, text, names) or _in_list(wanted, text):
                continue
            own = frozenset().union(*(keys(self._cut(self.ctx.source, span)) for span in ours))
            if other := self._instead(each, theirs, own):
                return self._built(each, other, theirs, [each])
        return None

    def exchanged(self) -> Iterator[Finding]:
        """What to say of identifiers that changed places between two sentences."""
        named = [i for i in self.ours if not i.weak and not self._concepts(i)]
        for ours, theirs in exchanged(
            self.ctx, self.region.target, self.linked_terms, self.ours, named
        ):
            yield self._built(ours, theirs, [theirs.span], [ours])

    def _built(
        self,
        first: Identifier,
        other: Identifier | None,
        theirs: Sequence[Span],
        places: Sequence[Identifier],
    ) -> Finding:
        ctx = self.ctx
        elsewhere = other is None and (
            self._is_known(first.key) or self._is_reworded(first, theirs)
        )
        there = (
            _place(ctx.target, other)
            if other
            else Place(ctx.target.lang, theirs[0], _section(ctx.target.document, theirs[0]))
        )
        here = _place(ctx.source, first)
        term = quoted([first.text], ctx.source.lang)
        return Finding(
            rule=RULE.id,
            severity="info" if elsewhere else RULE.severity,
            message=f"{term} became {quoted([other.text], ctx.target.lang)}"
            if other
            else f"{term} stands nowhere in the translation of this section",
            **placed(here, there),
            identity=("identifier", first.key, _title(ctx.source, first)),
            confidence=round(
                (
                    thresholds.ACRONYM_CHANGED
                    if other
                    else thresholds.ACRONYM_ELSEWHERE
                    if elsewhere
                    else thresholds.ACRONYM_LOST
                )
                * self.region.score,
                4,
            ),
            related=tuple(_place(ctx.source, i) for i in places if i is not first),
            data={"identifier": first.text, "found": [other.text] if other else []},
        )

    def _is_left_out(self, wanted: str, theirs: Sequence[Span]) -> bool:
        """Whether a pronoun or another word may stand for it, since it was named before."""
        return self._is_known(wanted) and points_back(self.ctx.target, self.region.target, theirs)

    def _is_known(self, wanted: str) -> bool:
        """Whether the identifier stands anywhere in the target, its title included."""
        return wanted in self.ctx.once(_said_in_target)

    def _answer(self, each: Identifier) -> tuple[Span, ...]:
        """The target sentences that are linked with the one that holds it, or the headings."""
        if each.block == 0:
            headings = [self.ctx.target.document.sections[s].heading for s in self.region.target]
            return tuple(h.prose.span(0, len(h.prose.text)) for h in headings if h and h.prose)
        linked = self.linked_terms.linked([each.span])
        return tuple(dict.fromkeys(span for _, theirs in linked for span in theirs))

    def _sentence(self, each: Identifier) -> tuple[Span, ...]:
        """The source sentences that are linked along with the one that holds it."""
        return next((ours for ours, _ in self.linked_terms.linked([each.span])), ())

    @staticmethod
    def _cut(side: Side, span: Span) -> str:
        return side.document.source.cut(span)

    @cached_property
    def own(self) -> frozenset[str]:
        """The keys of the source sections."""
        written = texts(self.ctx.source.document, self.region.source)
        return frozenset().union(*(keys(text) for text in written))

    def _instead(
        self, each: Identifier, theirs: Sequence[Span], own: frozenset[str] | None = None
    ) -> Identifier | None:
        """The identifier that took its place: in a linked sentence, and not in the source.

        ``own`` are the keys of the source that explain what stands there; those of the sections.
        """
        varied = self._varied_own if own is None else _Varied(own)
        own = self.own if own is None else own
        new = [i for i in self._theirs.within(theirs) if i.key not in own and not varied.has(i.key)]
        kin = next((i for i in new if same_kind(each.key, i.key)), None)
        if kin or each.weak:
            return kin
        new = [i for i in new if not i.weak]
        like = [(SequenceMatcher(None, each.key, i.key).ratio(), -n) for n, i in enumerate(new)]
        best = max(like, default=(0.0, 0))
        return new[-best[1]] if best[0] >= thresholds.IDENTIFIER_ALIKE else None

    def _concepts(self, each: Identifier) -> list[Hit]:
        """The glossary's own terms that it is, or is part of; names are not among them."""
        return [
            hit
            for hit in (*self.region.named, *self.region.within_source)
            if (hit.section, hit.block) == (each.section, each.block)
            and hit.start <= each.start
            and each.end <= hit.end
            and self.ctx.glossary.concepts[hit.concept].domain != "name"
        ]

    def _beside(self, each: Identifier) -> list[Hit]:
        """The terms it stands beside in brackets, or that name it: 脳血管関門（BBB）."""
        return [
            hit
            for hit in self.region.within_source
            if (hit.section, hit.block) == (each.section, each.block)
            and (
                0 <= each.start - hit.end <= 2
                or 0 <= hit.start - each.end <= 2
                or (hit.start <= each.start and each.end <= hit.end)
            )
        ]

    def _is_rendered(self, hit: Hit) -> bool:
        return any(h.concept == hit.concept and is_accepted(h) for h in self.region.within_target)

    def _names(self, hit: Hit, wanted: str) -> bool:
        concept = self.ctx.glossary.concepts[hit.concept]
        forms = (*concept.ja, *concept.en)
        return is_accepted(hit) and any(wanted in keys(form.text) for form in forms)


class _Varied:
    """Keys that another may be a variant of."""

    def __init__(self, known: Set[str]) -> None:
        self._known = known
        self._ends = {
            key[added:]
            for key in known
            if key.isalpha()
            for added in range(1, thresholds.VARIANT_ADDED + 1)
        }

    def has(self, wanted: str) -> bool:
        """Whether a key only adds a letter for kind or use: rTMS and TMS, iPSC and iPS."""
        if len(wanted) < thresholds.VARIANT_SHORTEST or not wanted.isalpha():
            return False
        if wanted in self._ends or f"{wanted}c" in self._known:
            return True
        shorter = [wanted[added:] for added in range(1, thresholds.VARIANT_ADDED + 1)]
        shorter += [wanted[:-1]] if wanted.endswith("c") else []
        return any(
            len(key) >= thresholds.VARIANT_SHORTEST and key in self._known for key in shorter
        )


def _in_list(wanted: str, text: str) -> bool:
    """Whether a list names it by its number alone: IL-6 in “IL-1β, -6 and -10”."""
    parts = re.fullmatch(r"([a-z]{2,})(\d\w*)", wanted)
    if parts is None:
        return False
    joint = r"\s*+(?:,|/|・|、|と|および|and|or|&)"
    joints = rf"{joint}(?:{joint})*+\s*+-?"
    # One way to read a list: a word ends where a word that joins begins.
    item = r"(?:(?!と|および|and|or)[\wα-ω])++"
    return bool(
        re.search(
            rf"\b{parts[1]}-?{item}(?:{joints}{item}){{0,{thresholds.FAMILY_LISTED}}}?{joints}{parts[2]}(?![0-9])",
            text,
        )
    )


def _said_in_target(ctx: Context) -> frozenset[str]:
    """The keys of all that the target says."""
    document = ctx.target.document
    return frozenset().union(*(keys(text) for text in texts(document, _all(document))))


def _all(document: Document) -> range:
    return range(len(document.sections))


def _block(document: Document, each: Identifier) -> Block | None:
    section = document.sections[each.section]
    return section.heading if each.block == 0 else section.blocks[each.block - 1]


def _place(side: Side, each: Identifier) -> Place:
    return Place(side.lang, each.span, each.section)


def _section(document: Document, span: Span) -> int:
    return next(s.id for s in document.sections if s.span.start <= span.start < max(s.span.end, 1))


def _title(side: Side, each: Identifier) -> str:
    return side.document.sections[each.section].title.text


RULE = Rule("acronym-mismatch", "warning", check, __doc__)
