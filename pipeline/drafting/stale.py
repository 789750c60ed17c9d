"""Updates for sections whose source changed: the changed sentences, drafted beside the old ones.

A person's words stay where they are. After the paragraph that still says the old thing stands a
paragraph of its own with what the source says now, marked as an update; whoever reviews it carries
it over and takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checks.staleness.follow import Lag
from pipeline.decisions.keys import section_hash
from pipeline.drafting.plan import Piece, Plan
from pipeline.model.document import Document, Section
from pipeline.model.links import Link
from pipeline.model.source import Lang, Span, other
from pipeline.stages import Stages
from pipeline.translation.memory import Unit
from pipeline.translation.stretch import end_of_block
from pipeline.unreviewed import Drafts


def added(
    plan: Plan | None,
    pair: str,
    documents: Mapping[Lang, Document],
    lags: Iterable[Lag],
    drafts: Drafts | None,
    stages: Stages,
) -> Plan | None:
    """The plan with an update for every changed sentence that has none yet.

    In plain text, where no comment can tell an update from a person's words, there are none.
    """
    source = documents[stages.settings.source]
    target = documents.get(other(source.lang))
    if target is None or target.format == "text" or (plan and plan.target is None):
        return plan
    waiting: dict[tuple[int, int], list[Span]] = {}
    for lag in lags:
        ours, theirs = _sides(lag, source.lang)
        if not lag.source or not theirs or not ours:
            continue
        section = lag.source[0].section
        if _is_drafted(source.sections[section], theirs, drafts):
            continue
        at = _place(target, lag, theirs)
        waiting.setdefault((at, section), []).extend(unit.span for unit in lag.source)
    pieces = [
        Piece((section,), at, update=tuple(sorted(set(spans))))
        for (at, section), spans in waiting.items()
    ]
    if not pieces:
        return plan
    plan = plan or Plan(pair, source, target, target.source.path)
    merged = sorted((*plan.pieces, *pieces), key=lambda piece: (piece.at, piece.sections))
    return replace(plan, pieces=tuple(merged))


def _sides(lag: Lag, source: Lang) -> tuple[Sequence[int], Sequence[int]]:
    return (lag.link.ja, lag.link.en) if source == "ja" else (lag.link.en, lag.link.ja)


def _is_drafted(section: Section, theirs: Sequence[int], drafts: Drafts | None) -> bool:
    """Whether an update for the section as it stands, or a whole draft of it, is there."""
    digest = section_hash(section)
    return drafts is not None and any(
        draft.section in theirs and (not draft.mark.update or draft.mark.source == digest)
        for draft in drafts.drafts
    )


def _place(target: Document, lag: Lag, theirs: Sequence[int]) -> int:
    """After the block that says the old thing; else at the end of the section."""
    section = target.sections[lag.target[0].section if lag.target else theirs[-1]]
    blocks = [b for b in section.blocks if b.prose and b.kind not in ("meta", "note")]
    for block in blocks:
        span = block.prose.span(0, len(block.prose.text))
        if lag.target and span.start <= lag.target[0].span.start < span.end:
            return end_of_block(target, span.end)
    last = blocks[-1].prose if blocks else section.title
    return end_of_block(target, last.span(0, len(last.text)).end)


def before(lags: Iterable[Lag], pair: str) -> Iterator[Unit]:
    """What the source said, with the translation that still says it."""
    for lag in lags:
        if lag.before and lag.target:
            yield Unit(lag.before, " ".join(unit.text for unit in lag.target), pair)


def followed(links: Iterable[Link], lags: Sequence[Lag]) -> tuple[Link, ...]:
    """The links without the sentences that say something else by now."""
    gone = {unit.span for lag in lags for unit in (*lag.source, *lag.target)}
    if not gone:
        return tuple(links)
    return tuple(
        replace(
            link,
            sentences=tuple(s for s in link.sentences if not gone & {*s.ja, *s.en}),
        )
        for link in links
    )
