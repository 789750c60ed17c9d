"""Updates for sections whose source changed: the changed sentences, drafted beside the old ones.

A person's words stay where they are. After the paragraph that still says the old thing stands a
paragraph of its own with what the source says now, marked as an update (in plain text by an entry
of the decisions file); whoever reviews it carries it over and takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checking.shared import Stages
from pipeline.checking.unreviewed_drafts import Drafts, is_untouched
from pipeline.checks.staleness.follow import Lag
from pipeline.decisions.keys import section_hash
from pipeline.drafting.plan import Piece, Plan
from pipeline.model.document import Block, Document, Section
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span, other
from pipeline.model.translation import Draft
from pipeline.translation.marks import gone
from pipeline.translation.memory import MemoryEntry
from pipeline.translation.stretch import end_of_block


def added(
    plan: Plan | None,
    pair: str,
    documents: Mapping[Lang, Document],
    lags: Sequence[Lag],
    drafts: Drafts | None,
    stages: Stages,
    *,
    again: bool = False,
) -> Plan | None:
    """The plan with an update for every changed sentence that has none yet.

    An update whose source changed once more gives way to the new one, unless a person edited it;
    ``again`` makes those anew that still fit.
    """
    source = documents[stages.settings.source]
    target = documents.get(other(source.lang))
    if target is None or (plan and plan.target is None):
        return plan
    due, edited = _due(target, lags, drafts, source.lang, again=again)
    standing = [d for d in (drafts.drafts if drafts else ()) if d not in due]
    waiting: dict[tuple[int, int], list[Span]] = {}
    for lag in lags:
        ours, theirs = _sides(lag, source.lang)
        if not lag.source or not theirs or not ours:
            continue
        section = lag.source[0].section
        if _is_drafted(source.sections[section], theirs, standing, edited):
            continue
        at = _place(target, lag, theirs)
        waiting.setdefault((at, section), []).extend(unit.span for unit in lag.source)
    spans = (gone(target.source.text, draft) for draft in due)
    removed = tuple(sorted(span for span in spans if span is not None))
    pieces = [
        Piece((section,), _before(at, removed), update=tuple(sorted(set(spans))))
        for (at, section), spans in waiting.items()
    ]
    if not (pieces or due or edited):
        return plan
    plan = plan or Plan(pair, source, target, target.source.path)
    return replace(
        plan,
        pieces=tuple(sorted((*plan.pieces, *pieces), key=lambda each: (each.at, each.sections))),
        renewed=(*plan.renewed, *due),
        retained=(*plan.retained, *edited),
        removed=removed,
    )


def behind(lags: Iterable[Lag], source: Lang) -> Iterator[Piece]:
    """What of the source the target does not follow, as updates without a place."""
    for lag in lags:
        if lag.source and all(_sides(lag, source)):
            spans = tuple(unit.span for unit in lag.source)
            yield Piece((lag.source[0].section,), 0, update=spans)


def _sides(lag: Lag, source: Lang) -> tuple[Sequence[int], Sequence[int]]:
    return (lag.link.ja, lag.link.en) if source == "ja" else (lag.link.en, lag.link.ja)


def _due(
    target: Document, lags: Sequence[Lag], drafts: Drafts | None, source: Lang, *, again: bool
) -> tuple[list[Draft], list[Draft]]:
    """Updates that say what the source no longer says: those to be replaced, those edited."""
    behind = {n for lag in lags if lag.source for n in _sides(lag, source)[1]}
    due: list[Draft] = []
    edited: list[Draft] = []
    for draft in drafts.drafts if drafts else ():
        if not draft.mark.update:
            continue
        fits = drafts is not None and drafts.origin(draft) is not None
        if is_untouched(target, draft):
            if not fits or (again and draft.section in behind):
                due.append(draft)
        elif not fits:
            edited.append(draft)
    return due, edited


def _is_drafted(
    section: Section, theirs: Sequence[int], standing: Sequence[Draft], edited: Sequence[Draft]
) -> bool:
    """Whether an update for the section as it stands, an edited one, or a whole draft is there."""
    digest = section_hash(section)
    return any(
        draft.section in theirs
        and (not draft.mark.update or draft.mark.source == digest or draft in edited)
        for draft in standing
    )


def _before(at: int, removed: Sequence[Span]) -> int:
    """``at``, or where what goes away around it begins."""
    return next((span.start for span in removed if span.start < at <= span.end), at)


def _place(target: Document, lag: Lag, theirs: Sequence[int]) -> int:
    """After the title or block that says the old thing.

    Where none does, after the block that says what comes before it; else at the end of the section.
    """
    if lag.target and lag.target[0].kind == "title":
        return end_of_block(target, lag.target[0].span.end)
    position = lag.target[0].span if lag.target else _last_before(target, lag)
    if position is not None:
        home = next(
            (s for s in target.sections if s.span.start <= position.start < s.span.end), None
        )
        for block in _bodies(home) if home else ():
            span = block.prose.span(0, len(block.prose.text))
            if span.start <= position.start < span.end:
                return end_of_block(target, span.end)
    run = [n for k, n in enumerate(sorted(theirs)) if n == min(theirs) + k]
    section = target.sections[run[-1]]
    blocks = _bodies(section)
    last = blocks[-1].prose if blocks else section.title
    return end_of_block(target, last.span(0, len(last.text)).end)


def _bodies(section: Section) -> list[Block]:
    return [b for b in section.blocks if b.prose and b.kind not in ("meta", "note")]


def _last_before(target: Document, lag: Lag) -> Span | None:
    """The translation of the last sentence before the change that has one."""
    start = lag.source[0].span.start
    sides = (
        (each.ja, each.en) if target.lang == "en" else (each.en, each.ja)
        for each in lag.link.sentences
    )
    before = [(max(ours), max(theirs)) for ours, theirs in sides if ours and theirs]
    return max((pair for pair in before if pair[0].start < start), default=(None, None))[1]


def before(lags: Iterable[Lag], pair: str) -> Iterator[MemoryEntry]:
    """What the source said, with the translation that still says it."""
    for lag in lags:
        if lag.before and lag.target:
            yield MemoryEntry(lag.before, " ".join(unit.text for unit in lag.target), pair)


def followed(links: Iterable[Link], lags: Sequence[Lag]) -> tuple[Link, ...]:
    """The links without the sentences that say something else by now.

    Where it is the titles, nothing is sure of the link: a memory is to learn nothing from it.
    """
    late = {unit.span for lag in lags for unit in (*lag.source, *lag.target)}
    if not late:
        return tuple(links)
    titles = {
        (lag.link.ja, lag.link.en) for lag in lags if any(u.kind == "title" for u in lag.target)
    }
    return tuple(
        replace(
            link,
            score=0.0 if (link.ja, link.en) in titles else link.score,
            sentences=tuple(s for s in link.sentences if not late & {*s.ja, *s.en}),
        )
        for link in links
    )
