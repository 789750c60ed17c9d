"""Which changes of the source the translation did not follow.

Every target sentence was last touched at some time; then it said what the source said. What the
source changed since is stale there. One earlier state (``diff``) answers that for what was touched
after it; a row of states, newest first, answers it for the whole history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.staleness.counterpart import Counterpart
from pipeline.checks.staleness.named import names
from pipeline.checks.staleness.pairing import Pairing, RevisionChange, pair
from pipeline.checks.staleness.readings import amounts
from pipeline.checks.staleness.units import RevisionUnit, units
from pipeline.checks.staleness.weight import Text, Weight, weigh
from pipeline.model.check import Context, Earlier
from pipeline.model.document import Document
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span, other

# What a sentence that has such things and keeps them did not follow, in whatever words.
_CARRIED = {
    "number": frozenset({"number", "unit"}),
    "link": frozenset({"link"}),
    "term": frozenset({"term"}),
}


@dataclass(frozen=True)
class Lag:
    """A change that was not followed.

    ``source`` are the units as they stand (empty where text was removed), ``target`` those that
    still say what they said; ``since`` is the state that both are compared with, ``commit`` the one
    that changed the source, where that is known.
    """

    link: Link
    before: str | None
    after: str | None
    weight: Weight
    source: tuple[RevisionUnit, ...]
    target: tuple[RevisionUnit, ...]
    since: Earlier
    commit: Mapping[str, str] | None = None


class _State(NamedTuple):
    """An earlier time, and the target of then against the target of now.

    ``fresh`` are the units that were last touched to come to this state.
    """

    earlier: Earlier
    target: Pairing
    fresh: frozenset[int] = frozenset()


class Follower:
    """Reads a pair and its earlier states."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.source = units(ctx.source.document)
        self.target = units(ctx.target.document)
        self._known: dict[int, tuple[Document, tuple[RevisionUnit, ...]]] = {}
        self._weights: dict[tuple[object, ...], Weight] = {}
        self._targets: dict[int, tuple[Document, Pairing]] = {}

    def lags(self) -> Iterator[Lag]:
        """What was not followed, in the order of the source."""
        found: list[Lag] = []
        for kind in ("", *_CARRIED):
            states = self._states(kind)
            for state in states:
                found += self._since(state, states, kind)
        order = {unit: k for k, unit in enumerate(self.source)}
        yield from sorted(
            found, key=lambda lag: (lag.link.ja, lag.link.en, [order[u] for u in lag.source])
        )

    def _states(self, kind: str) -> tuple[_State, ...]:
        """The states at which target units got the words they have, newest first.

        Walking back in time ends where every unit was touched or the pair began. ``kind`` as for
        ``_since``.
        """
        untouched = frozenset(range(len(self.target)))
        last: _State | None = None
        found: list[_State] = []
        for earlier in self.ctx.earlier:
            if last is not None and earlier.target is last.earlier.target:
                last = _State(earlier, last.target)
                continue
            state = _State(earlier, self._since_then(earlier.target))
            touched = self._touched(state.target, kind) & untouched
            if touched and last is not None:
                found.append(last._replace(fresh=touched))
            untouched -= touched
            last = state
            if not untouched:
                break
        if last is not None and untouched:
            found.append(last._replace(fresh=untouched))
        return tuple(found)

    def _since_then(self, target: Document) -> Pairing:
        """An earlier target against the one of now, paired once."""
        if id(target) not in self._targets:
            self._targets[id(target)] = (target, pair(self._units(target), self.target))
        return self._targets[id(target)][1]

    def _touched(self, pairing: Pairing, kind: str) -> frozenset[int]:
        """The target units that say something else than they did, or were not there."""
        return frozenset(
            now
            for change in pairing.changes
            if self._is_touch(change, pairing, kind)
            for now in change.after
        )

    def _is_touch(self, change: RevisionChange, pairing: Pairing, kind: str) -> bool:
        weight = self._weight(change, pairing, self.ctx.target.lang)
        carried = kind and change.before and _CARRIED[kind].isdisjoint(weight.reasons)
        if carried and self._has(kind, change.after):
            return False
        return bool(weight) or self._follows(change, pairing)

    def _has(self, kind: str, target: Sequence[int]) -> bool:
        """Whether there are numbers, links or terms in some target units."""
        if kind == "link":
            return any(self.target[j].refs for j in target)
        lang, text = self.ctx.target.lang, _joined(self.target[j] for j in target) or ""
        side = self.ctx.read([text], lang)
        if kind == "term":
            return bool(side.nested)
        return any(map(str.isdecimal, text)) or bool(amounts(text, side.tokens.blocks[0][1], lang))

    def _follows(self, change: RevisionChange, pairing: Pairing) -> bool:
        """Whether an edit of the target brought what the source says now, small as it looks.

        To take it back would contradict the source: the edit is weighed from its end.
        """
        lang = self.ctx.target.lang
        if self._weight(change, pairing, lang).similarity is None:
            return False
        counterpart = self._source_of([self.target[j].span for j in change.after])
        back = (
            RevisionChange(change.after, change.before),
            Pairing(pairing.after, pairing.before, {}, ()),
        )
        return bool(counterpart) and bool(self._weight(*back, lang, counterpart))

    def _source_of(self, spans: Sequence[Span]) -> str:
        """The sentences of the source that are linked to some of the target."""
        found: set[Span] = set()
        for link in self.ctx.links:
            for ours, theirs, _ in link.groups(self.ctx.source.lang):
                if not set(spans).isdisjoint(theirs):
                    found |= set(ours)
        return _joined(unit for unit in self.source if unit.span in found) or ""

    def _since(self, state: _State, states: Sequence[_State], kind: str) -> Iterator[Lag]:
        """What the source changed since a state where the translation was last touched.

        Only changes of one ``kind``: what is ``_CARRIED``, or nothing of that.
        """
        earlier = state.earlier
        pairing = pair(self._units(earlier.source), self.source)
        alive = frozenset(range(len(self.target))) - self._touched(state.target, kind)
        for change in pairing.changes:
            link = self._link(change, pairing)
            weight = self._weight(change, pairing, self.ctx.source.lang) if link else None
            if link is None or weight is None or not (weight or weight.similarity is not None):
                continue
            if kind != _kind(weight):
                continue
            answers = self._answers(change, pairing, state, link)
            if answers is None or not self._stale(answers, state, states, link, alive):
                continue
            if weight.similarity is not None:
                counterpart = _joined(self.target[j] for j in answers) or ""
                weight = self._weight(change, pairing, self.ctx.source.lang, counterpart)
            if not weight:
                continue
            yield Lag(
                link,
                _joined(pairing.before[i] for i in change.before),
                _joined(self.source[j] for j in change.after),
                weight,
                tuple(self.source[j] for j in change.after),
                tuple(self.target[j] for j in answers),
                earlier,
                self._commit(change, pairing, earlier),
            )

    def _stale(
        self,
        answers: Sequence[int],
        state: _State,
        states: Sequence[_State],
        link: Link,
        alive: frozenset[int],
    ) -> bool:
        """Whether what answers a change still stands as it was last touched, in this state."""
        if answers:
            return alive.issuperset(answers) and not state.fresh.isdisjoint(answers)
        # Nothing answers it. The last touch of the section judges, unless that brought something
        # which answers nothing else.
        inside = frozenset(j for j, u in enumerate(self.target) if u.section in self._ids(link))
        latest = next((s for s in states if s.fresh & inside), None)
        new = inside - alive - frozenset(self._aligned_with(link, None))
        return latest is state and not any(self.target[j].kind == "prose" for j in new)

    def _link(self, change: RevisionChange, pairing: Pairing) -> Link | None:
        """The link of the section a change stands in; None for a section that came or went."""
        if change.after:
            section = self.source[change.after[0]].section
            if not change.before and section not in pairing.inherited:
                return None
        else:
            now = pairing.section_now.get(pairing.before[change.before[0]].section)
            if now is None:
                return None
            section = now
        return self._links.get(section)

    def _answers(
        self, change: RevisionChange, pairing: Pairing, state: _State, link: Link
    ) -> tuple[int, ...] | None:
        """The target units that say what a change is about; None where they are gone.

        Empty where there are none, or nobody can tell which.
        """
        inside = [j for j, unit in enumerate(self.target) if unit.section in self._ids(link)]
        first = self.source[change.after[0]] if change.after else pairing.before[change.before[0]]
        kind = first.kind
        if kind != "prose":
            return tuple(j for j in inside if self.target[j].kind == kind)
        if change.after:
            found = self._aligned_with(link, [self.source[j].span for j in change.after])
            if found:
                return found
        if not change.before:
            return ()
        text = _joined(pairing.before[i] for i in change.before) or ""
        return self._located(text, state.target, link)

    def _located(self, text: str, target: Pairing, link: Link) -> tuple[int, ...] | None:
        """Where the earlier translation of a removed text stands now."""
        homes = self._ids(link)
        candidates = [
            i
            for i, unit in enumerate(target.before)
            if unit.kind == "prose" and target.section_now.get(unit.section, -1) in homes
        ]
        if not candidates:
            return ()
        vectors = self.ctx.embed([text, *(target.before[i].text for i in candidates)])
        cosines = [round(float(vectors[0] @ v), 4) for v in vectors[1:]]
        best = max(range(len(candidates)), key=lambda k: (cosines[k], -k))
        if cosines[best] < thresholds.REMOVED_STILL_PRESENT:
            return ()
        old = candidates[best]
        now = tuple(sorted(new for new, before in target.same.items() if before == old))
        if now:
            return now
        for each in target.changes:
            if old in each.before:
                return each.after or None
        return None

    def _aligned_with(self, link: Link, spans: Sequence[Span] | None) -> tuple[int, ...]:
        """The target units that sentence links lead to from ``spans`` (None: from anywhere)."""
        found: dict[int, None] = {}
        for ours, theirs, _ in link.groups(self.ctx.source.lang):
            if ours and (spans is None or any(s == o for s in spans for o in ours)):
                found |= dict.fromkeys(self._at[s] for s in theirs if s in self._at)
        return tuple(sorted(found))

    def _commit(
        self, change: RevisionChange, pairing: Pairing, since: Earlier
    ) -> Mapping[str, str] | None:
        """The commit that made the change: the first after ``since`` that has it."""
        changed = {self.source[j].key for j in change.after}
        gone = {pairing.before[i].key for i in change.before} - {u.key for u in self.source}
        made: Mapping[str, str] | None = None
        for earlier in self.ctx.earlier:
            if earlier is since:
                break
            keys = {unit.key for unit in self._units(earlier.source)}
            if changed <= keys and not (gone & keys):
                made = earlier.commit
            else:
                break
        return made

    def _units(self, document: Document) -> tuple[RevisionUnit, ...]:
        """The units of an earlier document, each read once."""
        if id(document) not in self._known:
            self._known[id(document)] = (document, units(document))
        return self._known[id(document)][1]

    def _weight(
        self, change: RevisionChange, pairing: Pairing, lang: Lang, counterpart: str = ""
    ) -> Weight:
        """The weight of a change, given the target text beside it; each is computed once."""
        sides = (
            [pairing.before[i] for i in change.before],
            [pairing.after[j] for j in change.after],
        )
        texts = [_joined(side) or "" for side in sides]
        refs = [tuple(sorted(ref for unit in side for ref in unit.refs)) for side in sides]
        known = (lang, texts[0], texts[1], refs[0], refs[1], counterpart)
        if known not in self._weights:
            code = any(unit.kind == "code" for side in sides for unit in side)
            self._weights[known] = self._weighed(lang, texts, refs, code, counterpart)
        return self._weights[known]

    def _weighed(
        self,
        lang: Lang,
        texts: Sequence[str],
        refs: Sequence[tuple[str, ...]],
        code: bool,
        counterpart: str,
    ) -> Weight:
        if code:
            return Weight(("code",) if texts[0].split() != texts[1].split() else (), ())
        side = self.ctx.read(texts, lang)
        concepts: list[list[str]] = [[], []]
        for hit in side.nested:
            concepts[hit.block - 1].append(self.ctx.glossary.concepts[hit.concept].id)
        before, after = (
            Text(text, tuple(tokens), tuple(terms), links, called)
            for text, tokens, terms, links, called in zip(
                texts, side.tokens.blocks[0][1:], concepts, refs, names(self.ctx, side), strict=True
            )
        )
        there = None
        if counterpart:
            words = self.ctx.read([counterpart], other(lang)).tokens.blocks[0][1]
            there = Counterpart.of(counterpart, words)
        return weigh(before, after, lang, self.ctx.embed, there)

    @cached_property
    def _links(self) -> dict[int, Link]:
        """The link of each source section that has a counterpart and was not confirmed."""
        found: dict[int, Link] = {}
        for link in self.ctx.links:
            if link.is_gap or self._confirmed(link):
                continue
            for section in link.side(self.ctx.source.lang):
                found.setdefault(section, link)
        return found

    def _confirmed(self, link: Link) -> bool:
        return any(
            set(link.ja) <= set(ja) and set(link.en) <= set(en) for ja, en in self.ctx.confirmed
        )

    def _ids(self, link: Link) -> Iterable[int]:
        return link.side(self.ctx.target.lang)

    @cached_property
    def _at(self) -> dict[Span, int]:
        return {unit.span: j for j, unit in enumerate(self.target)}


def _kind(weight: Weight) -> str:
    """Which of what is carried over from language to language an edit touches first, if any."""
    return next((kind for kind, own in _CARRIED.items() if own & set(weight.reasons)), "")


def _joined(units: Iterable[RevisionUnit]) -> str | None:
    """The text of units in a row; None for none. A space parts what Latin script would run on."""
    text = ""
    for unit in units:
        gap = " " if text and text[-1].isascii() and unit.text[:1].isascii() else ""
        text += gap + unit.text
    return text or None
