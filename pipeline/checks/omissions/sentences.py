"""Sentences of linked source sections that the target says nowhere.

A gap between sentence links is only a suspicion: an adaptation moves, condenses and paraphrases.
A sentence is taken for omitted where nothing in the target can be its counterpart, nothing that
identifies it (terms, names, numbers) stands in the target without another reason, and no target
sentence beside it is long enough to hold it as well.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from pipeline.checks import thresholds
from pipeline.checks.claims.reading import read
from pipeline.checks.linked.sentences import (
    ConceptSentence,
    by_section,
    lists,
    sentences,
    tokens_of,
)
from pipeline.checks.omissions.alone import alone_in_source
from pipeline.checks.omissions.asides import is_aside
from pipeline.checks.omissions.criticality import criticality
from pipeline.checks.omissions.word_coverage import content_words, share
from pipeline.model.check import Context, Side
from pipeline.model.document import Block
from pipeline.model.findings import Place
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span
from pipeline.model.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]


_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-–][A-Za-z0-9α-ω]+)*|\d+(?:[.,]\d+)*")
# From here down on the scale of claims a sentence holds a promise back.
_POSSIBLE = 1


@dataclass(frozen=True)
class Omission:
    """A sentence nothing stands for, with the probability that this is so."""

    sentence: ConceptSentence
    link: Link
    score: float


def omissions(ctx: Context) -> tuple[Omission, ...]:
    """The omitted sentences of the source in document order; needs sentence links."""
    return ctx.once(_omissions)


def _omissions(ctx: Context) -> tuple[Omission, ...]:
    suspects = [
        (link, each)
        for link in ctx.links
        if not link.is_gap and link.score >= thresholds.SECTION_LINK
        for each in link.sentences
        if not each.side(ctx.target.lang) and each.score >= thresholds.OMISSION_GAP_ITEM
    ]
    alone = alone_in_source(ctx)
    if not (suspects or alone):
        return ()
    view = _View(ctx)
    found = []
    for link, gap in suspects:
        sentence = view.read(gap.side(ctx.source.lang)[0])
        if sentence is None:
            continue
        is_item = view.is_missing_item(sentence)
        if gap.score < thresholds.OMISSION_GAP and not is_item:
            continue
        if view.is_content(sentence, is_item=is_item) and view.is_gone(sentence, link):
            found.append(Omission(sentence, link, round(gap.score * link.score, 4)))
    known = {omission.sentence.span for omission in found}
    for unread, link, score in alone:
        sentence = view.read(unread.span)
        if sentence is None or sentence.span in known:
            continue
        if view.is_content(sentence, is_item=view.is_missing_item(sentence)):
            found.append(Omission(sentence, link, score))
    return tuple(sorted(found, key=lambda omission: omission.sentence.span))


def hidden(found: Iterable[Omission], place: Place) -> bool:
    """Whether a place of the source stands within an omitted sentence."""
    return any(
        o.sentence.span.start <= place.span.start and place.span.end <= o.sentence.span.end
        for o in found
    )


class _View:
    """Both sides by sentence, and what answers the questions about one of them."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.source, self.target = ctx.source.lang, ctx.target.lang
        self.ours = {s.span: s for s in sentences(ctx.source)}
        self.theirs = {s.span: s for s in sentences(ctx.target)}
        self.our_sections = by_section(self.ours.values())
        self.their_sections = by_section(self.theirs.values())
        self.partners: dict[Span, tuple[Span, ...]] = {}
        self.origins: dict[Span, tuple[Span, ...]] = {}
        for link in ctx.links:
            for ours, theirs, _ in link.groups(self.source):
                self.partners.update(dict.fromkeys(ours, theirs))
                self.origins.update(dict.fromkeys(theirs, ours))
        self.known: dict[Lang, dict[Span, tuple[str, ...]]] = {"ja": {}, "en": {}}
        self.rows: dict[tuple[Lang, int], dict[int, list[ConceptSentence]]] = {}
        self.bare: dict[Span, int] = {}
        self.linked: dict[tuple[Lang, tuple[int, ...]], list[ConceptSentence]] = {}
        self.ratio = self._ratio()
        self.titles = [
            (section.id, section.title.text)
            for section in ctx.target.document.sections
            if section.title
        ]

    def read(self, span: Span) -> ConceptSentence | None:
        """The source sentence in a place, with its tokens."""
        sentence = self.ours.get(span)
        if sentence is None:
            return None
        return replace(sentence, tokens=tokens_of(self.ctx.source, sentence))

    def _ratio(self) -> float:
        """Target characters for one of the source in this article."""
        pairs = [
            len(self.theirs[theirs[0]].text) / len(self.ours[ours].text)
            for ours, theirs in self.partners.items()
            if len(theirs) == 1
            and len(self.origins[theirs[0]]) == 1
            and ours in self.ours
            and theirs[0] in self.theirs
        ]
        usual = (
            thresholds.LETTERS_A_CHARACTER
            if self.source == "ja"
            else 1 / thresholds.LETTERS_A_CHARACTER
        )
        return median([*pairs, usual, usual])

    def is_content(self, sentence: ConceptSentence, *, is_item: bool) -> bool:
        """Whether a reader loses something: not a greeting, a question or an announcement."""
        if sentence.text.rstrip("」』)）\"'”").endswith(("？", "?")):
            return False
        words = {t.norm for t in sentence.tokens if t.pos == "NUM"}.union(
            content_words(sentence.tokens)
        )
        grave = criticality(sentence.tokens, self.source, ()) is not None
        limits = _is_possible(sentence.tokens, self.source) or _limits(sentence, self.source)
        least = thresholds.OMISSION_WORDS_POSSIBLE if limits else thresholds.OMISSION_WORDS
        if is_item:
            least = thresholds.OMISSION_WORDS_ITEM
        if len(words) < least and not sentence.concepts:
            return grave
        return grave or not is_aside(sentence.tokens, self.source)

    def is_missing_item(self, sentence: ConceptSentence) -> bool:
        """Whether it is an item of a list of which the target has each other item, and no more."""
        listed = self._items(self.ctx.source, self.our_sections, sentence)
        if self._bare(sentence, listed) > 1:
            return False
        others = [self.partners.get(item.span, ()) for item in listed if item.span != sentence.span]
        if len(others) < thresholds.OMISSION_OTHER_ITEMS or not all(
            len(spans) == 1 for spans in others
        ):
            return False
        counterparts = {self.theirs[spans[0]] for spans in others if spans[0] in self.theirs}
        first = min(counterparts, key=lambda each: each.span, default=None)
        if first is None or len(counterparts) < len(others):
            return False
        return counterparts == set(self._items(self.ctx.target, self.their_sections, first))

    def _bare(self, sentence: ConceptSentence, listed: Sequence[ConceptSentence]) -> int:
        """How many items of a list nothing answers, counted once a list."""
        place = listed[0].span if listed else sentence.span
        if place not in self.bare:
            self.bare[place] = sum(len(self.partners.get(item.span, ())) != 1 for item in listed)
        return self.bare[place]

    def _items(
        self,
        side: Side,
        sections: Mapping[int, list[ConceptSentence]],
        sentence: ConceptSentence,
    ) -> list[ConceptSentence]:
        """The items around an item, of one sentence each; none where it stands in no such list."""
        place = side.lang, sentence.section
        if place not in self.rows:
            self.rows[place] = _rows(
                side.document.sections[sentence.section].blocks,
                sections.get(sentence.section, ()),
            )
        return self.rows[place].get(sentence.block, [])

    def is_gone(self, sentence: ConceptSentence, link: Link) -> bool:
        """Whether nothing in the target stands for the sentence."""
        return not (
            self._is_identified(sentence, link)
            or self._is_absorbed(sentence, link)
            or self._has_counterpart(sentence, link)
            or self._is_restated(sentence, link)
        )

    def _is_restated(self, sentence: ConceptSentence, link: Link) -> bool:
        """Whether a target sentence of the section covers most of its distinctive words."""
        return any(
            self._share(sentence, theirs) >= thresholds.RESTATED_WORDS
            and self._cosine(sentence, theirs) >= thresholds.RESTATED_ALIKE
            for theirs in self._region(sentence, link)
        )

    def _share(self, sentence: ConceptSentence, theirs: ConceptSentence) -> float:
        """The share of its words that a target sentence has and its own source has not."""
        origins = [self.ours[o] for o in self.origins.get(theirs.span, ()) if o in self.ours]
        explained = [word for o in origins for word in self._words(self.source, o)]
        wanted, stated = self._words(self.source, sentence), self._words(self.target, theirs)
        return share(wanted, stated, explained, self.ctx.embed)

    def _words(self, lang: Lang, sentence: ConceptSentence) -> tuple[str, ...]:
        if sentence.span not in self.known[lang]:
            side = self.ctx.source if lang == self.source else self.ctx.target
            tokens = sentence.tokens or tokens_of(side, sentence)
            self.known[lang][sentence.span] = content_words(tokens)
        return self.known[lang][sentence.span]

    def _region(self, sentence: ConceptSentence, link: Link) -> list[ConceptSentence]:
        """The target sentences of the linked sections; of very many those at about its place."""
        theirs = self._inside(link, self.target)
        if len(theirs) <= 2 * thresholds.COUNTERPART_AROUND:
            return theirs
        ours = self._inside(link, self.source)
        at = self._place(sentence, ours) * len(theirs) // len(ours)
        return theirs[
            max(0, at - thresholds.COUNTERPART_AROUND) : at + thresholds.COUNTERPART_AROUND
        ]

    def _inside(self, link: Link, lang: Lang) -> list[ConceptSentence]:
        """The sentences of the linked sections of one side."""
        sections = tuple(sorted(link.side(lang)))
        if (lang, sections) not in self.linked:
            by = self.our_sections if lang == self.source else self.their_sections
            found = [s for section in sections for s in by.get(section, ())]
            self.linked[lang, sections] = found
        return self.linked[lang, sections]

    @staticmethod
    def _place(sentence: ConceptSentence, inside: Sequence[ConceptSentence]) -> int:
        return bisect_left(inside, sentence.span, key=lambda each: each.span)

    def _is_identified(self, sentence: ConceptSentence, link: Link) -> bool:
        """Whether the target has identifiers that only this sentence explains."""
        text = unicodedata.normalize("NFKC", sentence.text)
        wanted = {w.lower() for w in _IDENTIFIER.findall(text) if len(w) > 1}
        for theirs in self._region(sentence, link):
            origins = [self.ours[o] for o in self.origins.get(theirs.span, ()) if o in self.ours]
            explained = frozenset[int]().union(*(o.concepts for o in origins))
            if sentence.concepts & theirs.concepts - explained:
                return True
            identifiers = {w.lower() for w in _IDENTIFIER.findall(theirs.text)}
            known = {
                w.lower()
                for o in origins
                for w in _IDENTIFIER.findall(unicodedata.normalize("NFKC", o.text))
            }
            if wanted & identifiers - known:
                return True
        return False

    def _is_absorbed(self, sentence: ConceptSentence, link: Link) -> bool:
        """Whether linked target sentences have room for it beyond what they translate already."""
        near = self._neighbours(sentence, link)
        counterparts = [self.partners.get(s.span, ()) for s in near]
        for group in {group for group in counterparts if group}:
            spare = self._spare(group) / len(sentence.text)
            restated = max(
                (self._share(sentence, self.theirs[t]) for t in group if t in self.theirs),
                default=0.0,
            )
            if spare >= thresholds.ABSORBED_ROOM_ALONE or (
                restated
                and spare >= thresholds.ABSORBED_ROOM
                and spare + restated >= thresholds.ABSORBED
            ):
                return True
        # A free sentence between the neighbours' partners may be a paraphrase of it.
        ends = [t for group in counterparts for t in group]
        free = [s for s in self._region(sentence, link) if not self.origins.get(s.span)]
        if not ends:
            return bool(free)
        region = [s.span for s in self._region(sentence, link)]
        places = [region.index(t) for t in ends if t in region]
        if not places:
            return bool(free)
        return any(
            min(places) - 1 <= region.index(s.span) <= max(places) + 1
            and (self._cosine(sentence, s) >= thresholds.PARAPHRASE or self._share(sentence, s))
            for s in free
        )

    def _cosine(self, sentence: ConceptSentence, theirs: ConceptSentence) -> float:
        a, b = self.ctx.embed([sentence.text, theirs.text])
        return _cosine(a, b)

    def _spare(self, group: Sequence[Span]) -> float:
        """Characters of the source that target sentences have room for beyond their own."""
        characters = sum(len(self.theirs[t].text) for t in group if t in self.theirs)
        owed = sum(len(self.ours[o].text) for o in self.origins.get(group[0], ()) if o in self.ours)
        return max(0.0, characters / self.ratio - owed - thresholds.LENGTH_SLACK)

    def _neighbours(self, sentence: ConceptSentence, link: Link) -> list[ConceptSentence]:
        """The nearest linked sentences before and after it in the linked sections."""
        inside = self._inside(link, self.source)
        at = self._place(sentence, inside)
        first = max(-1, at - thresholds.COUNTERPART_AROUND)
        earlier, later = (
            range(at - 1, first, -1),
            range(at + 1, min(len(inside), at + thresholds.COUNTERPART_AROUND)),
        )
        found = []
        for row in (earlier, later):
            near = (inside[k] for k in row if self.partners.get(inside[k].span))
            found += list(islice(near, 1))
        return found

    def _has_counterpart(self, sentence: ConceptSentence, link: Link) -> bool:
        """Whether a sentence or title anywhere in the target may say it."""
        import numpy as np

        theirs = list(self.theirs.values())
        vector = self.ctx.embed([sentence.text])[0]
        cosines = np.round(self.their_vectors @ vector, 4)
        if any(cosine >= thresholds.COUNTERPART_TITLE for cosine in cosines[len(theirs) :]):
            return True
        inside = {s.span for s in self._region(sentence, link)}
        return any(
            self._may_say(sentence, vector, other, float(cosine), other.span in inside)
            for other, cosine in zip(theirs, cosines[: len(theirs)], strict=True)
            if cosine
            >= min(
                thresholds.COUNTERPART_LINKED,
                thresholds.COUNTERPART_FREE,
                thresholds.COUNTERPART_ADDED,
            )
        )

    @cached_property
    def their_vectors(self) -> Vector:
        """Of every target sentence and then every title, a row each."""
        titles = [text for _, text in self.titles]
        return self.ctx.embed([*(s.text for s in self.theirs.values()), *titles])

    def _may_say(
        self,
        sentence: ConceptSentence,
        vector: Vector,
        other: ConceptSentence,
        cosine: float,
        inside: bool,
    ) -> bool:
        """Whether a target sentence may say it, alone or beside what it is linked with."""
        import numpy as np

        origins = [self.ours[o].text for o in self.origins.get(other.span, ()) if o in self.ours]
        if not origins:
            return cosine >= thresholds.COUNTERPART_FREE
        both = self.ctx.embed([other.text, *origins])
        linked = both[1:].sum(axis=0)
        alone = _cosine(both[0], linked)
        if (
            inside
            and cosine >= thresholds.COUNTERPART_ADDED
            and _cosine(both[0], linked + vector) >= alone
        ):
            room = self._spare([other.span]) / len(sentence.text)
            if room + self._share(sentence, other) >= thresholds.COUNTERPART_ROOM:
                return True
        return (
            cosine >= thresholds.COUNTERPART_LINKED
            and cosine >= float(np.max(both[1:] @ both[0])) - thresholds.COUNTERPART_BEHIND
        )


def _rows(
    blocks: Sequence[Block], sentences: Sequence[ConceptSentence]
) -> dict[int, list[ConceptSentence]]:
    """The lists of a section by the number of each of their items, where each is one sentence."""
    around = lists(blocks)
    found: dict[range, list[ConceptSentence]] = {}
    for sentence in sentences:
        if sentence.block in around:
            found.setdefault(around[sentence.block], []).append(sentence)
    return {
        number: found[row] for number, row in around.items() if len(found.get(row, ())) == len(row)
    }


def _cosine(unit: Vector, other: Vector) -> float:
    """Cosine of a unit vector with any other, to four places."""
    return round(float(unit @ other) / max(float((other @ other) ** 0.5), 1e-6), 4)


def _is_possible(tokens: Sequence[Token], lang: Lang) -> bool:
    """Whether a sentence says what may happen: 〜ことがある, 〜場合がある, may."""
    if lang == "en":
        return any(token.norm in {"may", "might", "can", "could"} for token in tokens)
    words = [token.lemma for token in tokens]
    return any(
        a in {"こと", "場合"} and b in {"が", "も"} and c == "ある"
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


def _limits(sentence: ConceptSentence, lang: Lang) -> bool:
    """Whether a sentence limits what the text promises: no guarantee, not approved, varies."""
    claims = read(sentence.tokens, lang)
    if claims.of("regulation"):
        return True
    hedged = any(claim.step <= _POSSIBLE for claim in claims.of("claim"))
    return claims.benefit and (claims.polarity.has_denial or hedged)
